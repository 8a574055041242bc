"""A row of the summary's table: what was planned of an exercise on one side, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual.binding import Binding
from textual.widgets import Static

from hiptimer.plan.wording import side_word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import RenderableType
    from textual.binding import BindingType

    from hiptimer.workout.corrections import CorrectableAttempt
    from hiptimer.workout.summary import SummaryRow

_NARROW = 56


class Columns(NamedTuple):
    """The widths of the columns "Side" and "Planned", and whether there are notes to show.

    A width of 0 is no column.
    """

    side: int
    planned: int
    has_notes: bool

    @classmethod
    def of(cls, rows: Sequence[SummaryRow]) -> Columns:
        """Return the columns of a table of these rows."""
        return cls(
            side=max((len(side_word(it.side)) for it in rows), default=0),
            planned=max((len(it.planned) for it in rows), default=0),
            has_notes=any(it.notes for it in rows),
        )

    def table(self, title: Text, side: Text, planned: Text, done: Text, notes: Text) -> Table:
        """Return one row of the table; rows of the same columns are laid out alike."""
        table = Table.grid(expand=True, padding=(0, 2, 0, 0))
        table.add_column(ratio=5)
        if self.side:
            table.add_column(width=self.side)
        table.add_column(width=max(7, self.planned))
        table.add_column(ratio=4)
        if self.has_notes:
            table.add_column(ratio=4)
        cells = (title, side if self.side else None, planned, done)
        shown = [it for it in (*cells, notes if self.has_notes else None) if it is not None]
        table.add_row(*shown)
        return table


class ResultRow(Static):
    """Shows a row, whose attempts in `correctable`, by phase, can be corrected in place.

    The phase `selected` is the one that the arrow keys change. The title is shown if the row
    `is_first` of its exercise.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "screen.select_next(-1)", "Up", key_display="↑"),
        Binding("down", "screen.select_next(1)", "Down", key_display="↓"),
        Binding("left", "screen.correct('less')", "Correct", key_display="← →"),
        Binding("right", "screen.correct('more')", show=False),
        *(Binding(f"{digit}", f"screen.type({digit})", show=False) for digit in range(10)),
    ]

    # A click selects by what is under it, and the focus would move that before the click arrives.
    FOCUS_ON_CLICK = False

    def __init__(
        self,
        row: SummaryRow,
        correctable: Mapping[int, CorrectableAttempt],
        columns: Columns,
        *,
        is_first: bool,
    ) -> None:
        super().__init__(classes="first" if is_first else "")
        self._row = row
        self._columns = columns
        self._is_first = is_first
        self._correctable = correctable
        self.selected = min(self.phases, default=0)
        self.can_focus = bool(self.phases)

    @property
    def phases(self) -> tuple[int, ...]:
        """The phases of this row whose attempts can be corrected, in order."""
        return tuple(it for _, it in self._row.parts if it is not None and it in self._correctable)

    @property
    def attempt(self) -> CorrectableAttempt:
        """The attempt that the arrow keys change; only a row in focus is sure to have one."""
        return self._correctable[self.selected]

    def show_row(
        self, row: SummaryRow, correctable: Mapping[int, CorrectableAttempt], columns: Columns
    ) -> None:
        """Show the new state of the row."""
        self._row, self._correctable, self._columns = row, correctable, columns
        self.refresh(layout=True)

    def on_focus(self) -> None:
        """Show which attempt is selected."""
        self.refresh(layout=True)

    def on_blur(self) -> None:
        """Show no selection."""
        self.refresh(layout=True)

    def render(self) -> RenderableType:
        """Return the row, as a table or, on a narrow screen, as lines."""
        row, done = self._row, self._done()
        notes = ", ".join(row.notes)
        if self.container_size.width >= _NARROW:
            title, side = Text(row.title if self._is_first else ""), Text(side_word(row.side))
            return self._columns.table(title, side, Text(row.planned), done, Text(notes))
        name = f"{row.title}, {side_word(row.side)}" if row.side else row.title
        planned = f"  planned {row.planned}"
        return Text.assemble((name, "bold"), "\n  ", done, planned, f"; {notes}" if notes else "")

    def _done(self) -> Text:
        parts = []
        for words, phase in self._row.parts:
            if phase is None or phase not in self._correctable:
                parts.append(Text(words))
            elif self.has_focus and phase == self.selected:
                parts.append(self._selected(words))
            else:
                parts.append(Text(words, _click(f"screen.select({phase})")))
        return Text(", ").join(parts)

    def _selected(self, words: str) -> Text:
        less = "◀ " if self.attempt.less else "  "
        more = " ▶" if self.attempt.more else "  "
        return Text.assemble(
            (less, _click("screen.correct('less')")),
            words,
            (more, _click("screen.correct('more')")),
            style="bold reverse",
        )


def _click(action: str) -> Style:
    return Style(meta={"@click": action})
