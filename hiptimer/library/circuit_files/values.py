"""The types of the values in a circuit file: how each is read, and its JSON Schema."""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, PlainValidator, WithJsonSchema

from hiptimer.circuit.model import Range, TempoBeat
from hiptimer.foundation.text.printable import quoted
from hiptimer.foundation.toml import text_values
from hiptimer.foundation.toml.faults import Misread, Part
from hiptimer.library.circuit_files import quantities, value_schemas

FATIGUE: Final = "fatigue"


def slug(name: str) -> str:
    """Return the id a name gives: "Würger's hold" is "wurger-s-hold"; may be empty."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    ascii_only = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[: text_values.LONGEST_ID].rstrip("-")


def _id(value: object) -> str:
    found = text_values.text(value)
    if not text_values.ID.fullmatch(found):
        right = slug(found) or "banded-march"
        allowed = f"1 to {text_values.LONGEST_ID} of a-z, 0-9 and -"
        raise Misread(f'{quoted(value)} is not made of {allowed}; write it like "{right}"')
    return found


def _hold(value: object) -> Range | Literal["fatigue"]:
    if value == FATIGUE:
        return FATIGUE
    if isinstance(value, str) and value.isalpha():
        raise Misread(f'{quoted(value)} is not a hold; write "30s" or "{FATIGUE}"')
    return quantities.duration_range(value)


def _figure(value: object) -> str:
    return "" if value == "" else _id(value)


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
    PlainValidator(partial(text_values.text, most=12)),
    WithJsonSchema(value_schemas.text_schema(0, 12)),
]
Id = Annotated[str, PlainValidator(_id), WithJsonSchema(value_schemas.ID)]
Figure = Annotated[str, PlainValidator(_figure), WithJsonSchema(value_schemas.FIGURE)]
Seconds = Annotated[
    float, PlainValidator(quantities.duration), WithJsonSchema(value_schemas.DURATION)
]
SecondsRange = Annotated[
    Range, PlainValidator(quantities.duration_range), WithJsonSchema(value_schemas.DURATION_RANGE)
]
Hold = Annotated[
    Range | Literal["fatigue"], PlainValidator(_hold), WithJsonSchema(value_schemas.HOLD)
]
UpTo20 = Annotated[
    Range,
    PlainValidator(partial(quantities.count_range, most=20)),
    WithJsonSchema(value_schemas.count_range_schema(20)),
]
UpTo200 = Annotated[
    Range,
    PlainValidator(partial(quantities.count_range, most=200)),
    WithJsonSchema(value_schemas.count_range_schema(200)),
]
Tempo = Annotated[
    tuple[TempoBeat, ...], PlainValidator(quantities.tempo), WithJsonSchema(value_schemas.TEMPO)
]
DistinctTexts = Annotated[list[FilledText], AfterValidator(_distinct)]
