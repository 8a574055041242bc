"""The page on circuit files names exactly the keys that are read."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hiptimer.library.circuit_files.exercise_table import ExerciseTable, StageTable
from hiptimer.library.circuit_files.tables import BlockTable, CircuitTable

if TYPE_CHECKING:
    from pydantic import BaseModel

PAGE = (Path(__file__).parents[2] / "docs" / "circuits.md").read_text()
SECTIONS = {title: body for title, _, body in (it.partition("\n") for it in PAGE.split("\n## "))}
DOSE_KEYS = {"time", "hold", "reps", "tempo", "target", "cap"}


def section(beginning: str) -> str:
    (body,) = (body for title, body in SECTIONS.items() if title.startswith(beginning))
    return body


def keys_of_table(body: str) -> set[str]:
    """Return the names in the first column of a table."""
    rows = (line.split("|")[1] for line in body.splitlines() if line.startswith("| `"))
    return set(chain.from_iterable(re.findall(r"`(\w+)", row) for row in rows))


def keys_of_doses() -> set[str]:
    """Return the keys that a dose consists of, in its table and in the text around it."""
    code = " ".join(re.findall(r"`([^`]+)`", section("The dose")))
    return keys_of_table(section("The dose")) | set(re.findall(r"\w+", code)) & DOSE_KEYS


@pytest.mark.parametrize(
    ("table", "named"),
    [
        (CircuitTable, keys_of_table(section("The circuit")) | {"exercise", "block"}),
        (BlockTable, keys_of_table(section("Blocks")) | {"exercise"}),
        (ExerciseTable, keys_of_table(section("Each `[[exercise]]`")) | keys_of_doses()),
        (StageTable, set(re.findall(r"(\w+) =", section("Each `[[exercise]]`")))),
    ],
)
def test_the_page_names_each_key_of_a_table_and_no_other(
    table: type[BaseModel], named: set[str]
) -> None:
    assert named == set(table.model_fields)
