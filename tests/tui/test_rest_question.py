"""High pain before the start: rest is advised, and starting stays possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.tui.screens.choices import ChoicesScreen
from hiptimer.tui.screens.rest_question import RestQuestion
from hiptimer.tui.screens.workout import WorkoutScreen
from tests.conftest import circuit, exercise, slow, slow_rows, timed
from tests.tui.trial import on_trial

if TYPE_CHECKING:
    from tests.conftest import FakeClock, RecordingSpeaker
    from tests.tui.trial import Trial

WARNING = "Stop at sharp pain."
SQUAT = circuit(exercise("squat", timed(20.0)), warning=WARNING)


async def say_pain(trial: Trial, pain: int) -> None:
    """Open Whitt's circuit, rate the pain now, and press Start."""
    await trial.press("enter", "down", "down", *f"{pain}", "enter")


@pytest.mark.parametrize(
    ("pain", "is_asked"), [(5, False), (6, True), *slow_rows((0, False), (10, True))]
)
async def test_the_question_is_asked_from_six_on(
    fake_clock: FakeClock, speaker: RecordingSpeaker, pain: int, is_asked: bool
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await say_pain(trial, pain)
        screen = trial.app.screen
        assert isinstance(screen, RestQuestion if is_asked else WorkoutScreen)


@pytest.mark.parametrize("key", ["enter", *slow("escape", "q")])
async def test_going_back_is_the_first_answer_and_keeps_the_choices(
    fake_clock: FakeClock, speaker: RecordingSpeaker, key: str
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await say_pain(trial, 8)
        await trial.press(key)
        screen = trial.app.screen
        assert isinstance(screen, ChoicesScreen)
        assert screen.feelings.pain_before == 8


@pytest.mark.parametrize("keys", [["s"], *slow(["right", "enter"], ["tab", "enter"])])
async def test_starting_stays_possible(
    fake_clock: FakeClock, speaker: RecordingSpeaker, keys: list[str]
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await say_pain(trial, 8)
        await trial.press(*keys)
        assert isinstance(trial.app.screen, WorkoutScreen)


@pytest.mark.parametrize("size", [(40, 12), *slow((80, 24), (200, 60))])
async def test_advice_warning_and_answers_are_readable_at_any_size(
    fake_clock: FakeClock, speaker: RecordingSpeaker, size: tuple[int, int]
) -> None:
    async with on_trial(fake_clock, speaker, SQUAT, size, pain_now=8) as trial:
        await trial.settle()
        shown = " ".join(trial.text().replace("│", " ").split())
        advice = "Rest today, and see a clinician before you continue."
        for words in (advice, WARNING, "Back", "Start anyway"):
            assert words in shown


async def test_a_workout_from_the_command_line_is_asked_about_too(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, SQUAT, pain_now=6) as trial:
        assert isinstance(trial.app.screen, RestQuestion)
        await trial.press("enter")
        assert trial.app.return_code == 1
