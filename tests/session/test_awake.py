from __future__ import annotations

from contextlib import contextmanager
from queue import SimpleQueue
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.score.performance import performances_on
from hiptimer.session.awake import Awake, keep_awake
from hiptimer.workout.workout import Workout
from tests.conftest import exercise, laid_out, timed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import FakeClock, RecordingSpeaker


class FakeInhibitor:
    """Records in order when it began and ended to keep the machine awake."""

    def __init__(self) -> None:
        self.calls: SimpleQueue[str] = SimpleQueue()

    @contextmanager
    def keep(self) -> Iterator[None]:
        self.calls.put("begun")
        yield
        self.calls.put("ended")

    def next(self) -> str:
        return self.calls.get(timeout=10)


@pytest.fixture
def workout(fake_clock: FakeClock, speaker: RecordingSpeaker) -> Workout:
    return Workout(
        laid_out(exercise("squat", timed(20.0))), performances_on(speaker), fake_clock.clock()
    )


def test_the_machine_is_kept_awake_only_while_the_workout_moves(
    workout: Workout, fake_clock: FakeClock
) -> None:
    inhibitor = FakeInhibitor()
    workout.listeners.append(Awake(workout, inhibitor.keep, after_seconds=0.0))
    assert inhibitor.calls.empty()
    workout.start()
    assert inhibitor.next() == "begun"
    workout.pause()
    assert inhibitor.next() == "ended"
    workout.resume()
    assert inhibitor.next() == "begun"
    workout.due_in_seconds()
    fake_clock.sleep(60)
    workout.tick()
    assert inhibitor.next() == "ended"
    workout.resume()
    assert inhibitor.next() == "begun"
    workout.stop()
    assert inhibitor.next() == "ended"
    assert inhibitor.calls.empty()


def test_a_workout_that_pauses_right_after_its_start_does_not_ask(workout: Workout) -> None:
    inhibitor = FakeInhibitor()
    workout.listeners.append(Awake(workout, inhibitor.keep, after_seconds=3600.0))
    workout.start()
    workout.pause()
    assert inhibitor.calls.empty()


def test_the_end_of_the_workout_allows_sleep(workout: Workout, fake_clock: FakeClock) -> None:
    inhibitor = FakeInhibitor()
    workout.listeners.append(Awake(workout, inhibitor.keep, after_seconds=0.0))
    workout.start()
    assert inhibitor.next() == "begun"
    for _ in range(300):
        workout.due_in_seconds()
        fake_clock.advance(1)
        workout.tick()
    assert workout.head.is_over
    assert inhibitor.next() == "ended"


def test_a_failing_desktop_does_not_stop_the_workout(
    workout: Workout, fake_clock: FakeClock, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: SimpleQueue[None] = SimpleQueue()

    @contextmanager
    def broken() -> Iterator[None]:
        asked.put(None)
        raise OSError("the bus is gone")
        yield

    workout.listeners.append(Awake(workout, broken, after_seconds=0.0))
    workout.start()
    asked.get(timeout=10)
    workout.due_in_seconds()
    fake_clock.advance(1)
    workout.tick()
    workout.pause()
    assert capsys.readouterr().err == ""


def test_without_a_desktop_nothing_keeps_awake_and_nothing_is_printed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("PATH", "")
    with keep_awake() as through:
        assert through is None
    assert capfd.readouterr() == ("", "")


def test_the_method_that_keeps_awake_is_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "yes")
    with keep_awake() as through:
        assert through
