"""An exercise among the choices of today: one line, below which its own choices open."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len, set_cell_size
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.style import Style

from hiptimer.foundation.toml.text_values import LONGEST_NAME
from hiptimer.plan.choices import default_choices
from hiptimer.tui.view_models.exercise_rows import exercise_rows
from hiptimer.tui.widgets.choice_line import ChoiceLine
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Click

    from hiptimer.circuit.model import Circuit
    from hiptimer.plan.choices import Choices
    from hiptimer.tui.view_models.choice_row import ChoiceRow
    from hiptimer.tui.view_models.exercise_rows import ExerciseRow

_LEAST_DOSE_COLUMNS: Final = 10


class ExerciseGroup(Vertical):
    """Shows `row`, and once opened a line for each of `rows`, and for the load if there is one.

    `load` is the text to start with; None if the exercise takes no load. `name_columns` is the
    width of the longest name, so that the doses are below each other. `Toggled` is posted when the
    person skips or includes the exercise.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "open_or_close", "Open/close", key_display="enter", tooltip="Open an exercise"
        ),
        Binding("right", "open", show=False),
        Binding("left", "close", show=False),
        Binding("space", "skip", "Skip", key_display="space", tooltip="Skip an exercise"),
    ]

    class Toggled(Message):
        """The exercise of `row` is to be skipped, or included again."""

        def __init__(self, row: ExerciseRow) -> None:
            super().__init__()
            self.row = row

    def __init__(
        self,
        row: ExerciseRow,
        rows: Sequence[ChoiceRow[Choices]],
        load: str | None,
        name_columns: int,
    ) -> None:
        super().__init__()
        self.row = row
        self.load: TextLine | None = None
        self._line = ExerciseLine(row, name_columns)
        self._lines = [ChoiceLine(it) for it in rows]
        if load is not None:
            hint = "type a band, a weight"
            self.load = TextLine(row.id, "load", load, hint=hint, most=LONGEST_NAME)

    def compose(self) -> ComposeResult:
        """Lay out the line above those that open."""
        yield self._line
        with Vertical(classes="opened"):
            if self.load:
                yield self.load
            yield from self._lines

    def on_click(self, event: Click) -> None:
        """Skip the exercise by a click on its mark, open or close it by one elsewhere."""
        if event.widget is self._line:
            if "skip" in event.style.meta:
                self.action_skip()
            else:
                self.action_open_or_close()

    @property
    def is_open(self) -> bool:
        """Whether the choices of the exercise are shown."""
        return self.has_class("-open")

    def show(self, row: ExerciseRow) -> None:
        """Show the new state of the exercise."""
        self.row = row
        self.open(is_open=self.is_open)

    def open(self, *, is_open: bool) -> None:
        """Show or hide the choices; a hidden line passes the focus to the exercise."""
        is_open = is_open and not self.row.is_skipped and bool(self._lines or self.load)
        if self.is_open and not is_open and self.has_focus_within:
            self._line.focus()
        self.set_class(is_open, "-open")
        self._line.show_row(self.row, is_open=is_open)

    def action_open(self) -> None:
        """Show the choices."""
        self.open(is_open=True)

    def action_close(self) -> None:
        """Hide the choices."""
        self.open(is_open=False)

    def action_open_or_close(self) -> None:
        """Show the choices, or hide them."""
        self.open(is_open=not self.is_open)

    def action_skip(self) -> None:
        """Skip the exercise, or include it again."""
        self.post_message(self.Toggled(self.row))


class ExerciseLine(PlainText, can_focus=True):
    """The line of an exercise, with a mark that says whether it is done today."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", "Move", key_display="↑ ↓"),
    ]

    def __init__(self, row: ExerciseRow, name_columns: int) -> None:
        self.row = row
        self._is_open = False
        self._name_columns = name_columns
        super().__init__()

    def on_resize(self) -> None:
        """Adapt to the new size."""
        self.show(self._content())

    def show_row(self, row: ExerciseRow, *, is_open: bool) -> None:
        """Show the new state of the exercise."""
        self.row, self._is_open = row, is_open
        self.show(self._content())

    def _content(self) -> Content:
        """Return the line; a dose that would be cut to a few letters is not in it."""
        row = self.row
        mark = Content.styled(
            f" {'–' if row.is_skipped else '✓'} ", Style.from_meta({"skip": True})
        )
        name = set_cell_size(row.name, self._name_columns)
        line = Content.assemble(
            "▾" if self._is_open else "▸",
            mark,
            (name, "$quiet" if row.is_skipped else "bold"),
            "  ",
        )
        room = self.content_size.width - line.cell_length
        shown = row.dose if room >= min(_LEAST_DOSE_COLUMNS, cell_len(row.dose)) else ""
        return Content.assemble(line, (shown, "$quiet"))


def exercise_groups(
    circuit: Circuit, rows: Collection[ChoiceRow[Choices]], loads: Mapping[str, str]
) -> Iterator[ExerciseGroup]:
    """Yield a group for each exercise of `circuit`, with its own of all `rows`.

    `loads` are those to start with, by the ids of the exercises.
    """
    choices = default_choices(circuit)
    columns = max(cell_len(it.name) for it in circuit.exercises)
    needs = {it.id for it in circuit.exercises if it.equipment} | {*loads}
    for row in exercise_rows(circuit, choices, choices, {}):
        its = [it for it in rows if it.key.startswith(f"{row.id}.")]
        load = loads.get(row.id, "") if row.id in needs else None
        yield ExerciseGroup(row, its, load, columns)
