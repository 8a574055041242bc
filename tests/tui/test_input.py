"""Keys and clicks as terminals report them, on every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual._xterm_parser import XTermParser
from textual.events import AppBlur, AppFocus, Key

from hiptimer.plan.timeline import PhaseKind
from hiptimer.session.settings.keys import Keys
from hiptimer.session.settings.preferences import Preferences
from hiptimer.tui.input_app import FOCUS_SECONDS
from hiptimer.tui.keys import plain_key
from hiptimer.tui.screens.choices import ChoicesScreen
from hiptimer.tui.screens.help import HelpScreen
from hiptimer.tui.screens.leave_question import LeaveQuestion
from hiptimer.tui.screens.library import LibraryScreen
from hiptimer.tui.screens.settings import SettingsScreen
from hiptimer.tui.screens.summary import SummaryScreen
from hiptimer.tui.screens.workout import WorkoutScreen
from tests.conftest import circuit, exercise, open_hold
from tests.tui.trial import footer_key, on_trial

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.screen import Screen

    from tests.conftest import FakeClock, RecordingSpeaker

PLANKS = circuit(exercise("plank", open_hold()), exercise("side plank", open_hold()))


def parse(sequence: str) -> Key:
    """Return the key that Textual reads from what a terminal sends."""
    parser = XTermParser()
    event = next(it for it in (*parser.feed(sequence), *parser.feed("")) if isinstance(it, Key))
    assert isinstance(event, Key)
    return event


@pytest.mark.parametrize(
    ("sequence", "key", "character"),
    [
        ("N", "n", "n"),
        ("Ж", "ж", "ж"),
        ("Ä", "ä", "ä"),
        ("\x1b[110;65;78u", "n", "n"),
        ("\x1b[110;2u", "n", "n"),
        ("\x1b[13;2u", "enter", None),
        ("\x1b[27;2;13~", "enter", "\r"),
        ("\n", "enter", "\r"),
        ("\x1b[13;5u", "enter", "\r"),
        ("\x1b[27;5;13~", "enter", "\r"),
        ("\x1b[27;3;13~", "enter", "\r"),
        ("\x1b[27;2;27~", "escape", "\x1b"),
        ("\x1b[27;2;127~", "backspace", "\x7f"),
        ("\x1bOM", "enter", None),
        ("\x1b[57414u", "enter", "\r"),
        ("\x1b[57414;2u", "enter", None),
        ("\x1b[32;2;32u", "space", " "),
        ("\x1b[57413u", "plus", "+"),
        ("\x1bOk", "plus", "+"),
        ("\x1b[57412u", "minus", "-"),
        ("\x1b[57409u", "full_stop", "."),
        ("\x1b[57410u", "slash", "/"),
        ("\x1b[57400u", "1", "1"),
        ("?", "question_mark", "?"),
    ],
)
def test_capitals_shift_and_the_keypad_mean_the_plain_key(
    sequence: str, key: str, character: str | None
) -> None:
    plain = plain_key(parse(sequence), (), is_text=False)
    assert (plain.key, plain.character) == (key, character)


@pytest.mark.parametrize(
    ("sequence", "character"), [("N", "N"), ("\x1b[110;2u", "N"), ("\x1b[57409u", "."), ("Ä", "Ä")]
)
def test_a_text_field_gets_the_character_that_was_typed(sequence: str, character: str) -> None:
    assert plain_key(parse(sequence), (), is_text=True).character == character


@pytest.mark.parametrize("key", ["N", "shift+tab", "shift+left", "shift+enter"])
def test_a_key_with_a_meaning_of_its_own_keeps_it(key: str) -> None:
    assert plain_key(Key(key, None), (key,), is_text=False).key == key


@pytest.mark.parametrize(
    "steps",
    [
        [
            ("shift+enter", ChoicesScreen),
            ("shift+enter", WorkoutScreen),
            ("Q", LeaveQuestion),
            ("C", WorkoutScreen),
        ],
        [("divide P shift+enter", ChoicesScreen), ("ctrl+j", WorkoutScreen)],
        [
            ("comma", SettingsScreen),
            ("Q", LibraryScreen),
            ("comma shift+enter Q", LibraryScreen),
            ("question_mark", HelpScreen),
            ("Q", LibraryScreen),
            ("question_mark", HelpScreen),
            ("ctrl+j", LibraryScreen),
        ],
    ],
    ids=["workout", "search", "settings and help"],
)
async def test_capitals_and_shift_work_on_every_screen(
    fake_clock: FakeClock,
    speaker: RecordingSpeaker,
    steps: Sequence[tuple[str, type[Screen[None]]]],
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        for keys, screen in steps:
            await trial.press(*keys.split())
            assert isinstance(trial.app.screen, screen), keys


async def test_capitals_work_in_the_summary_but_stay_capitals_in_its_note(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, PLANKS) as trial:
        await trial.press("N", "shift+enter", "N", "N", "N")
        assert isinstance(trial.app.screen, SummaryScreen)
        await trial.press("Q")
        assert trial.app.return_code == 1


async def test_a_capital_in_the_search_stays_one(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("slash", "P")
        assert trial.rows_of("#search")[0].strip() == "P"


async def test_a_capital_that_is_bound_to_a_command_is_that_command(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    preferences = Preferences(asked={"keys": Keys({"mute": ("N",)})})
    async with on_trial(fake_clock, speaker, PLANKS, preferences=preferences) as trial:
        await trial.pass_until_kind(PhaseKind.WORK)
        await trial.press("N")
        assert trial.workout.is_muted
        assert trial.kind() is PhaseKind.WORK


async def test_a_plain_left_click_ends_an_effort_and_no_other(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, PLANKS) as trial:
        await trial.pass_until_kind(PhaseKind.WORK)
        await trial.pass_seconds(12)
        await trial.click("#title", button=2)
        await trial.click("#title", button=3)
        await trial.click("#title", (2, 0), released_at=(6, 0))
        for modifier in ("shift", "ctrl", "meta"):
            await trial.click("#title", modifier=modifier)
        assert not trial.workout.attempts
        await trial.click("#title")
        assert len(trial.workout.attempts) == 1


async def test_a_click_that_focused_the_window_ends_nothing(
    fake_clock: FakeClock, speaker: RecordingSpeaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_trial(fake_clock, speaker, PLANKS) as trial:
        await trial.pass_until_kind(PhaseKind.WORK)
        await trial.pass_seconds(12)
        trial.app.post_message(AppFocus())
        await trial.click("#title")
        assert not trial.workout.attempts
        monkeypatch.setattr(trial.app, "_focused_at", trial.app._focused_at - FOCUS_SECONDS)
        await trial.click("#title")
        assert len(trial.workout.attempts) == 1


async def test_a_screen_that_opens_while_another_window_has_the_focus_lists_its_keys(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        trial.app.post_message(AppBlur())
        await trial.pilot.pause()
        trial.app.action_settings()
        await trial.settle()
        assert footer_key(trial, "Back")
        assert trial.app.screen.focused


@pytest.mark.parametrize("button", [2, 3])
async def test_only_a_left_click_presses_a_key_of_the_footer(
    fake_clock: FakeClock, speaker: RecordingSpeaker, button: int
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        settings = footer_key(trial, "Settings")
        await trial.click(settings, button=button)
        assert isinstance(trial.app.screen, LibraryScreen)
        trial.app.post_message(AppFocus())
        await trial.click(settings)
        assert isinstance(trial.app.screen, LibraryScreen)


async def test_each_key_of_the_footer_answers_a_click(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        for name, screen in (("Settings", SettingsScreen), ("Help", HelpScreen)):
            await trial.click(footer_key(trial, name))
            assert isinstance(trial.app.screen, screen)
            await trial.click(footer_key(trial, "Back"))
            assert isinstance(trial.app.screen, LibraryScreen)


async def test_dragging_selects_no_text(fake_clock: FakeClock, speaker: RecordingSpeaker) -> None:
    async with on_trial(fake_clock, speaker, PLANKS) as trial:
        await trial.click("#title", (0, 0), released_at=(6, 0))
        assert not trial.app.screen.selections
