"""Notes on a circuit file without faults: keys without effect, and how a tempo was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hiptimer.circuit.doses import tempo_of
from hiptimer.foundation.text.printable import quoted
from hiptimer.foundation.toml.faults import Part
from hiptimer.library.circuit_files.places import exercise_places
from hiptimer.library.circuit_files.reading import exercise_tables
from hiptimer.plan.dosing import most_rounds
from hiptimer.plan.roles import beat_roles, role_by_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiptimer.circuit.model import Circuit, Exercise

Document = dict[str, Any]


def notes(document: Document, circuit: Circuit) -> Iterator[Part]:
    """Yield what an author may not have meant, with its remedy, at places in the document."""
    exercises = (exercise for _, exercise in exercise_places(circuit))
    for (where, table), exercise in zip(exercise_tables(document), exercises, strict=True):
        for note in (*_without_effect(table, exercise), *_tempo_notes(table, exercise)):
            yield note._replace(within=(*where, *note.within))


def _without_effect(table: Document, exercise: Exercise) -> Iterator[Part]:
    if "rest" in table and most_rounds(exercise) == 1:
        right = "write prepare, rest_between_exercises or rest_between_sets, or give it rounds"
        yield Part(("rest",), f"rest: it is between rounds, and there is only one; {right}")
    for key in ("switch", "side_order"):
        if key in table and exercise.sides != "each":
            right = 'write sides = "each", or remove it'
            yield Part((key,), f"{key}: only for one side after the other; {right}")
    if "side_means" in table and exercise.sides == "none":
        right = "write sides, or remove it"
        yield Part(("side_means",), f"side_means: this exercise has no sides; {right}")


def _tempo_notes(table: Document, exercise: Exercise) -> Iterator[Part]:
    tempo = tempo_of(exercise.dose)
    if isinstance(table.get("tempo"), str):
        words = ", ".join(f"{beat.name} {beat.seconds.low:g} s" for beat in tempo)
        yield Part(("tempo",), f"tempo: begins with lowering: {words}")
        return
    for beat, role in zip(tempo, beat_roles(tempo), strict=True):
        if beat.role is None and role_by_name(beat.name) is None:
            right = f'write {{ seconds = …, role = "{role}" }} to say so'
            yield Part(
                ("tempo",),
                f"tempo: {quoted(beat.name)} is read as {role} by its place; {right}",
            )
