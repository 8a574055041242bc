"""A new circuit of exercises that were picked from several circuits."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

import tomlkit

from hiptimer.circuit.model import Block
from hiptimer.library.circuit_files.normal_form import normal_form
from hiptimer.library.circuit_files.writing import document
from hiptimer.library.figure_files.loading import path_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hiptimer.circuit.model import Circuit, Exercise

_OMITTED = {"rounds": 1, "rest": 0.0, "sides": "none", "first_side": "left"}
"""Keys of an exercise that are not written with these values, their defaults."""


class Pick(NamedTuple):
    """An exercise and the circuit it comes from."""

    circuit: Circuit
    exercise: Exercise


def picked_text(picks: Sequence[Pick]) -> str:
    """Return a circuit file, in its normal form, with exercises in the order in which given.

    Sets and rests are those of the first one's circuit; each exercise keeps its time to change
    sides.
    """
    first = picks[0].circuit
    sources = dict.fromkeys(pick.circuit.title for pick in picks)
    warnings = dict.fromkeys(it for pick in picks if (it := pick.circuit.warning.strip()))
    block = Block(
        sets=first.main_block.sets,
        order=first.main_block.order,
        exercises=tuple(_with_own_ids(picks)),
    )
    circuit = replace(
        first,
        author="",
        source="; ".join(sources),
        url="",
        about="",
        warning=" ".join(warnings),
        blocks=(block,),
    )
    written = document(circuit)
    written["exercise"] = [
        {key: value for key, value in exercise.items() if _OMITTED.get(key) != value}
        for exercise in written["exercise"]
    ]
    return normal_form(tomlkit.dumps(_readable(written)))


def _with_own_ids(picks: Sequence[Pick]) -> Iterator[Exercise]:
    taken: set[str] = set()
    for circuit, exercise in picks:
        ids = (f"{exercise.id}-{number}" if number > 1 else exercise.id for number in count(1))
        id_ = next(it for it in ids if it not in taken)
        taken.add(id_)
        figure = exercise.figure
        if id_ != exercise.id and not figure and path_of(exercise.id):
            figure = exercise.id
        switch = _switch_seconds(circuit, exercise)
        own_switch = None if switch == picks[0].circuit.switch_seconds else switch
        yield replace(exercise, id=id_, figure=figure, switch_seconds=own_switch)


def _switch_seconds(circuit: Circuit, exercise: Exercise) -> float:
    block = next(it for it in circuit.blocks if exercise in it.exercises)
    given = (exercise.switch_seconds, block.switch_seconds, circuit.switch_seconds)
    return next(it for it in given if it is not None)


def _readable(written: dict[str, Any]) -> dict[str, Any]:
    """Return a document whose tables, except the exercises, are each written in one line."""
    return {
        key: [_readable(it) for it in value] if key == "exercise" else _inline(value)
        for key, value in written.items()
    }


def _inline(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    table = tomlkit.inline_table()
    table.update(value)
    return table
