from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.plan.feelings import Feelings
from hiptimer.tui.screens.summary import SummaryScreen
from hiptimer.tui.themed_app import ThemedApp
from hiptimer.tui.widgets.choice_line import ChoiceLine
from hiptimer.tui.widgets.hold_line import HoldLine
from hiptimer.workout.events import EffortEnded, EndedBy
from hiptimer.workout.summary import Summary, summary
from tests.conftest import exercise, laid_out, open_hold, timed

if TYPE_CHECKING:
    from hiptimer.plan.timeline import Timeline


class SummaryApp(ThemedApp[None]):
    """Shows what came of a workout, and keeps what it has become."""

    def __init__(self, timeline: Timeline, *held: float, asks: bool = False) -> None:
        super().__init__()
        efforts = [index for index, phase in enumerate(timeline.phases) if phase.is_effort]
        attempts = [
            EffortEnded(0.0, index, EndedBy.PERSON, seconds, None)
            for index, seconds in zip(efforts, held, strict=True)
        ]
        self.done = summary(timeline, attempts, spent_seconds=90.0)
        self.kept: Summary | None = None
        self.asks = asks
        self.said: list[Feelings] = []

    def on_mount(self) -> None:
        keep = self.said.append if self.asks else None
        self.push_screen(SummaryScreen(self.done, keep), self.keep)

    def keep(self, done: Summary | None) -> None:
        self.kept = done

    def lines(self) -> list[str]:
        """Return what stands in the lines that can be changed."""
        return [str(line.render()) for line in self.screen.query(HoldLine)]

    def asked(self) -> list[str]:
        """Return what stands in the lines that ask how it felt, every run of blanks as one."""
        shown = [line for line in self.screen.query(ChoiceLine) if line.display]
        return [" ".join(str(line.render()).split()) for line in shown]


SQUATS = laid_out(exercise("squat", open_hold(30, 90), sides="each"))


async def test_a_hold_is_corrected_by_the_second_and_saved() -> None:
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


async def test_without_open_holds_nothing_can_be_corrected() -> None:
    app = SummaryApp(laid_out(exercise("stretch", timed(20))), 20.0)
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.lines() == []
        assert not app.screen.query("#holds")
        await pilot.press("tab", "left", "escape")
    assert app.kept == app.done


async def test_feelings_are_asked_below_the_results_and_enter_saves_the_answers() -> None:
    app = SummaryApp(SQUATS, 34.2, 90.0, asks=True)
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.asked() == [
            "pain after not rated ▶ 0 ─────────── 10",
            "effort not rated ▶ 0 ─────────── 10",
        ]
        await pilot.press("right", "right", "right", "left")
        await pilot.press("down", "down", *["right"] * 7, "down", *"a q, good", "enter")
        await pilot.pause()
    assert app.said == [Feelings(pain_after=1, effort=6, note="a q, good")]
    assert app.kept == app.done


@pytest.mark.parametrize("key", ["enter", "escape", "q"])
async def test_every_rating_is_optional(key: str) -> None:
    app = SummaryApp(SQUATS, 34.2, 90.0, asks=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await pilot.pause()
    assert app.said == [Feelings()]
    assert app.kept == app.done


async def test_the_sore_side_is_asked_once_it_hurts_and_cleared_if_it_does_not() -> None:
    app = SummaryApp(SQUATS, 34.2, 90.0, asks=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("right", "right", "down", "right", "right")
        assert app.asked()[1] == "sore side ◀ right side ▶"
        await pilot.press("up", "left")
        assert len(app.asked()) == 2
        await pilot.press("enter")
        await pilot.pause()
    assert app.said == [Feelings(pain_after=0)]


async def test_a_hold_can_be_corrected_below_the_questions() -> None:
    app = SummaryApp(SQUATS, 34.2, 90.0, asks=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "right", "down", "down", "left", "up", "x", "escape")
        await pilot.pause()
    assert app.said == [Feelings(effort=0, note="x")]
    assert app.kept
    assert app.kept.rows[0].done == "33.2s (done)"


async def test_answers_are_saved_if_the_program_ends_there() -> None:
    app = SummaryApp(SQUATS, 34.2, 90.0, asks=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("right", "down", "down", *"fine")
        await pilot.pause()
        app.exit()
    assert app.said == [Feelings(pain_after=0, note="fine")]
