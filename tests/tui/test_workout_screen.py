from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.css.stylesheet import Stylesheet

from hiptimer.circuit.amounts import Range
from hiptimer.circuit.doses import FreeReps
from hiptimer.library import loading
from hiptimer.plan.choices import default_choices, with_fit
from hiptimer.plan.plan import Plan
from hiptimer.plan.time_limit import fit_into_limit
from hiptimer.plan.timeline import PhaseKind
from hiptimer.tui.app import HipTimerApp
from hiptimer.tui.screens.help import HelpScreen
from hiptimer.tui.screens.summary import SummaryScreen
from hiptimer.tui.view_models.workout_texts import glance
from hiptimer.tui.widgets.large_text import LargeText
from hiptimer.tui.widgets.phase_field import PhaseField
from hiptimer.tui.widgets.trouble_row import TroubleRow
from hiptimer.workout.events import AttemptCorrected
from hiptimer.workout.playhead import State
from tests.conftest import (
    FakeClock,
    RecordingSpeaker,
    circuit,
    exercise,
    open_hold,
    paced,
    slow,
    timed,
)
from tests.tui.trial import SessionOnTrial, on_trial, two_sided

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.dom import DOMNode

    from hiptimer.workout.events import Event
    from hiptimer.workout.snapshot import Snapshot
    from tests.tui.trial import Trial


def in_work(snapshot: Snapshot) -> bool:
    return snapshot.phase.kind is PhaseKind.WORK


def reported(app: HipTimerApp) -> str:
    """Return the problem that the workout under way shows."""
    row = app.screen.query_one(TroubleRow)
    return str(row.render()) if row.display else ""


async def test_the_first_phase_runs_immediately(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        assert trial.state() is State.RUNNING
        assert trial.number() == "10"
        await trial.pass_seconds(1)
        assert trial.number() == " 9"


async def test_the_screen_describes_a_phase_completely(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, two_sided(), (120, 34)) as trial:
        text = trial.text()
        for words in (
            "Trial",
            "set 1 of 1",
            "GET READY",
            "Lunge",
            "foot in front",
            "heavy band on",
            "Today arms down",
            "1 Step [bold]far[/] out.",
            "Tip Breathe.",
            "Warning No pain.",
            "After that: Lunge, right, foot in front",
            "1:40 to go",
        ):
            assert words in text


async def test_each_phase_has_its_word_and_its_color(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    seen = []

    def look(trial: Trial) -> None:
        word = trial.screen.query_one("#phase-word", LargeText)
        seen.append((word.text, trial.screen.query_one(PhaseField).styles.background.hex))

    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        for kind in (
            PhaseKind.PREPARE,
            PhaseKind.WORK,
            PhaseKind.SWITCH,
            PhaseKind.WORK,
            PhaseKind.REST,
        ):
            await trial.pass_until_kind(kind)
            look(trial)
        await trial.press("space")
        look(trial)
    words = [word for word, _ in seen]
    assert words == ["GET READY", "STRETCH", "SWITCH", "STRETCH", "REST", "PAUSED"]
    assert len({color for _, color in seen}) == 5


async def test_the_side_is_at_its_own_edge(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        left = trial.rows_of("#side")
        await trial.pass_until_kind(PhaseKind.SWITCH)
        await trial.pass_until_kind(PhaseKind.WORK)
        right = trial.rows_of("#side")
        assert left[1].startswith(" ▐")
        assert right[1].endswith("▌ ")


async def test_paced_reps_show_the_rep_and_the_beat_with_its_time_left(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    climber = exercise("climber", paced(10), sides="alternate", side_means="knee up")
    async with on_trial(fake_clock, speaker, circuit(climber)) as trial:
        await trial.pass_until_kind(PhaseKind.WORK)
        await trial.pass_seconds(13.5)
        assert trial.number() == "3"
        text = trial.text()
        assert "RETURN" in text
        assert "rep 4 of 20" in text
        assert glance(trial.moment).window_title == "SLOW RETURN right · rep 4 of 20 · hiptimer"


async def test_a_count_is_as_wide_at_the_end_as_at_the_beginning(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    plank = exercise("plank", timed(70.0), sides="each")
    async with on_trial(fake_clock, speaker, circuit(plank, prepare_seconds=11.0)) as trial:
        assert trial.number() == "11"
        await trial.pass_seconds(9)
        assert trial.number() == " 2"
        await trial.pass_seconds(2)
        assert trial.number() == "1:10"
        await trial.pass_seconds(60)
        assert trial.number() == "0:10"
        await trial.pass_until_kind(PhaseKind.SWITCH)
        assert trial.number() == "5"


async def test_an_open_hold_counts_up_and_waits_for_enter(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, circuit(exercise("plank", open_hold()))) as trial:
        await trial.pass_until_kind(PhaseKind.WORK)
        await trial.pass_seconds(23)
        assert trial.number() == "0:23"
        assert "Enter ends the hold · target 0:30" in trial.text()
        await trial.pass_seconds(10)
        assert "Enter ends the hold · max 1:30" in trial.text()
        await trial.press("enter")
        assert isinstance(trial.app.screen, SummaryScreen)
        assert "1 × about 30s 33s" in trial.text()


async def test_a_reduction_to_fit_is_reported_when_a_workout_starts_immediately(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    trial = circuit(exercise("plank", timed(10.0)), sets=Range.single(2))
    plan = fit_into_limit(Plan(trial, "trial", with_fit(default_choices(trial), "1m")))
    app = HipTimerApp(SessionOnTrial(fake_clock, speaker), plan)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.pause()
        assert reported(app) == "To fit into 1m: 1 of 2 sets: 0:20."


async def test_a_correction_in_the_summary_reaches_the_listeners_of_the_workout(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, circuit(exercise("plank", open_hold()))) as trial:
        workout = trial.workout
        told: list[Event] = []
        workout.listeners.append(told.append)
        await trial.pass_until_kind(PhaseKind.WORK)
        await trial.pass_seconds(33)
        await trial.press("enter", "tab", "left", "left")
        assert "31s" in trial.text()
        assert not any(isinstance(event, AttemptCorrected) for event in told)
        await trial.press("enter")
        assert told[-1] == AttemptCorrected(workout.head.now, 1, 31.0, None)
        assert [attempt.seconds for attempt in workout.attempts] == [31.0]


async def test_stages_are_shown_as_they_come(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    whitt = loading.find("whitt-hip-flexor").circuit
    assert whitt
    async with on_trial(fake_clock, speaker, whitt) as trial:
        await trial.pass_until(
            lambda it: in_work(it) and it.phase.effort.movement.id == "greatest-stretch"
        )
        for seconds, words in ((0, "SINK"), (10, "ROTATE"), (10, "LEAN BACK AND SINK")):
            await trial.pass_seconds(seconds)
            word = trial.screen.query_one("#phase-word", LargeText)
            assert (word.text, word.is_drawn) == (words, True)
            assert trial.number() == "10"


async def test_a_sleep_of_the_machine_is_noticed_and_reported(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        await trial.pass_seconds(2)
        fake_clock.sleep(42)
        trial.screen.tick()
        await trial.pilot.pause()
        assert trial.state() is State.PAUSED
        assert reported(trial.app) == "The machine slept for 42s. Paused where you were."
        assert trial.number() == " 8"


async def test_a_problem_with_the_sound_is_reported_once_and_marked(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        speaker.trouble = "No sound: nothing is installed"
        await trial.pass_seconds(3)
        assert reported(trial.app) == "No sound: nothing is installed."
        trial.screen.query_one(TroubleRow).expire()
        await trial.pass_seconds(3)
        assert reported(trial.app) == ""
        assert "no sound" in trial.rows()[0]


@pytest.mark.parametrize("size", [(20, 5), *slow((40, 12))])
async def test_a_problem_takes_no_more_than_a_row_from_the_number_of_a_small_screen(
    fake_clock: FakeClock, speaker: RecordingSpeaker, size: tuple[int, int]
) -> None:
    async with on_trial(fake_clock, speaker, two_sided(), size) as trial:
        speaker.trouble = "No sound: simpleaudio, miniaudio, pacat and aplay found no device"
        await trial.pass_seconds(3)
        assert any(row.lstrip().startswith("No sound") for row in trial.rows())
        assert trial.screen.query_one("#number", LargeText).is_drawn


async def test_an_interruption_of_the_sound_is_reported_once(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        speaker.interruption = "The sound was interrupted and is back"
        await trial.pass_seconds(3)
        assert reported(trial.app) == "The sound was interrupted and is back."
        assert "no sound" not in trial.rows()[0]
        trial.screen.query_one(TroubleRow).expire()
        assert reported(trial.app) == ""


async def test_the_end_leads_to_the_summary_and_the_exit_code_is_zero(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, circuit(exercise("plank", timed(3.0)))) as trial:
        await trial.pass_until_kind(PhaseKind.WORK)
        await trial.press("question_mark")
        assert isinstance(trial.app.screen, HelpScreen)
        await trial.pass_seconds(3)
        assert isinstance(trial.app.screen, SummaryScreen)
        assert "Workout complete" in trial.text()
        await trial.press("enter")
    assert trial.app.return_code == 0


async def test_nothing_is_painted_while_nothing_changes(
    fake_clock: FakeClock, speaker: RecordingSpeaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        await trial.pass_seconds(1)
        refreshed: list[object] = []
        for widget in trial.screen.query("*"):
            monkeypatch.setattr(widget, "refresh", lambda *_, **__: refreshed.append(1))
        fake_clock.advance(0.01)
        trial.screen.tick()
        assert refreshed == []


async def test_untimed_reps_show_how_many(fake_clock: FakeClock, speaker: RecordingSpeaker) -> None:
    reps = exercise("bridge", FreeReps(Range.single(12), None))
    async with on_trial(fake_clock, speaker, circuit(reps)) as trial:
        await trial.pass_until_kind(PhaseKind.WORK)
        await trial.pass_seconds(7)
        assert trial.number() == "0:07"
        assert "12 planned · Enter when done" in trial.text()


async def test_a_pause_without_instructions_keeps_the_number(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, circuit(exercise("plank", timed(20.0)))) as trial:
        await trial.press("space")
        await trial.settle()
        field = trial.screen.query_one(PhaseField)
        assert field.region.height == trial.screen.query_one("#body").region.height
        assert trial.screen.query_one("#number").region


async def test_instructions_longer_than_the_screen_can_be_scrolled(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    long = exercise("flow", timed(20.0), how=tuple(f"Step number {it}." for it in range(30)))
    async with on_trial(fake_clock, speaker, circuit(long)) as trial:
        await trial.press("space")
        assert "↓ Scroll" in trial.rows()[-1]
        assert "Step number 24." not in trial.text()
        await trial.press(*["down"] * 20)
        assert "Step number 24." in trial.text()
        await trial.press(*["up"] * 20)
        assert "Step number 0." in trial.text()


async def test_a_key_that_comes_after_the_end_changes_nothing(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, circuit(exercise("plank", timed(3.0)))) as trial:
        screen = trial.screen
        for _ in range(4):
            screen.action_command("next")
        await trial.pilot.pause()
        assert isinstance(trial.app.screen, SummaryScreen)


async def test_a_screen_that_opens_is_styled_as_a_whole_once(
    fake_clock: FakeClock, speaker: RecordingSpeaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    update = Stylesheet.update_nodes
    roots: list[DOMNode] = []

    def count(sheet: Stylesheet, nodes: Iterable[DOMNode], animate: bool = False) -> None:
        root, *others = nodes
        roots.append(root)
        update(sheet, (root, *others), animate)

    monkeypatch.setattr(Stylesheet, "update_nodes", count)
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        assert roots.count(trial.screen) == 1
