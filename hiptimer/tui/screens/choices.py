"""The choices for today's workout, within what the circuit offers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen

from hiptimer.circuit.wording import prescription_words
from hiptimer.foundation.text.durations import clock_face
from hiptimer.foundation.text.sentences import sentence
from hiptimer.foundation.toml.text_values import LONGEST_NAME
from hiptimer.plan.choices import default_choices
from hiptimer.plan.compiler import NothingToDo
from hiptimer.plan.feelings import Feelings, drop_side_without_pain
from hiptimer.plan.plan import Plan
from hiptimer.plan.time_limit import DoesNotFit, fit_into_limit
from hiptimer.tui.screens.rest_question import RestQuestion
from hiptimer.tui.view_models.choice_rows import choice_rows
from hiptimer.tui.view_models.feeling_rows import rows_before
from hiptimer.tui.widgets.choice_line import ChoiceLine
from hiptimer.tui.widgets.circuit_details import exercise_details
from hiptimer.tui.widgets.figure_previews import FigurePreviews
from hiptimer.tui.widgets.key_line import KeyLine
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.text_line import LineInput, TextLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import DescendantFocus
    from textual.widget import Widget

    from hiptimer.circuit.model import Circuit
    from hiptimer.drawing.figure.preview import Preview
    from hiptimer.foundation.terminal import Charset
    from hiptimer.history.last_time import LastTime
    from hiptimer.history.logbook import Suggester
    from hiptimer.history.progress.suggestions import Suggestion
    from hiptimer.plan.choices import Choices
    from hiptimer.tui.view_models.choice_rows import ChoiceRow


class ChoicesScreen(Screen[Plan]):
    """Dismissed with the plan for today, or with None. Starts with the choices of the `last` time.

    A figure beside the choices plays the `previews` of the exercise in focus. `suggester` returns
    a suggestion, given the choices and the pain now.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "Start", key_display="enter", tooltip="Start the workout"),
        Binding("d", "prescribe", "As prescribed", tooltip="Choose what the circuit prescribes"),
        Binding("a", "accept", "Accept", tooltip="Accept what is suggested"),
        Binding("escape,q", "dismiss", "Back", key_display="esc", tooltip="Back to the library"),
    ]

    def __init__(
        self,
        circuit: Circuit,
        circuit_id: str,
        last: LastTime | None = None,
        *,
        charset: Charset = "quadrant",
        previews: tuple[Preview, ...] = (),
        suggester: Suggester | None = None,
    ) -> None:
        super().__init__()
        self._charset: Charset = charset
        self._previews = previews
        self.circuit = circuit
        self.circuit_id = circuit_id
        self._last = last.choices if last else None
        self.choices = self._last or default_choices(circuit)
        self.feelings = Feelings(sore_side=last.sore_side if last else None)
        self._last_loads: Mapping[str, str] = last.loads if last else {}
        self._suggester = suggester
        self._suggestion: Suggestion | None = None

    @property
    def plan(self) -> Plan:
        """The plan with the current choices.

        Raises:
            DoesNotFit: the time limit is too short for it.
            NothingToDo: no effort is longer than zero seconds.

        """
        return fit_into_limit(
            Plan(
                self.circuit,
                self.circuit_id,
                self.choices,
                loads=self._loads,
                feelings=drop_side_without_pain(self.feelings),
            )
        )

    @property
    def _loads(self) -> Mapping[str, str]:
        lines = [line for line in self.query(TextLine) if line.key not in self.choices.without]
        return {line.key: line.value for line in lines if line.value}

    def compose(self) -> ComposeResult:
        """Lay out one line per choice, then the warning and the planned time."""
        yield PlainText(self.circuit.title, id="heading")
        with Vertical(id="body"):
            with VerticalScroll(id="rows", can_focus=False):
                yield from self._lines()
            with Vertical(id="beside"):
                with VerticalScroll(can_focus=False):
                    yield PlainText(self.circuit.warning.strip(), id="warning")
                    yield PlainText(id="exercise")
                yield FigurePreviews(self._charset)
        yield PlainText(id="suggestion")
        yield PlainText(id="planned")
        yield KeyLine()

    def _lines(self) -> Iterator[Widget]:
        """Yield every possible line: the current choices decide which of them are shown."""
        for feeling in rows_before(Feelings(pain_before=1)):
            yield ChoiceLine(feeling)
        gear = {it.id for it in self.circuit.exercises if it.equipment}
        for row in choice_rows(self.circuit, default_choices(self.circuit)):
            yield ChoiceLine(row)
            if row.key in gear or row.key in self._last_loads:
                load = self._last_loads.get(row.key, "")
                yield TextLine(
                    row.key, "load", load, hint="type a band, a weight", most=LONGEST_NAME
                )

    def on_mount(self) -> None:
        """Show the planned time of the initial choices."""
        self._show()
        for line in self.query(ChoiceLine):
            # The first choice gets the focus, so that the optional pain line costs no key press.
            if line.row.key == "sets":
                line.focus()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Show the exercise that the line in focus belongs to."""
        line = event.widget
        if isinstance(line, ChoiceLine | LineInput):
            key = line.row.key if isinstance(line, ChoiceLine) else line.key
            exercise_id = key.partition(".")[0]
            found = [it for it in self.circuit.exercises if it.id == exercise_id]
            self.query_one("#exercise", PlainText).show(
                exercise_details(found[0]) if found else _prescribed(self.circuit)
            )
            of_it = tuple(it for it in self._previews if it.exercise_id == exercise_id)
            self.query_one(FigurePreviews).show(of_it if found else self._previews)

    def action_change(self, direction: str) -> None:
        """Move the line in focus one step to the left ("less") or to the right ("more")."""
        line = self.focused
        if isinstance(line, ChoiceLine):
            self._choose(line.row.less if direction == "less" else line.row.more)

    def action_prescribe(self) -> None:
        """Reset the choices to the prescription of the circuit."""
        self._choose(default_choices(self.circuit))

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Offer to accept only if there is a suggestion."""
        can_accept = self._suggestion is not None and self._suggestion.choices is not None
        return action != "accept" or can_accept

    def action_accept(self) -> None:
        """Accept the suggestion."""
        if self._suggestion:
            self._choose(self._suggestion.choices)

    def action_start(self) -> None:
        """Start the workout."""
        try:
            plan = self.plan
            _ = plan.timeline
        except (DoesNotFit, NothingToDo) as reason:
            self.notify(sentence(str(reason)), severity="warning", markup=False)
        else:
            RestQuestion.ask_if_pain_is_high(self.app, plan, partial(self.dismiss, plan))

    def _choose(self, chosen: Choices | Feelings | None) -> None:
        if isinstance(chosen, Feelings):
            self.feelings = chosen
        elif chosen is not None:
            self.choices = chosen
        self._show()

    def _show(self) -> None:
        found: tuple[ChoiceRow[Choices] | ChoiceRow[Feelings], ...] = (
            *rows_before(self.feelings),
            *choice_rows(self.circuit, self.choices),
        )
        rows = {row.key: row for row in found}
        for line in self.query(ChoiceLine):
            line.display = line.row.key in rows
            if line.display:
                line.show_row(rows[line.row.key])
        for load in self.query(TextLine):
            load.display = load.key not in self.choices.without
        self._show_suggestion()
        as_last_time = " · your usual values" if self.choices == self._last else ""
        self.query_one("#planned", PlainText).show(f"{self._planned_words()}{as_last_time}")

    def _show_suggestion(self) -> None:
        pain_now = self.feelings.pain_before
        told = self._suggester(self.choices, pain_now) if self._suggester else None
        self._suggestion = told
        line = self.query_one("#suggestion", PlainText)
        line.set_class(told is not None, "-told")
        line.set_class(told is not None and told.is_rest, "-rest")
        if told:
            line.show(f"{told.words} [a]" if told.choices else told.words)
        self.refresh_bindings()

    def _planned_words(self) -> str:
        try:
            plan = self.plan
        except (DoesNotFit, NothingToDo) as reason:
            return sentence(str(reason))
        return plan.fit_words or f"{clock_face(plan.planned_seconds)} planned"


def _prescribed(circuit: Circuit) -> str:
    return "\n".join(f"{it.name}: {prescription_words(it)}" for it in circuit.exercises)
