from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hiptimer import places

ROOT = Path(__file__).parent.parent


def test_a_checkout_reads_its_data_from_where_it_lies() -> None:
    assert places.circuits() == ROOT / "circuits"
    assert places.sounds() == ROOT / "sounds"


def test_an_installed_package_reads_its_data_from_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hiptimer" / "circuits").mkdir(parents=True)
    monkeypatch.setattr(places, "__file__", str(tmp_path / "hiptimer" / "places.py"))
    assert places.circuits() == tmp_path / "hiptimer" / "circuits"


@pytest.mark.skipif(sys.platform != "linux", reason="macOS has a config folder of its own")
def test_the_users_circuits_lie_in_the_config_folder_and_asking_makes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert places.user_circuits() == tmp_path / "config" / "hiptimer" / "circuits"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert places.user_circuits() == tmp_path / ".config" / "hiptimer" / "circuits"
    assert list(tmp_path.iterdir()) == []
