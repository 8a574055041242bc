"""The page "Weeks": a calendar of weeks, and the workouts of the week under the cursor."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content

from hiptimer.foundation.text.dates import day_name
from hiptimer.history.progress.calendar import ASCII, FINE, HEAD, week_line, week_name
from hiptimer.history.progress.weeks import DAYS, week_list, workouts_per_week
from hiptimer.history.wording import outcome_words
from hiptimer.tui.pages.page import Page
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hiptimer.diary.records import RecordedWorkout
    from hiptimer.foundation.terminal import Charset
    from hiptimer.history.logbook import Contents
    from hiptimer.history.progress.weeks import Week


class WeeksPage(Page):
    """Shows the weeks, newest first, with a mark for each day with a workout."""

    def __init__(self, charset: Charset) -> None:
        super().__init__(id="weeks-page")
        self._marks = ASCII if charset == "ascii" else FINE
        self._contents: Contents | None = None

    def compose(self) -> ComposeResult:
        """Lay out the calendar beside the workouts of one week."""
        yield PlainText(id="often")
        with Horizontal():
            with Vertical(id="calendar"):
                yield PlainText(HEAD, id="week-days")
                yield RowList(self._lines, 1, id="weeks")
            with VerticalScroll(id="week-pane", can_focus=False):
                yield PlainText(id="week")
        yield PlainText(self._marks.legend, id="marks-legend")

    def show(self, contents: Contents) -> None:
        """Show all weeks."""
        self._contents = contents
        weeks = self.query_one("#weeks", RowList)
        often = workouts_per_week(contents.today, contents.days)
        self.query_one("#often", PlainText).show(f"{often.words}.")
        weeks.show_rows(week_list(contents.today, contents.days), weeks.cursor)

    def on_row_list_moved(self) -> None:
        """Show the workouts of the week under the cursor."""
        week: Week | None = self.query_one("#weeks", RowList).row
        if week and self._contents:
            sunday = week.monday + timedelta(days=DAYS - 1)
            there = self._contents.workouts.between(week.monday, sunday)
            done = [it for it in there if it.has_effort_done]
            name = week_name(week.monday, self._contents.today)
            opening = name if done else f"{name}: no workouts"
            parts = [Content.styled(opening[0].upper() + opening[1:], "bold")]
            parts += [_workout_words(it) for it in reversed(done)]
            self.query_one("#week", PlainText).show(Content("\n").join(parts))

    def _lines(self, week: Week) -> tuple[str, ...]:
        today = self._contents.today if self._contents else week.monday
        return (week_line(week, today, self._marks),)


def _workout_words(workout: RecordedWorkout) -> Content:
    at = workout.started_at
    when = f"{day_name(at.date())} {at:%H:%M}  {outcome_words(workout)}"
    return Content.assemble(f"\n{when}\n", workout.title)
