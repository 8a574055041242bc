"""The circuit of today with its choices, alone or with a second circuit after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hiptimer.plan.carrying_over import carry_over, exercise_ids
from hiptimer.plan.choices import default_choices
from hiptimer.tui.view_models.choice_row import ChoiceRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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


class SecondCircuits(NamedTuple):
    """The titles of the circuits that may come second, and what opens the first with one of them.

    `open_with` returns None if both do not fit into one workout.
    """

    titles: Sequence[str]
    open_with: Callable[[Second], CircuitToday | None]


class TodaysCircuits:
    """The `first` circuit, or both as one, with the choices and the loads to begin with.

    They are those of last time. `seconds` are None if no second circuit may be chosen.
    """

    def __init__(self, first: CircuitToday, seconds: SecondCircuits | None) -> None:
        self._first = first
        self._seconds = seconds
        self.second = Second(0)
        self._open(first)

    def _open(self, today: CircuitToday) -> None:
        last = today.last
        self.today = today
        self.choices = (last and last.choices) or default_choices(today.circuit)
        self.loads: Mapping[str, str] = last.loads if last else {}

    def choose_second(self, second: Second, loads: Mapping[str, str]) -> bool:
        """Let another circuit come second, and return whether that changes anything.

        The choices for the first are kept, and of the `loads` those of its exercises.
        """
        if self._seconds is None or second == self.second:
            return False
        today = self._seconds.open_with(second)
        if today is None:
            return False
        first, before, choices = self._first.circuit, self.today.circuit, self.choices
        self._open(today)
        self.second = second
        self.choices = carry_over(choices, first, before, today.circuit, otherwise=self.choices)
        ids = exercise_ids(first, before, today.circuit)
        kept = {ids[id_]: load for id_, load in loads.items() if id_ in ids}
        self.loads = {**self.loads, **kept}
        return True

    def rows(self) -> tuple[ChoiceRow[Second], ...]:
        """Return the row that says which circuit comes second, if one may."""
        if self._seconds is None:
            return ()
        number, titles = self.second.number, self._seconds.titles
        title = titles[number - 1] if number else "nothing"
        less = Second(number - 1) if number else None
        more = Second(number + 1) if number < len(titles) else None
        return (ChoiceRow("then", "then", title, less, more),)
