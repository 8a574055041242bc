from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from hiptimer.plan.timeline import PhaseKind
from hiptimer.tui.screens.end_question import EndQuestion
from hiptimer.tui.screens.summary import SummaryScreen
from hiptimer.tui.screens.workout import WorkoutScreen
from hiptimer.workout.playhead import State
from tests.conftest import circuit, exercise, open_hold, slow, timed
from tests.tui.trial import on_trial

if TYPE_CHECKING:
    from tests.conftest import FakeClock, RecordingSpeaker

SQUAT = circuit(exercise("squat", timed(20.0)), exercise("plank", timed(20.0)))


@pytest.mark.parametrize("key", ["q", "ctrl+q", "ctrl+c"])
async def test_leaving_is_asked_and_the_workout_waits(
    fake_clock: FakeClock, speaker: RecordingSpeaker, key: str
) -> None:
    async with on_trial(fake_clock, speaker, SQUAT) as trial:
        await trial.press(key)
        assert isinstance(trial.app.screen, EndQuestion)
        assert trial.state() is State.PAUSED
        assert "End the workout?" in trial.text()


@pytest.mark.parametrize("key", ["n", *slow("escape", "enter", "q")])
async def test_staying_resumes_at_the_same_place(
    fake_clock: FakeClock, speaker: RecordingSpeaker, key: str
) -> None:
    async with on_trial(fake_clock, speaker, SQUAT) as trial:
        await trial.pass_seconds(4)
        await trial.press("q", key)
        assert isinstance(trial.app.screen, WorkoutScreen)
        assert trial.state() is State.RUNNING
        assert trial.moment.remaining == 6


async def test_a_workout_that_was_paused_stays_paused(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, SQUAT) as trial:
        await trial.press("space", "q", "n")
        assert trial.state() is State.PAUSED


async def test_an_effort_resumes_through_its_lead_in(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, SQUAT) as trial:
        await trial.pass_until_kind(PhaseKind.WORK)
        await trial.press("q", "n")
        assert trial.state() is State.RESUMING


async def test_leaving_saves_the_progress_and_exits_with_one(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, SQUAT) as trial:
        await trial.pass_until_kind(PhaseKind.WORK)
        await trial.pass_seconds(7)
        await trial.press("q", "y")
        assert isinstance(trial.app.screen, SummaryScreen)
        text = trial.text()
        assert "Ended early after" in text
        assert "Squat 20s 0s stopped after 7s" in text
        assert "1 not reached" in text
        await trial.press("q")
    assert trial.app.return_code == 1


@pytest.mark.parametrize("second", ["ctrl+c", "ctrl+q"])
async def test_a_second_interrupt_exits_immediately(
    fake_clock: FakeClock, speaker: RecordingSpeaker, second: str
) -> None:
    async with on_trial(fake_clock, speaker, SQUAT) as trial:
        workout = trial.workout
        await trial.press("ctrl+c", second)
    assert trial.app.return_code == 130
    assert workout.state is State.STOPPED


async def test_asking_in_the_last_open_hold_ends_it_instead(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, circuit(exercise("plank", open_hold()))) as trial:
        await trial.pass_until_kind(PhaseKind.WORK)
        await trial.pass_seconds(12)
        await trial.press("q")
        assert isinstance(trial.app.screen, SummaryScreen)
        assert "12s (done)" in trial.text()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
async def test_a_signal_ends_the_workout_with_its_exit_code(
    fake_clock: FakeClock, speaker: RecordingSpeaker, number: signal.Signals
) -> None:
    async with on_trial(fake_clock, speaker, SQUAT) as trial:
        workout = trial.workout
        signal.raise_signal(number)
        await trial.pilot.pause()
    assert trial.app.return_code == 128 + number
    assert workout.state is State.STOPPED


async def test_going_to_the_shell_pauses_first(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, SQUAT) as trial:
        await trial.press("ctrl+z")
        assert trial.state() is State.PAUSED
