from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.session.settings.preferences import Preferences
from hiptimer.session.settings.reading import read
from hiptimer.session.settings.settings import SETTINGS
from hiptimer.tui.screens.library import LibraryScreen
from hiptimer.tui.screens.settings import SettingsScreen
from tests.conftest import slow
from tests.tui.trial import on_trial

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import FakeClock, RecordingSpeaker


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(read(tmp_path / "settings.toml"))


async def test_the_settings_are_a_key_away_and_say_what_they_mean(
    fake_clock: FakeClock, speaker: RecordingSpeaker, preferences: Preferences
) -> None:
    async with on_trial(fake_clock, speaker, size=(100, 50), preferences=preferences) as trial:
        await trial.press("comma")
        assert isinstance(trial.app.screen, SettingsScreen)
        text = trial.text()
        for setting in SETTINGS.values():
            assert setting.label in text
        assert "The colors of the full screen." in text
        assert f"edit them in {preferences.path}" in "".join(text.split("\n"))
        assert "end after set e" in text
        await trial.press("escape")
        assert isinstance(trial.app.screen, LibraryScreen)


async def test_the_keys_can_be_read_on_a_small_screen(
    fake_clock: FakeClock, speaker: RecordingSpeaker, preferences: Preferences
) -> None:
    async with on_trial(fake_clock, speaker, preferences=preferences) as trial:
        await trial.press("comma")
        assert "leave q" not in trial.text()
        await trial.press("pagedown", "pagedown")
        assert "leave q" in trial.text()
        await trial.press("pageup", "pageup")
        assert "colors ◀ hiptimer" in trial.text()


@pytest.mark.parametrize("size", [(20, 5), *slow((40, 12), (1, 1), (200, 60))])
async def test_there_is_a_way_through_the_settings_at_any_size(
    fake_clock: FakeClock,
    speaker: RecordingSpeaker,
    preferences: Preferences,
    size: tuple[int, int],
) -> None:
    async with on_trial(fake_clock, speaker, size=size, preferences=preferences) as trial:
        await trial.press("comma", "down", "down", "left", "escape")
        assert preferences.settings.volume == 90
        assert isinstance(trial.app.screen, LibraryScreen)


async def test_a_setting_that_can_be_turned_off_says_so(
    fake_clock: FakeClock, speaker: RecordingSpeaker, preferences: Preferences
) -> None:
    async with on_trial(fake_clock, speaker, preferences=preferences) as trial:
        await trial.press("comma", "down", "down", "down")
        assert "muted off ▶" in trial.text()
        await trial.press("right")
        assert "muted ◀ on" in trial.text()
        await trial.press("left")
        assert "muted off ▶" in trial.text()


async def test_arrow_keys_change_a_setting_and_save_it_immediately(
    fake_clock: FakeClock, speaker: RecordingSpeaker, preferences: Preferences
) -> None:
    async with on_trial(fake_clock, speaker, preferences=preferences) as trial:
        await trial.press("comma", "down", "down", "left", "left")
        assert "◀ 80 % ▶" in trial.text()
        assert preferences.path
        assert read(preferences.path).settings.volume == 80
        await trial.press("right", "right", "right")
        assert "◀ 100 %" in trial.text()
        assert read(preferences.path).settings.volume == 100


async def test_the_colors_change_while_they_are_chosen(
    fake_clock: FakeClock, speaker: RecordingSpeaker, preferences: Preferences
) -> None:
    async with on_trial(fake_clock, speaker, preferences=preferences) as trial:
        assert trial.app.theme == "hiptimer"
        await trial.press("comma", "left")
        assert trial.app.theme != "hiptimer"
        assert preferences.settings.theme == trial.app.theme
        assert preferences.path
        assert read(preferences.path).settings.theme == trial.app.theme


async def test_colors_chosen_in_the_palette_are_kept_too(
    fake_clock: FakeClock, speaker: RecordingSpeaker, preferences: Preferences
) -> None:
    async with on_trial(fake_clock, speaker, preferences=preferences) as trial:
        trial.app.theme = "nord"
        await trial.pilot.pause()
        assert preferences.settings.theme == "nord"


async def test_opening_and_closing_the_program_keeps_no_colors(
    fake_clock: FakeClock, speaker: RecordingSpeaker, preferences: Preferences
) -> None:
    async with on_trial(fake_clock, speaker, preferences=preferences) as trial:
        await trial.press("comma", "escape")
    assert preferences.path
    assert not preferences.path.exists()


async def test_colors_that_are_not_there_are_named_and_ours_are_used(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('theme = "pink"\n')
    preferences = Preferences(read(path))
    async with on_trial(fake_clock, speaker, preferences=preferences) as trial:
        assert trial.app.theme == "hiptimer"
        assert preferences.complaints[0].startswith(f'{path}:1: theme: "pink" are no colors')
    assert path.read_text() == 'theme = "pink"\n'


async def test_the_palette_names_each_command_once(
    fake_clock: FakeClock, speaker: RecordingSpeaker, preferences: Preferences
) -> None:
    async with on_trial(fake_clock, speaker, preferences=preferences) as trial:
        titles = [it.title for it in trial.app.get_system_commands(trial.app.screen)]
        assert "Settings" in titles
        assert len(titles) == len(set(titles))
