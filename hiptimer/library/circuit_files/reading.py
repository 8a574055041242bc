"""From a parsed document to a circuit, or to everything that is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from hiptimer.foundation.text.durations import duration_text
from hiptimer.foundation.text.printable import quoted
from hiptimer.foundation.toml.faults import Misread, Part
from hiptimer.library.circuit_files.longest import effort_seconds, longest_choices
from hiptimer.library.circuit_files.quantities import HOUR_SECONDS
from hiptimer.library.circuit_files.rules import Given, exercise_faults, id_faults
from hiptimer.library.circuit_files.tables import CircuitTable, ExerciseTable, StageTable
from hiptimer.plan.order import phase_count, planned_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic_core import ErrorDetails

    from hiptimer.circuit.model import Circuit
    from hiptimer.foundation.toml.faults import Where

LONGEST_CIRCUIT_HOURS = 12
MOST_PHASES = 20_000

Document = dict[str, Any]

_EXAMPLES = {
    "title": 'title = "…"',
    "name": 'name = "…"',
    "exercise": "at least one [[exercise]]",
    "at": 'at = "10s"',
    "say": 'say = "…"',
}


def read(document: Document) -> Circuit:
    """Return the circuit that `document`, as `tomllib` gives it, describes.

    Raises:
        Misread: with every fault of every key, and of the keys with each other.

    """
    try:
        table, faults = CircuitTable.model_validate(document), []
    except ValidationError as error:
        faults = [
            fault for details in error.errors(include_url=False) for fault in _faults(details)
        ]
        if any(fault.within[:1] == ("exercise",) and len(fault.within) < 3 for fault in faults):
            # Without tables of exercises the rules cannot be checked.
            raise Misread(*faults) from None
        table = CircuitTable.model_validate(_sound_part(document, faults))
    exercises = _given(document, table, faults)
    for index, given in enumerate(exercises):
        where: Where = ("exercise", index)
        found = list(exercise_faults(given)) or (_length_faults(given) if not given.unread else [])
        faults += [Part(where + fault.within, fault.message) for fault in found]
    faults += id_faults(exercises)
    if faults:
        raise Misread(*faults)
    circuit = table.circuit()
    if faults := list(_circuit_faults(circuit)):
        raise Misread(*faults)
    return circuit


def _circuit_faults(circuit: Circuit) -> Iterator[Part]:
    longest = longest_choices(circuit)
    if (phases := phase_count(circuit, longest)) > MOST_PHASES:
        yield Part(
            (),
            f"at its highest choices the circuit has {phases:,} efforts and pauses; "
            f"keep it within {MOST_PHASES:,}",
        )
    if (seconds := planned_seconds(circuit, longest)) > LONGEST_CIRCUIT_HOURS * HOUR_SECONDS:
        yield Part(
            (),
            f"at its highest choices the circuit lasts {duration_text(seconds)}; "
            f"keep it within {LONGEST_CIRCUIT_HOURS} hours",
        )


def _length_faults(given: Given) -> list[Part]:
    seconds = effort_seconds(given.table.exercise())
    if seconds <= HOUR_SECONDS:
        return []
    too_long = f"at its highest choices one effort lasts {duration_text(seconds)}"
    return [Part((), f"{too_long}; keep it within an hour")]


def _sound_part(document: Document, faults: Sequence[Part]) -> Document:
    """Return the document without the keys at fault, and with names if names are needed."""
    exercises = [dict(exercise) for exercise in document["exercise"]]
    sound = {**document, "exercise": exercises}
    for fault in faults:
        match fault.within:
            case ("exercise", int(index), key, *_):
                exercises[index].pop(key, None)
            case (key, *_):
                sound.pop(str(key), None)
    sound.setdefault("title", "Without a title")
    for exercise in exercises:
        exercise.setdefault("name", "Without a name")
    return sound


def _given(document: Document, table: CircuitTable, faults: Sequence[Part]) -> list[Given]:
    unread: list[set[str]] = [set() for _ in table.exercise]
    for fault in faults:
        match fault.within:
            case ("exercise", int(index), str(key), *_):
                unread[index].add(key)
    return [
        Given(exercise, tuple(keys), frozenset(unread_keys))
        for exercise, keys, unread_keys in zip(
            table.exercise, document["exercise"], unread, strict=True
        )
    ]


def _faults(details: ErrorDetails) -> Iterator[Part]:
    """Yield the faults of one value, in hiptimer's words."""
    where = details["loc"]
    error = details.get("ctx", {}).get("error")
    if isinstance(error, Misread):
        for part in error.parts:
            inner = where + part.within
            yield Part(inner, f"{_spelled(inner)}: {part.message}")
    elif details["type"] == "extra_forbidden":
        key = str(where[-1])
        yield Part(where, f"unknown key {quoted(key)}", _keys_at(where[:-1]))
    elif details["type"] == "missing":
        yield Part(where, f"{_spelled(where)} is missing; write {_EXAMPLES[str(where[-1])]}")
    else:
        yield Part(where, f"{_spelled(where)}: {_complaint(details)}")


def _complaint(details: ErrorDetails) -> str:
    given = details["input"]
    context = details.get("ctx", {})
    match details["type"]:
        case "literal_error":
            known = context["expected"].replace("'", '"')
            return f"{quoted(given)} is not valid here; write {known}"
        case "list_type" if details["loc"] == ("exercise",):
            return f"{quoted(given)} is not a list; write [[exercise]] in two pairs of brackets"
        case "list_type":
            return f'{quoted(given)} is not a list; write it in brackets: ["…", "…"]'
        case "too_short" | "too_long":
            return f"there are {context['actual_length']}; write 1 to 50"
        case _:
            return f"{quoted(given)} is not a table; write it as one"


def _keys_at(where: Where) -> tuple[str, ...]:
    match where:
        case ():
            return tuple(CircuitTable.model_fields)
        case (_, _):
            return tuple(ExerciseTable.model_fields)
        case _:
            return tuple(StageTable.model_fields)


def _spelled(where: Where) -> str:
    """Return a place as an error names it: "tempo drive", "stages 2 at"."""
    inner = where[2:] if where[0] == "exercise" and len(where) > 2 else where
    parts = (quoted(part)[1:-1] if isinstance(part, str) else f"{part + 1}" for part in inner)
    return " ".join(parts)
