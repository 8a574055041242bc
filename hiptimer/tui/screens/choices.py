"""What to do today, inside what the circuit offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer

from hiptimer.choices import default_choices
from hiptimer.compiler import NothingToDo
from hiptimer.plan import Plan
from hiptimer.prescription import prescription_words
from hiptimer.tui.choice_rows import choice_rows
from hiptimer.tui.widgets.choice_line import ChoiceLine
from hiptimer.tui.widgets.circuit_details import exercise_details
from hiptimer.tui.widgets.words import Words
from hiptimer.words import clock_face

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import DescendantFocus

    from hiptimer.choices import Choices
    from hiptimer.circuit import Circuit


class ChoicesScreen(Screen[Plan]):
    """Dismissed with the plan for today, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "Start", key_display="enter", tooltip="Start the workout"),
        Binding("escape,q", "dismiss", "Back", key_display="esc", tooltip="Back to the library"),
    ]

    def __init__(self, circuit: Circuit, circuit_id: str) -> None:
        super().__init__()
        self.circuit = circuit
        self.circuit_id = circuit_id
        self.choices = default_choices(circuit)

    @property
    def plan(self) -> Plan:
        """The plan that the choices come to."""
        return Plan(self.circuit, self.circuit_id, self.choices)

    def compose(self) -> ComposeResult:
        """Put a line a choice, then the warning and how long it will take."""
        yield Words(self.circuit.title, id="heading")
        with Vertical(id="body"):
            with VerticalScroll(id="rows", can_focus=False):
                for row in choice_rows(self.circuit, self.choices):
                    yield ChoiceLine(row)
            with VerticalScroll(id="beside", can_focus=False):
                yield Words(self.circuit.warning.strip(), id="warning")
                yield Words(id="exercise")
        yield Words(id="planned")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show how long it takes before anything is chosen."""
        self._show()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Show the exercise that the line in focus belongs to."""
        if isinstance(event.widget, ChoiceLine):
            exercise_id = event.widget.row.key.partition(".")[0]
            found = [it for it in self.circuit.exercises if it.id == exercise_id]
            self.query_one("#exercise", Words).show(
                exercise_details(found[0]) if found else _prescribed(self.circuit)
            )

    def action_change(self, direction: str) -> None:
        """Move the line in focus one step to the left ("less") or to the right ("more")."""
        line = self.focused
        if isinstance(line, ChoiceLine):
            self._choose(line.row.less if direction == "less" else line.row.more)

    def action_start(self) -> None:
        """Start the workout."""
        try:
            _ = self.plan.timeline
        except NothingToDo as nothing:
            self.notify(f"{nothing}".capitalize(), severity="warning", markup=False)
        else:
            self.dismiss(self.plan)

    def _choose(self, choices: Choices | None) -> None:
        if choices is not None:
            self.choices = choices
            self._show()

    def _show(self) -> None:
        rows = {row.key: row for row in choice_rows(self.circuit, self.choices)}
        for line in self.query(ChoiceLine):
            line.display = line.row.key in rows
            if line.display:
                line.show_row(rows[line.row.key])
        planned = clock_face(self.plan.planned_seconds)
        self.query_one("#planned", Words).show(f"{planned} planned")


def _prescribed(circuit: Circuit) -> str:
    return "\n".join(f"{it.name}: {prescription_words(it)}" for it in circuit.exercises)
