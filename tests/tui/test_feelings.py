"""How it feels, from the screens into the diary, and what is asked the morning after."""

from __future__ import annotations

import signal
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hiptimer.plan.feelings import Feelings
from hiptimer.session.session_diary import SessionDiary
from hiptimer.tui.screens.choices import ChoicesScreen
from hiptimer.tui.screens.library import LibraryScreen
from hiptimer.tui.screens.resume_question import ResumeQuestion
from hiptimer.tui.screens.summary import SummaryScreen
from hiptimer.tui.view_models.todays_circuits import CircuitToday
from hiptimer.tui.widgets.choice_line import ChoiceLine
from hiptimer.tui.widgets.circuit_list import CircuitList
from hiptimer.tui.widgets.morning_question import MorningQuestion
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.text_line import LineInput
from tests.conftest import circuit, exercise, open_hold, slow, slow_rows, timed
from tests.diary.days import MORNING, Day, Wall, only_details, whole_workout
from tests.tui.trial import on_trial

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from tests.conftest import FakeClock, RecordingSpeaker
    from tests.tui.trial import Trial

SQUAT = circuit(exercise("squat", timed(20.0)))
HURTS = Feelings(pain_before=3, pain_after=1, sore_side="left")
SIZES = pytest.mark.parametrize("size", [(40, 12), *slow((80, 24), (120, 40))])
DAY_SECONDS = 24 * 3600


def diary_in(folder: Path, clock: FakeClock) -> SessionDiary:
    return SessionDiary(folder, Wall(clock))


def leave(day: Day, now: datetime) -> None:
    """Leave a workout in the midst of its second stretch."""
    day.wall.shown = now
    day.workout.start()
    day.until(52.5)
    day.workout.interrupt()
    day.close()


async def test_answers_in_the_choices_and_the_summary_are_in_the_diary(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    with diary_in(tmp_path, fake_clock) as diary:
        async with on_trial(fake_clock, speaker, diary=diary) as trial:
            await trial.press("enter", "down", "down", *["right"] * 4, "down", "right")
            await trial.press(*["down"] * 3, "enter", "down", *"red band", "enter", "s")
            await trial.press("q", "e")
            assert isinstance(trial.app.screen, SummaryScreen)
            assert "sore side" not in trial.text()
            await trial.press("right", "right", "down", *["right"] * 7, "down", *"Fine.", "enter")
            assert isinstance(trial.app.screen, LibraryScreen)
    details = only_details(tmp_path)
    assert details.loads == {"pulses": "red band"}
    assert details.feelings == Feelings(
        pain_before=3, sore_side="left", pain_after=1, effort=6, note="Fine."
    )


async def test_a_workout_started_from_the_command_line_is_rated_too(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    with diary_in(tmp_path, fake_clock) as diary:
        async with on_trial(fake_clock, speaker, SQUAT, diary=diary) as trial:
            await trial.pass_seconds(30)
            await trial.press("right", "enter")
            assert trial.app.return_code == 0
    assert only_details(tmp_path).feelings == Feelings(pain_after=0)


async def test_a_resumed_workout_is_rated_too(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    leave(Day(tmp_path, feelings=Feelings(pain_before=2)), MORNING)
    with diary_in(tmp_path, fake_clock) as diary:
        async with on_trial(fake_clock, speaker, diary=diary) as trial:
            await trial.press("enter")
            await trial.pass_seconds(10 + 22.5)
            await trial.press("down", "right", "enter")
    assert only_details(tmp_path).feelings == Feelings(pain_before=2, effort=0)


async def test_a_signal_in_the_summary_loses_no_answer(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    with diary_in(tmp_path, fake_clock) as diary:
        async with on_trial(fake_clock, speaker, SQUAT, diary=diary) as trial:
            await trial.pass_seconds(30)
            await trial.press("right", "right", "down", "down", "down", *"knee")
            signal.raise_signal(signal.SIGHUP)
            await trial.pilot.pause()
    assert only_details(tmp_path).feelings == Feelings(pain_after=1, note="knee")


async def test_a_rehearsal_asks_nothing(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    diary = SessionDiary(tmp_path / "data", Wall(fake_clock), is_rehearsal=True)
    with diary:
        async with on_trial(fake_clock, speaker, SQUAT, diary=diary) as trial:
            await trial.pass_seconds(30)
            assert isinstance(trial.app.screen, SummaryScreen)
            assert not trial.app.screen.query("RatingStrip, TextLine")
            assert "Rehearsal: not recorded" in trial.text()
    assert not (tmp_path / "data").exists()


async def test_the_morning_after_is_answered_by_the_arrow_keys_and_enter(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    whole_workout(tmp_path, feelings=HURTS)
    with diary_in(tmp_path, fake_clock) as diary:
        fake_clock.advance(DAY_SECONDS)
        async with on_trial(fake_clock, speaker, diary=diary) as trial:
            assert (
                "Trial, yesterday: pain 3 → 1, left side. How is the pain this morning?"
                in trial.text()
            )
            await trial.press("left", "right", "right", "right", "left", "4", "1", "enter")
            assert isinstance(trial.app.screen, LibraryScreen)
            assert not trial.app.screen.query(MorningQuestion)
            assert isinstance(trial.app.screen.focused, CircuitList)
            await trial.press("enter")
            assert isinstance(trial.app.screen, ChoicesScreen)
    said = replace(HURTS, pain_next_morning=1, asked_next_morning=True)
    assert only_details(tmp_path).feelings == said


@pytest.mark.parametrize("keys", [["escape"], *slow(["enter"], ["right", "right", "escape"])])
async def test_a_declined_question_is_not_asked_again(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path, keys: list[str]
) -> None:
    whole_workout(tmp_path, feelings=HURTS)
    wall = Wall(fake_clock)
    fake_clock.advance(DAY_SECONDS)
    for is_asked in (True, False):
        with SessionDiary(tmp_path, wall) as diary:
            async with on_trial(fake_clock, speaker, diary=diary) as trial:
                assert bool(trial.app.screen.query(MorningQuestion)) is is_asked
                if is_asked:
                    await trial.press(*keys)
                    assert not trial.app.screen.query(MorningQuestion)
    assert only_details(tmp_path).feelings == replace(HURTS, asked_next_morning=True)


async def test_the_question_can_be_answered_after_visiting_the_circuits(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    whole_workout(tmp_path, feelings=HURTS)
    with diary_in(tmp_path, fake_clock) as diary:
        fake_clock.advance(DAY_SECONDS)
        async with on_trial(fake_clock, speaker, diary=diary) as trial:
            await trial.press("right", "down", "down", "enter")
            assert isinstance(trial.app.screen, ChoicesScreen)
            await trial.press("escape", "shift+tab", "enter")
            assert not trial.app.screen.query(MorningQuestion)
    assert only_details(tmp_path).feelings.pain_next_morning == 0


async def test_a_person_who_is_already_choosing_is_not_interrupted(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    whole_workout(tmp_path, feelings=HURTS)
    diary = diary_in(tmp_path, fake_clock)
    fake_clock.advance(DAY_SECONDS)
    asked = diary.morning_after()
    assert asked
    async with on_trial(fake_clock, speaker) as trial:
        library = trial.app.screen
        assert isinstance(library, LibraryScreen)
        await trial.press("down")
        library.ask_about(asked)
        await trial.pilot.pause()
        assert library.query(MorningQuestion)
        assert isinstance(library.focused, CircuitList)


@pytest.mark.parametrize(
    ("key", "is_asked"), [("escape", True), ("enter", False), *slow_rows(("x", True))]
)
async def test_the_offer_to_resume_comes_first(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path, key: str, *, is_asked: bool
) -> None:
    whole_workout(tmp_path, feelings=HURTS)
    leave(Day(tmp_path), MORNING + timedelta(days=1))
    with diary_in(tmp_path, fake_clock) as diary:
        fake_clock.advance(DAY_SECONDS + 60)
        async with on_trial(fake_clock, speaker, diary=diary) as trial:
            assert isinstance(trial.app.screen, ResumeQuestion)
            library = trial.app.screen_stack[0]
            assert not library.query(MorningQuestion)
            await trial.press(key)
            for _ in range(20):
                # The answer is given in one turn, what follows from it begins in another.
                await trial.pilot.pause()
                await trial.app.workers.wait_for_complete()
                if library.query(MorningQuestion):
                    break
            assert bool(library.query(MorningQuestion)) is is_asked


async def all_of(trial: Trial) -> None:
    """Assert that each line that takes keys can be read in full once it has the focus."""
    screen = trial.app.screen
    lines = [it for it in screen.focus_chain if isinstance(it, LineInput | PlainText | ChoiceLine)]
    assert lines
    for line in lines:
        line.focus()
        await trial.pilot.pause()
        words = str(line.render()) if not isinstance(line, LineInput) else line.value
        assert all(word in trial.text() for word in words.split()), (words, trial.text())
        assert screen.region.contains_region(line.region)


@SIZES
async def test_nothing_that_is_asked_is_cut(
    size: tuple[int, int], fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    banded = exercise("squat", open_hold(), equipment=("band",))
    with diary_in(tmp_path, fake_clock) as diary:
        async with on_trial(fake_clock, speaker, circuit(banded), size, diary=diary) as trial:
            await trial.press("q", "e")
            await trial.press(*["right"] * 12, "down", *["right"] * 5)
            await all_of(trial)
            screen = ChoicesScreen(
                CircuitToday(circuit(banded), "trial", diary.last_time(SQUAT, "trial"))
            )
            trial.app.push_screen(screen)
            await trial.pilot.pause()
            await trial.press("down", "down", *["right"] * 12, *["down"] * 3, "enter", "down")
            await trial.press(*"heavy band, red")
            await all_of(trial)


@SIZES
async def test_nothing_of_the_morning_after_is_cut(
    size: tuple[int, int], fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    whole_workout(tmp_path, feelings=HURTS)
    diary = diary_in(tmp_path, fake_clock)
    fake_clock.advance(DAY_SECONDS)
    async with on_trial(fake_clock, speaker, size=size, diary=diary) as trial:
        assert (
            "Trial, yesterday: pain 3 → 1, left side. How is the pain this morning?" in trial.text()
        )
        await trial.press(*["right"] * 12)
        await all_of(trial)
