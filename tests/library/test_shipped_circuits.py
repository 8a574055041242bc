"""The shipped circuits that are read in advance are those of their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.foundation import folders
from hiptimer.library.loading import entries, load
from hiptimer.library.shipped_circuits import FILE_NAME, shipped_circuit
from tools.read_circuits import shipped_text

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = sorted(folders.circuits().glob("*.toml"))


def test_the_file_of_shipped_circuits_is_current() -> None:
    written = (folders.circuits() / FILE_NAME).read_text(encoding="utf-8")
    assert written == shipped_text(), "make circuits"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_circuit_read_in_advance_equals_that_of_its_file(path: Path) -> None:
    assert shipped_circuit(path) == load(path)


def test_the_library_lists_the_shipped_circuits() -> None:
    assert [entry.circuit for entry in entries()] == [load(path) for path in SHIPPED]


def test_an_edited_file_is_not_taken_from_the_circuits_read_in_advance(tmp_path: Path) -> None:
    path = tmp_path / "edited.toml"
    path.write_text(SHIPPED[0].read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert shipped_circuit(path) is None


def test_a_missing_file_has_no_circuit(tmp_path: Path) -> None:
    assert shipped_circuit(tmp_path / "missing.toml") is None
