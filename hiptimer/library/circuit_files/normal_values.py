"""The normal spelling of the quantities in a circuit file: "1m30s", "15s-30s", "3-4".

For values of files without faults. What has no other spelling is returned unchanged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hiptimer.foundation.text.durations import duration_seconds, duration_text
from hiptimer.foundation.toml.faults import Misread
from hiptimer.library.circuit_files.quantities import count_range, duration_range

if TYPE_CHECKING:
    from collections.abc import Callable

    _Spell = Callable[[Any], Any]

LENGTH_KEYS: Final = frozenset(
    [
        *("prepare", "switch", "rest", "rest_between_exercises", "rest_between_sets"),
        *("rest_between_blocks", "remind"),
        *("time", "hold", "target", "cap", "at"),
    ]
)
"""The keys whose values are durations: single ones, ranges, lists, one for each side."""
COUNT_KEYS: Final = frozenset(("sets", "rounds", "reps"))
"""The same for counts."""

_HIGHEST_COUNT: Final = 10**9


def normal_value(key: str, value: Any) -> Any:
    """Return the value of `key` in its normal spelling; of a list, that of one element."""
    if key in LENGTH_KEYS:
        return _normal(value, _length)
    if key in COUNT_KEYS:
        return _normal(value, _count)
    match key, value:
        case "tempo", dict():
            return {name: _normal(beat, _length) for name, beat in value.items()}
        case "tempo", [name, beat, *role]:
            return [name, _normal(beat, _length), *role]
        case "stages", dict():
            return {name: normal_value(name, part) for name, part in value.items()}
        case _:
            return value


def _normal(value: Any, spell: _Spell) -> Any:
    """Return a value with each single one and each range inside it as `spell` writes it."""
    if not isinstance(value, dict):
        return spell(value)
    known = ("from", "to", "default", "left", "right", "seconds")
    parts = {key: spell(value[key]) for key in known if key in value}
    parts |= {key: part for key, part in value.items() if key not in known}
    if set(parts) <= {"from", "to", "default"} and parts.get("default") in (None, parts["from"]):
        return f"{parts['from']}-{parts['to']}"
    return parts


def _length(value: Any) -> Any:
    if isinstance(value, dict):
        return _normal(value, _length)
    try:
        read = duration_range(value)
    except Misread:
        return value
    ends = (read.low, read.high) if read.is_choice else (read.low,)
    texts = [duration_text(seconds) for seconds in ends]
    # A text has milliseconds; what is more exact stays as it is written.
    if [duration_seconds(text) for text in texts] != list(ends):
        return value
    return "-".join(texts)


def _count(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        read = count_range(value, most=_HIGHEST_COUNT)
    except Misread:
        return value
    return f"{read.low:.0f}-{read.high:.0f}"
