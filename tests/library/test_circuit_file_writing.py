from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from hiptimer.circuit.doses import FreeReps, OpenHold, PacedReps, Timed
from hiptimer.library import loading
from hiptimer.library.circuit_files.reading import read
from hiptimer.library.circuit_files.writing import document
from tests.strategies import circuits

if TYPE_CHECKING:
    from hiptimer.circuit.model import Circuit, Exercise


def as_a_file_may_have_it(exercise: Exercise) -> Exercise:
    """Return an exercise without what a file cannot say together."""
    sides = exercise.sides
    if sides == "alternate" and (
        isinstance(exercise.dose, OpenHold)
        or (isinstance(exercise.dose, Timed) and exercise.dose.isometric)
    ):
        sides = "each"
    match exercise.dose:
        case PacedReps() | FreeReps():
            end = 0.0
        case OpenHold(_, cap_seconds):
            end = cap_seconds
        case other:
            end = other.seconds.high
    return replace(
        exercise,
        sides=sides,
        first_side=exercise.first_side if sides in ("each", "alternate") else "left",
        stages=tuple(stage for stage in exercise.stages if stage.at < end),
    )


@given(circuits())
def test_a_written_circuit_is_read_as_the_same_circuit(circuit: Circuit) -> None:
    blocks = (
        replace(block, exercises=tuple(as_a_file_may_have_it(it) for it in block.exercises))
        for block in circuit.blocks
    )
    circuit = replace(circuit, blocks=tuple(blocks))
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
    assert "stages" not in written["exercise"][0]
