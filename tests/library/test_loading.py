from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from hiptimer.foundation import folders
from hiptimer.foundation.toml.files import FaultyFile
from hiptimer.library import loading
from hiptimer.library.loading import UnknownCircuit

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.circuit.model import Circuit

SHIPPED = (
    "foam-rolling",
    "runner-cool-down",
    "runner-strength",
    "runner-warm-up",
    "whitt-hip-flexor",
)
MINE = 'title = "Mine"\n[[exercise]]\nname = "A"\ntime = "30s"\n'


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of the user's own circuits, still empty."""
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setattr(folders, "user_circuits", lambda: folder)
    return folder


def test_the_shipped_circuits_are_there_by_name() -> None:
    assert loading.ids() == SHIPPED
    assert all(
        entry.shipped and entry.circuit and not entry.problems for entry in loading.entries()
    )


def test_a_missing_folder_of_the_users_is_an_empty_one(own: Path) -> None:
    own.rmdir()
    assert loading.ids() == SHIPPED
    assert not own.exists()


def test_a_users_circuit_is_listed_with_the_shipped_ones(own: Path) -> None:
    (own / "mine.toml").write_text(MINE)
    (own / ".mine.toml").write_text("an editor's own")
    (own / "notes.txt").write_text("no circuit")
    assert loading.ids() == tuple(sorted((*SHIPPED, "mine")))
    entry = loading.find("mine")
    assert (entry.shipped, entry.replaces_shipped, entry.path) == (False, False, own / "mine.toml")
    assert entry.circuit is not None
    assert entry.circuit.title == "Mine"


def test_a_users_file_with_a_shipped_name_wins_and_says_so(own: Path) -> None:
    (own / "foam-rolling.toml").write_text(MINE)
    (entry,) = (entry for entry in loading.entries() if entry.id == "foam-rolling")
    assert entry == loading.find("foam-rolling")
    assert entry.replaces_shipped
    assert not entry.shipped
    assert entry.circuit is not None
    assert entry.circuit.title == "Mine"


def test_a_broken_circuit_is_listed_as_broken_and_breaks_nothing_else(own: Path) -> None:
    (own / "broken.toml").write_text("title = 1")
    (own / "folder.toml").mkdir()
    (own / "gone.toml").symlink_to(own / "nowhere")
    os.mkfifo(own / "pipe.toml")
    broken = {entry.id: entry for entry in loading.entries() if entry.circuit is None}
    assert {id_: str(entry.problems[0]) for id_, entry in broken.items()} == {
        "broken": f"{own}/broken.toml:1: title: 1 is not a text; write it in quotes",
        "folder": f"{own}/folder.toml: is a folder; a regular file is needed",
        "gone": f"{own}/gone.toml: is a link to a file that does not exist",
        "pipe": f"{own}/pipe.toml: is a named pipe; a regular file is needed",
    }
    assert len([*loading.entries()]) == len(SHIPPED) + 4


def test_a_file_name_a_terminal_would_obey_is_shown_escaped(own: Path) -> None:
    (own / "a\x1b[2J.toml").write_text("")
    entry = loading.find(r"a\u{1b}[2J")
    assert entry.circuit is None
    assert all(str(problem).isprintable() for problem in entry.problems)


def test_an_argument_that_begins_or_ends_like_a_path_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "whitt-hip-flexor.toml").write_text(MINE)
    (tmp_path / "inner").mkdir()
    monkeypatch.chdir(tmp_path / "inner")
    monkeypatch.setenv("HOME", str(tmp_path))
    for argument in (
        "../inner/../whitt-hip-flexor.toml",
        "~/whitt-hip-flexor.toml",
        f"{tmp_path}/whitt-hip-flexor.toml",
    ):
        entry = loading.find(argument)
        assert (entry.id, entry.shipped, entry.replaces_shipped) == (
            "whitt-hip-flexor",
            False,
            False,
        )
        assert entry.circuit is not None
        assert entry.circuit.title == "Mine"


def test_a_path_to_nothing_says_so() -> None:
    entry = loading.find("nowhere/at-all.toml")
    assert [str(problem) for problem in entry.problems] == [
        "nowhere/at-all.toml: cannot be read: no such file or directory"
    ]


@pytest.mark.parametrize(
    "argument", ["/none", "./none", "../none", "~/none", "~none/x", "none.toml"]
)
def test_a_path_is_not_looked_up_as_a_name(argument: str) -> None:
    (problem,) = loading.find(argument).problems
    assert "no such file" in str(problem)


@pytest.mark.parametrize("argument", ["30s 90/90 stretch", "folder/name", ".hidden"])
def test_a_slash_inside_makes_no_path(argument: str) -> None:
    with pytest.raises(UnknownCircuit):
        loading.find(argument)


def test_an_unknown_name_names_the_nearest_or_all_there_are() -> None:
    with pytest.raises(UnknownCircuit) as caught:
        loading.find("whit-hip-flexor")
    assert caught.value.nearest == "whitt-hip-flexor"
    assert str(caught.value) == (
        'no circuit named "whit-hip-flexor"; did you mean whitt-hip-flexor?'
    )
    with pytest.raises(UnknownCircuit) as caught:
        loading.find("\x1b")
    assert caught.value.nearest is None
    assert str(caught.value) == rf'no circuit named "\u{{1b}}"; known: {", ".join(SHIPPED)}'


def test_only_some_of_thousands_of_circuits_are_named(own: Path) -> None:
    for number in range(100):
        (own / f"own-{number:03}.toml").write_text(MINE)
    with pytest.raises(UnknownCircuit) as caught:
        loading.find("\x1b")
    assert str(caught.value).endswith(f", and {len(SHIPPED) + 80} more, see `hiptimer list`")


def test_each_circuit_is_read_when_it_is_asked_for(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        (own / f"aa-{number}.toml").write_text(MINE)
    read: list[str] = []

    def load(path: Path) -> Circuit:
        read.append(path.stem)
        return real(path)

    real = loading.load
    monkeypatch.setattr(loading, "load", load)
    entries = loading.entries()
    assert read == []
    assert [next(entries).id, next(entries).id] == ["aa-0", "aa-1"]
    assert read == ["aa-0", "aa-1"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_says_so(own: Path) -> None:
    path = own / "secret.toml"
    path.write_text(MINE)
    path.chmod(0)
    with pytest.raises(FaultyFile, match="cannot be read: permission denied"):
        loading.load(path)


def test_names_are_completed_without_waiting_for_pydantic() -> None:
    program = (
        "import sys; from hiptimer.library import loading; loading.ids();"
        " print('pydantic' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout == "False\n"
