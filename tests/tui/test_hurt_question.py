from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Button

from hiptimer.circuit.amounts import Range
from hiptimer.circuit.doses import FreeReps
from hiptimer.plan.timeline import PhaseKind
from hiptimer.session.settings.keys import Keys
from hiptimer.session.settings.preferences import Preferences
from hiptimer.tui.screens.hurt_question import HurtQuestion
from hiptimer.tui.screens.summary import SummaryScreen
from hiptimer.tui.widgets.rating_strip import RatingStrip
from hiptimer.workout.events import EndedBy
from hiptimer.workout.playhead import State
from tests.conftest import circuit, exercise, slow, slow_rows, timed
from tests.tui.trial import Trial, on_trial

if TYPE_CHECKING:
    from tests.conftest import FakeClock, RecordingSpeaker

ANY_KEY = Preferences(asked={"any_key": True})
TWO_SIDED = circuit(exercise("lunge", timed(20), sides="each"))
RAISES = circuit(exercise("raise", FreeReps(Range.single(12), None)), exercise("plank", timed(20)))


async def hurt(trial: Trial) -> None:
    await trial.pass_until_kind(PhaseKind.WORK)
    await trial.pass_seconds(4)
    await trial.press("o")
    assert isinstance(trial.app.screen, HurtQuestion)


def pains(trial: Trial) -> list[int | None]:
    return [it.pain for it in trial.workout.pains]


async def test_o_stops_the_effort_and_asks_how_much_it_hurts(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, TWO_SIDED) as trial:
        await hurt(trial)
        assert "Stopped. How much does it hurt?" in trial.text()
        assert (trial.state(), trial.ended_by(), pains(trial)) == (
            State.PAUSED,
            EndedBy.PAIN,
            [None],
        )


async def test_a_click_on_a_number_rates_beside_the_whole_name_of_the_exercise(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    named = circuit(exercise("a-lunge-with-a-long-name", timed(20), sides="each"))
    async with on_trial(fake_clock, speaker, named) as trial:
        await hurt(trial)
        await trial.settle()
        label, numbers = trial.rows_of("RatingStrip")
        assert label.split("  ")[1:3] == ["A-lunge-with-a-long-name", "not rated"]
        strip = trial.app.screen.query_one(RatingStrip)
        assert "Skip (Enter)" in trial.text()
        await trial.click(strip, (numbers.index(" 8 ") + 1, 1))
        assert "Save (Enter)" in trial.text()
        await trial.press("enter")
        assert pains(trial) == [8]


@pytest.mark.parametrize(
    ("keys", "pain"),
    [(["6"], 6), (["1", "0"], 10), ([], None), *slow_rows((["1"], 1), (["4", "5"], 5))],
)
async def test_a_rating_is_shown_until_enter_or_a_second_keeps_it(
    fake_clock: FakeClock, speaker: RecordingSpeaker, keys: list[str], pain: int | None
) -> None:
    async with on_trial(fake_clock, speaker, TWO_SIDED) as trial:
        await hurt(trial)
        await trial.press(*keys)
        assert pains(trial) == [None]
        await trial.press("enter")
        assert pains(trial) == [pain]
        assert "Drop Lunge for the rest of today?" in trial.text()
        await trial.press("enter")
        assert trial.state() is State.PAUSED
        assert trial.side() == "right"


async def test_l_leaves_the_exercise_out(fake_clock: FakeClock, speaker: RecordingSpeaker) -> None:
    async with on_trial(fake_clock, speaker, TWO_SIDED) as trial:
        await hurt(trial)
        await trial.press("d")
        assert isinstance(trial.app.screen, HurtQuestion)
        await trial.press("6", "enter", "d")
        assert isinstance(trial.app.screen, SummaryScreen)
        assert "Skipped by choice: Lunge" in trial.text()


async def test_the_last_effort_that_hurts_is_asked_about_before_the_summary(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, circuit(exercise("plank", timed(20)))) as trial:
        await hurt(trial)
        workout = trial.workout
        await trial.press("7", "enter")
        assert isinstance(trial.app.screen, SummaryScreen)
        assert [it.pain for it in workout.pains] == [7]
        assert "1 stopped by pain" in trial.text()


async def test_o_keeps_its_meaning_if_any_key_is_done(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, TWO_SIDED, preferences=ANY_KEY) as trial:
        await hurt(trial)
        assert trial.ended_by() is EndedBy.PAIN


@pytest.mark.parametrize("preferences", [Preferences(), ANY_KEY])
async def test_a_number_typed_before_enter_replaces_the_planned_reps(
    fake_clock: FakeClock, speaker: RecordingSpeaker, preferences: Preferences
) -> None:
    async with on_trial(fake_clock, speaker, RAISES, preferences=preferences) as trial:
        await trial.pass_until_kind(PhaseKind.WORK)
        assert "12 planned" in trial.text()
        await trial.pass_seconds(1)
        await trial.press("1", "5")
        assert "15 done" in trial.text()
        await trial.press("enter")
        (attempt,) = trial.workout.attempts
        assert (attempt.reps, attempt.confirmed) == (15, True)


def test_a_key_configured_for_another_command_is_not_a_key_for_pain() -> None:
    assert Keys().of("hurts") == ("o",)
    keys = Keys({"next": ("o", "7")})
    assert keys.of("hurts") == ()
    assert keys.is_configured("7")
    assert not Keys().means_done("o")
    assert keys.letters()["o"] == "n"


@pytest.mark.parametrize("size", [(24, 8), *slow((80, 24), (40, 12))])
async def test_every_answer_is_wholly_visible_at_any_size(
    fake_clock: FakeClock, speaker: RecordingSpeaker, size: tuple[int, int]
) -> None:
    async with on_trial(fake_clock, speaker, TWO_SIDED, size=size) as trial:
        await hurt(trial)
        await trial.press("6", "enter")
        room = trial.app.screen.query_one("#question").content_region
        answers = list(trial.app.screen.query("#leaving-out Button").results(Button))
        assert len(answers) == 2
        assert all(room.contains_region(it.region) for it in answers)
        assert all(it.region.width >= len(str(it.label)) for it in answers)
