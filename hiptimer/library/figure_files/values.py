"""The values of a figure file.

Each function takes a parsed TOML value and returns its meaning, or raises `Misread` with
what is wrong and what would be right.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, TypeVar

from hiptimer.circuit.figure.body import Angles, Spot
from hiptimer.foundation.text.printable import quoted
from hiptimer.foundation.toml.faults import Misread, Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

FARTHEST: Final = 1000
"""The largest coordinate of a spot, and the largest angle of a direction."""

_Value = TypeVar("_Value")
_Text = TypeVar("_Text", bound=str)
_Key = TypeVar("_Key", bound=str | int)


def number(value: object) -> float:
    """Return centimeters or degrees."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Misread(f"{quoted(value)} is not a number; write one like 90")
    if not -FARTHEST <= value <= FARTHEST or math.isnan(value):
        raise Misread(f"{quoted(value)} is out of bounds; write -{FARTHEST} to {FARTHEST}")
    return float(value)


def spot(value: object) -> Spot:
    """Return a spot: its x to the right and its height y."""
    return Spot(*_pair(value, "a spot; write how far right and how high, like [60, 0]"))


def angles(value: object) -> Angles:
    """Return the directions of both halves of a limb."""
    return Angles(*_pair(value, "two directions; write those of both halves, like [-90, -90]"))


def trunk(value: object) -> Angles:
    """Return the directions of loin and chest; one number is both."""
    return angles(value) if isinstance(value, list) else Angles(*[number(value)] * 2)


def one_of(value: object, known: Sequence[_Text]) -> _Text:
    """Return one of the texts that are `known`."""
    for text in known:
        if value == text:
            return text
    there_are = ", ".join(quoted(it) for it in known) or "none yet"
    raise Misread(f"{quoted(value)} is not valid here; known: {there_are}")


def name(value: object) -> str:
    """Return a text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise Misread(f"{quoted(value)} is not a name; write it in quotes")
    return value


def list_of(value: object, reading: Callable[[object], _Value]) -> tuple[_Value, ...]:
    """Return the values of a list that has at least one."""
    if not isinstance(value, list) or not value:
        raise Misread(f"{quoted(value)} is not a list with a value; write it in brackets: […]")
    return tuple(_inside(enumerate(value), lambda _: reading).values())


def table(value: object) -> dict[str, Any]:
    """Return a table."""
    if not isinstance(value, dict):
        raise Misread(f"{quoted(value)} is not a table; write it as one")
    return value


def table_of(value: object, reading: Callable[[object], _Value]) -> dict[str, _Value]:
    """Return a table whose values are all of one kind."""
    return _inside(table(value).items(), lambda _: reading)


def read_table(value: object, readings: Mapping[str, Callable[[object], Any]]) -> dict[str, Any]:
    """Return the values of a table that may have the keys of `readings`, and no others."""
    given = table(value)
    return _inside(given.items(), lambda key: readings.get(str(key), _unknown(readings)))


def _unknown(known: Mapping[str, object]) -> Callable[[object], None]:
    def refuse(_: object) -> None:
        raise Misread(Part((), "unknown key", tuple(known)))

    return refuse


def _inside(
    items: Iterable[tuple[_Key, object]], reading: Callable[[_Key], Callable[[object], _Value]]
) -> dict[_Key, _Value]:
    """Return the meaning of each of `items` by its own reading; raise all faults together."""
    found: dict[_Key, _Value] = {}
    faults: list[Part] = []
    for key, value in items:
        try:
            found[key] = reading(key)(value)
        except Misread as misread:
            faults += [it._replace(within=(key, *it.within)) for it in misread.parts]
    if faults:
        raise Misread(*faults)
    return found


def _pair(value: object, example: str) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) != 2:
        raise Misread(f"{quoted(value)} is not {example}")
    one, other = list_of(value, number)
    return one, other
