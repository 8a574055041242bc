"""The page "Left against right": holds and reps of an exercise, plotted over time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical

from hiptimer.foundation.text.sentences import sentence
from hiptimer.history.progress.plots import doses_plot, efforts_plot
from hiptimer.history.progress.sides import asymmetry
from hiptimer.tui.pages.page import PlottedPage
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.plot_view import PlotView
from hiptimer.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from hiptimer.diary.tally_records import PastExercise, Tally
    from hiptimer.foundation.terminal import Charset
    from hiptimer.history.logbook import Contents, Logbook
    from hiptimer.history.progress.plots import Period


class ProgressPage(PlottedPage):
    """Shows the exercises of all circuits in the diary, and the progress of one of them."""

    TROUBLE = "#balance"

    def __init__(self, logbook: Logbook, charset: Charset, span: Period) -> None:
        super().__init__(logbook, charset, span, id="progress-page")

    def compose(self) -> ComposeResult:
        """Lay out the exercises beside the plots of one of them."""
        with Horizontal():
            yield RowList(_lines, 2, id="exercises")
            with Vertical(id="exercise-pane"):
                yield PlainText(id="exercise-title")
                yield PlainText(id="balance")
                yield PlotView("Per effort", self.charset, id="efforts")
                yield PlotView("Total per workout", self.charset, id="doses")
        yield PlainText(id="suggested")

    def show(self, contents: Contents) -> None:
        """Show the exercises in the diary."""
        self.contents = contents
        exercises = self.query_one("#exercises", RowList)
        exercises.show_rows(contents.exercises, exercises.cursor)

    def on_row_list_moved(self) -> None:
        """Show the progress of the exercise under the cursor."""
        self.reload()

    def reload(self) -> None:
        """Read the progress of the exercise under the cursor."""
        exercise: PastExercise | None = self.query_one("#exercises", RowList).row
        if exercise and self.contents:
            self.read(partial(self._gather, exercise, self.contents, self.span))

    def _gather(
        self, exercise: PastExercise, contents: Contents, span: Period
    ) -> Callable[[], None]:
        """Read the progress, and return what shows it."""
        done = self.logbook.tallies(exercise, span)
        suggested = self.logbook.suggestion_words(exercise.circuit_id)
        return partial(self._show_done, exercise, contents, span, done, suggested)

    def _show_done(
        self,
        exercise: PastExercise,
        contents: Contents,
        span: Period,
        done: Sequence[Tally],
        suggested: str,
    ) -> None:
        last = contents.today
        first = span.first_day(last, contents.first_day)
        self.query_one("#efforts", PlotView).show(efforts_plot(done, first, last))
        self.query_one("#doses", PlotView).show(doses_plot(done, first, last))
        compared = asymmetry(done)
        self.query_one("#exercise-title", PlainText).show(exercise.title)
        self.query_one("#balance", PlainText).show(sentence(compared.words) if compared else "")
        suggestion = f"{exercise.circuit_title}: {suggested}" if suggested else ""
        line = self.query_one("#suggested", PlainText)
        line.set_class(bool(suggestion), "-told")
        line.show(suggestion)


def _lines(exercise: PastExercise) -> tuple[str, str]:
    return exercise.title, exercise.circuit_title
