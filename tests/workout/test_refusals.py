"""What a person reads if a command is not possible."""

from __future__ import annotations

import pytest

from hiptimer.workout.engine import Engine, Refused, TimeWentBack
from hiptimer.workout.playhead import Place
from tests.conftest import exercise, laid_out, open_hold, timed


def in_the_first_effort(*, is_open: bool = False) -> Engine:
    dose = open_hold() if is_open else timed(30)
    engine = Engine(laid_out(exercise("a", dose), prepare_seconds=0.0))
    engine.start(1.0)
    return engine


def test_there_may_be_no_effort_before_this_one() -> None:
    with pytest.raises(Refused, match=r"^this is the first effort$"):
        in_the_first_effort().previous(2.0)


def test_there_may_be_no_effort_to_begin_again() -> None:
    engine = Engine(laid_out(exercise("a", timed(30))))
    engine.start(0.0)
    words = "no effort to restart: go back to the previous one"
    with pytest.raises(Refused, match=f"^{words}$"):
        engine.again(2.0)


def test_an_open_hold_has_no_length_to_change() -> None:
    words = "what you end yourself, and reps, cannot be lengthened or shortened"
    with pytest.raises(Refused, match=f"^{words}$"):
        in_the_first_effort(is_open=True).lengthen(2.0, 5.0)


def test_there_may_be_no_later_set() -> None:
    with pytest.raises(Refused, match=r"^this is the last set$"):
        in_the_first_effort().end_after_set(2.0)


def test_there_may_be_nothing_to_undo() -> None:
    with pytest.raises(Refused, match=r"^all planned sets are already included$"):
        in_the_first_effort().go_on_after_set(2.0)


def test_a_command_names_the_state_that_does_not_allow_it() -> None:
    with pytest.raises(Refused, match=r"^resume is not possible while running$"):
        in_the_first_effort().resume(2.0)


def test_a_time_before_the_last_one_is_an_error() -> None:
    with pytest.raises(TimeWentBack, match=r"^0\.5 comes before 1\.0$"):
        in_the_first_effort().advance(0.5)


def test_a_place_that_the_timeline_does_not_have_is_named() -> None:
    timeline = laid_out(exercise("a", timed(30)))
    with pytest.raises(ValueError, match=r"^there is no phase 2 on this timeline$"):
        Engine(timeline, place=Place(2, 0.0, 30.0))
    with pytest.raises(ValueError, match=r"^phase 1 of this timeline ends differently$"):
        Engine(timeline, place=Place(1, 0.0, None))
