"""Rules that look at several keys together.

They check the readable keys. An unreadable key has its default in the tables, so each rule first
checks `given`, the keys of the exercise in the file's order.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from hiptimer.foundation.text.durations import duration_text
from hiptimer.foundation.text.printable import quoted
from hiptimer.foundation.toml.faults import Part
from hiptimer.library.circuit_files.values import FATIGUE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hiptimer.library.circuit_files.tables import ExerciseTable

_DOSES = ("time", "hold", "reps")


class Given(NamedTuple):
    """The readable part of an exercise, and the keys that the file gives it.

    `unread` are those of its keys that could not be read.
    """

    table: ExerciseTable
    keys: tuple[str, ...]
    unread: frozenset[str]

    def has(self, key: str) -> bool:
        """Whether the file gives `key`, readable or not."""
        return key in self.keys

    def has_read(self, *keys: str) -> bool:
        """Whether each of `keys` that the file gives could be read."""
        return self.unread.isdisjoint(keys)

    @property
    def is_open(self) -> bool:
        """Whether this is a hold to fatigue."""
        return self.table.hold == FATIGUE

    @property
    def has_free_reps(self) -> bool:
        """Whether these are reps without a tempo."""
        return self.has("reps") and not self.has("tempo")


def exercise_faults(given: Given) -> Iterator[Part]:
    """Yield contradictions between the keys of one exercise, at places inside it."""
    yield from _dose_faults(given)
    yield from _side_faults(given)
    yield from _target_faults(given)
    yield from _stage_faults(given)


def id_faults(exercises: Sequence[Given]) -> Iterator[Part]:
    """Yield ids that are missing or taken, at places in the whole document."""
    owners: dict[str, str] = {}
    for index, given in enumerate(exercises):
        if "id" in given.unread or (given.table.id is None and "name" in given.unread):
            continue
        name, found = quoted(given.table.name), given.table.resolved_id
        at_fault = "id" if given.has("id") or not found else "name"
        where = ("exercise", index, at_fault)
        if not found:
            yield Part(where, f'id is missing and {name} gives none; write id = "…" with a-z, 0-9')
        elif found in owners:
            taken = f"{quoted(found)} is already the id of {owners[found]}"
            yield Part(where, f"{at_fault}: {taken}; give this one an id of its own")
        else:
            owners[found] = name


def _dose_faults(given: Given) -> Iterator[Part]:
    doses = [key for key in given.keys if key in _DOSES]
    if not doses:
        yield Part((), 'no dose; write one of time = "30s", hold = "30s" or reps = 10')
    for extra in doses[1:]:
        yield Part((extra,), f"{extra}: there is already {doses[0]}; keep exactly one dose")
    if given.has("tempo") and doses == ["hold"]:
        yield Part(("tempo",), "tempo: a hold has no beats; use tempo with reps or time")
    if given.table.sides == "alternate" and doses == ["hold"]:
        yield Part(
            ("hold",),
            "hold: a hold cannot alternate sides; use time or reps with a beat that holds: "
            'tempo = { lift = "1s", hold = "5s", lower = "2s" }',
        )


def _side_faults(given: Given) -> Iterator[Part]:
    sides = given.table.sides
    if given.has("first_side") and given.has_read("first_side", "sides"):
        if sides == "none":
            right = 'write sides = "each" or "alternate", or remove first_side'
            yield Part(("first_side",), f"first_side: this exercise has no sides; {right}")
        elif sides in ("left", "right"):
            right = "remove first_side"
            yield Part(("first_side",), f"first_side: only the {sides} side is done; {right}")


def _target_faults(given: Given) -> Iterator[Part]:
    if given.has("cap") and not given.is_open and given.has_read("hold"):
        yield Part(
            ("cap",), f'cap: only a hold to fatigue has one; write hold = "{FATIGUE}" with it'
        )
    if given.has("target"):
        counts = given.is_open or given.has_free_reps or "hold" in given.unread
        if not counts:
            right = f'use it with hold = "{FATIGUE}" or with reps without a tempo'
            yield Part(("target",), f"target: this dose already has a length; {right}")
        elif given.table.target == 0:
            yield Part(("target",), "target: 0 is not a valid target; write more than 0 seconds")
    if not given.is_open or not given.has_read("target", "cap"):
        return
    target, cap = given.table.target_and_cap_seconds
    if target > cap:
        key = "cap" if given.has("cap") else "target"
        beyond = f"the target of {duration_text(target)} exceeds the cap of {duration_text(cap)}"
        yield Part((key,), f"{key}: {beyond}; write a cap no smaller than the target")


def _stage_faults(given: Given) -> Iterator[Part]:
    stages = given.table.stages
    for index, (before, stage) in enumerate(itertools.pairwise(stages), start=1):
        if stage.at <= before.at:
            later = f"{duration_text(stage.at)} does not come after {duration_text(before.at)}"
            yield Part(
                ("stages", index, "at"),
                f"stages {index + 1} at: {later}; use increasing times",
            )
    if given.has("stages") and given.has("reps") and not (given.has("time") or given.has("hold")):
        yield Part(("stages",), "stages: reps have no stages; use them with time or hold")
    end = _end_of_stages(given)
    for index, stage in enumerate(stages):
        if end is not None and stage.at >= end:
            late = f"{duration_text(stage.at)} is not before the end at {duration_text(end)}"
            yield Part(("stages", index, "at"), f"stages {index + 1} at: {late}; write less")


def _end_of_stages(given: Given) -> float | None:
    table = given.table
    if given.is_open:
        return table.target_and_cap_seconds[1] if given.has_read("cap") else None
    if table.time is not None:
        return table.time.high
    return None if table.hold is None or table.hold == FATIGUE else table.hold.high
