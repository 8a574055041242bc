"""The last choices, ratings and hold times of a circuit.

Only choices that are valid beyond one day are remembered: a value within the prescribed range, a
variant, the first side, the preparation time, a load. Choices that reduce a workout below the
prescription are not: skipped exercises, a single side, fewer sets, a time limit, a later start.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from hiptimer.diary.database import open_to_read
from hiptimer.diary.last_times import (
    last_choices,
    last_done,
    last_loads,
    last_open_holds,
    last_sore_side,
)
from hiptimer.diary.plan_copies import choices_of
from hiptimer.diary.stored_choices import NoPlan
from hiptimer.foundation.text.durations import duration_text
from hiptimer.plan.choices import default_choices, with_pick, with_prepare, with_sets
from hiptimer.plan.offers import all_offers
from hiptimer.workout.hold_marks import ENDED_BY_FATIGUE, HoldKey

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from hiptimer.circuit.model import Block, Circuit
    from hiptimer.plan.choices import Choices
    from hiptimer.plan.feelings import SoreSide
    from hiptimer.plan.offers import Offer

    Choosing = Callable[[Choices], Choices]


@dataclass(frozen=True, slots=True)
class LastTime:
    """The choices to repeat, the load of each exercise by its id, and the sore side.

    Each is the most recent one on record; `choices` are None before the first workout. `done` are
    all choices of the last workout, including those for that day only.
    """

    choices: Choices | None = None
    loads: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sore_side: SoreSide | None = None
    done: Choices | None = None


def last_time(folder: Path, circuit: Circuit, circuit_id: str) -> LastTime:
    """Return the values of the last workouts of a circuit that are still valid.

    The sore side is shared by all circuits.

    Raises:
        OSError, sqlite3.Error, NewerDiary, NotADiary: the diary cannot be read.

    """
    with open_to_read(folder) as connection:
        if connection is None:
            return LastTime()
        past = _past_choices(connection, circuit_id)
        loads = last_loads(connection, circuit_id)
        return LastTime(
            still_offered(circuit, past) if past else None,
            {it.id: loads[it.id] for it in circuit.exercises if it.id in loads},
            last_sore_side(connection),
            past[0] if past else None,
        )


def days_since_done(folder: Path, today: date) -> Mapping[str, int]:
    """Return how many days ago each circuit was last done, the most recent first.

    Raises:
        OSError, sqlite3.Error, NewerDiary, NotADiary: the diary cannot be read.

    """
    with open_to_read(folder) as connection:
        done = last_done(connection) if connection else {}
    # A clock that was wrong may have recorded a day that is still to come.
    return {name: max(0, (today - at.date()).days) for name, at in done.items()}


def last_holds(folder: Path, circuit_id: str) -> Mapping[HoldKey, float]:
    """Return the seconds of the last attempt at each open hold of a circuit.

    Raises:
        OSError, sqlite3.Error, NewerDiary, NotADiary: the diary cannot be read.

    """
    with open_to_read(folder) as connection:
        rows = last_open_holds(connection, circuit_id) if connection else ()
    return {
        HoldKey(exercise, side, set_number, round_number): seconds
        for exercise, side, set_number, round_number, by, seconds in rows
        if by in ENDED_BY_FATIGUE
    }


def remembered_choices(
    connection: sqlite3.Connection, circuit: Circuit, circuit_id: str
) -> Choices | None:
    """Return the choices of a circuit to repeat; None before its first workout."""
    past = _past_choices(connection, circuit_id)
    return still_offered(circuit, past) if past else None


def _past_choices(connection: sqlite3.Connection, circuit_id: str) -> list[Choices]:
    """Return the choices of the last workouts of a circuit, newest first."""
    past = []
    for text in last_choices(connection, circuit_id):
        # An imported diary may contain invalid choices.
        with suppress(NoPlan):
            past.append(choices_of(text))
    return past


def still_offered(circuit: Circuit, past: Sequence[Choices]) -> Choices:
    """Return the prescribed choices, with each remembered choice that the circuit still offers.

    `past` are the choices of past workouts, newest first. Each choice is taken from the newest one
    in which it was not made for that day only.
    """
    choices = default_choices(circuit)
    for choose in _choosings(circuit, past):
        # A choice that is not offered raises ChoiceError; an imported one may have any value.
        with suppress(TypeError, ValueError):
            choices = choose(choices)
    return choices


def _choosings(circuit: Circuit, past: Sequence[Choices]) -> Iterator[Choosing]:
    # A time limit removes sets and rounds.
    unlimited = [it for it in past if it.fit_seconds is None]
    for block in circuit.blocks:
        yield partial(_with_last_sets, circuit, block=block, past=unlimited)
    yield partial(_with_last_prepare, past=past)
    for offer in all_offers(circuit).values():
        if offer.key not in ("side", "sets"):
            its = unlimited if offer.key == "rounds" else past
            yield partial(_with_last_pick, circuit, offer=offer, past=its)


def _with_last_sets(
    circuit: Circuit, choices: Choices, *, block: Block, past: Sequence[Choices]
) -> Choices:
    """Return `choices` with the last number of sets that was not less than prescribed."""
    enough = [sets for it in past if (sets := it.sets(block)) >= block.sets.low]
    return with_sets(circuit, choices, enough[0], block) if enough else choices


def _with_last_prepare(choices: Choices, *, past: Sequence[Choices]) -> Choices:
    seconds = past[0].prepare_seconds
    return choices if seconds is None else with_prepare(choices, duration_text(seconds))


def _with_last_pick(
    circuit: Circuit, choices: Choices, *, offer: Offer, past: Sequence[Choices]
) -> Choices:
    """Return `choices` with the pick of the last workout that included the exercise."""
    picks = [it.picks for it in past if offer.owner not in it.without]
    if not picks or offer.name not in picks[0]:
        return choices
    return with_pick(circuit, choices, offer.name, offer.value_words(picks[0][offer.name]))
