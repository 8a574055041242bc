"""What `check` notes about a file without faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from hiptimer.cli.main import cli
from hiptimer.library import loading

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'title = "T"\n[[exercise]]\nname = "A"\n'


def notes(folder: Path, keys: str) -> list[str]:
    path = folder / "circuit.toml"
    path.write_text(HEAD + keys, "utf-8")
    _, found = loading.load_with_notes(path)
    return [str(note).removeprefix(f"{path}:") for note in found]


@pytest.mark.parametrize(
    ("keys", "beginning"),
    [
        ('time = 9\nrest = "5s"', "5: rest: it is between rounds, and there is only one; write"),
        ("time = 9\nswitch = 3", "5: switch: only for one side after the other"),
        ('time = 9\nside_order = "by-side"', "5: side_order: only for one side after the other"),
        ('time = 9\nside_means = "knee up"', "5: side_means: this exercise has no sides"),
        ('reps = 9\ntempo = "3-0-1"', "5: tempo: begins with lowering: lower 3 s, lift 1 s"),
        ('reps = 9\ntempo = { zig = "1s" }', '5: tempo: "zig" is read as concentric by its place'),
    ],
)
def test_a_key_without_effect_and_a_guessed_role_are_noted(
    tmp_path: Path, keys: str, beginning: str
) -> None:
    (note,) = notes(tmp_path, keys)
    assert note.startswith(beginning)


@pytest.mark.parametrize(
    "keys",
    [
        'time = 9\nrest = "5s"\nrounds = 2',
        'time = 9\nsides = "each"\nswitch = 3\nside_means = "knee up"\nside_order = "by-side"',
        'reps = 9\ntempo = { lift = "1s", lower = "3s" }',
        'reps = 9\ntempo = [["zig", "1s", "concentric"]]',
        'time = "fatigue"',
    ],
)
def test_nothing_is_noted_if_every_key_has_its_effect(tmp_path: Path, keys: str) -> None:
    assert notes(tmp_path, keys) == []


def test_a_note_names_the_line_of_a_block(tmp_path: Path) -> None:
    path = tmp_path / "circuit.toml"
    path.write_text(
        'title = "T"\n[[block]]\ntitle = "B"\n[[block.exercise]]\nname = "A"\ntime = 9\nrest = 3\n'
    )
    _, (note,) = loading.load_with_notes(path)
    assert note.line == 7


@pytest.mark.parametrize("name", loading.ids())
def test_nothing_is_noted_about_a_shipped_circuit(name: str) -> None:
    _, found = loading.load_with_notes(loading.find(name).path)
    assert found == ()


@pytest.mark.parametrize(("options", "code"), [([], 0), (["--strict"], 2)])
def test_notes_count_only_if_the_check_is_strict(
    tmp_path: Path, options: list[str], code: int
) -> None:
    path = tmp_path / "circuit.toml"
    path.write_text(HEAD + "time = 9\nrest = 3\n")
    checked = CliRunner().invoke(cli, ["check", *options, str(path)])
    assert checked.exit_code == code
    assert f"{path}:5: note: rest: it is between rounds" in checked.stderr


def test_a_circuit_of_no_length_fails_the_check(tmp_path: Path) -> None:
    path = tmp_path / "circuit.toml"
    path.write_text(HEAD + "time = 0\n")
    checked = CliRunner().invoke(cli, ["check", str(path)])
    assert checked.exit_code == 2
    assert "nothing to do: every effort is zero seconds long" in checked.stderr
