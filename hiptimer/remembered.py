"""What was chosen and said of a circuit the last time, and how long its holds were held."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from hiptimer.choices import (
    default_choices,
    with_exercise_left_out,
    with_pick,
    with_prepare,
    with_sets,
)
from hiptimer.diary.copies import choices_of
from hiptimer.diary.database import open_to_read
from hiptimer.diary.kept_choices import NoPlan
from hiptimer.diary.last_times import (
    choices_of_last,
    last_loads,
    last_open_holds,
    last_sore_side,
)
from hiptimer.matching import ENDED_BY_FATIGUE, HoldKey
from hiptimer.offers import offers
from hiptimer.words import span

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from hiptimer.choices import Choices
    from hiptimer.circuit import Circuit
    from hiptimer.diary.recorded import SoreSide
    from hiptimer.offers import Offer, Value

    Choosing = Callable[[Choices], Choices]


@dataclass(frozen=True, slots=True)
class LastTime:
    """What was chosen, what each exercise was loaded with, by its id, and which side was sore.

    Each of them the last time there was any; `choices` are None where there never were.
    """

    choices: Choices | None = None
    loads: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sore_side: SoreSide | None = None


def last_time(folder: Path, circuit: Circuit, circuit_id: str) -> LastTime:
    """Return what the diary knows of the last workouts of a circuit, as far as it still holds.

    Which side is sore is one question for all circuits. Where a workout began, and what it was to
    fit into, were for that day, and so were the sets and rounds that fitted.

    Raises:
        OSError, sqlite3.Error, NewerDiary, NotADiary: the diary cannot be read.

    """
    connection = open_to_read(folder)
    if connection is None:
        return LastTime()
    with closing(connection):
        return LastTime(
            _last_choices(connection, circuit, circuit_id),
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


def _last_choices(
    connection: sqlite3.Connection, circuit: Circuit, circuit_id: str
) -> Choices | None:
    text = choices_of_last(connection, circuit_id)
    try:
        return still_offered(circuit, choices_of(text)) if text else None
    except NoPlan:
        return None


def still_offered(circuit: Circuit, kept: Choices) -> Choices:
    """Return what a circuit prescribes, with each choice that was `kept` and is still offered."""
    choices = default_choices(circuit)
    for choose in _choosings(circuit, kept):
        # A text may have been picked where a number is to be picked today.
        with suppress(ValueError):
            choices = choose(choices)
    return choices


def _choosings(circuit: Circuit, kept: Choices) -> Iterator[Choosing]:
    was_fitted = kept.fit_seconds is not None
    if not was_fitted:
        yield lambda choices: with_sets(circuit, choices, kept.sets)
    if (prepare_seconds := kept.prepare_seconds) is not None:
        yield lambda choices: with_prepare(choices, span(prepare_seconds))
    for exercise in circuit.exercises:
        for offer in offers(exercise):
            name = f"{exercise.id}.{offer.key}"
            if name in kept.picks and not (was_fitted and offer.key == "rounds"):
                yield _pick(circuit, name, offer, kept.picks[name])
    for exercise_id in sorted(kept.without):
        yield _without(circuit, exercise_id)


def _pick(circuit: Circuit, name: str, offer: Offer, value: Value) -> Choosing:
    return lambda choices: with_pick(circuit, choices, name, offer.value_words(value))


def _without(circuit: Circuit, exercise_id: str) -> Choosing:
    return lambda choices: with_exercise_left_out(circuit, choices, exercise_id)
