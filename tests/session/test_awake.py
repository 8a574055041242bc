from __future__ import annotations

from contextlib import contextmanager
from queue import SimpleQueue
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.score.performance import heard_on
from hiptimer.session.awake import Awake, keep_awake
from hiptimer.workout.workout import Workout
from tests.conftest import exercise, laid_out, timed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import FakeClock, RecordingSpeaker


class Bed:
    """Tells, in order, when it was kept awake and when it was let go."""

    def __init__(self) -> None:
        self.told: SimpleQueue[str] = SimpleQueue()

    @contextmanager
    def keep(self) -> Iterator[None]:
        self.told.put("awake")
        yield
        self.told.put("let go")

    def next(self) -> str:
        return self.told.get(timeout=10)


@pytest.fixture
def workout(fake_clock: FakeClock, speaker: RecordingSpeaker) -> Workout:
    return Workout(laid_out(exercise("squat", timed(20.0))), heard_on(speaker), fake_clock.clock())


def test_it_is_awake_while_the_workout_moves_and_at_no_other_time(
    workout: Workout, fake_clock: FakeClock
) -> None:
    bed = Bed()
    workout.listeners.append(Awake(workout, bed.keep))
    assert bed.told.empty()
    workout.start()
    assert bed.next() == "awake"
    workout.pause()
    assert bed.next() == "let go"
    workout.resume()
    assert bed.next() == "awake"
    workout.due_in_seconds()
    fake_clock.sleep(60)
    workout.tick()
    assert bed.next() == "let go"
    workout.resume()
    assert bed.next() == "awake"
    workout.stop()
    assert bed.next() == "let go"
    assert bed.told.empty()


def test_it_lets_go_at_the_end(workout: Workout, fake_clock: FakeClock) -> None:
    bed = Bed()
    workout.listeners.append(Awake(workout, bed.keep))
    workout.start()
    assert bed.next() == "awake"
    for _ in range(300):
        workout.due_in_seconds()
        fake_clock.advance(1)
        workout.tick()
    assert workout.head.is_over
    assert bed.next() == "let go"


def test_a_desktop_that_breaks_down_stops_no_workout(
    workout: Workout, fake_clock: FakeClock, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: SimpleQueue[None] = SimpleQueue()

    @contextmanager
    def broken() -> Iterator[None]:
        asked.put(None)
        raise OSError("the bus is gone")
        yield

    workout.listeners.append(Awake(workout, broken))
    workout.start()
    asked.get(timeout=10)
    workout.due_in_seconds()
    fake_clock.advance(1)
    workout.tick()
    workout.pause()
    assert capsys.readouterr().err == ""


def test_where_no_desktop_answers_nothing_keeps_awake_and_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("PATH", "")
    with keep_awake() as through:
        assert through is None
    assert capfd.readouterr() == ("", "")


def test_what_keeps_awake_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "yes")
    with keep_awake() as through:
        assert through
