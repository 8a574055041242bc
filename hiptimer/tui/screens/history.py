"""The history: an overview, how often, left against right, whether it hurts less, the log."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import ContentSwitcher

from hiptimer.history.logbook import CannotDelete, Unreadable
from hiptimer.history.progress.plots import SPANS
from hiptimer.history.wording import moment_words
from hiptimer.tui.pages.log import LogPage
from hiptimer.tui.pages.overview import OverviewPage
from hiptimer.tui.pages.page import Page, PlottedPage
from hiptimer.tui.pages.pain import PainPage
from hiptimer.tui.pages.progress import ProgressPage
from hiptimer.tui.pages.weeks import WeeksPage
from hiptimer.tui.view_models.history_actions import PLOTTED, has_effect
from hiptimer.tui.widgets.key_line import KeyLine
from hiptimer.tui.widgets.page_names import PageNames
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from hiptimer.diary.records import RecordedWorkout
    from hiptimer.foundation.terminal import Charset
    from hiptimer.history.logbook import Contents, Logbook

PAGES: Final[Mapping[str, str]] = {
    "overview-page": "Overview",
    "weeks-page": "Weeks",
    "progress-page": "Progress",
    "pain-page": "Pain",
    "log-page": "Log",
}

_USUAL_SPAN = 1

FIRST_DAYS: Final = 8 * 7
"""How many days, back from today, are read before anything is shown: enough for the four weeks
that this week is compared with, and few enough to be read within a tenth of a second."""

_READ_SECONDS = 12.0

_NOTHING_DONE = (
    "No workouts yet. This page will show how often you work out, how much you do left and"
    " right, and whether it hurts less."
)


class HistoryScreen(Screen[None]):
    """Shows `logbook`; plots use the characters of `charset`."""

    CSS_PATH = "history.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h,ctrl+c,ctrl+q", "dismiss", "Back", key_display="esc", tooltip="Close"),
        Binding("tab,right", "turn(1)", "Next page", key_display="→", tooltip="The next page"),
        Binding("shift+tab,left", "turn(-1)", "The page before", show=False),
        *(
            Binding(f"{number}", f"turn_to('{page}')", name, show=False)
            for number, (page, name) in enumerate(PAGES.items(), start=1)
        ),
        Binding("plus", "look_back(1)", "Longer", key_display="+", tooltip="Plot a longer time"),
        Binding(
            "minus", "look_back(-1)", "Shorter", key_display="-", tooltip="Plot a shorter time"
        ),
        Binding("d", "other_plot", "Other plot", tooltip="The other plot of this page"),
        Binding("space", "scroll_page", "Scroll", tooltip="Scroll text that does not fit"),
        Binding("x,delete", "delete", "Delete", tooltip="Delete the workout under the cursor"),
        Binding("u", "bring_back", "Undo", tooltip="Bring back what was deleted last"),
        Binding("question_mark", "app.help", "Help", key_display="?", tooltip="Keys and sounds"),
    ]

    def __init__(self, logbook: Logbook, charset: Charset) -> None:
        super().__init__()
        self._logbook = logbook
        self._charset: Charset = charset
        self._span = _USUAL_SPAN
        self._contents: Contents | None = None
        self._shown: set[str] = set()

    @property
    def page(self) -> str:
        """The id of the visible page."""
        return self.query_one(ContentSwitcher).current or ""

    def compose(self) -> ComposeResult:
        """Lay out the names of the pages above the visible page."""
        yield PlainText("History", id="heading")
        yield PageNames(PAGES)
        yield PlainText("Reading the diary …", id="message")
        with ContentSwitcher(initial="overview-page"):
            yield OverviewPage(self._logbook, self._charset, SPANS[self._span])
        yield KeyLine()

    async def on_mount(self) -> None:
        """Read the diary while the first frame is drawn."""
        self.read()
        self.query_one(ContentSwitcher).visible = False
        await self.action_turn_to("overview-page")

    @work(thread=True, exclusive=True, group="contents")
    def read(self, key: str | None = None) -> None:
        """Read the diary and show it, with the cursor of the log on the workout `key`."""
        # The first page shows a few weeks, so those are read first.
        for last_days in (None,) if self._contents else (FIRST_DAYS, None):
            try:
                contents = self._logbook.contents(last_days)
            except Unreadable as reason:
                self.app.call_from_thread(self._say, str(reason))
                return
            is_all = last_days is None
            if (is_all or len(contents.workouts)) and contents != self._contents:
                self.app.call_from_thread(self._show, contents, key)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what has an effect on the visible page; dim what has none at the moment."""
        if not self.is_mounted:
            return True
        match action, parameters:
            case "bring_back", _ if not self._logbook.can_restore:
                return False
            case "look_back", (int(further),) if self._further(further) == self._span:
                return None
        is_empty = not ((self._contents and self._contents.workouts) or self._logbook.can_restore)
        return has_effect(action, "" if is_empty else self.page, self.classes)

    def _further(self, further: int) -> int:
        return min(max(0, self._span + further), len(SPANS) - 1)

    def on_resize(self) -> None:
        """Update which actions are offered at the new size."""
        self.refresh_bindings()

    async def action_turn(self, pages: int) -> None:
        """Show the page that is this many pages further on."""
        names = list(PAGES)
        await self.action_turn_to(names[(names.index(self.page) + pages) % len(names)])

    async def action_turn_to(self, page: str) -> None:
        """Show a page. Pages are created on demand, so the first one appears sooner."""
        switcher = self.query_one(ContentSwitcher)
        if not self.query(f"#{page}"):
            await switcher.add_content(self._made(page))
        switcher.current = page
        self.query_one(PageNames).show(page)
        lists = self.query(f"#{page} RowList").results(RowList)
        self.set_focus(next(lists, None))
        self._show_heading()
        self._show_page()
        self.refresh_bindings()

    def _made(self, page: str) -> Page:
        if page == "log-page":
            return LogPage(self._logbook)
        if page == "weeks-page":
            return WeeksPage(self._charset)
        plotted = ProgressPage if page == "progress-page" else PainPage
        return plotted(self._logbook, self._charset, SPANS[self._span])

    def action_look_back(self, further: int) -> None:
        """Plot a longer or a shorter period."""
        number = self._further(further)
        if number != self._span:
            self._span = number
            for page in self.query(PlottedPage):
                page.show_span(SPANS[number])
            self._show_heading()
            self.refresh_bindings()

    def action_other_plot(self) -> None:
        """Show the other plot of the visible page."""
        self.query_one(f"#{self.page}", PlottedPage).show_other_plot()

    def action_scroll_page(self) -> None:
        """Scroll the part of the visible page that may not fit."""
        self.query_one(f"#{self.page}", Page).scroll_pane()

    def action_delete(self) -> None:
        """Delete the workout under the cursor."""
        if workout := self.query_one(LogPage).workout:
            self.delete(workout)

    @work(thread=True, group="deleting")
    def delete(self, workout: RecordedWorkout) -> None:
        """Delete a workout and show the remaining ones."""
        try:
            self._logbook.delete(workout)
        except CannotDelete as reason:
            self._notify(str(reason), is_trouble=True)
        else:
            self._notify(f"Deleted: {moment_words(workout)}. Press u to undo.")
            self.app.call_from_thread(self.read)

    @work(thread=True, group="deleting")
    def action_bring_back(self) -> None:
        """Restore the workout that was deleted last."""
        try:
            key = self._logbook.restore()
        except CannotDelete as reason:
            self._notify(str(reason), is_trouble=True)
        else:
            self._notify("Restored." if key else "Nothing to undo.")
            self.app.call_from_thread(self.read, key)

    def _notify(self, words: str, *, is_trouble: bool = False) -> None:
        say = partial(self.notify, words, markup=False)
        if is_trouble:
            say = partial(say, severity="warning", timeout=_READ_SECONDS)
        self.app.call_from_thread(say)

    def _show(self, contents: Contents, key: str | None) -> None:
        self._contents = contents
        self._shown = set()
        is_any = len(contents.workouts) > 0
        self.refresh_bindings()
        self._say(contents.skipped or ("" if is_any else _NOTHING_DONE))
        self.query_one(ContentSwitcher).visible = is_any
        if key:
            self._shown.add("log-page")
            for log in self.query(LogPage):
                log.show(contents, key)
        self._show_page()

    def _show_page(self) -> None:
        """Show the contents on the visible page, unless it shows them already."""
        if self._contents and self.page not in self._shown:
            self._shown.add(self.page)
            page = self.query_one(f"#{self.page}", Page)
            page.show(self._contents)

    def _say(self, words: str) -> None:
        line = self.query_one("#message", PlainText)
        line.display = bool(words)
        line.show(words)

    def _show_heading(self) -> None:
        is_plotted = self.page in PLOTTED
        span = SPANS[self._span]
        words = f"History · {span.words}" if is_plotted else "History"
        self.query_one("#heading", PlainText).show(words)
