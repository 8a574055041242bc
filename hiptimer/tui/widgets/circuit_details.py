"""A circuit with all its texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from hiptimer.circuit.wording import prescribed_sets_words, prescription_words
from hiptimer.foundation.text.durations import clock_face
from hiptimer.tui.widgets.instructions import instructions

if TYPE_CHECKING:
    from hiptimer.circuit.model import Circuit, Exercise
    from hiptimer.library.loading import Entry


def entry_details(entry: Entry, planned_seconds: float) -> Content:
    """Return length and all texts of a circuit, or what is wrong with its file."""
    if entry.circuit is None:
        problems = "\n\n".join(str(problem) for problem in entry.problems)
        return Content.assemble(
            (f"{entry.id} cannot be used", "bold $text-error"), f"\n\n{problems}"
        )
    circuit = entry.circuit
    length = f"{prescribed_sets_words(circuit)} · {clock_face(planned_seconds)}"
    parts = [Content.assemble((circuit.title, "bold $text-primary"), f"\n{length}")]
    parts += [Content.styled(text, "$quiet") for text in (_origin(circuit), _place(entry)) if text]
    if circuit.warning:
        parts.append(Content.assemble(("Warning ", "bold $text-warning"), circuit.warning.strip()))
    if circuit.about:
        parts.append(Content(circuit.about.strip()))
    parts += [exercise_details(exercise) for exercise in circuit.exercises]
    return Content("\n\n").join(parts)


def prescribed_doses(circuit: Circuit) -> str:
    """Return the prescribed dose of each exercise."""
    return "\n".join(f"{it.name}: {prescription_words(it)}" for it in circuit.exercises)


def exercise_details(exercise: Exercise) -> Content:
    """Return an exercise with its prescribed dose and its instructions."""
    dose = prescription_words(exercise)
    needs = f"\n{', '.join(exercise.equipment)}" if exercise.equipment else ""
    how = instructions(exercise.how, exercise.tip, exercise.warning)
    head = Content.assemble((exercise.name, "bold"), (f"\n{dose}", "$text-success"), needs)
    return Content.assemble(head, "\n", how) if how else head


def _origin(circuit: Circuit) -> str:
    return "\n".join(it for it in (circuit.author, circuit.source, circuit.url) if it)


def _whose(entry: Entry) -> str:
    if entry.replaces_shipped:
        return "yours, in place of the shipped one"
    return "" if entry.shipped else "yours"


def _place(entry: Entry) -> str:
    whose = _whose(entry)
    return f"{whose}: {entry.path}" if whose else ""
