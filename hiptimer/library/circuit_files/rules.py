"""Rules that look at several keys together.

They check the readable keys. An unreadable key has its default in the tables, so each rule first
checks `given`, the keys of the exercise in the file's order.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from hiptimer.circuit.amounts import Range, Varying, values_of
from hiptimer.foundation.text.durations import duration_text
from hiptimer.foundation.text.printable import quoted
from hiptimer.foundation.text.sentences import counted
from hiptimer.foundation.toml.faults import Part
from hiptimer.library.circuit_files.values import FATIGUE, MOST_REPS, OrFatigue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hiptimer.foundation.toml.faults import Where
    from hiptimer.library.circuit_files.exercise_table import ExerciseTable

DOSES = ("time", "hold", "reps")


class Given(NamedTuple):
    """The readable part of an exercise, and the keys that the file gives it.

    `where` is its place in the document, `unread` are those of its keys that could not be read.
    `most_sets` is the highest number of sets of its block, None if that could not be read.
    """

    where: Where
    table: ExerciseTable
    keys: tuple[str, ...]
    unread: frozenset[str]
    most_sets: float | None

    def has(self, key: str) -> bool:
        """Whether the file gives `key`, readable or not."""
        return key in self.keys

    def has_read(self, *keys: str) -> bool:
        """Whether each of `keys` that the file gives could be read."""
        return self.unread.isdisjoint(keys)

    @property
    def is_to_fatigue(self) -> bool:
        """Whether it is a time or hold to fatigue, or may be chosen as one."""
        dose = self.table.time if self.table.hold is None else self.table.hold
        return dose == FATIGUE or isinstance(dose, OrFatigue)

    @property
    def has_reps_to_fatigue(self) -> bool:
        """Whether these are reps to fatigue."""
        return self.table.reps == FATIGUE

    @property
    def has_free_reps(self) -> bool:
        """Whether these are reps without a tempo."""
        return self.has("reps") and not self.has("tempo")


class Named(NamedTuple):
    """A block or an exercise with the key of its name, for the rule that ids are unique."""

    where: Where
    key: str
    name: str
    id: str
    has_id: bool
    is_read: bool


def exercise_faults(given: Given) -> Iterator[Part]:
    """Yield contradictions between the keys of one exercise, at places inside it."""
    yield from _dose_faults(given)
    yield from _tempo_faults(given)
    yield from _side_faults(given)
    yield from _varying_faults(given)
    yield from _target_faults(given)
    yield from _stage_faults(given)


def id_faults(named: Sequence[Named]) -> Iterator[Part]:
    """Yield ids that are missing or taken, at places in the whole document."""
    owners: dict[str, str] = {}
    for one in named:
        if not one.is_read:
            continue
        name = quoted(one.name)
        at_fault = "id" if one.has_id or not one.id else one.key
        where = (*one.where, at_fault)
        if not one.id:
            yield Part(where, f'id is missing and {name} gives none; write id = "…" with a-z, 0-9')
        elif one.id in owners:
            taken = f"{quoted(one.id)} is already the id of {owners[one.id]}"
            yield Part(where, f"{at_fault}: {taken}; give this one an id of its own")
        else:
            owners[one.id] = name


def gap_faults(rests: Sequence[object], most_sets: float | None, where: Where) -> Iterator[Part]:
    """Yield a list of rests between sets that is longer than there are gaps."""
    if most_sets is not None and len(rests) > 1 and len(rests) > most_sets - 1:
        gaps = f"{counted(most_sets, 'set')} have {counted(most_sets - 1, 'gap')}"
        yield Part(
            where, f"rest_between_sets: has {len(rests)} values; {gaps}, write at most as many"
        )


def _dose_faults(given: Given) -> Iterator[Part]:
    doses = [key for key in given.keys if key in DOSES]
    if not doses:
        yield Part(
            (),
            f'no dose; write one of time = "30s", hold = "30s" or reps = 10, or "{FATIGUE}"',
        )
    for extra in doses[1:]:
        yield Part((extra,), f"{extra}: there is already {doses[0]}; keep exactly one dose")
    if given.table.sides == "alternate" and doses == ["hold"]:
        yield Part(
            ("hold",),
            "hold: a hold cannot alternate sides; use time or reps with a beat that holds: "
            'tempo = { lift = "1s", hold = "5s", lower = "2s" }',
        )


def _tempo_faults(given: Given) -> Iterator[Part]:
    if not given.has("tempo"):
        return
    if given.has("hold") and not given.has("time") and not given.has("reps"):
        yield Part(("tempo",), "tempo: a hold has no beats; use tempo with reps or time")
    elif given.is_to_fatigue:
        right = f'write reps = "{FATIGUE}" for reps in this tempo'
        yield Part(("time",), f"time: a time to fatigue has no beats; {right}")


def _side_faults(given: Given) -> Iterator[Part]:
    sides = given.table.sides
    if given.has("first_side") and given.has_read("first_side", "sides"):
        if sides == "none":
            right = 'write sides = "each" or "alternate", or remove first_side'
            yield Part(("first_side",), f"first_side: this exercise has no sides; {right}")
        elif sides in ("left", "right"):
            right = "remove first_side"
            yield Part(("first_side",), f"first_side: only the {sides} side is done; {right}")


def _varying_faults(given: Given) -> Iterator[Part]:
    table = given.table
    rounds = max(it.high for it in values_of(table.rounds))
    for key in (*DOSES, "rounds", "load"):
        value = getattr(table, key)
        if not isinstance(value, Varying):
            continue
        if value.is_by_side:
            if table.sides != "each" and given.has_read("sides"):
                right = 'write sides = "each", or one value'
                yield Part((key,), f"{key}: left and right need both sides; {right}")
        elif given.has_read("rounds"):
            most, of = (rounds, "round") if rounds > 1 else (given.most_sets, "set")
            if most is not None and len(value.left) > most:
                said = f"has {len(value.left)} values for {counted(most, of)}"
                yield Part((key,), f"{key}: {said}; write at most as many, or more {of}s")


def _target_faults(given: Given) -> Iterator[Part]:
    table = given.table
    if not given.has_read(*DOSES):
        return
    is_fatigue = given.is_to_fatigue or given.has_reps_to_fatigue
    if given.has("cap") and not is_fatigue:
        yield Part(
            ("cap",), f'cap: only an effort to fatigue has one; write hold = "{FATIGUE}" with it'
        )
    elif given.has("cap") and given.has_reps_to_fatigue and not given.has("tempo"):
        yield Part(("cap",), "cap: reps at your own pace have none; add a tempo, or remove it")
    if given.has("target") and not is_fatigue and not given.has_free_reps:
        right = f'use it with hold = "{FATIGUE}" or with reps without a tempo'
        yield Part(("target",), f"target: this dose already has a length; {right}")
    if given.has_reps_to_fatigue:
        for key in ("target", "cap"):
            value = getattr(table, key)
            if value is not None and not (isinstance(value, int) and 1 <= value <= MOST_REPS):
                right = f"write a number from 1 to {MOST_REPS}"
                yield Part((key,), f"{key}: reps are counted; {right}")
                return
    elif given.has("target") and table.target == 0:
        yield Part(("target",), "target: 0 is not a valid target; write more than 0 seconds")
    if is_fatigue and given.has_read("target", "cap"):
        yield from _target_beyond_cap(given)


def _target_beyond_cap(given: Given) -> Iterator[Part]:
    target, cap = given.table.target_and_cap
    if target <= cap or (given.has_reps_to_fatigue and not given.has("tempo")):
        return
    key = "cap" if given.has("cap") else "target"
    words = str if given.has_reps_to_fatigue else duration_text
    beyond = f"the target of {words(target)} exceeds the cap of {words(cap)}"
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
    if given.is_to_fatigue:
        return given.table.target_and_cap[1] if given.has_read("cap") else None
    lasting = given.table.time if given.table.hold is None else given.table.hold
    if isinstance(lasting, Range | Varying):
        return max(it.high for it in values_of(lasting))
    return None
