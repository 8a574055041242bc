"""Every shipped circuit as it is heard: no two melodies overlap, and each mark at its moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.score.arrangement import Arrangement, is_words
from hiptimer.audio.score.performance import performances_on
from hiptimer.audio.score.spacing import GAP_SECONDS
from hiptimer.audio.score.speech import BREATH_SECONDS
from hiptimer.audio.sounds.palette import Palette
from hiptimer.audio.sounds.wav import Clip
from hiptimer.library import loading
from hiptimer.plan.choices import default_choices, with_sets
from hiptimer.plan.effort import Dose
from hiptimer.plan.plan import Plan
from hiptimer.session.soundtrack import Soundtrack
from hiptimer.workout.events import CueReached, PhaseBegan
from hiptimer.workout.workout import Workout
from tests.conftest import HearingSpeaker
from tests.mat import Mat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiptimer.audio.score.speech import Wording
    from hiptimer.audio.speaker import Note
    from hiptimer.circuit.model import Circuit
    from hiptimer.plan.timeline import Timeline

EXACT_SECONDS = 0.002
ROUNDING_SECONDS = 1e-4
WORDS_SECONDS = 0.5
WORDS_BEGIN_SECONDS = 0.7
EXACT = {"tick-in", "tick-out", "go", "drive", "beat", "return", "target", "hold-tick"}


def circuit(id_: str) -> Circuit:
    found = loading.find(id_).circuit
    assert found
    return found


CASES = [
    (id_, sets)
    for id_ in loading.ids()
    for sets in range(1, 5)
    if circuit(id_).main_block.sets.low <= sets <= circuit(id_).main_block.sets.high
]
each_circuit = pytest.mark.parametrize("case", CASES, ids=str)


class ShortVoice:
    """Says every wording in half a second."""

    def clips(self, wording: Wording) -> tuple[Clip, ...]:
        return (Clip(f"{' '.join(wording)}.wav", WORDS_SECONDS),)


@dataclass
class CuttingSpeaker(HearingSpeaker):
    """A speaker that also records which notes a new score cut off, and when."""

    cut_at: dict[Note, float] = field(default_factory=dict)

    def play(self, notes: Sequence[Note]) -> None:
        for note in self.heard():
            stays = any(
                note.sound == it.sound and abs(note.moment - it.moment) < 1e-3 for it in notes
            )
            if not stays:
                self.cut_at.setdefault(note, self.clock.monotonic)
        super().play(notes)


def planned(case: tuple[str, int]) -> Timeline:
    """Return a shipped circuit with so many sets."""
    id_, sets = case
    choices = with_sets(circuit(id_), default_choices(circuit(id_)), sets)
    return Plan(circuit(id_), id_, choices).timeline


@cache
def performed(case: tuple[str, int], ends: str) -> tuple[Mat, CuttingSpeaker]:
    """Return a workout whose efforts end by the clock and the cap, or by Done in the middle.

    Reps at one's own pace always end by Done.
    """
    timeline = planned(case)
    mat = Mat(timeline)
    hearing = CuttingSpeaker(clock=mat.clock)
    make = performances_on(hearing, Arrangement(voice=ShortVoice()))
    mat.workout = Workout(
        timeline, make, mat.clock.clock(), volume=80, listeners=[mat.events.append]
    )
    mat.workout.start()
    for phase in timeline.phases:
        length = mat.workout.engine.length(mat.workout.head)
        is_done = phase.is_effort and (ends == "done" or phase.effort.dose is Dose.FREE)
        elapsed = mat.clock.monotonic - mat.began_at
        if is_done:
            mat.until(elapsed + phase.target_seconds / 2 + 1.03)
            mat.workout.done()
        else:
            assert length is not None
            mat.until(elapsed + length - mat.workout.head.elapsed + 0.01)
    mat.until(mat.clock.monotonic - mat.began_at + 3.0)
    return mat, hearing


def length(note: Note) -> float:
    return WORDS_SECONDS if is_words(note) else note.seconds or Palette().seconds(note.sound)


@pytest.mark.parametrize("ends", ["cap", "done"])
@each_circuit
def test_no_two_sounds_overlap_in_a_workout(case: tuple[str, int], ends: str) -> None:
    mat, hearing = performed(case, ends)
    heard = hearing.heard()
    assert mat.workout.head.is_over
    assert len(heard) > len(mat.timeline.phases)
    for one, after in pairwise(heard):
        cut_at = hearing.cut_at.get(one, float("inf"))
        if after.moment >= cut_at - ROUNDING_SECONDS:
            continue
        if one.softer_after is not None:
            assert after.sound == "last-rep" or is_words(after)
            assert after.moment - one.moment == pytest.approx(one.softer_after)
            continue
        least = BREATH_SECONDS if is_words(one) or is_words(after) else GAP_SECONDS
        gap = after.moment - one.moment - length(one)
        assert gap > least - ROUNDING_SECONDS, (one, after)


@pytest.mark.parametrize("ends", ["cap", "done"])
@each_circuit
def test_each_mark_is_heard_at_its_moment_in_a_workout(case: tuple[str, int], ends: str) -> None:
    mat, hearing = performed(case, ends)
    heard = hearing.heard()
    marks = [it for it in mat.events if isinstance(it, CueReached) and it.cue.sound in EXACT]
    assert marks
    for mark in marks:
        names = {mark.cue.sound, f"held-{mark.cue.at:.0f}"}
        assert any(
            note.sound in names and abs(note.moment - mark.moment) <= EXACT_SECONDS
            for note in heard
        ), mark


@pytest.mark.parametrize("ends", ["cap", "done"])
@each_circuit
def test_the_words_of_a_pause_begin_soon_after_it(case: tuple[str, int], ends: str) -> None:
    mat, hearing = performed(case, ends)
    words = [note.moment for note in hearing.heard() if is_words(note)]
    phases = mat.timeline.phases
    began = [it for it in mat.events if isinstance(it, PhaseBegan)]
    pauses = [it.moment for it in began if it.index and not phases[it.index].is_effort]
    assert pauses or len(phases) < 3
    for pause in pauses:
        assert any(0 < said - pause <= WORDS_BEGIN_SECONDS + EXACT_SECONDS for said in words)


@each_circuit
def test_no_two_sounds_overlap_in_a_rendered_workout(case: tuple[str, int]) -> None:
    timeline = planned(case)
    notes = Soundtrack(timeline)._notes
    for one, after in pairwise(notes):
        until = one.moment + (length(one) if one.softer_after is None else one.softer_after)
        gap = GAP_SECONDS if one.softer_after is None else 0.0
        assert after.moment - until > gap - ROUNDING_SECONDS, (one, after)
    exact = [(round(it.moment, 3), it.sound) for it in notes if it.sound in EXACT]
    assert exact == [
        (round(phase.starts + cue.at, 3), cue.sound)
        for phase in timeline.phases
        for cue in phase.cues
        if cue.sound in EXACT and cue.at <= phase.target_seconds
    ]


@each_circuit
def test_a_workout_without_a_person_is_heard_as_it_is_rendered(case: tuple[str, int]) -> None:
    timeline = planned(case)
    mat = Mat(timeline)
    mat.workout.start()
    mat.workout.leave_unattended()
    mat.until(timeline.planned_seconds + 3.0)
    heard = [(round(it.moment - mat.began_at, 4), it.sound) for it in mat.hearing.heard()]
    assert heard == [(round(it.moment, 4), it.sound) for it in Soundtrack(timeline)._notes]
