"""The offer to go on, and what else the screens do with a diary."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Button

from hiptimer.diary.records import Outcome
from hiptimer.library import loading
from hiptimer.plan.choices import default_choices, with_pick
from hiptimer.plan.plan import Plan
from hiptimer.session.session_diary import SessionDiary
from hiptimer.tui.screens.choices import ChoicesScreen
from hiptimer.tui.screens.library import LibraryScreen
from hiptimer.tui.screens.resume_question import ResumeQuestion
from hiptimer.tui.screens.summary import SummaryScreen
from hiptimer.tui.screens.workout import WorkoutScreen
from hiptimer.tui.widgets.trouble_row import TroubleRow
from hiptimer.workout.playhead import State
from tests.conftest import circuit, exercise, open_hold, slow, timed
from tests.diary.days import Day, Wall, only_details, plan_of, recorded, stretches
from tests.session.test_resuming import interrupt_after
from tests.tui.trial import on_trial

if TYPE_CHECKING:
    from pathlib import Path

    from textual.screen import Screen

    from hiptimer.plan.choices import Choices
    from tests.conftest import FakeClock, RecordingSpeaker

HOLD = plan_of(exercise("squat", open_hold()))
SQUAT = circuit(exercise("squat", timed(20.0)))
WHITT = loading.load(loading.find("whitt-hip-flexor").path)


def diary_in(folder: Path, clock: FakeClock) -> SessionDiary:
    return SessionDiary(folder, Wall(clock))


async def test_without_an_interrupted_workout_the_library_opens_as_usual(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    diary = diary_in(tmp_path, fake_clock)
    async with on_trial(fake_clock, speaker, diary=diary) as trial:
        assert isinstance(trial.app.screen, LibraryScreen)


async def test_an_interrupted_workout_is_offered_and_enter_resumes_it(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    interrupt_after(tmp_path, 52.5)
    diary = diary_in(tmp_path, fake_clock)
    fake_clock.advance(21 * 60)
    async with on_trial(fake_clock, speaker, diary=diary) as trial:
        assert isinstance(trial.app.screen, ResumeQuestion)
        await trial.pilot.pause()
        assert "Trial, set 1, Stretch, right · 20 min ago" in trial.text()
        assert "Restart" not in trial.text()
        await trial.press("enter")
        assert trial.state() is State.RESUMING
        assert trial.side() == "right"
        assert trial.moment.elapsed == pytest.approx(7.5, abs=0.01)
        await trial.pass_seconds(10 + 22.5)
        assert isinstance(trial.app.screen, SummaryScreen)
        assert "Workout complete: 2 of 2 efforts in 1:25" in trial.text()
        await trial.press("enter")
        assert isinstance(trial.app.screen, LibraryScreen)
    with diary:
        pass
    assert [it.outcome for it in recorded(tmp_path)] == [Outcome.FINISHED]


async def test_a_hold_can_be_begun_again_from_zero(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    interrupt_after(tmp_path, 30.0, HOLD)
    diary = diary_in(tmp_path, fake_clock)
    async with on_trial(fake_clock, speaker, diary=diary) as trial:
        assert "Restart hold (r)" in trial.text()
        await trial.press("r")
        assert trial.state() is State.RESUMING
        assert trial.moment.elapsed == 0.0


async def test_an_effort_that_is_not_a_hold_cannot_be_corrected(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    interrupt_after(tmp_path, 52.5)
    diary = diary_in(tmp_path, fake_clock)
    async with on_trial(fake_clock, speaker, diary=diary) as trial:
        await trial.press("r")
        assert isinstance(trial.app.screen, ResumeQuestion)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("Resume (enter)", WorkoutScreen), ("Later (esc)", LibraryScreen)],
)
async def test_each_answer_is_clicked_or_chosen_with_the_arrows(
    fake_clock: FakeClock,
    speaker: RecordingSpeaker,
    tmp_path: Path,
    words: str,
    expected: type[Screen[object]],
) -> None:
    for by_mouse in (True, False):
        interrupt_after(tmp_path / f"{by_mouse}", 30.0, HOLD)
        diary = diary_in(tmp_path / f"{by_mouse}", fake_clock)
        async with on_trial(fake_clock, speaker, diary=diary) as trial:
            buttons = [*trial.app.screen.query(Button)]
            index = [str(it.label) for it in buttons].index(words)
            if by_mouse:
                await trial.click(buttons[index], (1, 0))
            else:
                await trial.press(*["right"] * index, "enter")
            await trial.settle()
            assert isinstance(trial.app.screen, expected)


@pytest.mark.parametrize("size", [(40, 12), *slow((60, 20), (80, 24), (200, 60))])
async def test_all_answers_are_readable(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path, size: tuple[int, int]
) -> None:
    interrupt_after(tmp_path, 30.0, HOLD)
    diary = diary_in(tmp_path, fake_clock)
    async with on_trial(fake_clock, speaker, size=size, diary=diary) as trial:
        for it in trial.app.screen.query(Button):
            assert str(it.label) in trial.text()


@pytest.mark.parametrize(("key", "is_offered_again"), [("escape", True), ("x", False)])
async def test_an_interrupted_workout_can_wait_or_stay_unfinished(
    fake_clock: FakeClock,
    speaker: RecordingSpeaker,
    tmp_path: Path,
    key: str,
    *,
    is_offered_again: bool,
) -> None:
    interrupt_after(tmp_path, 52.5)
    with diary_in(tmp_path, fake_clock) as diary:
        async with on_trial(fake_clock, speaker, diary=diary) as trial:
            await trial.press(key)
            assert isinstance(trial.app.screen, LibraryScreen)
    assert (diary.last_interrupted() is not None) is is_offered_again
    assert [it.outcome for it in recorded(tmp_path)] == [Outcome.UNFINISHED]


async def test_a_workout_resumed_in_another_window_is_reported(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    interrupt_after(tmp_path, 52.5)
    diary, elsewhere = (diary_in(tmp_path, fake_clock) for _ in range(2))
    async with on_trial(fake_clock, speaker, diary=diary) as trial:
        found = elsewhere.last_interrupted()
        assert found
        claimed = elsewhere.claim(found)
        await trial.press("enter")
        assert isinstance(trial.app.screen, LibraryScreen)
        assert "it now runs in another window" in trial.messages()[-1]
        claimed.locked.lock.release()


async def test_a_signal_interrupts_a_workout_and_q_ends_it(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    with diary_in(tmp_path, fake_clock) as diary:
        async with on_trial(fake_clock, speaker, SQUAT, diary=diary) as trial:
            await trial.pass_seconds(12)
            signal.raise_signal(signal.SIGHUP)
            await trial.pilot.pause()
    assert diary.was_interrupted
    found = diary.last_interrupted()
    assert found
    assert found.interrupted.place.elapsed == pytest.approx(2.0, abs=0.01)
    with diary_in(tmp_path / "other", fake_clock) as diary:
        async with on_trial(fake_clock, speaker, SQUAT, diary=diary) as trial:
            await trial.pass_seconds(12)
            await trial.press("q", "e")
    assert not diary.was_interrupted
    assert only_details(tmp_path / "other").workout.outcome is Outcome.STOPPED


async def test_an_unwritable_diary_is_reported_once_and_the_workout_continues(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("no folder")
    diary = diary_in(tmp_path / "data", fake_clock)
    async with on_trial(fake_clock, speaker, SQUAT, diary=diary) as trial:
        with diary:
            await trial.pass_seconds(12)
        for _ in range(3):
            trial.app.complain()
        await trial.pilot.pause()
        assert trial.state() is State.RUNNING
        words = str(trial.screen.query_one(TroubleRow).render())
        assert words.count("The diary cannot be written") == 1


def done(folder: Path, choices: Choices) -> None:
    day = Day(folder, Plan(WHITT, "whitt-hip-flexor", choices))
    day.workout.start()
    day.to_the_end()
    day.close()


async def test_the_choices_open_with_the_values_of_the_last_time_and_say_so(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    chosen = with_pick(WHITT, default_choices(WHITT), "pulses.time", "25s")
    done(tmp_path, chosen)
    diary = diary_in(tmp_path, fake_clock)
    async with on_trial(fake_clock, speaker, diary=diary) as trial:
        await trial.press("enter")
        screen = trial.app.screen
        assert isinstance(screen, ChoicesScreen)
        assert screen.choices == chosen
        assert "same as last time" in trial.text()
        await trial.press("d")
        assert screen.choices == default_choices(WHITT)
        assert "same as last time" not in trial.text()


async def test_a_circuit_done_for_the_first_time_opens_as_prescribed(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    day = Day(tmp_path, stretches())
    day.workout.start()
    day.workout.stop()
    day.close()
    diary = diary_in(tmp_path, fake_clock)
    async with on_trial(fake_clock, speaker, diary=diary) as trial:
        await trial.press("end", "enter")
        assert "30:39 total" in trial.text()
        assert "last time" not in trial.text()
