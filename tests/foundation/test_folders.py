from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hiptimer.foundation import folders

ROOT = Path(__file__).parents[2]


def test_a_checkout_reads_the_data_beside_the_package() -> None:
    assert folders.circuits() == ROOT / "circuits"
    assert folders.sounds() == ROOT / "sounds"
    assert folders.phrases() == ROOT / "sounds" / "phrases"


def test_an_installed_package_reads_its_data_from_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hiptimer" / "circuits").mkdir(parents=True)
    monkeypatch.setattr(
        folders, "__file__", str(tmp_path / "hiptimer" / "foundation" / "folders.py")
    )
    assert folders.circuits() == tmp_path / "hiptimer" / "circuits"


@pytest.mark.skipif(sys.platform != "linux", reason="macOS has a config folder of its own")
def test_the_users_own_files_are_in_the_config_folder_which_is_not_created(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert folders.user_circuits() == tmp_path / "config" / "hiptimer" / "circuits"
    assert folders.user_sounds() == tmp_path / "config" / "hiptimer" / "sounds"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert folders.user_circuits() == tmp_path / ".config" / "hiptimer" / "circuits"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="macOS has a cache folder of its own")
def test_files_that_can_be_regenerated_are_in_the_cache_folder_which_is_not_created(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert folders.cache() == tmp_path / "cache" / "hiptimer"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="macOS has a data folder of its own")
def test_user_data_is_in_the_data_folder_which_is_not_created(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert folders.user_data() == tmp_path / "data" / "hiptimer"
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert folders.user_data() == tmp_path / ".local" / "share" / "hiptimer"
    assert list(tmp_path.iterdir()) == []
