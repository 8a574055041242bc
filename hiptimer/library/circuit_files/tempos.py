"""Tempos in a circuit file: beats by name, as pairs, or in the notation of hand-outs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, get_args

from hiptimer.circuit.amounts import Range, RoleName, TempoBeat
from hiptimer.foundation.text.printable import quoted
from hiptimer.foundation.toml import text_values
from hiptimer.foundation.toml.faults import Misread, Part
from hiptimer.library.circuit_files.quantities import DASHES, duration_range

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hiptimer.foundation.toml.faults import Where

SHORTEST_BEAT_SECONDS = 0.3
MOST_BEATS = 16
LONGEST_SAY = 16
ROLES: Final[tuple[RoleName, ...]] = get_args(RoleName)

_LENGTH = "(?:[0-9]{1,2}|[Xx])"
_PARTS: Final[Mapping[int, Sequence[tuple[str, RoleName]]]] = {
    2: (("lower", "eccentric"), ("lift", "concentric")),
    3: (("lower", "eccentric"), ("pause", "hold"), ("lift", "concentric")),
    4: (
        ("lower", "eccentric"),
        ("pause", "hold"),
        ("lift", "concentric"),
        ("pause at top", "hold"),
    ),
}
NOTATION = rf"(?:{_LENGTH}(?:[{DASHES}]{_LENGTH}){{1,3}}|[0-9Xx]{{4}})"
"""A pattern of the notation of hand-outs: "3-0-1", "30X1"."""


def tempo(value: object) -> tuple[TempoBeat, ...]:
    """Return the beats of a tempo, from a table, a list of pairs, or a notation."""
    if isinstance(value, str):
        return _from_notation(value)
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
    return _without_empty(found)


def _from_notation(value: str) -> tuple[TempoBeat, ...]:
    text = value.strip().upper()
    if not re.fullmatch(NOTATION, text):
        raise Misread(
            f'{quoted(value)} is not a tempo; write {{ drive = "1s", return = "3s" }} or "3-0-1"'
        )
    lengths = list(text) if text.isalnum() else re.split(f"[{DASHES}]", text)
    return _without_empty(
        [
            TempoBeat(name, Range.single(1.0 if length == "X" else float(length)), role)
            for (name, role), length in zip(_PARTS[len(lengths)], lengths, strict=True)
        ]
    )


def _without_empty(beats: Sequence[TempoBeat]) -> tuple[TempoBeat, ...]:
    found = tuple(beat for beat in beats if beat.seconds.high > 0)
    if not found:
        raise Misread("takes no time; give at least one beat a length")
    return found


def _beat(pair: object) -> TempoBeat:
    if not isinstance(pair, list) or len(pair) not in (2, 3):
        raise Misread('is not a pair of a name and a duration; write ["lift", "1s"]')
    try:
        name = text_values.name(pair[0])
    except Misread as misread:
        raise Misread(f"the name of the beat {misread.message}") from None
    length, role, say = pair[1], None, ""
    if isinstance(length, dict) and {"from", "to"}.isdisjoint(length):
        length, role, say = _described(length)
    if len(pair) == 3:
        role = _role(pair[2])
    return TempoBeat(name, _seconds(length), role, say)


def _described(table: Mapping[str, object]) -> tuple[object, RoleName | None, str]:
    for key in table:
        if key not in ("seconds", "role", "say"):
            known = "a beat has seconds, role and say"
            raise Misread(Part((key,), f"unknown key {quoted(key)}; {known}"))
    if "seconds" not in table:
        raise Misread('the beat has no seconds; write { seconds = "1s", say = "knee in" }')
    role = _role(table["role"]) if "role" in table else None
    say = text_values.text(table.get("say", ""), most=LONGEST_SAY)
    return table["seconds"], role, say


def _role(value: object) -> RoleName:
    for role in ROLES:
        if value == role:
            return role
    known = ", ".join(map(quoted, ROLES))
    raise Misread(f"{quoted(value)} is not a role; write one of {known}")


def _seconds(value: object) -> Range:
    seconds = duration_range(value)
    if seconds.high == 0:
        return seconds
    if seconds.low < SHORTEST_BEAT_SECONDS:
        right = "at least 0.3s" if seconds.is_choice else 'at least "0.3s", or 0 to omit it'
        raise Misread(f"{quoted(value)} is too short; write {right}")
    return seconds


def _refuse_ambiguous_choice(beats: Sequence[TempoBeat]) -> None:
    names = [beat.name for beat in beats]
    for beat in beats:
        if beat.seconds.is_choice and names.count(beat.name) > 1:
            raise Misread(
                f"has several beats named {quoted(beat.name)}, one of them a range; "
                "give that one a name of its own"
            )
