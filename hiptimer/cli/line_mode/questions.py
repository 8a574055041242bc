"""The optional questions of line mode after a workout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.cli.line_mode.answers import whole_number
from hiptimer.foundation.toml.faults import Misread
from hiptimer.foundation.toml.text_values import text
from hiptimer.plan.feelings import MOST, Feelings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Ask = Callable[[str], str | None]
    """Asks a question and returns the line that answers it; None at the end of the input."""

_SKIP = "Press Enter to skip."


def ask_feelings(ask: Ask) -> Iterator[Feelings]:
    """Yield each answer as soon as it is given: pain, effort, a note."""
    pain = _number(ask, f"How much does it hurt now, from 0 to {MOST}? {_SKIP}")
    if pain is not None:
        yield Feelings(pain_after=pain)
    effort = _number(ask, f"How hard was it, from 0 to {MOST}? {_SKIP}")
    if effort is not None:
        yield Feelings(effort=effort)
    if note := _note(ask, f"Any note? {_SKIP}"):
        yield Feelings(note=note)


def _number(ask: Ask, question: str) -> int | None:
    answer = ask(question)
    while answer:
        number = whole_number(answer, MOST)
        if number is not None:
            return number
        answer = ask(f"Enter a whole number from 0 to {MOST}. {_SKIP}")
    return None


def _note(ask: Ask, question: str) -> str:
    answer = ask(question)
    while answer:
        try:
            return text(answer)
        except Misread as error:
            answer = ask(f"The note {error.message}. {_SKIP}")
    return ""
