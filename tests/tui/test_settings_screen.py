from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.session.settings.keys import Keys
from hiptimer.session.settings.preferences import Preferences
from hiptimer.session.settings.reading import read
from hiptimer.session.settings.settings import SETTINGS
from hiptimer.tui.screens.library import LibraryScreen
from hiptimer.tui.screens.settings import SettingsScreen
from hiptimer.tui.view_models.workout_texts import TONES
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.setting_line import SettingLine
from tests.conftest import slow
from tests.tui.trial import on_trial

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import FakeClock, RecordingSpeaker
    from tests.tui.trial import Trial


def line_of(trial: Trial, key: str) -> SettingLine:
    return next(it for it in trial.app.screen.query(SettingLine) if it.row.key == key)


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(read(tmp_path / "settings.toml"))


async def test_settings_are_in_groups_and_say_what_they_mean(
    fake_clock: FakeClock, speaker: RecordingSpeaker, preferences: Preferences
) -> None:
    async with on_trial(fake_clock, speaker, size=(120, 40), preferences=preferences) as trial:
        await trial.press("comma")
        assert isinstance(trial.app.screen, SettingsScreen)
        text = trial.text()
        for setting in SETTINGS.values():
            assert setting.label in text
        groups = ["Sound", "Voice", "Screen", "Workout", "Keys during a workout"]
        shown = [str(it.render()) for it in trial.app.screen.query(".group").results(PlainText)]
        assert shown == groups
        assert "What plays the sounds; auto is the first that works." in text
        path = "".join(row.strip() for row in trial.rows_of("#path"))
        assert path.replace(" ", "") == f"Allsettingsarein{preferences.path}"
        assert "End after set e" in text
        await trial.press("escape")
        assert isinstance(trial.app.screen, LibraryScreen)


@pytest.mark.parametrize("size", [(20, 5), *slow((40, 12), (1, 1), (200, 60))])
async def test_there_is_a_way_through_the_settings_at_any_size(
    fake_clock: FakeClock,
    speaker: RecordingSpeaker,
    preferences: Preferences,
    size: tuple[int, int],
) -> None:
    async with on_trial(fake_clock, speaker, size=size, preferences=preferences) as trial:
        await trial.press("comma", "down", "left", "escape")
        assert preferences.settings.volume == 90
        assert isinstance(trial.app.screen, LibraryScreen)


@pytest.mark.parametrize("size", [(40, 12), *slow((80, 24))])
async def test_the_line_in_focus_is_always_in_sight(
    fake_clock: FakeClock, speaker: RecordingSpeaker, size: tuple[int, int]
) -> None:
    async with on_trial(fake_clock, speaker, size=size) as trial:
        await trial.press("comma")
        lines = list(trial.app.screen.query(SettingLine))
        for line in lines:
            assert trial.app.focused is line
            region = trial.app.screen.query_one("#settings").region
            assert region.contains_region(line.region), line.row.label
            await trial.press("down")
        assert trial.app.focused is lines[0]


async def test_a_setting_that_can_be_turned_off_says_so(
    fake_clock: FakeClock, speaker: RecordingSpeaker, preferences: Preferences
) -> None:
    async with on_trial(fake_clock, speaker, preferences=preferences) as trial:
        await trial.press("comma", "down", "down")
        assert "Muted off ▶" in trial.text()
        await trial.press("right")
        assert "Muted ◀ on" in trial.text()
        await trial.press("left")
        assert "Muted off ▶" in trial.text()
        await trial.press("enter")
        assert "Muted ◀ on" in trial.text()
        await trial.press("space")
        assert "Muted off ▶" in trial.text()


async def test_enter_changes_no_setting_that_has_more_than_two_values(
    fake_clock: FakeClock, speaker: RecordingSpeaker, preferences: Preferences
) -> None:
    async with on_trial(fake_clock, speaker, preferences=preferences) as trial:
        await trial.press("comma", "enter", "down", "enter")
        assert isinstance(trial.app.screen, SettingsScreen)
        assert preferences.settings == Preferences().settings


async def test_arrow_keys_change_a_setting_and_save_it_immediately(
    fake_clock: FakeClock, speaker: RecordingSpeaker, preferences: Preferences
) -> None:
    async with on_trial(fake_clock, speaker, preferences=preferences) as trial:
        await trial.press("comma", "down", "left", "left")
        assert "◀ 80 % ▶" in trial.text()
        assert preferences.path
        assert read(preferences.path).settings.volume == 80
        await trial.press("right", "right", "right")
        assert "◀ 100 %" in trial.text()
        assert read(preferences.path).settings.volume == 100


async def test_each_arrow_of_a_setting_answers_a_click_and_the_label_only_takes_the_focus(
    fake_clock: FakeClock, speaker: RecordingSpeaker, preferences: Preferences
) -> None:
    async with on_trial(fake_clock, speaker, preferences=preferences) as trial:
        await trial.press("comma")
        volume = line_of(trial, "volume")
        row = trial.rows()[volume.region.y][volume.region.x :]
        await trial.click(volume, (row.index("◀"), 0))
        assert preferences.settings.volume == 90
        row = trial.rows()[volume.region.y][volume.region.x :]
        await trial.click(volume, (row.index("▶"), 0))
        assert preferences.settings.volume == 100
        await trial.click(line_of(trial, "pitch"), (4, 0))
        assert trial.app.focused is line_of(trial, "pitch")
        assert preferences.settings.pitch == "normal"


async def test_the_theme_changes_while_it_is_chosen(
    fake_clock: FakeClock, speaker: RecordingSpeaker, preferences: Preferences
) -> None:
    async with on_trial(fake_clock, speaker, preferences=preferences) as trial:
        assert trial.app.theme == "hiptimer"
        await trial.press("comma")
        line_of(trial, "theme").focus()
        await trial.press("left")
        assert trial.app.theme != "hiptimer"
        assert preferences.settings.theme == trial.app.theme
        assert preferences.path
        assert read(preferences.path).settings.theme == trial.app.theme


async def test_the_devices_that_are_found_are_offered_by_their_descriptions(
    fake_clock: FakeClock, speaker: RecordingSpeaker, preferences: Preferences
) -> None:
    async with on_trial(fake_clock, speaker, preferences=preferences) as trial:
        trial.session.devices = {"default": "default", "bluez_output.00_11": "My headset"}
        await trial.press("comma")
        await trial.app.workers.wait_for_complete()
        line_of(trial, "device").focus()
        await trial.press("right")
        assert "My headset" in trial.text()
        assert preferences.path
        assert read(preferences.path).settings.device == "bluez_output.00_11"
        await trial.press("right", "left")
        assert read(preferences.path).settings.device == "default"


async def test_a_device_that_is_away_stays_chosen(
    fake_clock: FakeClock, speaker: RecordingSpeaker, preferences: Preferences
) -> None:
    preferences.change({"device": "bluez_output.00_11"})
    async with on_trial(fake_clock, speaker, preferences=preferences) as trial:
        await trial.press("comma")
        await trial.app.workers.wait_for_complete()
        assert line_of(trial, "device").row.value == "bluez_output.00_11"
        assert preferences.settings.device == "bluez_output.00_11"


async def test_a_preview_shows_each_phase_in_the_colors_of_the_theme(
    fake_clock: FakeClock, speaker: RecordingSpeaker, preferences: Preferences
) -> None:
    async with on_trial(fake_clock, speaker, preferences=preferences) as trial:
        await trial.press("comma")
        words = trial.app.screen.query("#phase-colors PlainText")
        grounds = {it.styles.background.hex for it in words}
        assert len(grounds) == len(words) == len(TONES)
        assert "Ready Work Switch Rest Paused" in trial.text()


@pytest.mark.parametrize("test", ["test_sound", "test_voice"])
async def test_a_test_is_played_by_enter_and_by_a_click_and_says_what_is_heard(
    fake_clock: FakeClock, speaker: RecordingSpeaker, test: str
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        trial.session.tests = ("go  begin",)
        await trial.press("comma")
        line_of(trial, test).focus()
        await trial.press("enter")
        await trial.app.workers.wait_for_complete()
        await trial.pilot.pause()
        assert trial.rows_of("#means")[0].strip() == "go begin".replace(" ", "  ")
        trial.session.tests = ("Audio output is off.",)
        await trial.click(line_of(trial, test))
        await trial.app.workers.wait_for_complete()
        await trial.pilot.pause()
        assert trial.rows_of("#means")[0].strip() == "Audio output is off."


async def test_a_key_is_bound_by_pressing_it_beside_the_default(
    fake_clock: FakeClock, speaker: RecordingSpeaker, preferences: Preferences
) -> None:
    async with on_trial(fake_clock, speaker, preferences=preferences) as trial:
        await trial.press("comma")
        line_of(trial, "next").focus()
        await trial.press("enter")
        assert "Press another key for “next”" in trial.text()
        await trial.press("ж")
        assert isinstance(trial.app.screen, SettingsScreen)
        assert "Next n, → or ж" in trial.text()
        assert preferences.path
        assert read(preferences.path).settings.keys.of("next") == ("n", "right", "ж")
        await trial.press("delete")
        assert "Next n or → " in trial.text()
        assert "ж" not in trial.text()
        assert read(preferences.path).settings.keys == Keys()


@pytest.mark.parametrize("pressed", ["ж", *slow("Ж")])
async def test_a_key_bound_by_pressing_works_in_the_next_workout_and_its_help(
    fake_clock: FakeClock, speaker: RecordingSpeaker, preferences: Preferences, pressed: str
) -> None:
    async with on_trial(fake_clock, speaker, preferences=preferences) as trial:
        await trial.press("comma")
        line_of(trial, "mute").focus()
        await trial.press("enter", "ж", "escape", "enter", "enter")
        await trial.press(pressed)
        assert trial.workout.is_muted
        await trial.press("m")
        assert not trial.workout.is_muted
        await trial.press("question_mark")
        assert "m or ж sound off, or on again" in trial.text()


async def test_a_key_that_has_a_meaning_is_refused_and_another_one_taken(
    fake_clock: FakeClock,
    speaker: RecordingSpeaker,
    preferences: Preferences,
) -> None:
    async with on_trial(fake_clock, speaker, preferences=preferences) as trial:
        await trial.press("comma")
        line_of(trial, "next").focus()
        await trial.press("enter")
        for key, refusal in (
            ("m", "m is already a key for “mute”; choose another key."),
            ("shift+enter", "enter is already a key for “done”; choose another key."),
            ("M", "m is already a key for “mute”; choose another key."),
            ("print_screen", 'unknown key "print_screen"'),
        ):
            await trial.press(key)
            assert refusal in trial.text()
            assert preferences.settings.keys == Keys()
        await trial.press("f13")
        assert preferences.settings.keys.of("next") == ("n", "right", "f13")


async def test_escape_or_cancel_closes_the_question_for_a_key_without_one(
    fake_clock: FakeClock, speaker: RecordingSpeaker, preferences: Preferences
) -> None:
    async with on_trial(fake_clock, speaker, preferences=preferences) as trial:
        await trial.press("comma")
        line_of(trial, "next").focus()
        await trial.press("enter", "escape")
        assert isinstance(trial.app.screen, SettingsScreen)
        await trial.press("enter")
        await trial.click("#question Button")
        assert isinstance(trial.app.screen, SettingsScreen)
        assert preferences.settings.keys == Keys()


async def test_a_default_key_cannot_be_removed(
    fake_clock: FakeClock, speaker: RecordingSpeaker, preferences: Preferences
) -> None:
    async with on_trial(fake_clock, speaker, preferences=preferences) as trial:
        await trial.press("comma")
        line_of(trial, "next").focus()
        await trial.press("delete")
        assert "Only keys that you added can be removed." in trial.text()
        assert preferences.path
        assert not preferences.path.exists()


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


async def test_an_unknown_theme_is_reported_and_the_default_one_is_used(
    fake_clock: FakeClock, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('theme = "pink"\n')
    preferences = Preferences(read(path))
    async with on_trial(fake_clock, speaker, preferences=preferences) as trial:
        assert trial.app.theme == "hiptimer"
        assert preferences.complaints[0].startswith(
            f'{path}:1: theme: "pink" is not a theme; choose'
        )
    assert path.read_text() == 'theme = "pink"\n'


async def test_the_palette_names_each_command_once(
    fake_clock: FakeClock, speaker: RecordingSpeaker, preferences: Preferences
) -> None:
    async with on_trial(fake_clock, speaker, preferences=preferences) as trial:
        titles = [it.title for it in trial.app.get_system_commands(trial.app.screen)]
        assert "Settings" in titles
        assert len(titles) == len(set(titles))
