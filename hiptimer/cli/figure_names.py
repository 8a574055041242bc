"""Finds figures by what is typed on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.cli.bad_input import BadInput
from hiptimer.cli.build_plan import build_plan
from hiptimer.cli.circuit_names import find_exercise
from hiptimer.drawing.figure.demonstration import demonstration
from hiptimer.drawing.figure.preview import Preview, previews
from hiptimer.foundation.text.printable import printable, quoted
from hiptimer.foundation.text.spelling import similar
from hiptimer.foundation.toml.files import FaultyFile
from hiptimer.library.figure_files import loading as figure_files
from hiptimer.library.loading import as_path, find, ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiptimer.circuit.model import OwnFigure


def find_figures(argument: str) -> tuple[Preview, ...]:
    """Return the figure with that name or in that file, or those of a circuit's exercises.

    `CIRCUIT:EXERCISE` names the figure of one exercise. A figure precedes a circuit of its name.

    Raises:
        BadInput: the figure is unknown, or its file is broken.

    """
    path = as_path(argument)
    try:
        if path and figure_files.is_figure_file(path):
            return (demonstration(figure_files.load(path)),)
        if not path and (figure := figure_files.find(argument)):
            return (demonstration(figure),)
    except FaultyFile as error:
        raise BadInput(str(error)) from None
    name, colon, exercise_id = argument.rpartition(":")
    if not colon or argument.endswith(".toml"):
        return _figures_of_circuit(argument)
    return _figures_of_circuit(name, exercise_id)


def figures_inside() -> Iterator[tuple[str, OwnFigure]]:
    """Yield each figure inside a circuit's own file, with `CIRCUIT:EXERCISE` for its name."""
    for id_ in ids():
        circuit = find(id_).circuit
        for exercise in circuit.exercises if circuit else ():
            if circuit and (own := circuit.own_figure(exercise)):
                yield f"{id_}:{exercise.id}", own


def _nearest(name: str) -> str | None:
    """Return what may be meant by a name that no figure or circuit has."""
    inside = (it for it, _ in figures_inside() if it.endswith(f":{name}"))
    return next(inside, None) or similar(name, (*figure_files.names(), *ids()))


def _figures_of_circuit(name: str, exercise_id: str = "") -> tuple[Preview, ...]:
    """Return the figure of each exercise of a circuit, or of one."""
    if not as_path(name) and name not in ids():
        nearest = _nearest(name)
        meant = f"did you mean {printable(nearest)}?" if nearest else "--list lists all figures"
        raise BadInput(f"no figure or circuit named {quoted(name)}; {meant}")
    plan = build_plan((name,), None, (), ())
    if exercise_id:
        find_exercise(name, plan.circuit, exercise_id)
    timeline = plan.timeline
    movements = [it.effort.movement for it in timeline.phases]
    figures, complaints = figure_files.figures_of(
        it for it in movements if exercise_id in ("", it.id)
    )
    if complaints:
        raise BadInput("\n".join(complaints))
    if not figures:
        whose = f"{name}:{exercise_id}" if exercise_id else name
        raise BadInput(f"{printable(whose)} has no figure; --list lists all figures")
    return tuple(previews(timeline, figures))
