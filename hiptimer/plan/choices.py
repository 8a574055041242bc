"""The person's choices for today, within the offers of the circuit.

A choice outside the offers is refused with a list of the valid ones. Choices contain the sets of
each block, and only values that differ from the circuit's other defaults.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from hiptimer.foundation.text.durations import duration_seconds
from hiptimer.foundation.text.spelling import similar
from hiptimer.plan.offers import ChoiceError, all_offers, seconds_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiptimer.circuit.amounts import Range
    from hiptimer.circuit.model import Block, Circuit, Exercise
    from hiptimer.plan.offers import Offer, Value

_LONGEST_PREPARE_SECONDS = 3600.0
_LONGEST_CIRCUIT_SECONDS = 12 * 3600.0


@dataclass(frozen=True, slots=True)
class Choices:
    """Today's picks: a value per "exercise.key", "block.sets" or "sets", the exercises skipped.

    `prepare_seconds` is the time to get ready; None means the circuit's. The workout begins with
    the first effort of `from_set` in `from_block`, and of `from_exercise` if given. If
    `fit_seconds` is given, `time_limit.fit_into_limit` reduces the plan to that time. `left_out`
    are the exercises that were left out during the workout, each with the first phase from which
    it was.
    """

    picks: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    without: frozenset[str] = frozenset()
    prepare_seconds: float | None = None
    from_block: str | None = None
    from_set: int = 1
    from_exercise: str | None = None
    fit_seconds: float | None = None
    left_out: tuple[tuple[str, int], ...] = ()

    def sets(self, block: Block) -> int:
        """Return the number of sets of `block`."""
        return int(self.picks.get(block.sets_name, block.sets.default))

    def value(self, offer: Offer) -> Value:
        """Return the value picked for `offer`, or its default."""
        return self.picks.get(offer.name, offer.default)

    def number(self, exercise: Exercise, key: str, range_: Range) -> float:
        """Return the number picked for a range of `exercise`, or its default."""
        return float(self.picks.get(f"{exercise.id}.{key}", range_.default))

    def text(self, exercise: Exercise, key: str, default: str) -> str:
        """Return the text picked for `exercise`, or `default`."""
        return str(self.picks.get(f"{exercise.id}.{key}", default))


def default_choices(circuit: Circuit) -> Choices:
    """Return the choices that the circuit prescribes."""
    sets = {block.sets_name: float(block.sets.default) for block in circuit.blocks}
    return Choices(MappingProxyType(sets))


def with_sets(circuit: Circuit, choices: Choices, sets: int, block: Block | None = None) -> Choices:
    """Return `choices` with another number of sets; fewer than prescribed is allowed.

    They are those of `block`, by default of the only block with several.

    Raises:
        ChoiceError: below one, above what the circuit allows, or it is not clear of which block.

    """
    block = block or circuit.block_of_sets
    if block is None:
        names = ", ".join(f"{it.sets_name}=1-{it.sets.high:g}" for it in circuit.blocks)
        raise ChoiceError(f"sets of which block? choose with one of: {names}")
    most = int(block.sets.high)
    if not 1 <= sets <= most:
        raise ChoiceError(f"{sets} sets: choose 1-{most}")
    picks = MappingProxyType({**choices.picks, block.sets_name: float(sets)})
    return replace(choices, picks=picks)


def with_pick(circuit: Circuit, choices: Choices, name: str, text: str) -> Choices:
    """Return `choices` with `name` ("exercise.key", "block.key", "key") set to what `text` means.

    Raises:
        ChoiceError: an unknown exercise or key, or a value outside the offer.

    """
    offered = all_offers(circuit)
    if name not in offered:
        raise ChoiceError(_not_offered(circuit, name, offered))
    try:
        value = offered[name].read(text)
    except ChoiceError as error:
        raise ChoiceError(f"{name}: {error}") from None
    return replace(choices, picks=MappingProxyType({**choices.picks, name: value}))


def _not_offered(circuit: Circuit, name: str, offered: Mapping[str, Offer]) -> str:
    owner, dot, _ = name.partition(".")
    if owner not in {block.id for block in circuit.blocks} and (dot or "_" not in owner):
        owner, dot = _exercise(circuit, owner).id, "."
    its = [it for it in offered.values() if it.owner == (owner if dot else "")]
    words = "; ".join(f"{it.name}={it.words()}" for it in its) or "none"
    return f"{name} offers no choice; {owner if dot else 'the circuit'} offers: {words}"


def with_skipped(circuit: Circuit, choices: Choices, id_: str) -> Choices:
    """Return `choices` without an exercise, or without all of a block.

    Raises:
        ChoiceError: no such exercise or block, or every exercise would be skipped.

    """
    for block in circuit.blocks:
        if block.id == id_:
            for exercise in block.exercises:
                choices = with_exercise_skipped(circuit, choices, exercise.id)
            return choices
    return with_exercise_skipped(circuit, choices, id_)


def with_exercise_skipped(circuit: Circuit, choices: Choices, exercise_id: str) -> Choices:
    """Return `choices` without an exercise.

    Raises:
        ChoiceError: no such exercise, or every exercise would be skipped.

    """
    without = choices.without | {_exercise(circuit, exercise_id).id}
    if len(without) == len(circuit.exercises):
        raise ChoiceError("every exercise is skipped; keep at least one")
    return replace(choices, without=without)


def with_prepare(choices: Choices, text: str) -> Choices:
    """Return `choices` with another time to get ready.

    Raises:
        ChoiceError: `text` is not a time of at most one hour.

    """
    try:
        seconds = seconds_in(text)
    except ValueError:
        raise ChoiceError(f"{text!r} is not a valid time; write one such as 20s or 1m30s") from None
    if not 0 <= seconds <= _LONGEST_PREPARE_SECONDS:
        raise ChoiceError(f"{text} is too long; write a time up to 1h")
    return replace(choices, prepare_seconds=seconds)


def with_fit(choices: Choices, text: str) -> Choices:
    """Return `choices` with a time limit for the whole workout.

    Raises:
        ChoiceError: `text` is not a time of at most twelve hours.

    """
    try:
        # Whether 1:30 means hours or minutes is not clear for a whole workout.
        seconds = duration_seconds("" if ":" in text else text)
    except ValueError:
        raise ChoiceError(f"{text!r} is not a valid time; write one such as 20m or 1h30m") from None
    if not 0 < seconds <= _LONGEST_CIRCUIT_SECONDS:
        raise ChoiceError(f"{text!r} is not a valid time limit; write one up to 12h")
    return replace(choices, fit_seconds=seconds)


def with_start(circuit: Circuit, choices: Choices, place: str) -> Choices:
    """Return `choices` that begin at `place`: "2" or "2.split-squat-hold"; with blocks "main.2".

    Raises:
        ChoiceError: no such block, set or exercise today.

    """
    named, _, within = place.partition(".")
    blocks = {block.id: block for block in circuit.blocks}
    if named in blocks:
        block = blocks[named]
    elif None in blocks:
        block, within = blocks[None], place
    else:
        raise ChoiceError(f"{place}: name a block: {', '.join(map(str, blocks))}")
    sets = choices.sets(block)
    number, _, exercise_id = within.partition(".")
    if number not in ("", *map(str, range(1, sets + 1))) or not (number or block.id):
        raise ChoiceError(f"{place}: name a set from 1 to {sets}, as in 2 or 2.EXERCISE")
    if exercise_id and _exercise(circuit, exercise_id).id in choices.without:
        raise ChoiceError(f"{place}: {exercise_id} is skipped today")
    return replace(
        choices,
        from_block=block.id,
        from_set=int(number or 1),
        from_exercise=exercise_id or None,
    )


def chosen_sets_words(block: Block, sets: int) -> str:
    """Return the number of sets of `block`, with the prescribed number unless they agree."""
    low, high = int(block.sets.low), int(block.sets.high)
    prescribed = f"{low}" if low == high else f"{low}–{high}"
    if low <= sets and low == high:
        return f"{sets}"
    return f"{sets} (prescribed {prescribed})"


def chosen_sets_of_blocks(circuit: Circuit, choices: Choices) -> str:
    """Return the sets of each block that has a choice: "sets: 2 (prescribed 3–4)"."""
    return ", ".join(
        f"{_name_of_sets(block)}: {chosen_sets_words(block, choices.sets(block))}"
        for block in circuit.blocks
        if block is circuit.main_block or block.sets.high > 1
    )


def _name_of_sets(block: Block) -> str:
    return f"{block.title} sets" if block.title else "sets"


def _exercise(circuit: Circuit, exercise_id: str) -> Exercise:
    exercises = {exercise.id: exercise for exercise in circuit.exercises}
    if exercise_id in exercises:
        return exercises[exercise_id]
    known = [*(block.id for block in circuit.blocks if block.id), *exercises]
    nearest = similar(exercise_id, known, least_likeness=0.5)
    meant = f"did you mean {nearest!r}? " if nearest else ""
    raise ChoiceError(f"no exercise {exercise_id!r}; {meant}known: {', '.join(known)}")
