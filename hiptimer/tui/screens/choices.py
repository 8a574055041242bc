"""What to do today, inside what the circuit offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer

from hiptimer.choices import default_choices
from hiptimer.compiler import NothingToDo
from hiptimer.fit import DoesNotFit, fitted
from hiptimer.plan import Plan
from hiptimer.prescription import prescription_words
from hiptimer.tui.choice_rows import choice_rows
from hiptimer.tui.widgets.choice_line import ChoiceLine
from hiptimer.tui.widgets.circuit_details import exercise_details
from hiptimer.tui.widgets.figure_show import FigureShow
from hiptimer.tui.widgets.words import Words
from hiptimer.words import clock_face, sentence

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import DescendantFocus

    from hiptimer.choices import Choices
    from hiptimer.circuit import Circuit
    from hiptimer.drawing.cells import Charset
    from hiptimer.figure.showing import Showing


class ChoicesScreen(Screen[Plan]):
    """Dismissed with the plan for today, or with None. Begins with the choices of `last` time.

    A figure beside them goes through `showings`, those of the exercise in focus.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "Start", key_display="enter", tooltip="Start the workout"),
        Binding("d", "prescribe", "As prescribed", tooltip="Choose what the circuit prescribes"),
        Binding("escape,q", "dismiss", "Back", key_display="esc", tooltip="Back to the library"),
    ]

    def __init__(
        self,
        circuit: Circuit,
        circuit_id: str,
        last: Choices | None = None,
        *,
        charset: Charset = "quadrant",
        showings: tuple[Showing, ...] = (),
    ) -> None:
        super().__init__()
        self._charset: Charset = charset
        self._showings = showings
        self.circuit = circuit
        self.circuit_id = circuit_id
        self.choices = last or default_choices(circuit)
        self._last = last

    @property
    def plan(self) -> Plan:
        """The plan that the choices come to.

        Raises:
            DoesNotFit: the time to fit into is too short for it.
            NothingToDo: no effort is longer than zero seconds.

        """
        return fitted(Plan(self.circuit, self.circuit_id, self.choices))

    def compose(self) -> ComposeResult:
        """Put a line a choice, then the warning and how long it will take."""
        yield Words(self.circuit.title, id="heading")
        with Vertical(id="body"):
            with VerticalScroll(id="rows", can_focus=False):
                # Every line there may be: what is chosen decides which of them are shown.
                for row in choice_rows(self.circuit, default_choices(self.circuit)):
                    yield ChoiceLine(row)
            with Vertical(id="beside"):
                with VerticalScroll(can_focus=False):
                    yield Words(self.circuit.warning.strip(), id="warning")
                    yield Words(id="exercise")
                yield FigureShow(self._charset)
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
            of_it = tuple(it for it in self._showings if it.exercise_id == exercise_id)
            self.query_one(FigureShow).show(of_it if found else self._showings)

    def action_change(self, direction: str) -> None:
        """Move the line in focus one step to the left ("less") or to the right ("more")."""
        line = self.focused
        if isinstance(line, ChoiceLine):
            self._choose(line.row.less if direction == "less" else line.row.more)

    def action_prescribe(self) -> None:
        """Choose what the circuit prescribes when nobody picks anything."""
        self._choose(default_choices(self.circuit))

    def action_start(self) -> None:
        """Start the workout."""
        try:
            plan = self.plan
            _ = plan.timeline
        except (DoesNotFit, NothingToDo) as reason:
            self.notify(sentence(str(reason)), severity="warning", markup=False)
        else:
            self.dismiss(plan)

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
        as_last_time = " · chosen as last time" if self.choices == self._last else ""
        self.query_one("#planned", Words).show(f"{self._planned_words()}{as_last_time}")

    def _planned_words(self) -> str:
        try:
            plan = self.plan
        except (DoesNotFit, NothingToDo) as reason:
            return sentence(str(reason))
        return plan.fit_words or f"{clock_face(plan.planned_seconds)} planned"


def _prescribed(circuit: Circuit) -> str:
    return "\n".join(f"{it.name}: {prescription_words(it)}" for it in circuit.exercises)
