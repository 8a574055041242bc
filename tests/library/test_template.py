from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlparse
from urllib.request import url2pathname

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.foundation import folders
from hiptimer.foundation.toml.files import FaultyFile
from hiptimer.library import loading
from hiptimer.library.circuit_files.normal_form import normal_form
from hiptimer.library.template import new_circuit

if TYPE_CHECKING:
    from hiptimer.circuit.model import Circuit


@pytest.fixture(autouse=True)
def own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the user's own circuits go; the folder is not there yet."""
    folder = tmp_path_factory.mktemp("config") / "hiptimer" / "circuits"
    monkeypatch.setattr(folders, "user_circuits", lambda: folder)
    return folder


def loaded(path: Path) -> Circuit:
    return loading.load(path)


def schema_of(path: Path) -> Path:
    """Return the file that the first line of a circuit points an editor to."""
    first = path.read_text("utf-8").splitlines()[0]
    return Path(url2pathname(urlparse(first.removeprefix("#:schema ")).path))


def test_a_new_circuit_is_a_sound_one_with_comments(own: Path) -> None:
    path = new_circuit("my-hips")
    assert path == own / "my-hips.toml"
    assert loaded(path).title == "My hips"
    assert schema_of(path) == folders.circuits() / "schema.json"
    assert "`hiptimer run my-hips`" in path.read_text("utf-8")
    assert loading.find("my-hips").path == path


def test_a_new_circuit_is_in_normal_form() -> None:
    text = new_circuit("my-hips").read_text("utf-8")
    assert normal_form(text) == text


@pytest.mark.parametrize("umask", [0o000, 0o777])
def test_a_new_circuit_and_its_folders_are_for_their_owner_alone(own: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        path = new_circuit("my-hips")
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600
    assert {it.stat().st_mode & 0o777 for it in (own, own.parent)} == {0o700}


@pytest.mark.parametrize("name", ["a", "7", "-", "a" * 40, "-a--b-"])
def test_any_name_allowed_gives_a_sound_circuit(name: str) -> None:
    assert loaded(new_circuit(name)).title


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Hüfte Übung", "huefte-uebung"),
        ("HU\u0308FTE", "huefte"),
        ("Straße nach Łódź", "strasse-nach-lodz"),
        ("../x", "x"),
        ("a/b", "a-b"),
        ("mine.toml", "mine"),
        ("股関節の運動", "circuit"),
        ('"Quoted" \\ path', "quoted-path"),
    ],
)
def test_a_title_gives_the_name_of_its_file(own: Path, title: str, name: str) -> None:
    path = new_circuit(title)
    assert path == own / f"{name}.toml"
    assert loaded(path).title in (title, "Mine")


@pytest.mark.parametrize("title", ["", " ", "a" * 61, "a\n", "a" * 41])
def test_an_invalid_title_is_refused(own: Path, title: str) -> None:
    with pytest.raises(ValueError, match=r"^the title (is empty|has)"):
        new_circuit(title)
    assert not own.exists()


@given(st.text(), st.sampled_from("\x1b\x00\u202e\ud800"), st.text())
def test_the_refusal_shows_nothing_a_terminal_would_obey(
    before: str, control: str, after: str
) -> None:
    with pytest.raises(ValueError, match=r"^the title has") as caught:
        new_circuit(before + control + after)
    assert str(caught.value).isprintable()


def test_an_existing_file_stays_as_it_is(own: Path) -> None:
    own.mkdir(parents=True)
    (own / "mine.toml").write_text("mine")
    with pytest.raises(FileExistsError):
        new_circuit("mine")
    assert (own / "mine.toml").read_text() == "mine"


def test_a_copy_keeps_the_comments_and_finds_the_schema() -> None:
    source = loading.find("whitt-hip-flexor")
    path = new_circuit("mine", source)
    assert source.circuit
    assert loaded(path) == replace(source.circuit, title="Mine")
    copied, original = path.read_text("utf-8"), source.path.read_text("utf-8")
    retitled = original.replace(source.circuit.title, "Mine", 1)
    assert copied.splitlines()[1:] == retitled.splitlines()[1:]
    assert schema_of(path) == folders.circuits() / "schema.json"


def test_a_broken_circuit_is_not_copied(tmp_path: Path, own: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("title = 1")
    with pytest.raises(FaultyFile):
        new_circuit("mine", loading.find(str(broken)))
    assert not own.exists()
