from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from hiptimer.library import loading
from hiptimer.library.circuit_files.reading import read
from hiptimer.library.circuit_files.writing import document
from tests.strategies import circuits_of_files

if TYPE_CHECKING:
    from hiptimer.circuit.model import Circuit


@given(circuits_of_files())
def test_a_written_circuit_is_read_as_the_same_circuit(circuit: Circuit) -> None:
    assert read(json.loads(json.dumps(document(circuit)))) == circuit


@pytest.mark.parametrize("name", loading.ids())
def test_a_shipped_circuit_is_read_back_with_every_word(name: str) -> None:
    circuit = loading.find(name).circuit
    assert circuit
    assert read(json.loads(json.dumps(document(circuit)))) == circuit


def test_empty_values_are_not_written() -> None:
    circuit = loading.find("foam-rolling").circuit
    assert circuit
    written = document(replace(circuit, warning="", url=""))
    assert not {"warning", "url"} & written.keys()
    assert "stages" not in written["exercise"][1]
