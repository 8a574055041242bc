from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from hiptimer.audio.score.arrangement import Arrangement, is_words
from hiptimer.audio.score.brevity import in_brief
from hiptimer.audio.score.coach import fullest_wordings, spoken_lines, wordings
from hiptimer.audio.score.score import upcoming_notes
from hiptimer.audio.score.speech import SpokenLine
from hiptimer.audio.sounds.wav import Clip
from hiptimer.workout.engine import Engine
from tests.conftest import exercise, laid_out, paced, timed
from tests.strategies import Planned, plans

if TYPE_CHECKING:
    from hiptimer.audio.score.speech import Wording


class WordyVoice:
    """Says each wording in a tenth of a second."""

    def clips(self, wording: Wording) -> tuple[Clip, ...]:
        return (Clip(f"{' '.join(wording)}.wav", 0.1),)


def said(planned: Planned, *, is_brief: bool) -> set[str]:
    """Return what is said in an unattended workout."""
    engine = Engine(planned.timeline, unattended=True)
    engine.start(0.0)
    notes = upcoming_notes(engine, 1e6, Arrangement(voice=WordyVoice(), is_brief=is_brief))
    return {note.sound.removesuffix(".wav") for note in notes if is_words(note)}


@pytest.mark.parametrize(
    ("full", "brief"),
    [
        (
            ("Rest.", "Next:", "Pulses,", "left,", "knee up.", "Band on."),
            "Rest. Next: Pulses, left.",
        ),
        (("Left.", "Knee up.", "Band on."), "Left."),
        (("Left.", "Knee up."), "Left."),
        (("Last set.", "Pulses,", "left."), "Last set. Pulses, left."),
        (("Target.",), "Target."),
        (("Last round.", "Pulses,", "left.", "10 reps,", "4 kg."), "Last round. Pulses, left."),
        (("Press Enter when ready.",), "Press Enter when ready."),
    ],
)
def test_a_brief_line_has_names_sides_and_ends(full: Wording, brief: str) -> None:
    effort = laid_out(exercise("pulses", timed(20), sides="each")).phases[1].effort
    (line,) = in_brief([SpokenLine(1.0, (full,))], effort)
    assert line.at == 1.0
    assert " ".join(line.wordings[0]) == brief


@pytest.mark.parametrize(
    "full",
    [
        ("3.",),
        ("Five to go.",),
        ("30 seconds to go.",),
        ("Last one.",),
        ("30 seconds.",),
        ("Halfway.",),
        ("Sink.",),
    ],
)
def test_counts_and_marks_are_not_said_in_brief(full: Wording) -> None:
    effort = laid_out(exercise("pulses", timed(20))).phases[1].effort
    assert list(in_brief([SpokenLine(1.0, (full,))], effort)) == []


def test_reps_pass_in_silence_in_brief() -> None:
    timeline = laid_out(exercise("climber", paced(7, drive=1.0, back=2.0)))
    assert fullest_wordings(timeline, is_brief=True) == [
        *(("Get ready:", "Climber."), ("Climber.",), ("Done.",)),
        *(("Ending after this set.",), ("Doing all sets.",)),
    ]


def test_the_sides_of_alternating_reps_are_said_in_brief() -> None:
    march = exercise("march", paced(2, up=1.5, back=2.5), sides="alternate")
    timeline = laid_out(march, prepare_seconds=9.0)
    lines = in_brief(spoken_lines(timeline, 1, (), None, ("March",)), timeline.phases[1].effort)
    assert [line.wordings[0] for line in lines] == [("Left.",), ("Right.",)] * 2


@given(plans())
def test_the_words_said_in_brief_were_prepared(planned: Planned) -> None:
    prepared = {" ".join(wording) for wording in wordings(planned.timeline, is_brief=True)}
    assert said(planned, is_brief=True) <= prepared


@given(plans())
def test_the_fullest_wordings_are_among_the_prepared_ones(planned: Planned) -> None:
    assert set(fullest_wordings(planned.timeline)) <= set(wordings(planned.timeline))
