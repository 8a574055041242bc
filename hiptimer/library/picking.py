"""A new circuit of exercises that were picked from several circuits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import tomlkit

from hiptimer.circuit.model import Block
from hiptimer.library.circuit_files.normal_form import normal_form
from hiptimer.library.circuit_files.values import free_id, free_ids
from hiptimer.library.circuit_files.writing import document
from hiptimer.library.figure_files.loading import path_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hiptimer.circuit.model import Circuit, Exercise, OwnFigure

_OMITTED = {"rounds": 1, "rest": 0.0, "sides": "none", "first_side": "left"}
"""Keys of an exercise that are not written with these values, their defaults."""


class Pick(NamedTuple):
    """An exercise and the circuit it comes from."""

    circuit: Circuit
    exercise: Exercise


def picked_text(picks: Sequence[Pick]) -> str:
    """Return a circuit file, in its normal form, with exercises in the order in which given.

    Sets and rests are those of the first one's circuit; each exercise keeps its time to change
    sides and its figure.
    """
    first = picks[0].circuit
    exercises, figures = gather(picks, free_ids(pick.exercise.id for pick in picks))
    sources = dict.fromkeys(pick.circuit.title for pick in picks)
    warnings = dict.fromkeys(it for pick in picks if (it := pick.circuit.warning.strip()))
    block = Block(
        sets=first.main_block.sets,
        order=first.main_block.order,
        exercises=tuple(
            replace(exercise, switch_seconds=_own_switch_seconds(pick, first))
            for pick, exercise in zip(picks, exercises, strict=True)
        ),
    )
    circuit = replace(
        first,
        author="",
        source="; ".join(sources),
        url="",
        about="",
        warning=" ".join(warnings),
        blocks=(block,),
        figures=figures,
    )
    written = document(circuit)
    written["exercise"] = [
        _readable({key: value for key, value in exercise.items() if _OMITTED.get(key) != value})
        for exercise in written["exercise"]
    ]
    return normal_form(tomlkit.dumps(_readable(written)))


def gather(
    picks: Sequence[Pick], ids: Sequence[str]
) -> tuple[tuple[Exercise, ...], tuple[OwnFigure, ...]]:
    """Return the exercises for one circuit under `ids`, and the figures of their own files.

    Each exercise is shown by the same figure as in its circuit.
    """
    figures = _own_figures(picks, ids)
    exercises = (
        replace(pick.exercise, id=id_, figure=_figure_name(pick, id_, figures))
        for pick, id_ in zip(picks, ids, strict=True)
    )
    return tuple(exercises), tuple(replace(figure, name=name) for figure, name in figures.items())


def _own_figures(picks: Sequence[Pick], ids: Sequence[str]) -> dict[OwnFigure, str]:
    """Return the figures inside the circuits that are used, each with a name of its own.

    No other exercise is shown by them, whether it has a figure in a file or none.
    """
    own = [pick.circuit.own_figure(pick.exercise) for pick in picks]
    taken: set[str] = set()
    for pick, id_, figure in zip(picks, ids, own, strict=True):
        if not figure:
            taken |= {id_, pick.exercise.figure or pick.exercise.id}
    names: dict[OwnFigure, str] = {}
    for figure in filter(None, own):
        if figure not in names:
            names[figure] = free_id(figure.name, taken)
            taken.add(names[figure])
    return names


def _figure_name(pick: Pick, id_: str, figures: Mapping[OwnFigure, str]) -> str:
    """Return the name to write as the figure of an exercise, empty if it is that of its `id_`."""
    exercise = pick.exercise
    if own := pick.circuit.own_figure(exercise):
        return "" if figures[own] == id_ else figures[own]
    is_by_id = not exercise.figure and path_of(exercise.id)
    return exercise.id if is_by_id and id_ != exercise.id else exercise.figure


def _own_switch_seconds(pick: Pick, first: Circuit) -> float | None:
    """Return the time to change sides that an exercise has, None if it is that of `first`."""
    block = next(it for it in pick.circuit.blocks if pick.exercise in it.exercises)
    given = (pick.exercise.switch_seconds, block.switch_seconds, pick.circuit.switch_seconds)
    switch = next(it for it in given if it is not None)
    return None if switch == first.switch_seconds else switch


def _readable(table: dict[str, Any]) -> dict[str, Any]:
    """Return a table whose inner tables, but exercises and figures, have one line each."""
    return {
        key: value if key in ("exercise", "figure") else _inline(value)
        for key, value in table.items()
    }


def _inline(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    table = tomlkit.inline_table()
    table.update(value)
    return table
