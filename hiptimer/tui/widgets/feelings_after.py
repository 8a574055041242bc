"""The questions after a workout: how it felt, and what hurt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll

from hiptimer.foundation.toml.text_values import LONGEST_TEXT
from hiptimer.plan.feelings import Feelings
from hiptimer.tui.view_models.feeling_rows import (
    Hurt,
    hurt_places,
    hurt_row,
    pain_rating,
    rows_after,
    side_row,
)
from hiptimer.tui.widgets.choice_line import ChoiceLine
from hiptimer.tui.widgets.rating_strip import RatingStrip
from hiptimer.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Literal

    from textual.app import ComposeResult
    from textual.widget import Widget

    from hiptimer.tui.view_models.choice_row import ChoiceRow
    from hiptimer.tui.view_models.feeling_rows import Rating
    from hiptimer.workout.summary import Summary


class FeelingsAfter(VerticalScroll, inherit_bindings=False):
    """Collects `feelings` about the workout of `summary`, and what hurt in it.

    With `side_was_said`, the side that hurts is already known. `pains` are those said of efforts,
    by phase; `say_pain` is called with each further one.
    """

    def __init__(
        self,
        summary: Summary,
        *,
        side_was_said: bool,
        pains: Mapping[int, int | None],
        say_pain: Callable[[int, int], None],
    ) -> None:
        super().__init__(id="feelings", can_focus=False)
        self.feelings = Feelings()
        self.summary = summary
        self._side_was_said = side_was_said
        self._pains = dict(pains)
        self._say_pain = say_pain
        self._hurt_at: int | None = next(reversed(self._pains), None)
        rows = rows_after(self.feelings)
        self._pain, self._effort = RatingStrip(rows.pain), RatingStrip(rows.effort)
        self._side = ChoiceLine(side_row(self.feelings))
        self._note = TextLine("note", "note", hint="add a note", most=LONGEST_TEXT)
        self._hurt = ChoiceLine(self._hurt_row())
        self._hurt_pain = RatingStrip(self._hurt_rating())

    def compose(self) -> ComposeResult:
        """Lay out the questions."""
        yield self._pain
        yield self._side
        yield self._effort
        yield self._note
        yield self._hurt
        yield self._hurt_pain

    def on_mount(self) -> None:
        """Show which questions apply."""
        self._show()

    def focus_first(self) -> None:
        """Put the focus on the first question."""
        self._pain.focus()

    def on_input_changed(self) -> None:
        """Update the note."""
        self.read_note()

    def read_note(self) -> None:
        """Take the note as it is; the event for its last character may not have arrived yet."""
        self.feelings = replace(self.feelings, note=self._note.value)

    def on_rating_strip_rated(self, event: RatingStrip.Rated) -> None:
        """Update a rating."""
        if event.strip is self._hurt_pain:
            pain = event.feelings.pain_after
            if self._hurt_at is not None and pain is not None:
                self._pains[self._hurt_at] = pain
                self._say_pain(self._hurt_at, pain)
        else:
            self.feelings = event.feelings
        self._show()

    def change(self, line: Widget | None, direction: Literal["less", "more"]) -> None:
        """Move `line`, if it is one of these, a step to the left ("less") or right ("more")."""
        if line is self._hurt:
            row = self._hurt_row()
            place = row.less if direction == "less" else row.more
            self._hurt_at = place.phase if place else self._hurt_at
        elif line is self._side:
            step = self._side.row.less if direction == "less" else self._side.row.more
            self.feelings = step or self.feelings
        self._show()

    def _hurt_row(self) -> ChoiceRow[Hurt]:
        return hurt_row(hurt_places(self.summary, self._pains), self._hurt_at)

    def _hurt_rating(self) -> Rating:
        pain = None if self._hurt_at is None else self._pains.get(self._hurt_at)
        return pain_rating("how much", Feelings(pain_after=pain))

    def _show(self) -> None:
        rows = rows_after(self.feelings, side_was_said=self._side_was_said)
        self._pain.show_row(rows.pain)
        self._effort.show_row(rows.effort)
        hurt = self._hurt_row()
        self._hurt.show_row(hurt)
        self._hurt.display = bool(hurt.less or hurt.more)
        self._hurt_pain.show_row(self._hurt_rating())
        self._hurt_pain.display = self._hurt_at is not None
        self._side.display = rows.side is not None
        if rows.side:
            self._side.show_row(rows.side)
