from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.session.settings.preferences import Preferences
from hiptimer.session.settings.reading import read
from hiptimer.session.settings.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text("volume = 70\npitch = 'low'\n")
    return path


def test_an_option_of_the_command_line_wins_and_is_not_saved(path: Path) -> None:
    preferences = Preferences(read(path), {"volume": 20})
    assert preferences.settings == Settings(volume=20, pitch="low")
    preferences.change({"pitch": "high"})
    assert read(path).settings == Settings(volume=70, pitch="high")


def test_a_change_is_applied_and_saved(path: Path) -> None:
    preferences = Preferences(read(path))
    preferences.change({"lead_in": 8.0})
    assert preferences.settings.lead_in_seconds == 8.0
    assert read(path).settings.lead_in_seconds == 8.0


def test_the_volume_of_a_workout_is_saved_for_the_next(path: Path) -> None:
    Preferences(read(path)).save_volume(40, is_muted=True)
    assert read(path).settings == Settings(volume=40, muted=True, pitch="low")


def test_an_unchanged_volume_is_not_saved(path: Path) -> None:
    before = path.read_text()
    Preferences(read(path), {"volume": 20}).save_volume(20, is_muted=False)
    assert path.read_text() == before


def test_a_change_that_cannot_be_saved_is_applied_and_reported(path: Path) -> None:
    path.write_text("volume = \n")
    preferences = Preferences(read(path))
    preferences.change({"volume": 10})
    assert preferences.settings.volume == 10
    assert len(preferences.complaints) == 2
    assert preferences.complaints[1].endswith("Until then no setting is saved")


def test_a_refused_value_is_replaced_and_reported(path: Path) -> None:
    path.write_text("\nvoice = 'nobody'\n")
    preferences = Preferences(read(path))
    preferences.refuse("voice", "nobody speaks", "auto")
    assert preferences.settings.voice == "auto"
    assert preferences.complaints == [f"{path}:2: voice: nobody speaks"]
    assert path.read_text() == "\nvoice = 'nobody'\n"


def test_without_a_file_changes_are_applied_but_not_saved() -> None:
    preferences = Preferences()
    preferences.change({"volume": 10})
    preferences.refuse("theme", "there is no pink", "hiptimer")
    assert preferences.settings == Settings(volume=10)
    assert preferences.complaints == ["there is no pink"]
    assert preferences.path is None
