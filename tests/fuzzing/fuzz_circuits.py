"""Circuit files: read, or refused with lines that can be shown; then laid out and shown."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hiptimer.as_json import timeline_as_json
from hiptimer.choices import default_choices, with_fit
from hiptimer.circuit_file.reading import read
from hiptimer.circuit_file.tables import CircuitTable, ExerciseTable
from hiptimer.circuit_file.writing import document
from hiptimer.compiler import NothingToDo
from hiptimer.fit import DoesNotFit, fitted, shortest
from hiptimer.library import MOST_PROBLEMS, CircuitFileError, load
from hiptimer.listing import show_lines
from hiptimer.plan import Plan
from tests.fuzzing.toml_texts import CIRCUITS, Grower

if TYPE_CHECKING:
    from random import Random

    from hiptimer.circuit import Circuit

_SAMPLES = [path.read_bytes() for path in sorted(CIRCUITS.glob("*.toml"))]
_GROWER = Grower(
    [*CircuitTable.model_fields, *ExerciseTable.model_fields, "at", "say", "tme", '"a b"'],
    ["[[exercise]]", "[[exercise]]", "[exercise.tempo]", "[[exercise.stages]]", "[x]", "[[x.y]]"],
)
_GOOD = 'title = "x"\n[[exercise]]\nname = "a"\n'
_HERE = Path(tempfile.mkdtemp())


def attempt(chance: Random) -> None:
    content = _GROWER.hostile(chance, _SAMPLES)
    if chance.random() < 0.2:
        content = _GOOD.encode() + content
    path = _HERE / "circuit.toml"
    path.write_bytes(content)
    try:
        circuit = load(path)
    except CircuitFileError as error:
        check_problems(error)
    else:
        _show(chance, circuit)


def check_problems(error: CircuitFileError) -> None:
    """Check that what is wrong with a file is short and can be printed."""
    assert 1 <= len(error.problems) <= MOST_PROBLEMS + 1
    for problem in error.problems:
        assert str(problem).isprintable(), repr(str(problem))
        assert len(problem.message) < 1000
        assert problem.line is None or problem.line >= 1


def _show(chance: Random, circuit: Circuit) -> None:
    assert read(document(circuit)) == circuit
    plan = Plan(circuit, "fuzzed", default_choices(circuit))
    try:
        assert plan.planned_seconds == plan.timeline.planned_seconds
        list(show_lines(plan))
        timeline_as_json(plan.timeline)
    except NothingToDo:
        assert plan.planned_seconds == 0
        return
    limit = max(1, round(plan.planned_seconds * chance.random()))
    least = shortest(plan).planned_seconds
    try:
        found = fitted(Plan(circuit, "fuzzed", with_fit(plan.choices, f"{limit}s")))
    except DoesNotFit:
        found = None
    assert (found is None) is (least > limit + 1e-6)
    assert found is None or found.planned_seconds <= limit + 1e-6
