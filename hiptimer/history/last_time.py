"""What was chosen and said of a circuit the last time, and how long its holds were held.

Only what holds beyond one day is remembered: a value inside what the circuit prescribes, a variant,
the first side, the time to get ready, a load. What makes a workout less than prescribed never is:
exercises skipped, one side only, fewer sets, a time limit, a later beginning.
"""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from hiptimer.diary.database import open_to_read
from hiptimer.diary.kept_choices import NoPlan
from hiptimer.diary.last_times import (
    last_choices,
    last_loads,
    last_open_holds,
    last_sore_side,
)
from hiptimer.diary.plan_copies import choices_of
from hiptimer.foundation.text.durations import span
from hiptimer.plan.choices import default_choices, with_pick, with_prepare, with_sets
from hiptimer.plan.offers import offers
from hiptimer.workout.hold_marks import ENDED_BY_FATIGUE, HoldKey

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from hiptimer.circuit.model import Circuit
    from hiptimer.plan.choices import Choices
    from hiptimer.plan.feelings import SoreSide
    from hiptimer.plan.offers import Offer

    Choosing = Callable[[Choices], Choices]


@dataclass(frozen=True, slots=True)
class LastTime:
    """What to choose again, what each exercise was loaded with, by its id, and the sore side.

    Each is from the last time there was any; `choices` are None before the first workout.
    """

    choices: Choices | None = None
    loads: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sore_side: SoreSide | None = None


def last_time(folder: Path, circuit: Circuit, circuit_id: str) -> LastTime:
    """Return what the diary knows of the last workouts of a circuit, as far as it still holds.

    Which side is sore is one question for all circuits.

    Raises:
        OSError, sqlite3.Error, NewerDiary, NotADiary: the diary cannot be read.

    """
    connection = open_to_read(folder)
    if connection is None:
        return LastTime()
    with closing(connection):
        return LastTime(
            remembered_choices(connection, circuit, circuit_id),
            last_loads(connection, circuit_id),
            last_sore_side(connection),
        )


def last_holds(folder: Path, circuit_id: str) -> Mapping[HoldKey, float]:
    """Return how many seconds each open hold of a circuit was held when it last was.

    Raises:
        OSError, sqlite3.Error, NewerDiary, NotADiary: the diary cannot be read.

    """
    connection = open_to_read(folder)
    if connection is None:
        return {}
    with closing(connection):
        rows = last_open_holds(connection, circuit_id)
    return {
        HoldKey(exercise, side, set_number, round_number): seconds
        for exercise, side, set_number, round_number, by, seconds in rows
        if by in ENDED_BY_FATIGUE
    }


def remembered_choices(
    connection: sqlite3.Connection, circuit: Circuit, circuit_id: str
) -> Choices | None:
    """Return what to choose again of a circuit; None before its first workout."""
    past = []
    for text in last_choices(connection, circuit_id):
        # An imported diary may hold choices that nobody can make.
        with suppress(NoPlan):
            past.append(choices_of(text))
    return still_offered(circuit, past) if past else None


def still_offered(circuit: Circuit, past: Sequence[Choices]) -> Choices:
    """Return what a circuit prescribes, with each remembered choice that it still offers.

    `past` are the choices of past workouts, newest first. Each choice is taken from the newest of
    them in which it was not made for that day only.
    """
    choices = default_choices(circuit)
    for choose in _choosings(circuit, past):
        # A choice that is not offered is a ChoiceError; an imported one may be anything.
        with suppress(TypeError, ValueError):
            choices = choose(choices)
    return choices


def _choosings(circuit: Circuit, past: Sequence[Choices]) -> Iterator[Choosing]:
    # To fit into a time, sets and rounds are taken off.
    unlimited = [it for it in past if it.fit_seconds is None]
    yield partial(_with_last_sets, circuit, past=unlimited)
    yield partial(_with_last_prepare, past=past)
    for exercise in circuit.exercises:
        for offer in offers(exercise):
            if offer.key != "side":
                its = unlimited if offer.key == "rounds" else past
                yield partial(_with_last_pick, circuit, offer=offer, past=its)


def _with_last_sets(circuit: Circuit, choices: Choices, *, past: Sequence[Choices]) -> Choices:
    """Return `choices` with the last number of sets that was not less than prescribed."""
    enough = [it.sets for it in past if it.sets >= circuit.sets.low]
    return with_sets(circuit, choices, enough[0]) if enough else choices


def _with_last_prepare(choices: Choices, *, past: Sequence[Choices]) -> Choices:
    seconds = past[0].prepare_seconds
    return choices if seconds is None else with_prepare(choices, span(seconds))


def _with_last_pick(
    circuit: Circuit, choices: Choices, *, offer: Offer, past: Sequence[Choices]
) -> Choices:
    """Return `choices` with what was picked when the exercise was last done."""
    name = f"{offer.exercise.id}.{offer.key}"
    picks = [it.picks for it in past if offer.exercise.id not in it.without]
    if not picks or name not in picks[0]:
        return choices
    return with_pick(circuit, choices, name, offer.value_words(picks[0][name]))
