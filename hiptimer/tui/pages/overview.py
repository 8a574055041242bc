"""The first page of the history: this week, pain, left against right, and minutes."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from textual.containers import Vertical, VerticalScroll

from hiptimer.foundation.text.sentences import sentence
from hiptimer.history.figures import Figures
from hiptimer.history.progress.calendar import ASCII, FINE, HEAD, week_line
from hiptimer.history.progress.plots import efforts_plot, minutes_plot, pain_plot
from hiptimer.history.progress.sides import asymmetry
from hiptimer.history.progress.weeks import week_list
from hiptimer.tui.pages.page import PlottedPage
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.plot_view import PlotView

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from hiptimer.foundation.terminal import Charset
    from hiptimer.history.logbook import Contents, Logbook
    from hiptimer.history.progress.plots import Period
    from hiptimer.history.progress.sides import TwoSided

_MOST_WEEKS: Final = 30


class OverviewPage(PlottedPage):
    """Shows a period in four panels, each with a sentence above its plot."""

    PANE = "#panels"
    TROUBLE = "#pain-words"

    def __init__(self, logbook: Logbook, charset: Charset, span: Period) -> None:
        super().__init__(logbook, charset, span, id="overview-page")
        self._marks = ASCII if charset == "ascii" else FINE

    def compose(self) -> ComposeResult:
        """Lay out the panels in two columns."""
        with VerticalScroll(id="panels", can_focus=False):
            with Vertical(classes="panel"):
                yield PlainText(id="week-words", classes="panel-words")
                yield PlainText(id="last-weeks", classes="plot")
            with Vertical(classes="panel"):
                yield PlainText(id="pain-words", classes="panel-words")
                yield PlotView("Pain", self.charset, id="pain-plot")
            with Vertical(classes="panel"):
                yield PlainText(id="side-words", classes="panel-words")
                yield PlotView("Per effort", self.charset, id="sides-plot")
            with Vertical(classes="panel"):
                yield PlainText(id="minutes-words", classes="panel-words")
                yield PlotView("Minutes", self.charset, id="minutes-plot")

    def show(self, contents: Contents) -> None:
        """Show what the contents say by themselves, and read the rest."""
        self.contents = contents
        figures = Figures(contents.today, contents.days)
        weeks = week_list(contents.today, contents.days)
        lines = [week_line(it, contents.today, self._marks) for it in islice(weeks, _MOST_WEEKS)]
        self._say("week", figures.frequency_words)
        self.query_one("#last-weeks", PlainText).show("\n".join((HEAD, *lines)))
        self._say("minutes", figures.time_words)
        self.reload()

    def reload(self) -> None:
        """Read what the selected period holds."""
        if self.contents:
            self.read(partial(self._gather, self.contents, self.span))

    def _gather(self, contents: Contents, span: Period) -> Callable[[], None]:
        """Read ratings and doses, and return what shows them."""
        figures = self.logbook.figures(span)
        two_sided = self.logbook.first_two_sided(contents.exercises, span)
        return partial(self._show_read, contents, span, figures, two_sided)

    def _show_read(
        self,
        contents: Contents,
        span: Period,
        figures: Figures,
        two_sided: TwoSided | None,
    ) -> None:
        first, last = span.first_day(contents.today, contents.first_day), contents.today
        self._say("pain", figures.pain_words)
        self.query_one("#pain-plot", PlotView).show(pain_plot(figures.felt, first, last))
        self._say("side", _side_words(two_sided))
        tallies = two_sided.tallies if two_sided else ()
        self.query_one("#sides-plot", PlotView).show(efforts_plot(tallies, first, last))
        weeks = week_list(last, contents.days)
        self.query_one("#minutes-plot", PlotView).show(minutes_plot(weeks, first, last))

    def _say(self, panel: str, words: str) -> None:
        self.query_one(f"#{panel}-words", PlainText).show(words)


def _side_words(two_sided: TwoSided | None) -> str:
    compared = asymmetry(two_sided.tallies) if two_sided else None
    if two_sided is None or compared is None:
        return "No exercise was done on both sides in this period."
    return f"{two_sided.title}: {sentence(compared.words)}"
