"""Phrases made into sentences, and numbers of things."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def sentence(words: str) -> str:
    """Return `words` as a sentence: a capital first, and a full stop last unless it has one."""
    end = "" if words.endswith((".", "!", "?")) else "."
    return f"{words[:1].upper()}{words[1:]}{end}"


def punctuate(phrases: Sequence[str]) -> tuple[str, ...]:
    """Return `phrases` as the parts of one sentence: a comma after each, a full stop at the end."""
    *others, last = phrases
    return (*(f"{phrase}," for phrase in others), f"{last}.")


def joined(names: Sequence[str], conjunction: str = "and") -> str:
    """Return names as one phrase: "a", "a and b", "a, b and c"."""
    *others, last = names
    return f"{', '.join(others)} {conjunction} {last}" if others else last


def plural(thing: str, number: float) -> str:
    """Return `thing` as it follows a number: "set" after 1, "sets" after any other."""
    return thing if number == 1 else f"{thing}s"


def counted(number: float, thing: str) -> str:
    """Return a number of things: "1 set", "12 sets", "2.5 times"."""
    return f"{number:.15g} {plural(thing, number)}"
