from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.diary.plan_copies import copy_of, plan_of
from hiptimer.diary.stored_choices import NoPlan
from hiptimer.library import loading
from hiptimer.plan.choices import default_choices, with_exercise_skipped, with_pick, with_start
from hiptimer.plan.plan import Plan
from hiptimer.workout.workout import Workout
from tests.diary.days import Day, everything, only_waiting
from tests.strategies import choices_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hiptimer.diary.records import Unfinished

WHITT = loading.load(loading.find("whitt-hip-flexor").path)


def todays_plan() -> Plan:
    choices = default_choices(WHITT)
    choices = with_pick(WHITT, choices, "pulses.time", "25s")
    choices = with_pick(WHITT, choices, "pulses.variant", "straight")
    choices = with_exercise_skipped(WHITT, choices, "mountain-climber")
    return Plan(WHITT, "whitt-hip-flexor", with_start(WHITT, choices, "2"))


def interrupted_in(folder: Path, plan: Plan) -> Unfinished:
    day = Day(folder, plan)
    day.workout.start()
    day.at(33.0, Workout.pause)
    day.recorder.interrupt()
    day.close()
    return only_waiting(folder)


def test_a_plan_is_restored_unchanged_from_the_diary(tmp_path: Path) -> None:
    plan = todays_plan()
    again = plan_of(interrupted_in(tmp_path, plan))
    assert again == plan
    assert again.timeline == plan.timeline


def test_a_plan_has_the_digest_under_which_earlier_versions_stored_it() -> None:
    assert copy_of(everything()).digest == "c3e826f623f23c59fa51a203f95125e2"


@given(st.data())
def test_the_digest_of_a_plan_depends_only_on_its_choices(data: st.DataObject) -> None:
    one, other = (Plan(WHITT, "whitt-hip-flexor", data.draw(choices_for(WHITT))) for _ in range(2))
    assert (copy_of(one).digest == copy_of(other).digest) == (one.choices == other.choices)
    assert copy_of(one).digest == copy_of(replace(one)).digest


@pytest.mark.parametrize(
    "change",
    [
        lambda it: it._replace(circuit="{}"),
        lambda it: it._replace(circuit="not JSON"),
        lambda it: it._replace(choices="{}"),
        lambda it: it._replace(choices=it.choices[:-1] + ',"a choice of tomorrow":1}'),
        lambda it: it._replace(digest="another"),
    ],
)
def test_a_stored_plan_that_was_changed_is_refused(
    change: Callable[[Unfinished], Unfinished], tmp_path: Path
) -> None:
    interrupted = interrupted_in(tmp_path, todays_plan())
    with pytest.raises(NoPlan):
        plan_of(change(interrupted))
