"""The quantities of a circuit file: durations, counts, ranges of either, and what varies.

Each function takes a parsed TOML value and returns its meaning, or raises `Misread` with
what is wrong and what would be right. Limits are inclusive; durations are seconds.
"""

from __future__ import annotations

import math
import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from hiptimer.circuit.amounts import Range, Varying
from hiptimer.foundation.text.durations import duration_seconds, duration_text
from hiptimer.foundation.text.printable import printable, quoted
from hiptimer.foundation.toml.faults import Misread, Part

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hiptimer.circuit.amounts import Amount

T = TypeVar("T")

HOUR_SECONDS = 3600.0
DASHES: Final = "-\N{EN DASH}\N{EM DASH}"
_DASH = re.compile(f"[{DASHES}]")
_LAST_UNIT = re.compile(r" *[a-zA-Z]+ *$")


def duration(value: object, *, least: float = 0.0) -> float:
    """Return the seconds of "30s", "1m 30s", "1:30" or a number, from `least` up to an hour."""
    match value:
        case bool():
            raise Misread(f'{quoted(value)} is not a duration; write "30s" or 30')
        case int() | float():
            # Check the range before the conversion, because a huge integer overflows a float.
            if not -math.inf < value < math.inf:
                raise Misread(f'{quoted(value)} is not a duration; write "30s" or 30')
            seconds: float = value
        case str():
            seconds = _seconds_in(value)
        case _:
            raise Misread(f'{quoted(value)} is not a duration; write "30s" or 30')
    if seconds > HOUR_SECONDS:
        raise Misread(f'{quoted(value)} is longer than an hour; write at most "1h"')
    if seconds < least:
        at_least = f'"{duration_text(least)}"' if least else "0"
        raise Misread(f"{quoted(value)} is too short; write at least {at_least}")
    return float(seconds)


def _seconds_in(value: str) -> float:
    try:
        return duration_seconds(value)
    except ValueError:
        pass
    bare = value.strip()
    if _is_number(bare):
        raise Misread(f'{quoted(value)} has no unit; write "{bare}s" or {bare} without quotes')
    if _DASH.search(bare[1:]):
        raise Misread(f'{quoted(value)} is a range where one duration belongs; write "30s"')
    raise Misread(f'{quoted(value)} is not a duration; write it like "30s", "1m30s" or "1.5s"')


def count(value: object, *, most: int) -> int:
    """Return a whole number from 1 to `most`."""
    if isinstance(value, str) and _is_whole(value.strip()):
        raise Misread(f"{quoted(value)} is a text; write {printable(value.strip())} without quotes")
    if isinstance(value, bool) or not isinstance(value, int):
        raise Misread(f"{quoted(value)} is not a whole number; write one from 1 to {most}")
    if not 1 <= value <= most:
        raise Misread(f"{quoted(value)} is out of bounds; write 1 to {most}")
    return value


def duration_range(value: object, *, least: float = 0.0) -> Range:
    """Return a range of seconds: "15s-30s", a table with from and to, or a single duration."""
    one = partial(duration, least=least)
    if isinstance(value, str) and _DASH.search(value.strip()[1:]):
        low, high = _two_ends(value, "15s-30s")
        if _is_number(low) and _is_number(high):
            raise Misread(f'{quoted(value)} has no units; write "{low}s-{high}s"')
        if _is_number(high):
            unit = _LAST_UNIT.search(low)
            right = f"{low}-{high}{unit[0].strip()}" if unit else "15s-30s"
            raise Misread(f"{quoted(value)} has a unit at one end only; write {quoted(right)}")
        if _is_number(low) and (unit := _LAST_UNIT.search(high)):
            # A unit only at the end is meant for both.
            low += unit[0]
        return _rising(one(low), one(high), value)
    return _range_table(value, one) if isinstance(value, dict) else Range.single(one(value))


def count_range(value: object, *, most: int) -> Range:
    """Return a range of whole numbers: "3-4", a table with from and to, or a single count."""
    one = partial(count, most=most)
    if isinstance(value, str) and not _is_whole(value.strip()):
        low, high = _two_ends(value, "3-4")
        if not (_is_whole(low) and _is_whole(high)):
            raise Misread(f'{quoted(value)} is not a range of counts; write it like "3-4"')
        return _rising(one(int(low)), one(int(high)), value)
    return _range_table(value, one) if isinstance(value, dict) else Range.single(one(value))


def duration_amount(value: object) -> Amount:
    """Return a range of seconds, or one duration for each round or side."""
    return varying(value, lambda it: Range.single(duration(it)), duration_range)


def count_amount(value: object, *, most: int) -> Amount:
    """Return a range of counts, or one count for each round or side."""
    return varying(
        value, lambda it: Range.single(count(it, most=most)), partial(count_range, most=most)
    )


def varying(
    value: object, one: Callable[[object], T], otherwise: Callable[[object], T]
) -> T | Varying[T]:
    """Return a value for each round, from a list, or for each side, from left and right.

    `one` reads each of them, `otherwise` any other value.
    """
    if isinstance(value, list):
        if not value:
            raise Misread("is an empty list; write a value for each round or set")
        values = listed(value, one)
        return Varying(values, values)
    if isinstance(value, dict) and not {"left", "right"}.isdisjoint(value):
        return sided(value, one)
    return otherwise(value)


def sided(value: Mapping[str, object], one: Callable[[object], T]) -> T | Varying[T]:
    """Return a value for each side, from a table with left and right; one value if they agree."""
    if set(value) != {"left", "right"}:
        raise Misread("needs left and right, and nothing else; write { left = …, right = … }")
    left, right = _read_all({side: value[side] for side in ("left", "right")}, one)
    return left if left == right else Varying((left,), (right,))


def listed(value: Sequence[object], one: Callable[[object], T]) -> tuple[T, ...]:
    """Return the values of a list, each as `one` reads it."""
    return _read_all(dict(enumerate(value)), one)


def _read_all(values: Mapping[Any, object], one: Callable[[object], T]) -> tuple[T, ...]:
    found, faults = [], []
    for key, value in values.items():
        try:
            found.append(one(value))
        except Misread as misread:
            faults.append(Part((key,), misread.message))
    if faults:
        raise Misread(*faults)
    return tuple(found)


def _is_number(part: str) -> bool:
    whole, _, fraction = part.partition(".")
    return _is_whole(whole) and (not fraction or _is_whole(fraction))


def _is_whole(part: str) -> bool:
    # Python refuses to convert thousands of digits; nine are more than any count needs.
    return part.isascii() and part.isdigit() and len(part) <= 9


def _two_ends(value: str, example: str) -> tuple[str, str]:
    ends = [end.strip(" ") for end in _DASH.split(value)]
    if len(ends) != 2 or not all(ends):
        raise Misread(f'{quoted(value)} is not a range; write it like "{example}"')
    return ends[0], ends[1]


def _rising(low: float, high: float, value: str) -> Range:
    if low >= high:
        first, second = (end.strip() for end in _DASH.split(value))
        shown = f'write "{second}-{first}"' if low > high else f'write "{first}"'
        raise Misread(f"{quoted(value)} is in the wrong order; {printable(shown)}")
    return Range(low, high, low)


def _written(value: object) -> str:
    """Return a number or a text as a file has it."""
    return quoted(value) if isinstance(value, str) else f"{value}"


def _range_table(value: Mapping[str, object], one: Callable[[object], float]) -> Range:
    ends: dict[str, float] = {}
    faults: list[Part] = []
    for key, part in value.items():
        if key not in ("from", "to", "default"):
            known = "a range has from, to and default"
            faults.append(Part((key,), f"unknown key {quoted(key)}; {known}"))
            continue
        try:
            ends[key] = one(part)
        except Misread as misread:
            faults.append(Part((key,), misread.message))
    faults += [
        Part((), f"the range has no {key}; write {{ from = …, to = … }}")
        for key in ("from", "to")
        if key not in value
    ]
    if faults:
        raise Misread(*faults)
    low, high, default = ends["from"], ends["to"], ends.get("default", ends["from"])
    if low >= high:
        start, end = (_written(value[key]) for key in ("to", "from"))
        right = f"{{ from = {start}, to = {end} }}" if low > high else f"{start} alone"
        raise Misread(f"the range is in the wrong order; write {right}")
    if not low <= default <= high:
        raise Misread(Part(("default",), "the default is outside the range; write one inside"))
    return Range(low, high, default)
