"""The row among the choices that says which circuit comes after the one that was opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from hiptimer.tui.view_models.choice_row import ChoiceRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hiptimer.circuit.model import Circuit
    from hiptimer.drawing.figure.preview import Preview
    from hiptimer.history.last_time import LastTime
    from hiptimer.history.logbook import Suggester


class CircuitToday(NamedTuple):
    """A circuit to choose for, with the choices of `last` time, and figures of its exercises.

    `suggester` returns a suggestion, given the choices and the pain now.
    """

    circuit: Circuit
    id: str
    last: LastTime | None = None
    previews: tuple[Preview, ...] = ()
    suggester: Suggester | None = None


class Second(NamedTuple):
    """The circuit number `number`, from 1, of those that may come second; 0 means none."""

    number: int


@dataclass(frozen=True, slots=True)
class SecondCircuits:
    """The titles of the circuits that may come second, and what opens the first with one of them.

    `open_with` returns None if both do not fit into one workout.
    """

    titles: Sequence[str]
    open_with: Callable[[Second], CircuitToday | None]

    def row(self, second: Second) -> ChoiceRow[Second]:
        """Return the row for the circuit that comes second now."""
        number = second.number
        title = self.titles[number - 1] if number else "nothing"
        return ChoiceRow(
            "then",
            "then",
            title,
            Second(number - 1) if number else None,
            Second(number + 1) if number < len(self.titles) else None,
        )
