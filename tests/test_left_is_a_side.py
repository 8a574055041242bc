"""In a program about left and right, "left" means the side: never time to go, or leaving."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from hiptimer.cli.lazy_command import load_command
from hiptimer.cli.main import cli

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent

DOUBTFUL = re.compile(r"\b([Ll]eft|[Ll]eaves?|[Ll]eaving)\b")
"""LEFT in capitals is how the screen writes the side."""

THE_SIDE = re.compile(
    r"\b[Ll]eft (and|or|against) right\b|\bleft, (… )?right\b|\bswitch-left\b"
    r"|\b[Ll]eft (side|only|first|cues|ear|knee)\b|\b([Tt]he|[Oo]n) left\b(?! over| out)"
    r"|… left, … right|\bLeft, right\b|\bleft = |[`'\"=][Ll]eft[`'\",]|, left(?=[`'\"])"
)
"""Phrases and quotations in which "left" is a side, or the name of a key or a value."""

OTHER_MEANINGS = re.compile(r"\bleave the ground\b|`leave`")
"""What a foot does, and the name of a command."""

NAME = re.compile(r"[a-z0-9_+,.#-]+|Left")
"""A key, a command, a side, or the head of a column."""


def _misused(text: str) -> list[str]:
    bare = OTHER_MEANINGS.sub("", THE_SIDE.sub("", " ".join(text.split())))
    return [bare[max(0, it.start() - 30) : it.end() + 30] for it in DOUBTFUL.finditer(bare)]


def _constants(source: str) -> Iterator[str]:
    """Yield every string of a module but docstrings and names; … stands in for values."""
    tree = ast.parse(source)
    parts = {
        id(part) for it in ast.walk(tree) if isinstance(it, ast.JoinedStr) for part in it.values
    }
    docstrings = {id(it.value) for it in ast.walk(tree) if isinstance(it, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            pieces = (it.value if isinstance(it, ast.Constant) else "…" for it in node.values)
            yield "".join(map(str, pieces))
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and not {id(node)} & (parts | docstrings)
            and not NAME.fullmatch(node.value)
        ):
            yield node.value


def program_texts() -> Iterator[tuple[str, str]]:
    """Yield every text that the program itself shows, with its place."""
    for path in sorted((ROOT / "hiptimer").rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        yield from ((place, text) for text in _constants(path.read_text()))
    for command in (cli, *map(load_command, cli.commands.values())):
        yield f"{command.name} --help", command.get_help(click.Context(command))


def _texts() -> Iterator[tuple[str, str]]:
    """Yield every text that hiptimer shows, with its place."""
    yield from program_texts()
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        yield path.name, path.read_text()
    yield "schema.json", str(json.loads((ROOT / "circuits/schema.json").read_text()))
    for path in (ROOT / "circuits").glob("*.toml"):
        yield path.name, str(tomllib.loads(path.read_text()))


def test_left_only_means_the_side() -> None:
    found = [f"{where}: {words}" for where, text in _texts() for words in _misused(text)]
    assert found == []


@pytest.mark.parametrize(
    "text", ["0:13 left", "Bridge: left out", "Leave the workout?", "the time left", "what is left"]
)
def test_other_meanings_are_found(text: str) -> None:
    assert _misused(text)
