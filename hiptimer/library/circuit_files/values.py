"""The types of the values in a circuit file: how each is read, and its JSON Schema."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import partial
from itertools import chain, count
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import AfterValidator, PlainValidator, ValidationInfo, WithJsonSchema

from hiptimer.circuit.amounts import READY, Range, Rest, TempoBeat, Varying
from hiptimer.foundation.text.printable import quoted
from hiptimer.foundation.toml import text_values
from hiptimer.foundation.toml.faults import Misread, Part
from hiptimer.library.circuit_files import quantities, tempos, value_schemas

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

FATIGUE: Final = "fatigue"
READY_WORD: Final = "ready"
MOST_SETS: Final = value_schemas.MOST_SETS
MOST_REPS: Final = value_schemas.MOST_REPS
LONGEST_LARGE_WORD: Final = 12
LONGEST_CUE: Final = 40
LONGEST_RECOVERY_HOURS: Final = 24 * 365


@dataclass(frozen=True, slots=True)
class OrFatigue:
    """A range of which fatigue may be chosen instead, or is the default."""

    range: Range
    is_default: bool


Lasting = Range | Varying[Range] | OrFatigue | Literal["fatigue"]
"""A time or a hold."""


COPY: Final = "copy"
"""The validation context of a copy in the diary, whose circuits may be joined."""


def slug(name: str) -> str:
    """Return the id a name gives: "Würger's hold" is "wurger-s-hold"; may be empty."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    ascii_only = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[: text_values.LONGEST_ID].rstrip("-")


def free_id(base: str, taken: Container[str]) -> str:
    """Return `base`, or the same with a number behind it if it is among the ids `taken`."""
    stem = base[: text_values.LONGEST_ID - 4].rstrip("-")
    numbered = (f"{stem}-{number}" for number in count(2))
    return next(it for it in chain([base], numbered) if it not in taken)


def free_ids(bases: Iterable[str]) -> list[str]:
    """Return an id for each of `bases`; an id that an earlier one has gets a number."""
    ids: list[str] = []
    for base in bases:
        ids.append(free_id(base, ids))
    return ids


def _id(value: object, info: ValidationInfo) -> str:
    found = text_values.text(value)
    pattern = text_values.JOINED_ID if info.context == COPY else text_values.ID
    if not pattern.fullmatch(found):
        right = slug(found) or "banded-march"
        allowed = f"1 to {text_values.LONGEST_ID} of a-z, 0-9 and -"
        raise Misread(f'{quoted(value)} is not made of {allowed}; write it like "{right}"')
    return found


def _lasting(value: object, *, key: str) -> Lasting:
    if value == FATIGUE:
        return FATIGUE
    if isinstance(value, dict) and (value.get("default") == FATIGUE or "fatigue" in value):
        return _or_fatigue(value)
    if isinstance(value, str) and not any(map(str.isdigit, value)):
        raise Misread(f'{quoted(value)} is not a {key}; write "30s" or "{FATIGUE}"')
    return quantities.duration_amount(value)


def _or_fatigue(table: Mapping[str, object]) -> OrFatigue | Range:
    is_default = table.get("default") == FATIGUE
    may_be = table.get("fatigue", is_default)
    if not isinstance(may_be, bool):
        raise Misread(Part(("fatigue",), f"{quoted(may_be)} is not true or false; write true"))
    if is_default and not may_be:
        raise Misread(Part(("fatigue",), f'contradicts default = "{FATIGUE}"; remove it'))
    rest = {key: it for key, it in table.items() if key != "fatigue"}
    if is_default:
        del rest["default"]
    seconds = quantities.duration_range(rest)
    return OrFatigue(seconds, is_default) if may_be else seconds


def _reps(value: object) -> Range | Varying[Range] | Literal["fatigue"]:
    if value == FATIGUE:
        return FATIGUE
    if isinstance(value, str) and not any(map(str.isdigit, value)):
        raise Misread(f'{quoted(value)} is not a number of reps; write 10, "8-12" or "{FATIGUE}"')
    return quantities.count_amount(value, most=MOST_REPS)


def _rest(value: object) -> Rest:
    if value == READY_WORD:
        return READY
    if isinstance(value, str) and not any(map(str.isdigit, value)):
        raise Misread(f'{quoted(value)} is not a rest; write "30s" or "{READY_WORD}"')
    return quantities.duration_range(value)


def _rests(value: object) -> tuple[Rest, ...]:
    """Return one rest for all gaps, or one for each of a list."""
    if not isinstance(value, list):
        return (_rest(value),)
    if not value:
        raise Misread("is an empty list; write a duration for each gap")
    return quantities.listed(value, lambda it: Range.single(quantities.duration(it)))


def _rounds(value: object) -> Range | Varying[Range]:
    if isinstance(value, list):
        raise Misread("is a list; write one number of rounds, or { left = 3, right = 2 }")
    return quantities.count_amount(value, most=MOST_SETS)


def _load(value: object) -> str | Varying[str]:
    read = partial(text_values.text, most=value_schemas.LONGEST_LOAD)
    return quantities.varying(value, read, read)


def _reminders(value: object) -> tuple[float, ...]:
    if not isinstance(value, list):
        raise Misread(f'{quoted(value)} is not a list; write it in brackets: ["10s"]')
    return tuple(dict.fromkeys(quantities.listed(value, _reminder)))


def _reminder(value: object) -> float:
    if (seconds := quantities.duration(value)) == 0:
        raise Misread("0 is the end itself; write more than 0 seconds")
    return seconds


def _target(value: object) -> float | int:
    """Return seconds, or a whole number as it is: with reps to fatigue, it is a number of reps."""
    seconds = quantities.duration(value)
    return value if isinstance(value, int) else seconds


def _recovery(value: object) -> float:
    match = _RECOVERY.fullmatch(value) if isinstance(value, str) else None
    if not match:
        raise Misread(f'{quoted(value)} is not a time to recover; write "36h" or "2 days"')
    hours = float(match[1]) * (24 if match[2].lower().startswith("d") else 1)
    if not 0 < hours <= LONGEST_RECOVERY_HOURS:
        raise Misread(f"{quoted(value)} is out of bounds; write 1h to 365 days")
    return hours


_RECOVERY = re.compile(
    r" *([0-9]{1,5}(?:\.[0-9]{1,3})?) *(h|hrs?|hours?|d|days?) *", re.IGNORECASE | re.ASCII
)


def _figure(value: object, info: ValidationInfo) -> str:
    return "" if value == "" else _id(value, info)


def _distinct(listed: list[str]) -> list[str]:
    seen: set[str] = set()
    for index, text in enumerate(listed):
        if text in seen:
            raise Misread(Part((index,), f"{quoted(text)} appears twice; keep one"))
        seen.add(text)
    return listed


Text = Annotated[str, PlainValidator(text_values.text), WithJsonSchema(value_schemas.text_schema())]
About = Annotated[
    str,
    PlainValidator(partial(text_values.text, lines=True)),
    WithJsonSchema(value_schemas.text_schema()),
]
FilledText = Annotated[
    str, PlainValidator(text_values.filled_text), WithJsonSchema(value_schemas.text_schema(1))
]
Name = Annotated[
    str,
    PlainValidator(text_values.name),
    WithJsonSchema(value_schemas.text_schema(1, text_values.LONGEST_NAME)),
]
Word = Annotated[
    str,
    PlainValidator(partial(text_values.text, most=LONGEST_LARGE_WORD)),
    WithJsonSchema(value_schemas.text_schema(0, LONGEST_LARGE_WORD)),
]
Id = Annotated[str, PlainValidator(_id), WithJsonSchema(value_schemas.ID)]
Figure = Annotated[str, PlainValidator(_figure), WithJsonSchema(value_schemas.FIGURE)]
Cue = Annotated[
    str,
    PlainValidator(partial(text_values.text, most=LONGEST_CUE)),
    WithJsonSchema(value_schemas.text_schema(0, LONGEST_CUE)),
]
Seconds = Annotated[
    float, PlainValidator(quantities.duration), WithJsonSchema(value_schemas.DURATION)
]
Time = Annotated[
    Lasting, PlainValidator(partial(_lasting, key="time")), WithJsonSchema(value_schemas.LASTING)
]
Hold = Annotated[
    Lasting, PlainValidator(partial(_lasting, key="hold")), WithJsonSchema(value_schemas.LASTING)
]
Reps = Annotated[
    Range | Varying[Range] | Literal["fatigue"],
    PlainValidator(_reps),
    WithJsonSchema(value_schemas.REPS),
]
Sets = Annotated[
    Range,
    PlainValidator(partial(quantities.count_range, most=MOST_SETS)),
    WithJsonSchema(value_schemas.count_range_schema(MOST_SETS)),
]
Rounds = Annotated[
    Range | Varying[Range], PlainValidator(_rounds), WithJsonSchema(value_schemas.ROUNDS)
]
RestLength = Annotated[Rest, PlainValidator(_rest), WithJsonSchema(value_schemas.REST)]
RestLengths = Annotated[
    tuple[Rest, ...], PlainValidator(_rests), WithJsonSchema(value_schemas.RESTS)
]
LoadText = Annotated[str | Varying[str], PlainValidator(_load), WithJsonSchema(value_schemas.LOAD)]
Reminders = Annotated[
    tuple[float, ...], PlainValidator(_reminders), WithJsonSchema(value_schemas.REMINDERS)
]
Target = Annotated[float | int, PlainValidator(_target), WithJsonSchema(value_schemas.DURATION)]
Recovery = Annotated[float, PlainValidator(_recovery), WithJsonSchema(value_schemas.RECOVERY)]
Tempo = Annotated[
    tuple[TempoBeat, ...], PlainValidator(tempos.tempo), WithJsonSchema(value_schemas.TEMPO)
]
DistinctTexts = Annotated[list[FilledText], AfterValidator(_distinct)]
