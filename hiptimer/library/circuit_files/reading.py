"""From a parsed document to a circuit, or to everything that is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from hiptimer.foundation.text.durations import duration_text
from hiptimer.foundation.toml.faults import Misread, Part
from hiptimer.library.circuit_files.complaints import faults_of
from hiptimer.library.circuit_files.longest import effort_seconds, longest_choices
from hiptimer.library.circuit_files.quantities import HOUR_SECONDS
from hiptimer.library.circuit_files.rules import (
    Given,
    Named,
    exercise_faults,
    gap_faults,
    id_faults,
)
from hiptimer.library.circuit_files.tables import MOST_EXERCISES, CircuitTable
from hiptimer.library.circuit_files.values import COPY
from hiptimer.library.figure_files.reading import read as read_figure
from hiptimer.plan.lengths import phase_count, planned_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hiptimer.circuit.model import Circuit
    from hiptimer.foundation.toml.faults import Where
    from hiptimer.library.circuit_files.exercise_table import ExerciseTable

LONGEST_CIRCUIT_HOURS = 12
MOST_PHASES = 20_000

Document = dict[str, Any]


def read(document: Document, *, is_copy: bool = False) -> Circuit:
    """Return the circuit that `document`, as `tomllib` gives it, describes.

    A copy of joined circuits also has ids such as "CIRCUIT:ID".

    Raises:
        Misread: with every fault of every key, and of the keys with each other.

    """
    context = COPY if is_copy else None
    try:
        table, faults = CircuitTable.model_validate(document, context=context), []
    except ValidationError as error:
        found = error.errors(include_url=False)
        faults = [fault for details in found for fault in faults_of(details)]
        if any(_is_of_structure(fault.within) for fault in faults):
            # Without tables of exercises the rules cannot be checked.
            raise Misread(*faults) from None
        table = CircuitTable.model_validate(_sound_part(document, faults), context=context)
    faults += structure_faults(document, table)
    exercises = given_exercises(document, table, faults)
    for given in exercises:
        found_here = list(exercise_faults(given)) or _length_faults(given)
        faults += [Part(given.where + fault.within, fault.message) for fault in found_here]
    faults += id_faults(_named(document, table, exercises, faults))
    faults += _figure_faults(table)
    if faults:
        raise Misread(*faults)
    circuit = table.circuit()
    if faults := list(_circuit_faults(circuit)):
        raise Misread(*faults)
    return circuit


def faults_of_beginning(document: Document) -> list[Part]:
    """Return what is wrong with the keys of a document of which only the beginning is known."""
    try:
        CircuitTable.model_validate(document)
    except ValidationError as error:
        found = error.errors(include_url=False)
        # What is missing may follow.
        given = (details for details in found if details["type"] not in ("missing", "too_short"))
        return [fault for details in given for fault in faults_of(details)]
    return []


def _is_of_structure(within: Where) -> bool:
    """Return whether a fault leaves no tables of exercises to check."""
    match within:
        case ("exercise",) | ("exercise", _) | ("block",) | ("block", _):
            return True
        case ("block", _, "exercise") | ("block", _, "exercise", _):
            return True
        case _:
            return False


def structure_faults(document: Document, table: CircuitTable) -> Iterator[Part]:
    """Yield what is wrong with blocks and exercises as a whole."""
    if not table.exercise and not table.block:
        yield Part(("exercise",), "exercise is missing; write at least one [[exercise]]")
    elif table.exercise and table.block:
        right = "write [[block.exercise]] after its [[block]]"
        yield Part(("exercise", 0), f"exercise: this circuit has blocks; {right}")
    if table.block and "sets" in document:
        right = "write sets in the [[block]] it is for"
        yield Part(("sets",), f"sets: this circuit has blocks; {right}")
    number = sum(len(block.exercise) for block in table.block)
    if number > MOST_EXERCISES:
        yield Part(("block",), f"block: there are {number} exercises; write 1 to {MOST_EXERCISES}")
    sets = max((block.sets.high for block in table.block), default=table.sets.high)
    yield from gap_faults(table.rest_between_sets, sets, ("rest_between_sets",))
    for index, block in enumerate(table.block):
        where = ("block", index, "rest_between_sets")
        yield from gap_faults(block.rest_between_sets or (), block.sets.high, where)


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
    if given.unread:
        return []
    seconds = effort_seconds(given.table.exercise())
    if seconds <= HOUR_SECONDS:
        return []
    too_long = f"at its highest choices one effort lasts {duration_text(seconds)}"
    return [Part((), f"{too_long}; keep it within an hour")]


def _sound_part(document: Document, faults: Sequence[Part]) -> Document:
    """Return the document without the keys at fault, and with names if names are needed."""
    sound = _copy_of_tables(document)
    for fault in faults:
        inner = _key_of(fault.within)
        table: Any = sound
        for part in inner[:-1]:
            table = table[part]
        table.pop(str(inner[-1]), None)
    sound.setdefault("title", "Without a title")
    for block in sound.get("block", []):
        block.setdefault("title", "Without a title")
    for _, exercise in exercise_tables(sound):
        exercise.setdefault("name", "Without a name")
    return sound


def _copy_of_tables(document: Document) -> Document:
    copy = _copy_of_exercises(document)
    if "block" in document:
        copy["block"] = [_copy_of_exercises(block) for block in document["block"]]
    return copy


def _copy_of_exercises(table: Document) -> Document:
    if "exercise" not in table:
        return dict(table)
    return {**table, "exercise": [dict(exercise) for exercise in table["exercise"]]}


def _key_of(within: Where) -> Where:
    """Return the place of the key of a circuit, block or exercise that `within` is part of."""
    match within:
        case ("block", _, "exercise", _, _, *_):
            return within[:5]
        case ("block" | "exercise", _, _, *_):
            return within[:3]
        case _:
            return within[:1]


def exercise_tables(document: Document) -> Iterator[tuple[Where, Document]]:
    """Yield the table of each exercise of a document with its place."""
    for index, exercise in enumerate(document.get("exercise", [])):
        yield ("exercise", index), exercise
    for number, block in enumerate(document.get("block", [])):
        for index, exercise in enumerate(block.get("exercise", [])):
            yield ("block", number, "exercise", index), exercise


def given_exercises(document: Document, table: CircuitTable, faults: Sequence[Part]) -> list[Given]:
    """Return each exercise of a document as the rules need it."""
    unread: dict[Where, set[str]] = {}
    for fault in faults:
        *where, key = _key_of(fault.within)
        unread.setdefault(tuple(where), set()).add(str(key))
    tables: list[tuple[ExerciseTable, float | None]] = []
    sets = None if "sets" in unread.get((), ()) else table.sets.high
    tables += [(it, sets) for it in table.exercise]
    for number, block in enumerate(table.block):
        is_read = "sets" not in unread.get(("block", number), ())
        tables += [(it, block.sets.high if is_read else None) for it in block.exercise]
    return [
        Given(where, exercise, tuple(keys), frozenset(unread.get(where, ())), most_sets)
        for (where, keys), (exercise, most_sets) in zip(
            exercise_tables(document), tables, strict=True
        )
    ]


def _named(
    document: Document, table: CircuitTable, exercises: Sequence[Given], faults: Sequence[Part]
) -> list[Named]:
    unread = {fault.within for fault in faults}
    named: list[Named] = []
    for index, block in enumerate(table.block):
        where: Where = ("block", index)
        has_id = "id" in document["block"][index]
        is_read = (*where, "id") not in unread and (has_id or (*where, "title") not in unread)
        named.append(Named(where, "title", block.title, block.resolved_id, has_id, is_read))
    for given in exercises:
        one = given.table
        is_read = given.has_read("id") and (one.id is not None or given.has_read("name"))
        named.append(
            Named(given.where, "name", one.name, one.resolved_id, given.has("id"), is_read)
        )
    return named


def _figure_faults(table: CircuitTable) -> Iterator[Part]:
    for name, figure in table.figure.items():
        try:
            read_figure(figure, name)
        except Misread as misread:
            for part in misread.parts:
                yield part._replace(within=("figure", name, *part.within))
