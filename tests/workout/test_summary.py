from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hiptimer.circuit.model import Block
from hiptimer.plan.choices import default_choices
from hiptimer.plan.compiler import compile_timeline
from hiptimer.workout.events import EffortEnded, EndedBy
from hiptimer.workout.summary import Summary, SummaryRow, attempt_words, counting_attempts, summary
from tests.conftest import circuit, exercise, laid_out, open_hold, paced, timed

if TYPE_CHECKING:
    from hiptimer.plan.timeline import Timeline


def ended(
    index: int, by: EndedBy = EndedBy.CLOCK, seconds: float = 30.0, reps: int | None = None
) -> EffortEnded:
    return EffortEnded(1_000.0 + index, index, by, seconds, reps)


def summed(timeline: Timeline, *attempts: EffortEnded) -> Summary:
    return summary(timeline, attempts, spent_seconds=125.0)


STRETCH = laid_out(exercise("stretch", timed(30, isometric=True), sides="each"))
"""Prepare 0, left 1, switch 2, right 3."""


@pytest.mark.parametrize(
    ("by", "words"),
    [
        (EndedBy.PERSON, "kept: 12.3s"),
        (EndedBy.CAP, "ended at the cap: 12.3s"),
        (EndedBy.CLOCK, "done: 12.3s"),
        (EndedBy.NEXT, "skipped"),
        (EndedBy.AGAIN, "restarted after 12.3s"),
        (EndedBy.STOP, "stopped after 12.3s"),
    ],
)
def test_an_outcome_names_what_ended_the_effort_and_how_much_was_done(
    by: EndedBy, words: str
) -> None:
    assert attempt_words(ended(1, by, 12.34)) == words


def test_an_outcome_of_reps_is_shown_in_reps() -> None:
    assert attempt_words(ended(1, EndedBy.PERSON, 12.0, reps=3)) == "kept: 3 reps"


def test_the_last_of_several_attempts_counts() -> None:
    first, second = ended(1), ended(1, EndedBy.PERSON, 12.0)
    assert counting_attempts([first, ended(3), second]) == {1: second, 3: ended(3)}


def test_an_attempt_that_never_began_does_not_replace_one_that_did() -> None:
    skipped = ended(1, EndedBy.NEXT, 0.0)
    assert counting_attempts([ended(1), skipped]) == {1: ended(1)}
    assert counting_attempts([skipped]) == {1: skipped}
    assert counting_attempts([skipped, ended(1)]) == {1: ended(1)}


def test_each_exercise_has_a_row_for_each_side() -> None:
    found = summed(STRETCH, ended(1), ended(3, EndedBy.PERSON, 21.04))
    assert found.rows == (
        SummaryRow("Stretch", "left", "1 × 30s", (("30s", 1),), ()),
        SummaryRow("Stretch", "right", "1 × 30s", (("21s", 3),), ("1 cut short",)),
    )
    assert (found.efforts_done, found.efforts_complete, found.efforts_planned) == (2, 1, 2)


def test_each_hold_is_listed_with_how_it_ended() -> None:
    timeline = laid_out(
        exercise("squat", open_hold(30, 90), sides="each", switch_seconds=0.0), prepare_seconds=0.0
    )
    sets = laid_out(exercise("squat", open_hold(30, 90)), order="straight", prepare_seconds=0.0)
    assert [row.planned for row in summed(timeline).rows] == ["1 × about 30s"] * 2
    (row,) = summed(sets, ended(0, EndedBy.CAP, 90.0)).rows
    assert (row.planned, row.done) == ("1 × about 30s", "1m30s (cap)")


def test_times_and_reps_are_added_up_over_the_sets() -> None:
    timeline = laid_out(
        exercise("pulses", timed(20)), exercise("climber", paced(10)), rest_between_sets_seconds=5.0
    )
    pulses, climber = summed(timeline, ended(1, seconds=20.0), ended(3, seconds=40, reps=10)).rows
    assert (pulses.planned, pulses.done) == ("20s", "20s")
    assert (climber.planned, climber.done) == ("10 reps", "10 reps")


def test_skipped_and_missing_efforts_are_noted() -> None:
    left, right = summed(STRETCH, ended(1, EndedBy.NEXT, 0.0)).rows
    assert left.notes == ("1 skipped",)
    assert (right.done, right.notes) == ("0s", ("1 not reached",))


def test_skipped_and_broken_off_efforts_are_not_done() -> None:
    for by in (EndedBy.NEXT, EndedBy.AGAIN, EndedBy.STOP):
        assert summed(STRETCH, ended(1), ended(3, by, 5.0)).efforts_done == 1


def test_a_hold_to_fatigue_below_its_target_is_complete_and_says_so() -> None:
    timeline = laid_out(exercise("squat", open_hold(30, 90)))
    (row,) = summed(timeline, ended(1, EndedBy.PERSON, 12.0)).rows
    assert row.notes == ("1 below target",)
    assert summed(timeline, ended(1, EndedBy.PERSON, 12.0)).is_complete


@pytest.mark.parametrize(
    ("attempts", "headline"),
    [
        ((ended(1), ended(3)), "Workout complete: 2 of 2 efforts in 2:05"),
        ((ended(1), ended(3, EndedBy.NEXT)), "Ended early after 2:05: 1 of 2 efforts complete"),
        (
            (ended(1), ended(3, EndedBy.PERSON, 5.0)),
            "Ended early after 2:05: 1 of 2 efforts complete",
        ),
        ((ended(1, EndedBy.PERSON, 5.0),), "Ended early after 2:05: 0 of 2 efforts complete"),
        ((ended(1, EndedBy.STOP, 5.0),), "Ended early after 2:05: 0 of 2 efforts done"),
        ((), "Ended early after 2:05: 0 of 2 efforts done"),
    ],
)
def test_the_headline_says_how_much_of_the_plan_was_done(
    attempts: tuple[EffortEnded, ...], headline: str
) -> None:
    found = summed(STRETCH, *attempts)
    assert found.headline() == headline
    assert found.is_complete is headline.startswith("Workout complete")


def test_exercises_skipped_before_the_start_are_named() -> None:
    found = summary(STRETCH, [], spent_seconds=0.0, skipped=("Squat",))
    assert found.skipped == ("Squat",)
    assert found.title == "Trial"


def test_exercises_of_one_title_in_several_blocks_are_named_with_their_block() -> None:
    plank = exercise("plank", timed(30), name="Plank")
    blocks = [
        Block(id=id_, title=id_.upper(), exercises=(replace(plank, id=f"{id_}-plank"),))
        for id_ in ("one", "two")
    ]
    stretch = exercise("stretch", timed(30))
    blocks.append(Block(id="end", title="End", exercises=(stretch,)))
    trial = replace(circuit(plank), blocks=tuple(blocks))
    timeline = compile_timeline(trial, default_choices(trial), "trial")
    assert [it.title for it in summed(timeline).rows] == ["Plank (ONE)", "Plank (TWO)", "Stretch"]
