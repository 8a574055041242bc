"""The page "Does it hurt less?": recorded pain and effort over time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from hiptimer.foundation.text.sentences import counted
from hiptimer.history.progress.plots import effort_plot, pain_plot
from hiptimer.tui.pages.page import PlottedPage
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.plot_view import PlotView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from hiptimer.diary.tally_records import WorkoutFeelings
    from hiptimer.foundation.terminal import Charset
    from hiptimer.history.logbook import Contents, Logbook
    from hiptimer.history.progress.plots import Period


class PainPage(PlottedPage):
    """Shows the ratings of all circuits together."""

    TROUBLE = "#rated"

    def __init__(self, logbook: Logbook, charset: Charset, span: Period) -> None:
        super().__init__(logbook, charset, span, id="pain-page")

    def compose(self) -> ComposeResult:
        """Lay out the plots one below the other."""
        yield PlainText(id="rated")
        yield PlotView("Pain", self.charset, id="pain")
        yield PlotView("Effort", self.charset, id="effort")

    def show(self, contents: Contents) -> None:
        """Show the ratings."""
        self.contents = contents
        self.reload()

    def reload(self) -> None:
        """Read the ratings of the selected period."""
        if self.contents:
            self.read(partial(self._gather, self.contents, self.span))

    def _gather(self, contents: Contents, span: Period) -> Callable[[], None]:
        """Read the ratings, and return what shows them."""
        ratings = self.logbook.figures(span).felt
        return partial(self._show_ratings, contents, span, ratings)

    def _show_ratings(
        self, contents: Contents, span: Period, ratings: Sequence[WorkoutFeelings]
    ) -> None:
        first = span.first_day(contents.today, contents.first_day)
        workouts = counted(len(ratings), "workout")
        words = f"Ratings from {workouts}, from 0 to 10." if ratings else _NO_RATINGS
        self.query_one("#rated", PlainText).show(words)
        self.query_one("#pain", PlotView).show(pain_plot(ratings, first, contents.today))
        self.query_one("#effort", PlotView).show(effort_plot(ratings, first, contents.today))


_NO_RATINGS = (
    "No pain or effort ratings in this period. Rate both before and after a workout, from 0 to 10."
)
