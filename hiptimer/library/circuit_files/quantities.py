"""The quantities of a circuit file: durations, counts, ranges of either, tempos.

Each function takes a parsed TOML value and returns its meaning, or raises `Misread` with
what is wrong and what would be right. Limits are inclusive; durations are seconds.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from hiptimer.circuit.model import Range, TempoBeat
from hiptimer.foundation.text.durations import duration_seconds, duration_text
from hiptimer.foundation.text.printable import printable, quoted
from hiptimer.foundation.toml import text_values
from hiptimer.foundation.toml.faults import Misread, Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiptimer.foundation.toml.faults import Where

HOUR_SECONDS = 3600.0
SHORTEST_BEAT_SECONDS = 0.3
MOST_BEATS = 8


def duration(value: object, *, least: float = 0.0) -> float:
    """Return the seconds of "30s", "1m30s" or a number, from `least` up to an hour."""
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
    if "-" in bare[1:]:
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

    def one(side: object) -> float:
        return duration(side, least=least)

    if isinstance(value, str) and "-" in value.strip()[1:]:
        low, high = _two_ends(value, "15s-30s")
        # An end without a unit nearly always has the unit of the other end.
        if (_is_number(low) or _is_number(high)) and not (_is_number(low) and _is_number(high)):
            unit = (high if _is_number(low) else low)[-1]
            right = "-".join(end + unit if _is_number(end) else end for end in (low, high))
            raise Misread(f"{quoted(value)} has a unit at one end only; write {quoted(right)}")
        if _is_number(low) and _is_number(high):
            raise Misread(f'{quoted(value)} has no units; write "{low}s-{high}s"')
        return _rising(one(low), one(high), value)
    return _table(value, one) if isinstance(value, dict) else Range.single(one(value))


def count_range(value: object, *, most: int) -> Range:
    """Return a range of whole numbers: "3-4", a table with from and to, or a single count."""

    def one(side: object) -> int:
        return count(side, most=most)

    if isinstance(value, str) and not _is_whole(value.strip()):
        low, high = _two_ends(value, "3-4")
        if not (_is_whole(low) and _is_whole(high)):
            raise Misread(f'{quoted(value)} is not a range of counts; write it like "3-4"')
        return _rising(one(int(low)), one(int(high)), value)
    return _table(value, one) if isinstance(value, dict) else Range.single(one(value))


def tempo(value: object) -> tuple[TempoBeat, ...]:
    """Return the beats of a tempo, from a table or from a list of pairs."""
    if isinstance(value, dict):
        beats: list[tuple[Where, object]] = [((key,), [key, part]) for key, part in value.items()]
    elif isinstance(value, list):
        beats = [((index,), pair) for index, pair in enumerate(value)]
    else:
        raise Misread(f'{quoted(value)} is not a tempo; write {{ drive = "1s", return = "3s" }}')
    if not 1 <= len(beats) <= MOST_BEATS:
        raise Misread(f"has {len(beats)} beats; write 1 to {MOST_BEATS}")
    found: list[TempoBeat] = []
    faults: list[Part] = []
    for within, pair in beats:
        try:
            found.append(_beat(pair))
        except Misread as misread:
            faults += [Part(within + part.within, part.message) for part in misread.parts]
    if faults:
        raise Misread(*faults)
    _refuse_ambiguous_choice(found)
    return tuple(found)


def _beat(pair: object) -> TempoBeat:
    if not isinstance(pair, list) or len(pair) != 2:
        raise Misread('is not a pair of a name and a duration; write ["lift", "1s"]')
    try:
        beat = text_values.name(pair[0])
    except Misread as misread:
        raise Misread(f"the name of the beat {misread.message}") from None
    return TempoBeat(beat, duration_range(pair[1], least=SHORTEST_BEAT_SECONDS))


def _refuse_ambiguous_choice(beats: list[TempoBeat]) -> None:
    names = [beat.name for beat in beats]
    for beat in beats:
        if beat.seconds.is_choice and names.count(beat.name) > 1:
            raise Misread(
                f"has several beats named {quoted(beat.name)}, one of them a range; "
                "give that one a name of its own"
            )


def _is_number(part: str) -> bool:
    whole, _, fraction = part.partition(".")
    return _is_whole(whole) and (not fraction or _is_whole(fraction))


def _is_whole(part: str) -> bool:
    # Python refuses to convert thousands of digits; nine are more than any count needs.
    return part.isascii() and part.isdigit() and len(part) <= 9


def _two_ends(value: str, example: str) -> tuple[str, str]:
    ends = [end.strip(" ") for end in value.split("-")]
    if len(ends) != 2 or not all(ends):
        raise Misread(f'{quoted(value)} is not a range; write it like "{example}"')
    return ends[0], ends[1]


def _rising(low: float, high: float, value: str) -> Range:
    if low >= high:
        raise Misread(f"{quoted(value)} is in the wrong order; write the smaller value first")
    return Range(low, high, low)


def _table(value: dict[str, object], one: Callable[[object], float]) -> Range:
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
        raise Misread("the range is in the wrong order; write the smaller value as from")
    if not low <= default <= high:
        raise Misread(Part(("default",), "the default is outside the range; write one inside"))
    return Range(low, high, default)
