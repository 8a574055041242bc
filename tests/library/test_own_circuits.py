from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.foundation import folders
from hiptimer.foundation.toml.files import FaultyFile
from hiptimer.library import loading
from hiptimer.library.own_circuits import NameTaken, add, bring_back, set_aside

if TYPE_CHECKING:
    from pathlib import Path

MINE = 'title = "Mine"\n[[exercise]]\nname = "Plank"\ntime = "5s"\n'
OTHER = MINE.replace("Mine", "Other")


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the user's own circuits, which does not exist yet."""
    folder = tmp_path / "config" / "circuits"
    monkeypatch.setattr(folders, "user_circuits", lambda: folder)
    return folder


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """Return a circuit file from another person."""
    path = tmp_path / "Meine Hüfte.toml"
    path.write_text("#:schema file:///home/other/schema.json\n\n" + MINE)
    return path


def test_an_added_circuit_is_in_the_folder_under_a_name_that_commands_take(
    own: Path, sent: Path
) -> None:
    assert add(sent, replaces=False) == (own / "meine-huefte.toml", None)
    assert loading.find("meine-huefte").circuit == loading.load(sent)


def test_an_added_file_names_no_path_of_another_machine(sent: Path) -> None:
    path, _ = add(sent, replaces=False)
    assert path.read_text() == MINE


def test_another_circuit_of_that_name_is_kept(sent: Path) -> None:
    path, _ = add(sent, replaces=False)
    path.write_text(OTHER)
    with pytest.raises(NameTaken) as caught:
        add(sent, replaces=False)
    assert not caught.value.is_shipped
    assert path.read_text() == OTHER


def test_a_shipped_circuit_is_not_hidden_unless_asked_to(own: Path, tmp_path: Path) -> None:
    sent = tmp_path / "foam-rolling.toml"
    sent.write_text(MINE)
    with pytest.raises(NameTaken) as caught:
        add(sent, replaces=False)
    assert caught.value.is_shipped
    assert not own.exists()
    add(sent, replaces=True)
    assert loading.find("foam-rolling").replaces_shipped


def test_a_replaced_circuit_is_kept_and_its_file_keeps_link_and_permissions(
    own: Path, sent: Path, tmp_path: Path
) -> None:
    own.mkdir(parents=True)
    target = tmp_path / "in-another-folder.toml"
    target.write_text(OTHER)
    target.chmod(0o640)
    link = own / "meine-huefte.toml"
    link.symlink_to(target)
    path, kept = add(sent, replaces=True)
    assert path.is_symlink()
    assert target.read_text() == MINE
    assert target.stat().st_mode & 0o777 == 0o640
    assert kept == own / "meine-huefte.toml.replaced"
    assert kept.read_text() == OTHER
    assert add(sent, replaces=True)[1] == own / "meine-huefte.toml.replaced-2"


@pytest.mark.parametrize("fault", ['time = "5x"', 'time = "5s"\nfigure = "none-such"'])
def test_a_faulty_circuit_is_not_added(own: Path, sent: Path, fault: str) -> None:
    sent.write_text(MINE.replace('time = "5s"', fault))
    with pytest.raises(FaultyFile):
        add(sent, replaces=False)
    assert not own.exists()


def test_a_deleted_circuit_is_set_aside_and_comes_back_as_it_was(own: Path) -> None:
    own.mkdir(parents=True)
    path = own / "mine.toml"
    path.write_text(MINE)
    aside = set_aside(path)
    assert aside == own / "mine.toml.deleted"
    assert "mine" not in loading.ids()
    bring_back(aside, path)
    assert path.read_text() == MINE


def test_circuits_of_one_name_deleted_one_after_the_other_are_all_kept(own: Path) -> None:
    own.mkdir(parents=True)
    for content in (MINE, OTHER):
        (own / "mine.toml").write_text(content)
        set_aside(own / "mine.toml")
    assert (own / "mine.toml.deleted").read_text() == MINE
    assert (own / "mine.toml.deleted-2").read_text() == OTHER


def test_a_link_that_is_deleted_still_leads_to_its_file(own: Path, tmp_path: Path) -> None:
    own.mkdir(parents=True)
    (tmp_path / "config" / "shared.toml").write_text(MINE)
    (own / "mine.toml").symlink_to("../shared.toml")
    aside = set_aside(own / "mine.toml")
    assert aside.is_symlink()
    assert aside.read_text() == MINE


def test_bringing_back_does_not_replace_a_newer_circuit(own: Path) -> None:
    own.mkdir(parents=True)
    path = own / "mine.toml"
    path.write_text(MINE)
    aside = set_aside(path)
    path.write_text(OTHER)
    with pytest.raises(FileExistsError):
        bring_back(aside, path)
    assert path.read_text() == OTHER
    assert aside.read_text() == MINE
