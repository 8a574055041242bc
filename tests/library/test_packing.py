from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from hiptimer.diary.plan_copies import circuit_of, text_of
from hiptimer.library import loading
from hiptimer.library.circuit_files.reading import read
from hiptimer.library.circuit_files.writing import document
from hiptimer.library.figure_files.loading import figures_of, find
from hiptimer.library.packing import packed_text
from hiptimer.plan.choices import default_choices
from hiptimer.plan.compiler import compile_timeline

if TYPE_CHECKING:
    from hiptimer.circuit.model import Circuit


@pytest.fixture
def packed() -> Circuit:
    """Return a circuit with four figures inside, poses of which are like others."""
    return read(tomllib.loads(packed_text(loading.find("whitt-hip-flexor").path)))


def test_the_figures_inside_a_circuit_are_those_of_their_files(packed: Circuit) -> None:
    timeline = compile_timeline(packed, default_choices(packed), "packed")
    found, complaints = figures_of(phase.effort.movement for phase in timeline.phases)
    assert complaints == ()
    assert len(packed.figures) == len(packed.exercises)
    shipped = {it.id: find(it.id) for it in packed.exercises}
    assert {name: vars(it) for name, it in found.items()} == {
        name: vars(it) for name, it in shipped.items()
    }


def test_the_figures_inside_a_circuit_survive_the_diary(packed: Circuit) -> None:
    assert circuit_of(text_of(document(packed))) == packed
