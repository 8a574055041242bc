"""A row with a value that can be changed: by a step to either side, or to a typed number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_THIN, _LINE, _VALUE = "╌", "─", "●"
SCALE_MARKS = (_THIN, _LINE, _VALUE)
"""The characters between the ends of a scale."""

Step = TypeVar("Step")
"""The result of a step: the choices, or another type that rows are made for."""


@dataclass(frozen=True, slots=True)
class TypedNumber(Generic[Step]):
    """How a row takes a number that is typed, or clicked on its scale.

    `choose` returns the result; it raises ChoiceError for a number that is not offered. `most` is
    the highest number; `marks` are those at the marks of the scale.
    """

    choose: Callable[[str], Step]
    most: float
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChoiceRow(Generic[Step]):
    """One thing to choose. Its `key` does not depend on the choices.

    `less` and `more` are the results of a step to the left and to the right, None at an end.
    `scale` shows the value of a range between its ends, as in "15 s ──●────── 30 s", with a
    thinner line for values below the prescription. `typed` is None if the row takes no number.
    """

    key: str
    label: str
    value: str
    less: Step | None
    more: Step | None
    scale: str = ""
    typed: TypedNumber[Step] | None = field(default=None, compare=False)


def scale_line(length: int, place: int | None, thinner: int = 0) -> str:
    """Return a line with a mark at `place`, if any; the first `thinner` parts are thin."""
    parts = [_THIN if at < thinner else _LINE for at in range(length)]
    if place is not None:
        parts[place] = _VALUE
    return "".join(parts)
