"""Choices read from a diary or an export, checked for types and against a circuit's offers."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from hiptimer.diary.valid_rows import MOST, MOST_SECONDS
from hiptimer.foundation.text.printable import UNSHOWN, quoted
from hiptimer.plan.choices import Choices
from hiptimer.plan.dosing import FATIGUE
from hiptimer.plan.offers import ListOffer, all_offers, numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from hiptimer.circuit.model import Circuit
    from hiptimer.plan.offers import Offer, Value


class NoPlan(ValueError):
    """Stored texts from which this version cannot restore the original plan."""


def read_choices(table: Mapping[str, Any]) -> Choices:
    """Return the choices in `table`, with checked types, whether or not a circuit offers them.

    Raises:
        NoPlan: a key is missing or unknown, or has a value of the wrong type.

    """
    for key, (is_of_kind, kind) in _KINDS.items():
        if key not in table:
            if key in _NEEDED:
                raise NoPlan(f"{key} is missing")
        elif not is_of_kind(table[key]):
            raise NoPlan(f"{key}: write {kind}")
    if unknown := sorted(table.keys() - _KINDS.keys()):
        raise NoPlan(f"unknown key {quoted(unknown[0])}; remove it")
    stored = dict(table)
    sets = stored.pop("sets")
    by_name = {"sets": sets} if _is_whole(sets) else {f"{id_}.sets": it for id_, it in sets.items()}
    stored["picks"] = MappingProxyType({**table["picks"], **by_name})
    stored["without"] = frozenset(table["without"])
    stored["left_out"] = tuple((id_, phase) for id_, phase in table.get("left_out", ()))
    return Choices(**stored)


def stored_choices(circuit: Circuit, choices: Choices) -> dict[str, Any]:
    """Return the table from which `read_choices` reads `choices` again."""
    sets = {block.id: choices.sets(block) for block in circuit.blocks}
    names = {block.sets_name for block in circuit.blocks}
    table = {
        # A number alone is that of a circuit without blocks.
        "sets": sets.get(None, sets),
        "picks": {name: value for name, value in choices.picks.items() if name not in names},
        "without": sorted(choices.without),
        "prepare_seconds": choices.prepare_seconds,
        "from_set": choices.from_set,
        "from_exercise": choices.from_exercise,
        "fit_seconds": choices.fit_seconds,
    }
    # Written only if given: plans that are equal to older ones must have the same digest.
    given = {"from_block": choices.from_block, "left_out": choices.left_out}
    return table | {name: value for name, value in given.items() if value}


def require_offered(circuit: Circuit, choices: Choices) -> Choices:
    """Return `choices` if `circuit` offers them; a time limit may have reduced some values.

    Raises:
        NoPlan: it does not; such a workout might never end.

    """
    fixed = {it.name: it for exercise in circuit.exercises for it in numbers(exercise)}
    offered: Mapping[str, Offer] = {**fixed, **all_offers(circuit)}
    for name, value in choices.picks.items():
        if name not in offered or not _allows(offered[name], value):
            raise NoPlan(f"{name} offers no {quoted(value)}")
    return choices


def _allows(offer: Offer, value: Value) -> bool:
    if isinstance(offer, ListOffer):
        return value in offer.values
    if isinstance(value, str):
        return offer.to_fatigue and value == FATIGUE
    return 0 <= value <= offer.range.high


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST


def _are_sets(value: object) -> bool:
    if not isinstance(value, dict):
        return _is_whole(value)
    return all(_is_text(id_) and _is_whole(sets) for id_, sets in value.items())


def _is_number(value: object) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return 0 <= value <= MOST_SECONDS


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not UNSHOWN.search(value)


def _are_picks(value: object) -> bool:
    return isinstance(value, dict) and all(
        _is_text(key) and (_is_number(it) or _is_text(it)) for key, it in value.items()
    )


def _are_left_out(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(it, list) and len(it) == 2 and _is_text(it[0]) and _is_whole(it[1])
        for it in value
    )


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


_TIME = (lambda it: it is None or _is_number(it), "a number of seconds from 0 up, or null")
_KINDS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "sets": (_are_sets, "a whole number from 1 up, or one for each block by its id"),
    "picks": (_are_picks, 'numbers from 0 up or texts by names like "squat.time"'),
    "without": (_are_texts, "a list of the ids of exercises"),
    "prepare_seconds": _TIME,
    "from_block": (lambda it: it is None or _is_text(it), "the id of a block, or null"),
    "from_set": (_is_whole, "a whole number from 1 up"),
    "from_exercise": (lambda it: it is None or _is_text(it), "the id of an exercise, or null"),
    "fit_seconds": _TIME,
    "left_out": (_are_left_out, 'a list of pairs like ["squat", 3]: an exercise and a phase'),
}
_NEEDED = ("sets", "picks", "without")
