"""The log: every workout, and the details of the one under the cursor."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content

from hiptimer.foundation.text.durations import clock_face
from hiptimer.history.logbook import Unreadable
from hiptimer.history.wording import (
    done_sets_words,
    ending_words,
    exercise_lines,
    list_words,
    moment_words,
    remark_lines,
)
from hiptimer.tui.pages.page import Page
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hiptimer.diary.records import Details, RecordedWorkout
    from hiptimer.history.logbook import Contents, Logbook


class LogPage(Page):
    """Shows the workouts, newest first, beside the details of one of them."""

    PANE = "#workout-pane"

    def __init__(self, logbook: Logbook) -> None:
        super().__init__(id="log-page")
        self._logbook = logbook

    @property
    def workout(self) -> RecordedWorkout | None:
        """The workout under the cursor."""
        found: RecordedWorkout | None = self.query_one("#workouts", RowList).row
        return found

    def compose(self) -> ComposeResult:
        """Lay out the list beside the details."""
        with Horizontal():
            yield RowList(_lines, 2, id="workouts")
            with VerticalScroll(id="workout-pane", can_focus=False):
                yield PlainText(id="workout-done")

    def show(self, contents: Contents, key: str | None = None) -> None:
        """Show all workouts, with the cursor on the workout `key`, or where it was."""
        workouts = self.query_one("#workouts", RowList)
        place = contents.workouts.place_of(key) if key else None
        workouts.show_rows(contents.workouts, workouts.cursor if place is None else place)

    def on_row_list_moved(self) -> None:
        """Read the details of the workout under the cursor."""
        if workout := self.workout:
            self.read(workout)

    @work(thread=True, exclusive=True)
    def read(self, workout: RecordedWorkout) -> None:
        """Read the details of `workout` and show them."""
        try:
            done = self._logbook.details(workout)
        except Unreadable as reason:
            self.hand_over(partial(self._show_words, Content(str(reason))))
            return
        words = _details(done) if done else Content("This workout no longer exists.")
        self.hand_over(partial(self._show_words, words))

    def _show_words(self, words: Content) -> None:
        self.query_one("#workout-done", PlainText).show(words)
        self.query_one("#workout-pane").scroll_home(animate=False)


def _lines(workout: RecordedWorkout) -> tuple[str, str]:
    return list_words(workout), workout.title


def _details(done: Details) -> Content:
    workout = done.workout
    spent = clock_face(workout.spent_seconds)
    ending = f"{ending_words(workout)} · {spent} · {done_sets_words(done)}"
    head = f"{moment_words(workout)}\n{ending}"
    parts = [Content.assemble((workout.title, "bold $text-primary"), f"\n{head}")]
    if remarks := list(remark_lines(done)):
        parts.append(Content("\n".join(remarks)))
    for title, lines in exercise_lines(done):
        parts.append(Content.assemble((title, "bold"), "\n", "\n".join(lines)))
    return Content("\n\n").join(parts)
