"""What pydantic finds wrong with a circuit file, in hiptimer's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiptimer.foundation.text.printable import quoted
from hiptimer.foundation.toml.faults import Misread, Part
from hiptimer.library.circuit_files.exercise_table import ExerciseTable, StageTable
from hiptimer.library.circuit_files.tables import MOST_EXERCISES, BlockTable, CircuitTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic_core import ErrorDetails

    from hiptimer.foundation.toml.faults import Where

_EXAMPLES: Final = {
    "title": 'title = "…"',
    "name": 'name = "…"',
    "exercise": "at least one [[block.exercise]]",
    "at": 'at = "10s"',
    "say": 'say = "…"',
}

_SAME: Final = {
    "description": "about",
    **dict.fromkeys(("group", "section", "blocks"), "[[block]]"),
    "exercises": "[[exercise]]",
}
_MEANT_AT_TOP: Final[Mapping[str, str]] = {
    **_SAME,
    "name": "title",
    "rest": "rest_between_exercises",
    **dict.fromkeys(("rounds", "repeat", "repeats"), "sets"),
    "notes": "about",
}
_MEANT_IN_BLOCK: Final[Mapping[str, str]] = {
    "name": "title",
    **dict.fromkeys(("rounds", "repeat", "repeats"), "sets"),
    "exercises": "[[block.exercise]]",
    "prepare": "rest",
}
_MEANT_IN_EXERCISE: Final[Mapping[str, str]] = {
    "duration": "time",
    "seconds": "time",
    "hold_time": "hold",
    "repetitions": "reps",
    **dict.fromkeys(("sets", "repeat", "repeats"), "rounds"),
    **dict.fromkeys(("note", "notes"), "tip or how"),
    **dict.fromkeys(("description", "instructions", "steps"), "how"),
    "weight": "load",
    "title": "name",
}
"""The key that is meant by one that no table has, if spelling does not tell."""


def faults_of(details: ErrorDetails) -> Iterator[Part]:
    """Yield the faults of one value, in hiptimer's words."""
    where = details["loc"]
    error = details.get("ctx", {}).get("error")
    if isinstance(error, Misread):
        for part in error.parts:
            inner = where + part.within
            yield Part(inner, f"{_spelled(inner)}: {part.message}")
    elif details["type"] == "extra_forbidden":
        yield _unknown_key(where)
    elif details["type"] == "missing":
        yield Part(where, f"{_spelled(where)} is missing; write {_EXAMPLES[str(where[-1])]}")
    else:
        yield Part(where, f"{_spelled(where)}: {_complaint(details)}")


def _unknown_key(where: Where) -> Part:
    key = str(where[-1])
    known, meant = _keys_at(where[:-1])
    said = f"unknown key {quoted(key)}"
    if key in meant:
        return Part(where, f"{said}; write {meant[key]} instead")
    return Part(where, said, known)


def _complaint(details: ErrorDetails) -> str:
    given = details["input"]
    context = details.get("ctx", {})
    where = details["loc"]
    match details["type"]:
        case "literal_error":
            known = context["expected"].replace("'", '"')
            return f"{quoted(given)} is not valid here; write {known}"
        case "list_type":
            right = 'it in brackets: ["…", "…"]'
            if where[-1] in ("exercise", "block"):
                table = "block.exercise" if len(where) > 1 else where[-1]
                right = f"[[{table}]] in two pairs of brackets"
            return f"{quoted(given)} is not a list; write {right}"
        case "too_short" | "too_long":
            return f"there are {context['actual_length']}; write 1 to {MOST_EXERCISES}"
        case "bool_type":
            return f"{quoted(given)} is not true or false; write true"
        case _:
            is_stage = "stages" in where
            right = (
                'stage; write { at = "0s", say = "sink" }' if is_stage else "table; write it as one"
            )
            return f"{quoted(given)} is not a {right}"


def _keys_at(where: Where) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """Return the known keys of a table, and what others mean."""
    match where:
        case ():
            return tuple(CircuitTable.model_fields), _MEANT_AT_TOP
        case ("block", _):
            return tuple(BlockTable.model_fields), _MEANT_IN_BLOCK
        case ("exercise", _) | ("block", _, "exercise", _):
            return tuple(ExerciseTable.model_fields), _MEANT_IN_EXERCISE
        case _:
            return tuple(StageTable.model_fields), {}


def _spelled(where: Where) -> str:
    """Return a place as an error names it: "tempo drive", "stages 2 at"."""
    inner = where
    while len(inner) > 2 and inner[0] in ("exercise", "block"):
        inner = inner[2:]
    parts = (quoted(part)[1:-1] if isinstance(part, str) else f"{part + 1}" for part in inner)
    return " ".join(parts)
