"""What the JSON Schema says about single values: texts, durations, counts, ranges, tempos.

The schema helps authors in their editors; errors are decided when the file is read.
"""

from __future__ import annotations

from typing import Any

from hiptimer.foundation.toml import text_values
from hiptimer.library.circuit_files.quantities import DASHES, HOUR_SECONDS
from hiptimer.library.circuit_files.tempos import LONGEST_SAY, MOST_BEATS, NOTATION, ROLES

Schema = dict[str, Any]

MOST_SETS = 100
MOST_REPS = 200
LONGEST_LOAD = 60
_HOURS = "[0-9]+ *([hH]([rR][sS]?|[oO][uU][rR][sS]?)?)"
_MINUTES = "[0-9]+ *([mM]([iI][nN]([sS]|[uU][tT][eE][sS]?)?)?)"
_SECONDS = r"[0-9]+(\.[0-9]+)? *([sS]([eE][cC]([sS]|[oO][nN][dD][sS]?)?)?)"
_LENGTH = (
    f"({_HOURS}( *{_MINUTES})?( *{_SECONDS})?|{_MINUTES}( *{_SECONDS})?|{_SECONDS}"
    "|([0-9]+:)?[0-9]+:[0-5][0-9])"
)
_NUMBER = r"[0-9]+(\.[0-9]+)?"


def _duration(least: float) -> Schema:
    return {
        "anyOf": [
            {"type": "string", "pattern": f"^{_LENGTH}$"},
            {"type": "number", "minimum": least, "maximum": HOUR_SECONDS},
        ]
    }


def _range(one: Schema, written: str, ends: str) -> Schema:
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
            {"type": "string", "pattern": f"^{written} *[{DASHES}] *{ends}$"},
            between,
        ]
    }


def _sides(one: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {"left": one, "right": one},
        "required": ["left", "right"],
        "additionalProperties": False,
    }


def _list(one: Schema) -> Schema:
    return {"type": "array", "minItems": 1, "items": one}


def _with(schema: Schema, *more: Schema) -> Schema:
    return {"anyOf": [*schema["anyOf"], *more]}


def _or_fatigue() -> Schema:
    return {
        "type": "object",
        "properties": {
            "from": {**DURATION, "description": "The low end, where a mark is heard."},
            "to": {**DURATION, "description": "The high end, which ends it."},
            "default": {
                **_with(DURATION, {"const": "fatigue"}),
                "description": "The default choice: a time, or to fatigue.",
            },
            "fatigue": {"type": "boolean", "description": "Whether fatigue may be chosen."},
        },
        "required": ["from", "to"],
        "additionalProperties": False,
    }


def _tempo() -> Schema:
    role = {"enum": list(ROLES)}
    described = {
        "type": "object",
        "properties": {
            "seconds": DURATION_RANGE,
            "role": {**role, "description": "What the muscle does."},
            "say": {"type": "string", "maxLength": LONGEST_SAY},
        },
        "required": ["seconds"],
        "additionalProperties": False,
    }
    beat = _with(DURATION_RANGE, described)
    table = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": MOST_BEATS,
        "additionalProperties": beat,
    }
    pair = {
        "type": "array",
        "minItems": 2,
        "maxItems": 3,
        "items": [{"type": "string"}, beat, role],
    }
    notation = {"type": "string", "pattern": f"^{NOTATION}$"}
    pairs = {"type": "array", "minItems": 1, "maxItems": MOST_BEATS, "items": pair}
    return {"anyOf": [table, pairs, notation]}


def text_schema(least: int = 0, most: int = text_values.LONGEST_TEXT) -> Schema:
    """Return the schema of a text of `least` to `most` characters."""
    return {"type": "string", "minLength": least, "maxLength": most}


def count_range_schema(most: int) -> Schema:
    """Return the schema of a count from 1 to `most`, or a range of counts."""
    return _range({"type": "integer", "minimum": 1, "maximum": most}, "[0-9]+", "[0-9]+")


ID: Schema = {"type": "string", "pattern": f"^{text_values.ID.pattern}$"}
FIGURE: Schema = {"type": "string", "pattern": f"^[a-z0-9-]{{0,{text_values.LONGEST_ID}}}$"}
DURATION = _duration(0)
DURATION_RANGE = _range(DURATION, f"({_LENGTH}|{_NUMBER})", _LENGTH)
LASTING: Schema = {
    "anyOf": [
        *DURATION_RANGE["anyOf"][:-1],
        _or_fatigue(),
        {"const": "fatigue"},
        _list(DURATION),
        _sides(DURATION),
    ]
}
_REP_COUNT: Schema = {"type": "integer", "minimum": 1, "maximum": MOST_REPS}
REPS = _with(
    count_range_schema(MOST_REPS), {"const": "fatigue"}, _list(_REP_COUNT), _sides(_REP_COUNT)
)
ROUNDS = _with(
    count_range_schema(MOST_SETS), _sides({"type": "integer", "minimum": 1, "maximum": MOST_SETS})
)
REST = _with(DURATION_RANGE, {"const": "ready"})
RESTS = _with(REST, _list(DURATION))
_LOAD_TEXT: Schema = {"type": "string", "maxLength": LONGEST_LOAD}
LOAD: Schema = {"anyOf": [_LOAD_TEXT, _list(_LOAD_TEXT), _sides(_LOAD_TEXT)]}
REMINDERS: Schema = {"type": "array", "items": DURATION}
RECOVERY: Schema = {
    "type": "string",
    "pattern": r"^ *[0-9]+(\.[0-9]+)? *(h|hrs?|hours?|d|days?) *$",
}
TEMPO = _tempo()
