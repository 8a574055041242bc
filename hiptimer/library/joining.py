"""Several circuits as one, for one workout: their blocks one after the other."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from hiptimer.circuit.amounts import Range
from hiptimer.circuit.joined_ids import id_within, joined_id
from hiptimer.circuit.model import Origin
from hiptimer.foundation.text.sentences import joined
from hiptimer.foundation.toml.faults import Misread
from hiptimer.foundation.toml.text_values import fit_name
from hiptimer.library.circuit_files.copies import read_copy
from hiptimer.library.circuit_files.values import free_id, slug
from hiptimer.library.circuit_files.writing import copy_document
from hiptimer.library.picking import Pick, gather

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hiptimer.circuit.amounts import Rest
    from hiptimer.circuit.model import Block, Circuit, Exercise

NamedCircuit = tuple[str, "Circuit"]
"""A circuit with its id."""

T = TypeVar("T")


class CannotJoin(ValueError):
    """Circuits that do not fit into one; the message says why."""


def join_circuits(named: Sequence[NamedCircuit]) -> NamedCircuit:
    """Return one circuit with the blocks of all, and an id that names each of them.

    A circuit without blocks becomes a block that has its name. An id that several circuits have
    becomes "CIRCUIT:ID". Each keeps its rests and its times to change sides. The texts about a
    circuit are omitted, its warnings are not.

    Raises:
        CannotJoin: one is given twice, or together they exceed what one circuit may have.

    """
    (most_frequent, times), *_ = Counter(id_ for id_, _ in named).most_common(1)
    if times > 1:
        raise CannotJoin(f"{most_frequent} is there {times} times; name each circuit once")
    id_ = joined_id(id_ for id_, _ in named)
    joined_circuit = _joined(named, _ids_in_joined(named))
    try:
        # Read as the diary reads it back, so that every workout that begins can be resumed.
        return id_, read_copy(copy_document(joined_circuit))
    except Misread as misread:
        titles = joined([circuit.title for _, circuit in named])
        raise CannotJoin(f"{titles} do not fit into one workout: {misread.message}") from None


def _ids_in_joined(named: Sequence[NamedCircuit]) -> Iterator[str]:
    """Yield an id for each exercise, then each block, of one circuit after the other."""
    given = Counter(id_ for _, circuit in named for id_ in _own_ids(circuit))
    taken = {id_ for id_, circuits in given.items() if circuits == 1}
    for circuit_id, circuit in named:
        for id_ in _own_ids(circuit):
            yield id_ if given[id_] == 1 else id_within(circuit_id, id_)
        if circuit.blocks[0].id is None:
            block_id = free_id(slug(circuit_id) or "circuit", taken)
            taken.add(block_id)
            yield block_id


def _own_ids(circuit: Circuit) -> list[str]:
    blocks = [block.id for block in circuit.blocks if block.id]
    return [*(exercise.id for exercise in circuit.exercises), *blocks]


def _joined(named: Sequence[NamedCircuit], ids: Iterable[str]) -> Circuit:
    ids = iter(ids)
    circuits = [circuit for _, circuit in named]
    picks: list[Pick] = []
    exercise_ids: list[str] = []
    block_ids: list[str] = []
    for circuit in circuits:
        picks += [Pick(circuit, exercise) for exercise in circuit.exercises]
        exercise_ids += islice(ids, len(circuit.exercises))
        block_ids += islice(ids, len(circuit.blocks))
    exercises, figures = gather(picks, exercise_ids)
    first, *later = circuits
    blocks = [*first.blocks, *(block for circuit in later for block in _own_blocks(circuit))]
    titles = [block.title or circuit.title for circuit in circuits for block in circuit.blocks]
    origins = (Origin(id_, it.prepare_seconds) for id_, it in named for _ in it.blocks)
    return replace(
        first,
        title=fit_name(" + ".join(circuit.title for circuit in circuits)),
        author=_each_once(circuit.author for circuit in circuits),
        source=_each_once(circuit.source for circuit in circuits),
        url="",
        about="",
        warning=_each_once((circuit.warning.strip() for circuit in circuits), " "),
        recovery_hours=max(it.recovery_hours or 0.0 for it in circuits) or None,
        blocks=tuple(_named_blocks(blocks, block_ids, titles, origins, exercises)),
        figures=figures,
    )


def _named_blocks(
    blocks: Iterable[Block],
    ids: Iterable[str],
    titles: Iterable[str],
    origins: Iterable[Origin],
    exercises: Iterable[Exercise],
) -> Iterator[Block]:
    exercises = iter(exercises)
    for block, id_, title, origin in zip(blocks, ids, titles, origins, strict=True):
        its = tuple(islice(exercises, len(block.exercises)))
        yield replace(block, id=id_, title=title, origin=origin, exercises=its)


def _own_blocks(circuit: Circuit) -> Iterator[Block]:
    """Yield the blocks of a later circuit, with what they have from their circuit."""
    for block in circuit.blocks:
        rests = _given(block.rest_between_sets, circuit.rest_between_sets)
        before = _given(block.rest, circuit.rest_between_blocks)
        if block is circuit.blocks[0]:
            before = _at_least(before, circuit.prepare_seconds)
        yield replace(
            block,
            switch_seconds=_given(block.switch_seconds, circuit.switch_seconds),
            rest_between_exercises=_given(
                block.rest_between_exercises, circuit.rest_between_exercises
            ),
            # A file gives a block at most one rest for each gap between its sets.
            rest_between_sets=rests[: max(1, int(block.sets.high) - 1)],
            rest=before,
            remind_seconds=_given(block.remind_seconds, circuit.remind_seconds),
        )


def _given(value: T | None, otherwise: T) -> T:
    return otherwise if value is None else value


def _at_least(rest: Rest, seconds: float) -> Rest:
    """Return `rest` lengthened to at least `seconds`; one that waits is unchanged."""
    if not isinstance(rest, Range):
        return rest
    return Range(*(max(it, seconds) for it in (rest.low, rest.high, rest.default)))


def _each_once(texts: Iterable[str], separator: str = "; ") -> str:
    return separator.join(dict.fromkeys(filter(None, texts)))
