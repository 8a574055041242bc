from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from hiptimer.playhead import EffortEnded, EndedBy
from hiptimer.results import Summary, summary
from hiptimer.tui.colours import FIELDS
from hiptimer.tui.screens.summary import SummaryScreen
from hiptimer.tui.widgets.hold_line import HoldLine
from tests.conftest import exercise, laid_out, open_hold, timed

if TYPE_CHECKING:
    from hiptimer.timeline import Timeline


class SummaryApp(App[None]):
    """Shows what came of a workout, and keeps what it has become."""

    CSS_PATH = "../../hiptimer/tui/hiptimer.tcss"

    def __init__(self, timeline: Timeline, *held: float) -> None:
        super().__init__()
        efforts = [index for index, phase in enumerate(timeline.phases) if phase.is_effort]
        attempts = [
            EffortEnded(0.0, index, EndedBy.PERSON, seconds, None)
            for index, seconds in zip(efforts, held, strict=True)
        ]
        self.done = summary(timeline, attempts, finished=True, spent_seconds=90.0)
        self.kept: Summary | None = None

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return FIELDS

    def on_mount(self) -> None:
        self.push_screen(SummaryScreen(self.done), self.keep)

    def keep(self, done: Summary | None) -> None:
        self.kept = done

    def lines(self) -> list[str]:
        """Return what stands in the lines that can be changed."""
        return [str(line.render()) for line in self.screen.query(HoldLine)]


SQUATS = laid_out(exercise("squat", open_hold(30, 90), sides="each"))


async def test_a_hold_is_put_right_by_the_second_and_kept_so() -> None:
    app = SummaryApp(SQUATS, 34.2, 90.0)
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.lines() == [
            "◀   34.2s ▶  Squat, left, set 1 of 1",
            "◀   1m30s    Squat, right, set 1 of 1",
        ]
        await pilot.press("tab", "left", "left", "down", "right", "left")
        assert app.lines()[0].startswith("◀   32.2s ▶")
        assert app.lines()[1].startswith("◀   1m29s ▶")
        await pilot.press("up", "right", "enter")
    assert app.kept
    assert [row.done for row in app.kept.rows] == ["33.2s (done)", "1m29s (done)"]


async def test_without_open_holds_there_is_nothing_to_put_right() -> None:
    app = SummaryApp(laid_out(exercise("stretch", timed(20))), 20.0)
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.lines() == []
        assert not app.screen.query("#holds")
        await pilot.press("tab", "left", "escape")
    assert app.kept == app.done
