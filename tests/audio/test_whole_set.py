"""Every cue of a set of the hip flexor circuit is found in its rendered sound."""

from __future__ import annotations

from array import array
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.score.arrangement import Arrangement
from hiptimer.audio.score.score import due_notes
from hiptimer.audio.sounds.sample_cache import SampleCache
from hiptimer.audio.sounds.tones import RATE
from hiptimer.library.loading import find
from hiptimer.plan.choices import default_choices, with_sets
from hiptimer.plan.plan import Plan
from hiptimer.session.soundtrack import Soundtrack
from hiptimer.workout.engine import Engine
from tests.conftest import slow
from tests.finder import best_match, pitches

if TYPE_CHECKING:
    from hiptimer.audio.speaker import Note
    from hiptimer.plan.timeline import Timeline

OFF_AT_MOST = 0.002
TEMPLATE_SECONDS = (0.04, 0.3)
"""The short template finds most sounds; the long one those that begin over a return."""
HEADER_BYTES = 44


@cache
def whitts_set() -> Timeline:
    entry = find("whitt-hip-flexor")
    assert entry.circuit
    choices = with_sets(entry.circuit, default_choices(entry.circuit), 1)
    return Plan(entry.circuit, entry.id, choices).timeline


@cache
def recorded_samples() -> array[int]:
    return array("h", b"".join(Soundtrack(whitts_set()).wav())[HEADER_BYTES:])


def cues() -> list[Note]:
    """Return the note of each cue with a sound, as the playhead reaches it, spaced."""
    timeline = whitts_set()
    engine = Engine(timeline, unattended=True)
    events = [*engine.start(0.0), *engine.advance(timeline.planned_seconds + 1.0)]
    return Arrangement().space(due_notes(timeline, events))


def test_the_notes_are_those_of_the_cues_with_a_sound() -> None:
    of_the_timeline = [
        (phase.starts + cue.at, cue.sound)
        for phase in whitts_set().phases
        for cue in phase.cues
        if cue.sound and cue.is_heard_in(phase.target_seconds)
    ]
    assert sorted(note.sound for note in cues()) == sorted(sound for _, sound in of_the_timeline)
    assert len(of_the_timeline) > 100


def is_heard(note: Note, template_seconds: float) -> bool:
    wanted = SampleCache()[note][: round(template_seconds * RATE)]
    slack = round(2 * OFF_AT_MOST * RATE)
    due = round(note.moment * RATE)
    first = max(0, due - slack)
    match = best_match(recorded_samples()[first : due + slack + len(wanted)], wanted)
    return match is not None and abs(first + match.frame - due) <= OFF_AT_MOST * RATE


@pytest.mark.parametrize("first", [0, *slow(1, 2, 3, 4)])
def test_every_cue_is_heard_at_its_moment(first: int) -> None:
    lost = [
        note for note in cues()[first::5] if not any(is_heard(note, it) for it in TEMPLATE_SECONDS)
    ]
    assert not lost


def test_every_return_falls_throughout() -> None:
    returns = [note for note in cues() if note.sound == "return"]
    assert returns
    for note in returns:
        assert note.seconds
        first = round(note.moment * RATE)
        seconds = note.softer_after or note.seconds
        falling = pitches(recorded_samples()[first : first + round(seconds * RATE)], parts=8)
        assert all(after < before for before, after in pairwise(falling)), (note, falling)
