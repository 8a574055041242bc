"""The grammar of a circuit in one line: from the words of one exercise to keys of a circuit file.

What the words mean is documented in `docs/circuits.md`. Each word belongs to the grammar or to the
name; in a name, words that look like a dose or an option are refused.
"""

from __future__ import annotations

import re
from typing import Any, Final

from hiptimer.foundation.text.printable import quoted
from hiptimer.foundation.text.spelling import similar

Keys = dict[str, Any]

_UNITS: Final = {
    "h": ("h", "hr", "hrs", "hour", "hours"),
    "m": ("m", "min", "mins", "minute", "minutes"),
    "s": ("s", "sec", "secs", "second", "seconds"),
}
_LONG_UNITS: Final = [unit for units in _UNITS.values() for unit in units if len(unit) > 1]
_LIKE_A_UNIT: Final = 0.65
"""The likeness from which a word after a number is taken for a misspelled unit."""

_NOT_IN_A_NAME: Final = frozenset(
    [
        *("a", "each", "every", "per", "both", "alternate", "alternately", "alternating"),
        *("left", "right", "l", "r", "lr", "total"),
        *("rest", "rep", "reps", "set", "sets", "round", "rounds", "x", "times", "once", "twice"),
        *("fatigue", "failure", "max", "amrap", "until", "till", "tempo", "then", "plus"),
    ]
)
_NOT_LAST_IN_A_NAME: Final = frozenset(
    [
        *("an", "and", "at", "for", "in", "of", "on", "or", "the", "to", "with", "your"),
        *("side", "sides"),
    ]
)

_DOSES: Final = (
    "30s plank, 10 squats, hold 30s bridge, hold to fatigue wall sit, reps to fatigue push-ups"
)
_QUOTES: Final = "put the name in quotes if this is part of it"
_ORDER: Final = "write 3 x 30s NAME each side, rest 20s, with NAME in quotes if this is part of it"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.ASCII)


def _amount(unit: str) -> str:
    fraction = "(?:[.][0-9]+)?" if unit == "s" else ""
    return f"(?: ?(?P<{unit}>[0-9]{{1,9}}{fraction}) ?(?:{'|'.join(_UNITS[unit])})(?![a-z]))?"


_WHOLE: Final = "[0-9]{1,9}"
_TO: Final = " ?[-–—] ?| to (?=[0-9])"
_COUNTS: Final = rf"(?P<low>{_WHOLE})(?:(?:{_TO})(?P<high>{_WHOLE}))?"
_END: Final = "(?= |$)"

_LENGTH = _pattern(f"(?=[0-9]){''.join(map(_amount, _UNITS))}")
_CLOCK = _pattern(rf"(?:(?P<h>{_WHOLE}):)?(?P<m>{_WHOLE}):(?P<s>[0-5][0-9])(?![0-9:.])")
_NUMBER = _pattern(_WHOLE)
_ONE_UNIT = _pattern("[0-9.]+[hms]")
_BETWEEN = _pattern(_TO)
_SETS = _pattern(f"{_COUNTS} ?sets?: ?")
_ROUNDS = _pattern(f"{_COUNTS} ?(?:[x×](?= |[0-9]) ?|(?:sets?|rounds?) of )")
_REPS = _pattern(f"{_COUNTS}(?: reps?)?(?: of)?{_END}")
_FATIGUE = _pattern(f"(hold|reps) to fatigue(?: of)?{_END}")
_HOLD = _pattern("hold (?:for )?(?=[0-9])")
_OF = _pattern(f"(?: of)?{_END}")
_LOAD = _pattern("load (.+)")
_REST = _pattern("rest (?:for )?(?=[0-9])")

_SIDES: Final = {
    "each": _pattern(" (?:each|per) (?:side|leg|arm|foot|hand|hip|knee)$"),
    "alternate": _pattern(" alternat(?:e|ing)(?: (?:sides|legs|arms|feet))?$"),
    **{side: _pattern(f" {side}(?: (?:side|leg|arm|only))?$") for side in ("left", "right")},
}
_TEMPO = _pattern(
    " (?:tempo (?:[0-9X](?:-[0-9X]){1,3}|[0-9X]{4})|[0-9X](?:-[0-9X]){2,3}|[0-9]{2}X[0-9])$"
)
_QUOTED_NAME = re.compile('"([^"]+)"|“([^”]+)”')
_WORD = re.compile(r"[(]?[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}/.-][^\W\d_]+)*[.')]?")

_PARTS = re.compile('(?:"[^"]*"|“[^”]*”|[^;\n])+')
_PIECES = re.compile('(?:"[^"]*"|“[^”]*”|[^,])+')


class Misunderstood(ValueError):
    """Words that are not part of the grammar; its text names them and what to write."""


def parts_of(line: str) -> list[str]:
    """Return the parts of a line, which semicolons and line breaks separate."""
    parts = (" ".join(part.split()) for part in _PARTS.findall(line))
    return [part for part in parts if part]


def take_sets(part: str) -> tuple[int | str | None, str]:
    """Return how many sets the first part asks for, None if nothing, and the rest of it."""
    found = _SETS.match(part)
    return (_counts(found), part[found.end() :]) if found else (None, part)


def pause(part: str) -> str | None:
    """Return the duration of a part that is a rest between two exercises, None for others."""
    behind = _duration(part)
    if behind and behind[1].lower() == " rest":
        return behind[0]
    if not (found := _REST.match(part)):
        return None
    ahead = _duration(part[found.end() :])
    return ahead[0] if ahead and not ahead[1] else None


def exercise(part: str) -> Keys:
    """Return the keys of the exercise that a part describes.

    Raises:
        Misunderstood: a word of it is not part of the grammar.

    """
    first, *details = [" ".join(it.split()) for it in _PIECES.findall(part)] or [""]
    keys: Keys = {}
    if rounds := _ROUNDS.match(first):
        keys["rounds"] = _counts(rounds)
        first = first[rounds.end() :]
    dose, value, words = _dose(first)
    keys[dose] = value
    while option := _option(words):
        _add(keys, option[0])
        words = words[: option[1]]
    for detail in details:
        _add(keys, _detail(detail))
    if "rest" in keys and keys.get("rounds", 1) == 1:
        raise Misunderstood(
            "the rest is between rounds, and there is only one; write 2 x … or put the rest "
            "between two exercises: …; rest 20s; …"
        )
    name = _name(words)
    if dose == "time" and "hold" in name.lower().split():
        keys["hold"] = keys.pop("time")
    return {"name": name, **keys}


def _dose(words: str) -> tuple[str, Any, str]:
    """Return the key and value of the dose that `words` begin with, and the words after it."""
    if to_fatigue := _FATIGUE.match(words):
        return to_fatigue[1].lower(), "fatigue", words[to_fatigue.end() :]
    hold = _HOLD.match(words)
    after_hold = words[hold.end() :] if hold else words
    if (found := _durations(after_hold)) and (of := _OF.match(found[1])):
        return "hold" if hold else "time", found[0], found[1][of.end() :]
    reps = _REPS.match(words)
    if reps is None:
        raise Misunderstood(f"no dose at {quoted(_first_word(words))}; write one such as {_DOSES}")
    after = words[reps.end() :]
    following = _first_word(after)
    near = similar(following, _LONG_UNITS, _LIKE_A_UNIT) if following.isalpha() else None
    if near and following.lower() not in _NOT_IN_A_NAME:
        raise Misunderstood(
            f"{quoted(following)} is not a unit; write {reps[0].split()[0]} {near}, or {_QUOTES}"
        )
    return "reps", _counts(reps), after


def _first_word(words: str) -> str:
    return words.strip().partition(" ")[0]


def _durations(words: str) -> tuple[str, str] | None:
    """Return the duration or range of durations that `words` begin with, and the words after it."""
    low, number = _duration(words), _NUMBER.match(words)
    rest = low[1] if low else words[number.end() :] if number else ""
    between = _BETWEEN.match(rest)
    high = _duration(rest[between.end() :]) if between else None
    if high is None:
        return low
    text, after = high
    if low:
        return f"{low[0]}-{text}", after
    if number is None or not _ONE_UNIT.fullmatch(text):
        raise Misunderstood(f"{quoted(words)} has no unit at its first number; write 30s-1m30s")
    # "20-30s": the unit is meant for both ends.
    return f"{number[0]}{text[-1]}-{text}", after


def _duration(words: str) -> tuple[str, str] | None:
    """Return the duration that `words` begin with as a file writes it, and the words after it."""
    found = _CLOCK.match(words) or _LENGTH.match(words)
    if found is None or not found[0]:
        return None
    amounts = found.groupdict()
    return "".join(f"{amounts[it]}{it}" for it in _UNITS if amounts[it]), words[found.end() :]


def _counts(found: re.Match[str]) -> int | str:
    return f"{found['low']}-{found['high']}" if found["high"] else int(found["low"])


def _option(words: str) -> tuple[Keys, int] | None:
    """Return the option that `words` end in and where it begins; None if there is none."""
    for sides, pattern in _SIDES.items():
        if found := pattern.search(words):
            return {"sides": sides}, found.start()
    if found := _TEMPO.search(words):
        return {"tempo": found[0].split()[-1].upper()}, found.start()
    return None


def _detail(words: str) -> Keys:
    """Return what follows a comma: an option, or the rest between rounds."""
    option = _option(f" {words}")
    if option and option[1] == 0:
        return option[0]
    if load := _LOAD.fullmatch(words):
        return {"load": load[1]}
    if length := pause(words):
        return {"rest": length}
    raise Misunderstood(
        f"{quoted(words)} is not understood; after a comma, write rest 20s, load 8 kg"
    )


def _add(keys: Keys, added: Keys) -> None:
    for key in added:
        if key in keys:
            raise Misunderstood(f"{key} appears twice; keep one")
    keys.update(added)


def _name(words: str) -> str:
    name = words.strip()
    if not name:
        raise Misunderstood("the exercise has no name; write it after the dose: 30s plank")
    if found := _QUOTED_NAME.fullmatch(name):
        return found[1] or found[2]
    for word in name.split():
        parts = word.lower().strip("(.)").split("/")
        if not _NOT_IN_A_NAME.isdisjoint(parts) or not _WORD.fullmatch(word):
            raise Misunderstood(f"{quoted(word)} is not understood here; {_ORDER}")
    if (last := name.split()[-1]).lower() in _NOT_LAST_IN_A_NAME:
        raise Misunderstood(f"the name ends in {quoted(last)}; {_QUOTES}")
    return name[0].upper() + name[1:]
