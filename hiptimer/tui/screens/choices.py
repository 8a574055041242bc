"""The choices for today's workout, within what the circuit offers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen

from hiptimer.foundation.text.durations import clock_face
from hiptimer.foundation.text.sentences import sentence
from hiptimer.plan.choices import default_choices
from hiptimer.plan.compiler import NothingToDo
from hiptimer.plan.feelings import Feelings, drop_side_without_pain
from hiptimer.plan.plan import Plan
from hiptimer.plan.time_limit import DoesNotFit, fit_into_limit
from hiptimer.tui.screens.rest_question import RestQuestion
from hiptimer.tui.view_models.choice_rows import choice_rows
from hiptimer.tui.view_models.exercise_rows import exercise_rows
from hiptimer.tui.view_models.feeling_rows import rows_before
from hiptimer.tui.view_models.todays_circuits import Second, TodaysCircuits
from hiptimer.tui.widgets.choice_line import ChoiceLine
from hiptimer.tui.widgets.circuit_details import exercise_details, prescribed_doses
from hiptimer.tui.widgets.exercise_group import ExerciseGroup, exercise_groups
from hiptimer.tui.widgets.figure_previews import FigurePreviews
from hiptimer.tui.widgets.key_line import KeyLine
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.text_line import TextLine
from hiptimer.tui.widgets.today_card import TodayCard

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import DescendantFocus

    from hiptimer.circuit.model import Circuit
    from hiptimer.foundation.terminal import Charset
    from hiptimer.history.progress.suggestions import Suggestion
    from hiptimer.plan.choices import Choices
    from hiptimer.tui.view_models.choice_row import ChoiceRow
    from hiptimer.tui.view_models.todays_circuits import CircuitToday, SecondCircuits


class ChoicesScreen(Screen[Plan]):
    """Dismissed with the plan for today, or with None. Starts with the choices of last time.

    A figure beside the choices plays the previews of the exercise in focus. One of the circuits
    `seconds` may be chosen to come after the first; its choices are then among those of today.
    """

    CSS_PATH = "choices.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "start", "Start", tooltip="Start the workout"),
        Binding("enter", "start", show=False),
        Binding("d", "prescribe", "As prescribed", tooltip="Choose what the circuit prescribes"),
        Binding("a", "accept", "Accept", tooltip="Accept what is suggested"),
        Binding("escape,q", "dismiss", "Back", key_display="esc", tooltip="Back to the library"),
    ]

    def __init__(
        self,
        first: CircuitToday,
        seconds: SecondCircuits | None = None,
        *,
        charset: Charset = "quadrant",
    ) -> None:
        super().__init__()
        self._charset: Charset = charset
        self.circuits = TodaysCircuits(first, seconds)
        self._is_complete = True
        self._suggestion: Suggestion | None = None
        self.feelings = Feelings(sore_side=first.last.sore_side if first.last else None)

    @property
    def circuit(self) -> Circuit:
        """The circuit of today."""
        return self.circuits.today.circuit

    @property
    def choices(self) -> Choices:
        """The choices for today."""
        return self.circuits.choices

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
                self.circuits.today.id,
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
        """Lay out the card above the exercises, and what is said about them beside it."""
        rows = choice_rows(self.circuit, default_choices(self.circuit))
        ids = {it.id for it in self.circuit.exercises}
        of_all = [row for row in rows if row.key.partition(".")[0] not in ids]
        on_card = [row for row in of_all if row.key.rpartition(".")[2] in ("sets", "fit")]
        # Every possible row: the pain decides which of them are shown.
        pain = rows_before(Feelings(pain_before=1))
        yield PlainText(self.circuit.title, id="heading")
        with Vertical(id="body"):
            with VerticalScroll(id="choices", can_focus=False):
                yield TodayCard((*on_card, *pain, *self.circuits.rows()))
                with VerticalScroll(id="rows", can_focus=False):
                    yield from exercise_groups(self.circuit, rows, self.circuits.loads)
                    yield from (ChoiceLine(row) for row in of_all if row not in on_card)
            with Vertical(id="beside"):
                with VerticalScroll(can_focus=False):
                    yield PlainText(self.circuit.warning.strip(), id="warning")
                    yield PlainText(id="exercise")
                yield FigurePreviews(self._charset)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the initial choices, with the focus on the first."""
        self._show()
        self.query(ChoiceLine).first().focus()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Show the exercise that the line in focus belongs to, or all of them."""
        groups = [it for it in event.widget.ancestors if isinstance(it, ExerciseGroup)]
        exercise_id = groups[0].row.id if groups else None
        found = [it for it in self.circuit.exercises if it.id == exercise_id]
        self.query_one("#exercise", PlainText).show(
            exercise_details(found[0]) if found else prescribed_doses(self.circuit)
        )
        previews = self.circuits.today.previews
        of_it = tuple(it for it in previews if it.exercise_id == exercise_id)
        self.query_one(FigurePreviews).show(of_it if found else previews)

    def on_button_pressed(self) -> None:
        """Start the workout."""
        self.action_start()

    def on_choice_line_picked(self, event: ChoiceLine.Picked) -> None:
        """Choose the number that was typed or clicked."""
        self._choose(event.step)

    def on_exercise_group_toggled(self, event: ExerciseGroup.Toggled) -> None:
        """Skip an exercise, or include it again."""
        if event.row.toggled is None:
            self.notify("At least one exercise remains.", severity="warning")
        self._choose(event.row.toggled)

    def on_input_changed(self) -> None:
        """Show the load that is typed beside the dose."""
        self._show()

    def action_change(self, direction: str) -> None:
        """Move the line in focus one step to the left ("less") or to the right ("more")."""
        line = self.focused
        if isinstance(line, ChoiceLine):
            self._choose(line.row.less if direction == "less" else line.row.more)

    def action_prescribe(self) -> None:
        """Reset the choices to the prescription of the circuit."""
        self._choose(default_choices(self.circuit))

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Offer to accept only if there is a suggestion, and nothing while widgets are replaced."""
        if not self._is_complete:
            return False
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

    async def _choose_second(self, second: Second) -> None:
        """Show the choices with another circuit after the first."""
        if self.circuits.choose_second(second, self._loads):
            self._is_complete = False
            await self.recompose()
            self._is_complete = True
            self._show()
            next(it for it in self.query(ChoiceLine) if it.row.key == "then").focus()

    def _choose(self, chosen: Choices | Feelings | Second | None) -> None:
        if isinstance(chosen, Second):
            # In the message queue of the screen, so that no message meets half of its widgets.
            self.call_later(self._choose_second, chosen)
            return
        if isinstance(chosen, Feelings):
            self.feelings = chosen
        elif chosen is not None:
            self.circuits.choices = chosen
        self._show()

    def _show(self) -> None:
        try:
            plan, problem = self.plan, ""
        except (DoesNotFit, NothingToDo) as reason:
            plan, problem = None, sentence(str(reason))
        fitted = plan.choices if plan else self.choices
        found: tuple[ChoiceRow[Any], ...] = (
            *self.circuits.rows(),
            *rows_before(self.feelings),
            *choice_rows(self.circuit, self.choices, fitted),
        )
        rows = {row.key: row for row in found}
        for line in self.query(ChoiceLine):
            line.display = line.row.key in rows
            if line.display:
                line.show_row(rows[line.row.key])
        exercises = exercise_rows(self.circuit, self.choices, fitted, self._loads)
        for group, row in zip(self.query(ExerciseGroup), exercises, strict=True):
            group.show(row)
        pain_now = self.feelings.pain_before
        suggester, last = self.circuits.today.suggester, self.circuits.today.last
        self._suggestion = suggester(self.choices, pain_now) if suggester else None
        is_same = " · same as last time" if last and self.choices == last.done else ""
        words = f"{clock_face(plan.planned_seconds)} total{is_same}" if plan else problem
        card = self.query_one(TodayCard)
        card.show_total(words, is_problem=bool(problem))
        card.show_suggestion(self._suggestion)
        self.refresh_bindings()
