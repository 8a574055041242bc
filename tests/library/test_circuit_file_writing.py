from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from hiptimer.circuit.amounts import values_of
from hiptimer.circuit.doses import PacedTime, Timed, TimedOrToFatigue, ToFatigue
from hiptimer.library import loading
from hiptimer.library.circuit_files.reading import read
from hiptimer.library.circuit_files.writing import document
from hiptimer.plan.dosing import dose_key
from tests.strategies import circuits

if TYPE_CHECKING:
    from hiptimer.circuit.model import Circuit, Exercise


def as_a_file_may_have_it(exercise: Exercise) -> Exercise:
    """Return an exercise without what a file cannot say together."""
    sides, dose = exercise.sides, exercise.dose
    if sides == "alternate" and dose_key(exercise) == "hold":
        sides = "left"
    match dose:
        case ToFatigue(cap_seconds=end):
            pass
        case TimedOrToFatigue(to_fatigue=ToFatigue(cap_seconds=end)):
            pass
        case Timed(seconds) | PacedTime(seconds):
            end = max(it.high for it in values_of(seconds))
        case _:
            end = 0.0
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
    assert "stages" not in written["exercise"][1]
