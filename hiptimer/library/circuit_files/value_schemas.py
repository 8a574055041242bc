"""What the JSON Schema says about single values: texts, durations, counts, ranges, tempos.

The schema helps authors in their editors; errors are decided when the file is read.
"""

from __future__ import annotations

from typing import Any

from hiptimer.foundation.toml import text_values
from hiptimer.library.circuit_files.quantities import (
    HOUR_SECONDS,
    MOST_BEATS,
    SHORTEST_BEAT_SECONDS,
)

Schema = dict[str, Any]

_SECONDS = r"[0-9]+(\.[0-9]+)?s"
_LENGTH = rf"([0-9]+h([0-9]+m)?({_SECONDS})?|[0-9]+m({_SECONDS})?|{_SECONDS})"


def _duration(least: float) -> Schema:
    return {
        "anyOf": [
            {"type": "string", "pattern": f"^{_LENGTH}$"},
            {"type": "number", "minimum": least, "maximum": HOUR_SECONDS},
        ]
    }


def _range(one: Schema, written: str) -> Schema:
    between = {
        "type": "object",
        "properties": {
            "from": {**one, "description": "The low end."},
            "to": {**one, "description": "The high end."},
            "default": {**one, "description": "The default choice; the low end if not given."},
        },
        "required": ["from", "to"],
        "additionalProperties": False,
    }
    alternatives = one.get("anyOf", [one])
    return {
        "anyOf": [
            *alternatives,
            {"type": "string", "pattern": f"^{written} *- *{written}$"},
            between,
        ]
    }


def _tempo() -> Schema:
    beat = _range(_duration(SHORTEST_BEAT_SECONDS), _LENGTH)
    table = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": MOST_BEATS,
        "additionalProperties": beat,
    }
    pair = {
        "type": "array",
        "minItems": 2,
        "maxItems": 2,
        "items": [{"type": "string"}, beat],
    }
    return {
        "anyOf": [table, {"type": "array", "minItems": 1, "maxItems": MOST_BEATS, "items": pair}]
    }


def text_schema(least: int = 0, most: int = text_values.LONGEST_TEXT) -> Schema:
    """Return the schema of a text of `least` to `most` characters."""
    return {"type": "string", "minLength": least, "maxLength": most}


def count_range_schema(most: int) -> Schema:
    """Return the schema of a count from 1 to `most`, or a range of counts."""
    return _range({"type": "integer", "minimum": 1, "maximum": most}, "[0-9]+")


ID: Schema = {"type": "string", "pattern": f"^{text_values.ID.pattern}$"}
FIGURE: Schema = {"type": "string", "pattern": f"^[a-z0-9-]{{0,{text_values.LONGEST_ID}}}$"}
DURATION = _duration(0)
DURATION_RANGE = _range(DURATION, _LENGTH)
HOLD: Schema = {"anyOf": [*DURATION_RANGE["anyOf"], {"const": "fatigue"}]}
TEMPO = _tempo()
