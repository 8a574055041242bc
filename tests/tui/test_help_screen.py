"""The help opens where it is called from, and knows every key that a screen has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hiptimer.session.session_diary import SessionDiary
from hiptimer.session.settings.keys import Keys, key_words
from hiptimer.tui.help_sections import SECTION_OF_SCREEN, help_sections
from hiptimer.tui.screens.choices import ChoicesScreen
from hiptimer.tui.screens.help import HelpScreen
from hiptimer.tui.screens.history import HistoryScreen
from hiptimer.tui.screens.library import LibraryScreen
from hiptimer.tui.screens.settings import SettingsScreen
from hiptimer.tui.screens.summary import SummaryScreen
from hiptimer.tui.screens.workout import WorkoutScreen
from hiptimer.tui.widgets.plain_text import PlainText
from tests.conftest import FakeClock, RecordingSpeaker, slow
from tests.diary.days import MORNING, Wall
from tests.tui.trial import on_trial

if TYPE_CHECKING:
    from pathlib import Path

    from textual.screen import Screen

    from tests.tui.trial import Trial

NAMES = {
    "question_mark": "?",
    "slash": "/",
    "comma": ",",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "full_stop": ".",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "escape": "esc",
}
"""The keys that the help shows under another name than Textual."""

OF_TEXTUAL = {"super+c", "ctrl+page up", "ctrl+page down"}
"""Keys of Textual itself that do nothing here."""

PATHS: dict[type[Screen[Any]], tuple[str, ...]] = {
    LibraryScreen: (),
    ChoicesScreen: ("enter",),
    WorkoutScreen: ("enter", "enter"),
    HistoryScreen: ("h",),
    SettingsScreen: ("comma",),
    SummaryScreen: ("enter", "enter", "q", "e"),
}
"""The keys that lead to each screen from the library."""

each_screen = pytest.mark.parametrize(
    "screen", [LibraryScreen, *slow(*PATHS)], ids=lambda it: it.__name__
)


def words_of(key: str) -> str:
    words = NAMES.get(key) or key_words(key)
    return "digit" if words in "0123456789" else words


def is_explained(key: str, words: str) -> bool:
    return (" to " in words) if key == "digit" else key in words


@each_screen
async def test_every_key_of_a_screen_is_in_its_section(
    screen: type[Screen[Any]], tmp_path: Path
) -> None:
    clock = FakeClock()
    diary = SessionDiary(tmp_path, Wall(clock, MORNING))
    async with on_trial(clock, RecordingSpeaker(), diary=diary) as trial:
        await go_to(trial, screen)
        found = help_sections(Keys())
        explained = (SECTION_OF_SCREEN[screen.__name__], "Keys everywhere")
        words = " ".join(f"{key} {it}" for title in explained for key, it in found[title].items())
        keys = {
            words_of(key)
            for key, active in trial.app.screen.active_bindings.items()
            if not active.binding.system and type(active.node).__module__.startswith("hiptimer.")
        }
        assert keys
        assert not {key for key in keys - OF_TEXTUAL if not is_explained(key, words)}


@each_screen
async def test_the_help_opens_at_the_section_of_its_screen(
    screen: type[Screen[Any]], tmp_path: Path
) -> None:
    clock = FakeClock()
    diary = SessionDiary(tmp_path, Wall(clock, MORNING))
    async with on_trial(clock, RecordingSpeaker(), diary=diary) as trial:
        await go_to(trial, screen)
        await trial.press("question_mark")
        assert isinstance(trial.app.screen, HelpScreen)
        title = trial.app.screen.query_one(".-first", PlainText)
        assert str(title.render()) == SECTION_OF_SCREEN[screen.__name__]
        view = trial.app.screen.query_one("VerticalScroll").region
        assert view.contains_region(title.region)
        await trial.press("question_mark")
        assert isinstance(trial.app.screen, screen)


def test_every_screen_but_the_questions_and_the_help_has_a_section() -> None:
    assert {it.__name__ for it in PATHS} == set(SECTION_OF_SCREEN)
    assert set(SECTION_OF_SCREEN.values()) <= set(help_sections(Keys()))


def test_a_key_that_was_added_is_in_the_help() -> None:
    rows = help_sections(Keys().with_key("next", "ж"))[SECTION_OF_SCREEN["WorkoutScreen"]]
    assert "n, → or ж" in rows


async def test_the_help_of_an_earlier_screen_can_be_scrolled_to() -> None:
    async with on_trial(FakeClock(), RecordingSpeaker()) as trial:
        await trial.press("comma", "question_mark", "home")
        assert "Keys in the library" in trial.text()
        await trial.press("end")
        assert "Mouse" in trial.text()


async def go_to(trial: Trial, screen: type[Screen[Any]]) -> None:
    for key in PATHS[screen]:
        if isinstance(trial.app.screen, screen):
            break
        await trial.press(key)
    assert isinstance(trial.app.screen, screen)
