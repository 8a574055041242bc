"""A randomly changed export: it is refused with a location, or is readable everywhere."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Any

from hiptimer.diary.database import FILE_NAME
from hiptimer.history.formats.json_reading import BadDiary
from tests.fuzzing.readers import NOW, READERS, check, folder, intact_diary, write_diary
from tests.history.formats.exports import export_diary, import_json

if TYPE_CHECKING:
    import random

_READERS_AT_ONCE = 2
_BYTES_CHANGED = 3
_TEXTS = (
    *("", "left", "x" * 3000, "\x1b[2J", "a\nb", "\x00", "a\N{RIGHT-TO-LEFT OVERRIDE}b", "../../x"),
    *("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-08-07T07:15:00+02:00"),
    *("1970-01-01T00:00:00+00:00", "2999-12-31T23:59:59-23:59", "unfinished", "open", "each"),
    *("squat.time", "99999999999999999999", "\N{REPLACEMENT CHARACTER}", "\N{BANANA}" * 300),
)
_NUMBERS = (
    *(0, 1, -1, 2, 10, 11, 65_535, 65_536, 2**31, 2**32, 2**53, 2**63 - 1, 2**64, 10**30, 10**400),
    *(0.5, -0.5, 1e-300, 4_294_967.0, 4_294_967.5, 1e9, 1e18, 1e308, float("nan"), float("inf")),
)
_OTHERS: tuple[object, ...] = (None, True, False, [], {}, [[]], {"": {}}, ["a", 1])


@cache
def exported_diary() -> str:
    """Return the export that is changed."""
    write_diary(intact_diary())
    return export_diary(folder(), "json").decode()


def _places(value: object) -> list[tuple[Any, Any]]:
    """Return each place inside `value`: a table or a list, and the key or the index."""
    match value:
        case dict():
            keys: list[Any] = list(value)
        case list():
            keys = list(range(len(value)))
        case _:
            return []
    assert isinstance(value, dict | list)
    return [
        *((value, key) for key in keys),
        *(place for key in keys for place in _places(value[key])),
    ]


def _change(diary: Any, chance: random.Random) -> None:
    """Change one value or its key, or remove or repeat it."""
    holder, key = chance.choice(_places(diary))
    what = chance.random()
    if what < 0.1:
        del holder[key]
    elif what < 0.2 and isinstance(holder, list):
        holder.insert(key, holder[key])
    elif what < 0.3 and isinstance(holder, dict):
        holder[chance.choice(_TEXTS)] = holder.pop(key)
    elif what < 0.5 and isinstance(holder[key], int | float):
        holder[key] = holder[key] * chance.choice((-1, 0, 2, 1000)) + chance.choice((-1, 0, 0.5))
    else:
        # Without a copy, a list inserted twice would change in both places or contain itself.
        holder[key] = deepcopy(chance.choice(chance.choice((_TEXTS, _NUMBERS, _OTHERS))))


def _change_export(chance: random.Random) -> bytes:
    if chance.random() < 0.1:
        text = bytearray(exported_diary().encode())
        for _ in range(_BYTES_CHANGED):
            text[chance.randrange(len(text))] = chance.randrange(256)
        return bytes(text)
    diary = json.loads(exported_diary())
    for _ in range(chance.choice((1, 1, 2, 4))):
        _change(diary, chance)
    return json.dumps(diary).encode()


def attempt(chance: random.Random) -> None:
    """Import a changed export into an empty diary and read it."""
    text = _change_export(chance)
    write_diary(b"")
    if said := _import(text):
        check(*said.splitlines())
        assert not (folder() / FILE_NAME).stat().st_size
        return
    for read in chance.sample(READERS, _READERS_AT_ONCE):
        read()


def _import(text: bytes) -> str:
    """Import an export and return why it was refused, or an empty text."""
    try:
        import_json(text, folder(), NOW.timestamp())
    except BadDiary as error:
        return str(error)
    return ""
