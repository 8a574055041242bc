from __future__ import annotations

import asyncio
import signal
import tempfile
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Button

from hiptimer.plan.choices import default_choices
from hiptimer.plan.plan import Plan
from hiptimer.plan.timeline import PhaseKind
from hiptimer.session.session_diary import SessionDiary
from hiptimer.tui.screens.help import HelpScreen
from hiptimer.tui.screens.leave_question import LeaveQuestion
from hiptimer.tui.screens.library import LibraryScreen
from hiptimer.tui.screens.summary import SummaryScreen
from hiptimer.tui.screens.workout import WorkoutScreen
from hiptimer.workout.playhead import State
from tests.conftest import circuit, exercise, open_hold, slow, timed
from tests.diary.days import MORNING, Wall, recorded
from tests.tui.test_resume_question import diary_in
from tests.tui.trial import on_trial

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import FakeClock, RecordingSpeaker

SQUAT = circuit(exercise("squat", timed(20.0)), exercise("plank", timed(20.0)))


async def test_leaving_is_asked_and_the_workout_waits(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, SQUAT) as trial:
        for key in ("q", "ctrl+q", "ctrl+c"):
            await trial.press(key)
            assert isinstance(trial.app.screen, LeaveQuestion), key
            assert trial.state() is State.PAUSED
            text = trial.text()
            assert "Stop the workout?" in text
            assert "End workout (e) Continue (c)" in text
            await trial.press("c")
            assert trial.state() is not State.PAUSED


@pytest.mark.parametrize("key", ["c", "escape"])
async def test_staying_resumes_at_the_same_place(
    fake_clock: FakeClock, speaker: RecordingSpeaker, key: str
) -> None:
    async with on_trial(fake_clock, speaker, SQUAT) as trial:
        await trial.pass_seconds(4)
        await trial.press("q", key)
        assert isinstance(trial.app.screen, WorkoutScreen)
        assert trial.state() is State.RUNNING
        assert trial.moment.remaining == 6


@pytest.mark.parametrize("key", ["n", *slow("enter", "space", "q", "y", "right")])
async def test_a_key_that_was_meant_for_the_workout_answers_nothing(
    fake_clock: FakeClock, speaker: RecordingSpeaker, key: str
) -> None:
    async with on_trial(fake_clock, speaker, SQUAT) as trial:
        await trial.pass_seconds(4)
        await trial.press("q", key)
        assert isinstance(trial.app.screen, LeaveQuestion)
        assert trial.state() is State.PAUSED


async def test_a_workout_that_was_paused_stays_paused(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, SQUAT) as trial:
        await trial.press("space", "q", "c")
        assert trial.state() is State.PAUSED


async def test_an_effort_resumes_through_its_lead_in(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, SQUAT) as trial:
        await trial.pass_until_kind(PhaseKind.WORK)
        await trial.press("q", "c")
        assert trial.state() is State.RESUMING


async def test_leaving_saves_the_progress_and_exits_with_one(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, SQUAT) as trial:
        await trial.pass_until_kind(PhaseKind.WORK)
        await trial.pass_seconds(7)
        await trial.press("q", "e")
        assert isinstance(trial.app.screen, SummaryScreen)
        text = trial.text()
        assert "Ended early after" in text
        assert "Squat 20s 0s stopped after 7s" in text
        assert "1 not reached" in text
        await trial.press("question_mark")
        assert isinstance(trial.app.screen, HelpScreen)
        await trial.press("escape", "q")
    assert trial.app.return_code == 1


async def test_a_workout_saved_for_later_is_offered_at_the_next_start(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    with diary_in(tmp_path, fake_clock) as diary:
        async with on_trial(fake_clock, speaker, SQUAT, diary=diary) as trial:
            await trial.pass_seconds(12)
            await trial.press("q", "s")
    assert trial.app.return_code == 1
    later = MORNING + timedelta(hours=15, minutes=1)
    with SessionDiary(tmp_path, Wall(fake_clock, later)) as diary:
        async with on_trial(fake_clock, speaker, diary=diary) as trial:
            assert "Trial, set 1, Squat · 15 h ago" in trial.text()
            await trial.press("enter")
            await trial.pass_until_kind(PhaseKind.WORK)
            assert trial.moment.remaining == pytest.approx(18, abs=0.1)


async def test_after_saving_for_later_the_library_says_how_to_resume(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    with diary_in(tmp_path, fake_clock) as diary:
        async with on_trial(fake_clock, speaker, diary=diary) as trial:
            trial.app.begin(Plan(SQUAT, "trial", default_choices(SQUAT)))
            await trial.settle()
            await trial.pass_seconds(12)
            await trial.press("q", "s")
            assert isinstance(trial.app.screen, LibraryScreen)
            assert "`hiptimer resume` resumes it" in trial.messages()[-1]
            assert trial.app.is_running
    assert [it.ended_at for it in recorded(tmp_path)] == [None]


async def test_a_workout_that_the_diary_did_not_take_is_not_called_saved(
    fake_clock: FakeClock,
    speaker: RecordingSpeaker,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder = tmp_path / "data"
    folder.write_text("not a folder")
    with diary_in(folder, fake_clock) as diary:
        async with on_trial(fake_clock, speaker, diary=diary) as trial:
            trial.app.begin(Plan(SQUAT, "trial", default_choices(SQUAT)))
            await trial.settle()
            await trial.pass_seconds(12)
            while not diary.trouble:
                await asyncio.sleep(0)
            await trial.press("q", "s")
            assert isinstance(trial.app.screen, LibraryScreen)
            assert not any("Saved for later" in it for it in trial.messages())


async def test_a_rehearsal_cannot_be_saved_for_later(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, SQUAT) as trial:
        await trial.press("q", "s")
        assert isinstance(trial.app.screen, LeaveQuestion)
        assert "Save for later" not in trial.text()
        assert "A rehearsal is not recorded." in trial.text()


@pytest.mark.parametrize("size", [(80, 24), *slow((20, 5), (40, 12), (120, 34), (200, 60))])
async def test_each_answer_is_legible_and_takes_a_click(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path, size: tuple[int, int]
) -> None:
    diary = diary_in(tmp_path, fake_clock)
    async with on_trial(fake_clock, speaker, SQUAT, size=size, diary=diary) as trial:
        await trial.press("q")
        buttons = trial.app.screen.query(Button)
        assert [str(it.label) for it in buttons] == [
            *("Save for later (s)", "End workout (e)", "Continue (c)")
        ]
        assert all(str(it.label) in trial.text() for it in buttons)
        await trial.pilot.click(buttons.last())
        assert isinstance(trial.app.screen, WorkoutScreen)


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
        assert "12s" in trial.text()


@pytest.mark.parametrize("number", [signal.SIGTERM, *slow(signal.SIGINT, signal.SIGHUP)])
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
