"""Circuit files: each is read, rewritten, laid out and shown, or refused with printable lines."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hiptimer.cli.circuit_json import timeline_as_json
from hiptimer.cli.circuit_lines import show_lines
from hiptimer.foundation.toml.document import BYTE_ORDER_MARK
from hiptimer.foundation.toml.files import MOST_PROBLEMS, FaultyFile
from hiptimer.foundation.toml.tokens import TOKEN
from hiptimer.library.circuit_files.exercise_table import ExerciseTable
from hiptimer.library.circuit_files.reading import read
from hiptimer.library.circuit_files.tables import BlockTable, CircuitTable
from hiptimer.library.circuit_files.writing import document
from hiptimer.library.formatting import rewrite
from hiptimer.library.loading import load
from hiptimer.plan.choices import default_choices, with_fit
from hiptimer.plan.compiler import NothingToDo
from hiptimer.plan.plan import Plan
from hiptimer.plan.time_limit import DoesNotFit, fit_into_limit, shortest
from tests.fuzzing.toml_texts import CIRCUITS, Grower

if TYPE_CHECKING:
    from random import Random

    from hiptimer.circuit.model import Circuit

_SAMPLES = [path.read_bytes() for path in sorted(CIRCUITS.glob("*.toml"))]
_SECONDS = ['"30s"', '"1m30s"', "0", "1.5", '"15s-30s"', "{ from = 1, to = 9, default = 3 }"]
_COUNTS = ["1", "3", '"3-4"', "{ from = 1, to = 4 }", "20"]
_VARYING = ["[12, 10, 8]", "{ left = 5, right = 3 }"]
_OR_FATIGUE = '{ from = 5, to = 9, default = "fatigue" }'
_LIKELY = {
    **{key: ['"a"', '"b-c"', '"d 1"'] for key in ("title", "name", "tip", "word", "id")},
    **dict.fromkeys(("switch", "target", "cap", "at"), _SECONDS[:4]),
    **{key: [*_SECONDS, '"ready"'] for key in ("prepare", "rest", "rest_between_exercises")},
    "rest_between_sets": [*_SECONDS, '"ready"', "[30, 45]"],
    **{key: [*_SECONDS, *_VARYING, '"fatigue"', _OR_FATIGUE] for key in ("time", "hold")},
    **dict.fromkeys(("sets", "rounds"), _COUNTS),
    "reps": [*_COUNTS, *_VARYING, '"fatigue"'],
    "rounds": [*_COUNTS, "{ left = 3, right = 2 }"],
    "load": ['"4 kg"', "['4 kg', '6 kg']", "{ left = '4 kg', right = '6 kg' }"],
    "remind": ["[]", "['10s', 5]"],
    "recovery": ['"36h"', '"2 days"'],
    "side_order": ['"by-round"', '"by-side"'],
    "pain": ['"none"'],
    **{key: ["[]", "['x', 'y']", "['band']"] for key in ("how", "variants", "equipment")},
    "sides": ['"none"', '"each"', '"alternate"', '"left"', '"right"'],
    "first_side": ['"left"', '"right"'],
    "order": ['"circuit"', '"straight"'],
    "tempo": ['{ a = "1s", b = "2s-3s" }', '"3-0-1"', '"30X1"', '[["lift", 1], ["lower", 0.3]]'],
    "stages": ['[{ at = 1, say = "x" }, { at = 2, say = "y" }]'],
}
_GROWER = Grower(
    [
        *CircuitTable.model_fields,
        *BlockTable.model_fields,
        *ExerciseTable.model_fields,
        "at",
        "say",
        "tme",
        '"a b"',
    ],
    [
        *("[[exercise]]", "[[exercise]]", "[exercise.tempo]", "[[exercise.stages]]", "[x]"),
        *("[[block]]", "[[block.exercise]]", "[figure.x]"),
    ],
    _LIKELY,
)
_GOOD = 'title = "x"\n[[exercise]]\nname = "a"\ntime = 5\n'
_HERE = Path(tempfile.mkdtemp())


def attempt(chance: Random) -> None:
    content = _GROWER.hostile(chance, _SAMPLES)
    if chance.random() < 0.2:
        content = _GOOD.encode() + content
    path = _HERE / "circuit.toml"
    path.write_bytes(content)
    try:
        circuit = load(path)
    except FaultyFile as error:
        check_problems(error)
    else:
        _rewrite(path, circuit)
        _show(chance, circuit)


def check_problems(error: FaultyFile) -> None:
    """Check that the problems of a file are short and printable."""
    assert 1 <= len(error.problems) <= MOST_PROBLEMS + 1
    for problem in error.problems:
        assert str(problem).isprintable(), repr(str(problem))
        assert len(problem.message) < 1000
        assert problem.line is None or problem.line >= 1


def _rewrite(path: Path, circuit: Circuit) -> None:
    """Check that the normal form is the same circuit with the same comments, and stays as it is."""
    before = comments(path)
    rewrite(path)
    assert load(path) == circuit
    assert comments(path) == before
    assert not rewrite(path)


def comments(path: Path) -> list[str]:
    text = path.read_bytes().removeprefix(BYTE_ORDER_MARK).decode()
    return sorted(it[0].strip() for it in TOKEN.finditer(text) if it[0].startswith("#"))


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
        found = fit_into_limit(Plan(circuit, "fuzzed", with_fit(plan.choices, f"{limit}s")))
    except DoesNotFit:
        found = None
    assert (found is None) is (least > limit + 1e-6)
    assert found is None or found.planned_seconds <= limit + 1e-6
