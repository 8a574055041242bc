"""Done from afar: by clicker, by click, by any key; and keys that settings moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.score.performance import ANSWER_PITCH, REFUSAL_PITCH
from hiptimer.plan.timeline import PhaseKind
from hiptimer.session.settings.keys import DEFAULT_KEYS, Keys, read_keys
from hiptimer.session.settings.preferences import Preferences
from hiptimer.tui.screens.help import HelpScreen
from hiptimer.tui.screens.leave_question import LeaveQuestion
from hiptimer.tui.screens.workout import WorkoutScreen
from hiptimer.workout.playhead import State
from tests.conftest import circuit, exercise, open_hold, slow, timed
from tests.tui.trial import on_trial, two_sided

if TYPE_CHECKING:
    from tests.conftest import FakeClock, RecordingSpeaker

PLANKS = circuit(exercise("plank", open_hold()), exercise("side plank", open_hold()))


def any_key() -> Preferences:
    return Preferences(asked={"any_key": True})


@pytest.mark.parametrize("key", ["enter", "pagedown"])
async def test_a_key_for_done_ends_a_hold_and_keeps_it(
    fake_clock: FakeClock, speaker: RecordingSpeaker, key: str
) -> None:
    async with on_trial(fake_clock, speaker, PLANKS) as trial:
        await trial.pass_until_kind(PhaseKind.WORK)
        await trial.pass_seconds(12)
        await trial.press(key)
        assert [it.seconds for it in trial.workout.attempts] == [12.0]
        assert trial.kind() is PhaseKind.REST


@pytest.mark.parametrize(
    "where", ["PhaseField", *slow("#title", "#next-up", "#circuit", "#instructions")]
)
async def test_a_click_anywhere_is_done(
    fake_clock: FakeClock, speaker: RecordingSpeaker, where: str
) -> None:
    async with on_trial(fake_clock, speaker, PLANKS, size=(120, 40)) as trial:
        await trial.pass_until_kind(PhaseKind.WORK)
        await trial.pass_seconds(12)
        await trial.pilot.click(where)
        await trial.pilot.pause()
        assert len(trial.workout.attempts) == 1


async def test_a_click_on_a_key_of_the_footer_is_that_key_alone(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, PLANKS) as trial:
        await trial.pass_until_kind(PhaseKind.WORK)
        await trial.pass_seconds(12)
        column = trial.rows()[-1].index("Pause")
        await trial.pilot.click("Footer", offset=(column, 0))
        await trial.pilot.pause()
        assert trial.state() is State.PAUSED


async def test_a_click_does_not_end_a_pause(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        await trial.press("space")
        await trial.pilot.click("#title")
        await trial.pilot.pause()
        assert trial.state() is State.PAUSED


async def test_a_key_held_down_is_one_done(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, PLANKS) as trial:
        await trial.pass_until_kind(PhaseKind.WORK)
        await trial.pass_seconds(12)
        await trial.press("enter")
        fake_clock.advance(0.5)
        for _ in range(40):
            await trial.press("enter")
            fake_clock.advance(0.03)
        assert trial.kind() is PhaseKind.REST
        assert trial.moment.remaining is not None
        assert trial.moment.remaining > 12
        fake_clock.advance(0.5)
        await trial.press("enter")
        assert trial.moment.remaining == 3


async def test_a_finger_that_meant_the_effort_just_over_ends_nothing_else(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        await trial.pass_until_kind(PhaseKind.WORK)
        await trial.pass_until_kind(PhaseKind.SWITCH)
        fake_clock.advance(0.3)
        await trial.pilot.click("#title")
        await trial.pilot.pause()
        assert trial.kind() is PhaseKind.SWITCH
        assert trial.moment.remaining == pytest.approx(4.7)


@pytest.mark.parametrize("key", ["space", "b", *slow("escape", "full_stop", "f5")])
async def test_a_clicker_pauses_and_resumes(
    fake_clock: FakeClock, speaker: RecordingSpeaker, key: str
) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        await trial.press(key)
        assert trial.state() is State.PAUSED
        await trial.press(key)
        assert trial.state() is State.RUNNING


async def test_a_clicker_goes_back(fake_clock: FakeClock, speaker: RecordingSpeaker) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        await trial.pass_until_kind(PhaseKind.SWITCH)
        await trial.press("pageup")
        assert trial.side() == "left"
        assert trial.state() is State.RESUMING


@pytest.mark.parametrize("key", ["n", "ö", *slow("x", "p", "b", "f7", "up", "left_square_bracket")])
async def test_any_key_is_done_while_it_runs(
    fake_clock: FakeClock, speaker: RecordingSpeaker, key: str
) -> None:
    async with on_trial(fake_clock, speaker, PLANKS, preferences=any_key()) as trial:
        await trial.pass_until_kind(PhaseKind.WORK)
        await trial.pass_seconds(12)
        await trial.press(key)
        assert [it.seconds for it in trial.workout.attempts] == [12.0]
        assert speaker.volumes == [100]


@pytest.mark.parametrize("key", ["x", "f7", *slow("ö", "p")])
async def test_a_key_that_can_do_nothing_is_answered_by_a_low_tone(
    fake_clock: FakeClock, speaker: RecordingSpeaker, key: str
) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        await trial.press(key)
        (answer,) = [note for note in speaker.scores[-1] if note.sound == "kept"]
        assert answer.pitch == REFUSAL_PITCH


@pytest.mark.parametrize("key", ["m", "left_square_bracket", "right_square_bracket"])
async def test_a_key_for_the_volume_is_answered_by_one_tone(
    fake_clock: FakeClock, speaker: RecordingSpeaker, key: str
) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        await trial.press(key)
        (answer,) = [note for note in speaker.scores[-1] if note.sound == "kept"]
        assert answer.pitch == ANSWER_PITCH


@pytest.mark.parametrize("key", ["space", "escape"])
async def test_space_and_escape_pause_if_any_other_key_is_done(
    fake_clock: FakeClock, speaker: RecordingSpeaker, key: str
) -> None:
    async with on_trial(fake_clock, speaker, two_sided(), preferences=any_key()) as trial:
        await trial.press(key)
        assert trial.state() is State.PAUSED
        await trial.press("m")
        assert trial.state() is State.PAUSED
        assert trial.workout.is_muted


@pytest.mark.parametrize("key", ["q", "ctrl+c"])
async def test_leaving_is_confirmed_if_any_other_key_is_done(
    fake_clock: FakeClock, speaker: RecordingSpeaker, key: str
) -> None:
    async with on_trial(fake_clock, speaker, two_sided(), preferences=any_key()) as trial:
        await trial.press(key)
        assert isinstance(trial.app.screen, LeaveQuestion)
        await trial.press("c")
        assert isinstance(trial.app.screen, WorkoutScreen)


async def test_keys_of_the_settings_do_what_they_say_and_the_old_ones_nothing(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    keys = Keys({"mute": ("x", ","), "softer": ("m",), "help": ("f1",)})
    preferences = Preferences(asked={"keys": keys})
    async with on_trial(fake_clock, speaker, two_sided(), preferences=preferences) as trial:
        await trial.press("x")
        assert trial.workout.is_muted
        await trial.press("comma")
        assert not trial.workout.is_muted
        await trial.press("m")
        assert trial.workout.volume == 90
        assert not trial.workout.is_muted
        await trial.press("left_square_bracket", "question_mark")
        assert trial.workout.volume == 90
        assert "enter Done" in trial.text()
        assert "- 5 s f1 Help q Quit" in trial.text()
        await trial.press("f1")
        assert isinstance(trial.app.screen, HelpScreen)
        assert "x or , sound off, or on again" in trial.text()


async def test_any_key_can_be_configured(fake_clock: FakeClock, speaker: RecordingSpeaker) -> None:
    wished = ["ö", "#", "ctrl+x", "shift+f5", "N", "home", "tab"]
    keys, wrong = read_keys({"mute": wished})
    assert not wrong
    preferences = Preferences(asked={"keys": keys})
    async with on_trial(fake_clock, speaker, two_sided(), preferences=preferences) as trial:
        for key in wished:
            was_muted = trial.workout.is_muted
            await trial.press("number_sign" if key == "#" else key)
            assert trial.workout.is_muted is not was_muted, key


async def test_each_command_of_the_settings_is_bound_to_its_default_keys(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        bound = [it for them in trial.screen._bindings.key_to_bindings.values() for it in them]
        counted = {
            command: sum(it.id == f"workout.{command}" for it in bound) for command in DEFAULT_KEYS
        }
        assert counted == {command: len(keys) for command, keys in DEFAULT_KEYS.items()}


async def test_a_workout_leaves_its_loudness_to_the_next(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    preferences = Preferences()
    brief = circuit(exercise("squat", timed(20.0)))
    async with on_trial(fake_clock, speaker, brief, preferences=preferences) as trial:
        await trial.press("left_square_bracket", "m")
        assert preferences.settings.volume == 100
        await trial.press("q", "e")
        assert preferences.settings.volume == 90
        assert preferences.settings.muted
