"""The exercises of all circuits, to pick those of a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.screen import Screen

from hiptimer.circuit.wording import prescription_words
from hiptimer.library.picking import Pick
from hiptimer.tui.widgets.key_line import KeyLine
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Click

    from hiptimer.circuit.model import Circuit

_HEADING = "Pick exercises, in the order in which you do them"


class PickList(RowList[Pick]):
    """Exercises with their circuits; a click on one picks it, or removes it."""

    def on_click(self, event: Click) -> None:
        """Put the cursor on the exercise that was clicked, and pick it or remove it."""
        super().on_click(event)
        event.prevent_default()
        self.screen.call_next(self.run_action, "screen.pick")


class PickingScreen(Screen["Sequence[Pick] | None"]):
    """Dismissed with the exercises picked from `circuits`, in their order; None if canceled."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "pick", "Pick", tooltip="Pick the exercise, or remove it"),
        Binding(
            "enter",
            "finish",
            "Done",
            key_display="enter",
            tooltip="Make a circuit of what was picked",
        ),
        Binding("question_mark", "app.help", "Help", key_display="?", tooltip="Keys and sounds"),
        Binding("escape,q", "dismiss(None)", "Cancel", key_display="esc"),
    ]
    AUTO_FOCUS = "#offered"

    def __init__(self, circuits: Sequence[Circuit]) -> None:
        super().__init__()
        self._offered = [Pick(it, exercise) for it in circuits for exercise in it.exercises]
        self._picked: list[Pick] = []

    def compose(self) -> ComposeResult:
        """Lay out the heading above the exercises."""
        yield PlainText(_HEADING, id="heading")
        yield PickList(self._lines, 2, id="offered")
        yield KeyLine()

    def on_mount(self) -> None:
        """List the exercises."""
        self.query_one(PickList).show_rows(self._offered)

    def action_pick(self) -> None:
        """Pick the exercise at the cursor as the last one, or remove it."""
        exercises = self.query_one(PickList)
        if exercises.row is None:
            return
        if exercises.row in self._picked:
            self._picked.remove(exercises.row)
        else:
            self._picked.append(exercises.row)
        exercises.refresh()

    def action_finish(self) -> None:
        """Return what was picked."""
        if self._picked:
            self.dismiss(self._picked)
        else:
            self.notify("Press space to pick an exercise first.", severity="warning")

    def _lines(self, pick: Pick) -> tuple[str, str]:
        number = f"{self._picked.index(pick) + 1:>2}." if pick in self._picked else "   "
        dose = prescription_words(pick.exercise)
        return f"{number} {pick.exercise.name}", f"    {pick.circuit.title} · {dose}"
