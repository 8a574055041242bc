from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from hiptimer.circuit.model import Stage
from hiptimer.drawing.figure.preview import Preview, previews
from hiptimer.library import loading
from hiptimer.library.figure_files.loading import figures_of
from hiptimer.plan.choices import default_choices
from hiptimer.plan.compiler import compile_timeline
from tests.conftest import exercise, laid_out, open_hold, paced, timed
from tests.drawing.figure.test_movement import figure, is_in

if TYPE_CHECKING:
    from hiptimer.circuit.model import Exercise

FIGURE = figure()


def showing_of(trial: Exercise, **given: object) -> Preview:
    (found,) = previews(laid_out(trial), {"trial": figure(**given)})
    return found


def test_reps_are_shown_twice_in_their_tempo() -> None:
    climber = showing_of(exercise("trial", paced(10)))
    assert climber.seconds == 8.0
    assert is_in(climber.frame(0.0), "start")
    assert is_in(climber.frame(1.0), "end")
    assert is_in(climber.frame(4.0), "start")


def test_a_hold_is_shown_from_its_start_into_its_pose() -> None:
    squat = showing_of(exercise("trial", open_hold()))
    assert squat.seconds == 5.0
    assert is_in(squat.frame(0.0), "start")
    assert is_in(squat.frame(1.0), "end")


def test_each_stage_is_shown_for_three_seconds() -> None:
    stages = (Stage(0.0, "sink"), Stage(10.0, "rotate"), Stage(20.0, "lean"))
    stretch = showing_of(exercise("trial", timed(30), stages=stages), stages=("low", "open", "end"))
    assert stretch.seconds == 9.0
    for at, pose in ((1, "low"), (4, "open"), (7, "end")):
        assert is_in(stretch.frame(at), pose)
    assert stretch.frame(stretch.seconds)


def test_a_continuous_movement_is_shown_for_two_cycles() -> None:
    march = showing_of(exercise("trial", timed(60)), period_seconds=1.5)
    assert march.seconds == 3.0
    assert 0 < march.seconds_to_next_frame(0.0) < 0.5


def test_each_exercise_with_a_figure_is_shown_once() -> None:
    timeline = laid_out(
        exercise("a", timed(10), sides="each"), exercise("b", timed(10)), exercise("c", timed(10))
    )
    found = list(previews(timeline, MappingProxyType({"a": FIGURE, "c": FIGURE})))
    assert [it.exercise_id for it in found] == ["a", "c"]
    assert [it.title for it in found] == ["A", "C"]


@pytest.mark.parametrize("name", loading.ids())
def test_every_shipped_exercise_can_be_shown(name: str) -> None:
    circuit = loading.load(loading.find(name).path)
    timeline = compile_timeline(circuit, default_choices(circuit), name)
    figures, _ = figures_of(phase.effort.movement for phase in timeline.phases)
    found = list(previews(timeline, figures))
    assert [it.exercise_id for it in found] == [it.id for it in circuit.exercises]
    for it in found:
        assert 1.0 <= it.seconds <= 30.0
        at = 0.0
        while at < it.seconds:
            it.frame(at)
            at += it.seconds_to_next_frame(at)
