"""The question after the person said that an effort hurts."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Button

from hiptimer.plan.feelings import Feelings
from hiptimer.plan.wording import HOW_MUCH
from hiptimer.tui.screens.question import Question
from hiptimer.tui.view_models.feeling_rows import pain_rating
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.rating_strip import RatingStrip

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.timer import Timer

KEEP_SECONDS = 1.0
"""How long a rating is shown before it is kept, so that a 0 can follow a 1."""


class HurtQuestion(Question[bool]):
    """Asks how much the exercise `title` hurts, and is dismissed with whether to drop it.

    The pain is already recorded, and the workout is paused; `rate` records the rating. Whether to
    drop the rest of the exercise is asked only if it `has_more`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "go_on", "Skip"),
        Binding("d", "leave_out", "Drop"),
    ]

    def __init__(self, title: str, rate: Callable[[int], None], *, has_more: bool) -> None:
        super().__init__()
        self._title = title
        self._rate = rate
        self._has_more = has_more
        self._timer: Timer | None = None
        self._is_rated = False
        self._strip = RatingStrip(pain_rating(title, Feelings()))

    def compose(self) -> ComposeResult:
        """Lay out the question, its scale, and the answers, each with its key."""
        with Vertical(id="question"):
            yield PlainText(f"Stopped. {HOW_MUCH}", classes="headline")
            yield self._strip
            with Horizontal(classes="buttons"):
                yield Button("Skip (Enter)", compact=True, action="screen.go_on", id="keep")
            with Horizontal(classes="buttons", id="leaving-out"):
                yield Button("Drop it today (d)", compact=True, action="screen.leave_out")
                yield Button("Keep it (Enter)", compact=True, action="screen.go_on")

    def on_mount(self) -> None:
        """Put the focus on the scale, whose digits answer."""
        self.query_one("#leaving-out").display = False
        self._strip.focus()

    def on_rating_strip_rated(self, event: RatingStrip.Rated) -> None:
        """Show a rating, which is kept unless another one follows soon."""
        self._strip.show_row(pain_rating(self._title, event.feelings))
        if self._timer:
            self._timer.stop()
        is_rated = event.feelings.pain_after is not None
        self.query_one("#keep", Button).label = "Save (Enter)" if is_rated else "Skip (Enter)"
        if is_rated:
            self._timer = self.set_timer(KEEP_SECONDS, self.action_go_on)

    def action_go_on(self) -> None:
        """Keep the rating that is shown, if any, or keep the exercise."""
        if self._is_rated:
            self.dismiss(False)
            return
        self._is_rated = True
        if self._timer:
            self._timer.stop()
        pain = self._strip.row.value
        if pain is not None:
            self._rate(pain)
        if not self._has_more:
            self.dismiss(False)
            return
        rated = "" if pain is None else f"{self._strip.row.words.capitalize()}. "
        words = f"{rated}Drop {self._title} for the rest of today?"
        headline = self.query_one(".headline", PlainText)
        headline.show(words)
        headline.refresh(layout=True)
        self._strip.display = self.query(".buttons").first().display = False
        self.query_one("#leaving-out").display = True
        self.refresh_bindings()

    def action_leave_out(self) -> None:
        """Drop the rest of the exercise."""
        self.dismiss(True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to drop the exercise once the pain was rated or skipped."""
        return self._is_rated or (action, parameters) != ("leave_out", ())
