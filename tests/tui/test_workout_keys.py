from __future__ import annotations

import pytest
from textual.binding import Binding
from textual.widgets import Footer

from hiptimer.circuit.amounts import Range
from hiptimer.library import loading
from hiptimer.plan.timeline import PhaseKind
from hiptimer.tui.screens.summary import SummaryScreen
from hiptimer.tui.screens.workout import WorkoutScreen
from hiptimer.tui.widgets.large_text import LargeText
from hiptimer.tui.widgets.marks import Marks
from hiptimer.workout.events import EndedBy
from hiptimer.workout.playhead import State
from tests.conftest import FakeClock, RecordingSpeaker, circuit, exercise, timed
from tests.tui.trial import on_trial, two_sided


async def test_space_pauses_and_resumes_through_a_lead_in(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        await trial.pass_until_kind(PhaseKind.WORK)
        await trial.pass_seconds(4)
        await trial.press("space")
        assert trial.state() is State.PAUSED
        assert trial.number() == "16"
        assert trial.screen.query_one("#coming", LargeText).text == "Space to resume"
        await trial.press("space")
        assert trial.state() is State.RESUMING
        assert "GET READY" in trial.text()
        assert trial.number() == " 5"
        await trial.pass_seconds(5)
        assert trial.number() == "16"
        assert "STRETCH" in trial.text()


async def test_the_keys_ask_the_workout_for_what_they_say(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        await trial.press("plus")
        assert trial.moment.remaining == 15
        await trial.press("equals_sign")
        assert trial.moment.remaining == 20
        await trial.press("minus")
        assert trial.moment.remaining == 15
        await trial.press("enter")
        assert trial.moment.remaining == 3
        await trial.press("n")
        assert trial.kind() is PhaseKind.WORK
        await trial.press("right")
        assert trial.kind() is PhaseKind.SWITCH
        assert trial.ended_by() is EndedBy.NEXT
        await trial.press("p")
        assert trial.side() == "left"
        await trial.press("right", "right")
        assert trial.side() == "right"
        await trial.press("left")
        assert trial.side() == "left"
        await trial.pass_until(lambda moment: moment.state is State.RUNNING)
        await trial.pass_seconds(3)
        await trial.press("r")
        assert trial.ended_by() is EndedBy.AGAIN
        assert trial.state() is State.RESUMING


async def test_mute_is_marked_as_long_as_it_lasts(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        await trial.press("m")
        assert speaker.volumes[-1] == 0
        assert "muted" in trial.rows()[0]
        await trial.press("m")
        assert speaker.volumes[-1] == 100
        assert "muted" not in trial.rows()[0]


async def test_brackets_change_the_volume_and_show_it_for_a_moment(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        await trial.press("left_square_bracket", "left_square_bracket")
        assert speaker.volumes == [100, 90, 80]
        assert "volume 80 %" in trial.rows()[0]
        await trial.press("m", "right_square_bracket")
        assert speaker.volumes[-1] == 90
        assert "volume 90 %" in trial.rows()[0]
        assert "muted" not in trial.rows()[0]
        trial.screen.query_one(Marks).hide_volume()
        await trial.pilot.pause()
        assert "volume" not in trial.rows()[0]


async def test_e_ends_with_this_set_and_takes_that_back(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    three_sets = circuit(exercise("plank", timed(10.0)), sets=Range.single(3))
    async with on_trial(fake_clock, speaker, three_sets) as trial:
        assert "2:40 to go" in trial.text()
        await trial.press("e")
        assert "last set" in trial.rows()[0]
        assert trial.answer() == "Ending after this set."
        assert trial.answer() in trial.text()
        await trial.let_notice_fall_silent()
        assert "0:20 to go" in trial.text()
        await trial.press("e")
        assert "last set" not in trial.rows()[0]
        assert trial.answer() == "Back to all 3 sets."
        await trial.let_notice_fall_silent()
        assert "2:40 to go" in trial.text()
        await trial.press("e")
        await trial.pass_seconds(20)
        assert isinstance(trial.app.screen, SummaryScreen)
        assert "1 of 3 efforts complete" in trial.text()


async def test_there_is_no_end_before_the_end(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        await trial.press("e")
        assert trial.answer() == "Not now: this is the last set."


@pytest.mark.parametrize(
    ("key", "reason"), [("p", "this is the first effort."), ("r", "no effort to restart: go back")]
)
async def test_a_refused_command_is_reported_and_moves_nothing(
    fake_clock: FakeClock, speaker: RecordingSpeaker, key: str, reason: str
) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        before = trial.workout.head
        await trial.press(key)
        assert trial.workout.head == before
        assert trial.answer().startswith(f"Not now: {reason}")


async def test_no_key_of_the_workout_has_priority() -> None:
    whitt = loading.find("whitt-hip-flexor").circuit
    assert whitt
    async with on_trial(FakeClock(), RecordingSpeaker(), whitt) as trial:
        bindings = [it for them in trial.screen._bindings.key_to_bindings.values() for it in them]
        assert bindings
        assert not any(binding.priority for binding in bindings)


async def test_the_footer_names_the_commands_and_fits(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        footer = trial.rows()[-1]
        for name in ("Done", "Pause", "Hurts", "Next", "Back", "Again", "Help", "Quit"):
            assert name in footer
        assert footer.count("5 s") == 2
        assert not trial.screen.query_one(Footer).allow_horizontal_scroll


async def test_the_command_palette_offers_every_command_that_has_an_effect(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        offered = [it.title for it in trial.app.get_system_commands(trial.screen)]
        commands = set(offered)
        assert len(commands) == len(offered)
        assert {"Effort done, or ready", "Pause or resume", "Theme"} <= commands
        assert {"Turn the volume down", "Turn the volume up"} <= commands
        assert "End after this set, or undo that" in commands
        actions = {it.action for it in WorkoutScreen.BINDINGS if isinstance(it, Binding)}
        without_effect = {it for it in actions if "scroll" in it}
        expected = len(actions - without_effect) + len({"Go to the shell", "Theme"})
        assert len(commands) == expected
        await trial.press("ctrl+p", *"pause", "enter")
        await trial.pilot.pause()
        assert trial.state() is State.PAUSED


async def test_a_pause_has_its_own_footer(fake_clock: FakeClock, speaker: RecordingSpeaker) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        running = trial.rows()[-1]
        assert "space Pause" in running
        await trial.press("space")
        paused = trial.rows()[-1]
        assert "space Resume" in paused
        assert "Done" not in paused
        assert "Scroll" not in paused
        await trial.press("space")
        assert trial.rows()[-1] == running


async def test_no_text_can_be_selected(fake_clock: FakeClock, speaker: RecordingSpeaker) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        await trial.pilot.mouse_down("#title")
        await trial.pilot.hover("#next-up")
        await trial.pilot.mouse_up("#next-up")
        assert trial.screen.get_selected_text() is None
