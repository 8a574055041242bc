from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from hiptimer.circuit.amounts import Range
from hiptimer.circuit.doses import FreeReps
from hiptimer.plan.feelings import Feelings
from hiptimer.tui.app import HipTimerApp
from hiptimer.tui.screens.summary import SummaryScreen
from hiptimer.tui.themed_app import ThemedApp
from hiptimer.tui.widgets.rating_strip import RatingStrip
from hiptimer.tui.widgets.result_row import ResultRow
from hiptimer.workout.events import EffortEnded, EndedBy
from hiptimer.workout.hold_marks import HoldKey
from hiptimer.workout.summary import Summary, summary
from tests.conftest import exercise, laid_out, open_hold, slow, slow_rows, timed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiptimer.plan.timeline import Timeline


class SummaryApp(ThemedApp[None]):
    """Shows what came of a workout, and keeps what it has become."""

    HORIZONTAL_BREAKPOINTS = HipTimerApp.HORIZONTAL_BREAKPOINTS
    VERTICAL_BREAKPOINTS = HipTimerApp.VERTICAL_BREAKPOINTS

    def __init__(
        self,
        timeline: Timeline,
        *held: float,
        reps: int | None = None,
        asks: bool = False,
        last: Mapping[HoldKey, float] = MappingProxyType({}),
    ) -> None:
        super().__init__()
        efforts = [index for index, phase in enumerate(timeline.phases) if phase.is_effort]
        attempts = [
            EffortEnded(0.0, index, _ended_by(seconds), seconds, reps)
            for index, seconds in zip(efforts, held, strict=True)
        ]
        self.done = summary(timeline, attempts, spent_seconds=90.0)
        self.kept: Summary | None = None
        self.asks = asks
        self.last = last
        self.said: list[Feelings] = []

    def on_mount(self) -> None:
        keep = self.said.append if self.asks else None
        self.push_screen(SummaryScreen(self.done, keep, last_holds=self.last), self.keep)

    def keep(self, done: Summary | None) -> None:
        self.kept = done

    def done_words(self) -> list[str]:
        """Return what was done, row by row, as shown."""
        rows = self.rows("#results")
        heads = next(row for row in rows if "Done" in row)
        below = rows[rows.index(heads) + 1 :]
        return [done for row in below if (done := row[heads.index("Done") :].rstrip())]

    def rows(self, selector: str) -> list[str]:
        """Return the area of a widget, row by row."""
        region = self.screen.query_one(selector).region
        strips = self.screen._compositor.render_strips()[region.y : region.bottom]
        texts = ["".join(segment.text for segment in strip) for strip in strips]
        return [text[region.x : region.right] for text in texts]

    def asked(self) -> list[str]:
        """Return the text of each visible question, every run of blanks as one."""
        shown = [it for it in self.screen.query("RatingStrip, ChoiceLine") if it.display]
        return [" ".join(str(line.render()).split()) for line in shown]


def _ended_by(seconds: float) -> EndedBy:
    return EndedBy.CAP if seconds == 90.0 else EndedBy.PERSON


SQUATS = laid_out(exercise("squat", open_hold(30, 90), sides="each"))


NUMBERS = "0 1 2 3 4 5 6 7 8 9 10"
REPS = laid_out(exercise("raise", FreeReps(Range.single(12), None)), sets=Range.single(2))


async def test_a_hold_is_corrected_in_the_table_by_the_second_and_saved() -> None:
    app = SummaryApp(SQUATS, 34.2, 90.0)
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.done_words() == ["34.2s", "1m30s (cap)"]
        await pilot.press("tab")
        assert app.done_words() == ["◀ 34.2s ▶", "1m30s (cap)"]
        await pilot.press("left", "left", "down")
        assert app.done_words() == ["32.2s", "◀ 1m30s (cap)"]
        await pilot.press("right", "left")
        assert app.done_words() == ["32.2s", "◀ 1m29s (cap) ▶"]
        await pilot.press("up", "right", "enter")
    assert app.kept
    assert [row.done for row in app.kept.rows] == ["33.2s", "1m29s (cap)"]


async def test_each_hold_of_a_row_is_reached_with_the_arrow_keys() -> None:
    timeline = laid_out(exercise("squat", open_hold(30, 90)), sets=Range.single(3))
    app = SummaryApp(timeline, 31.0, 32.0, 33.0)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "down", "down", "right", "up", "left")
        assert app.done_words() == ["31s, ◀ 31s ▶, 34s"]


async def test_untimed_reps_are_corrected_in_the_table() -> None:
    app = SummaryApp(REPS, 30.0, 30.0, reps=12)
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.done_words() == ["12 reps, 12 reps"]
        await pilot.press("tab", "down", "left", "enter")
    assert app.kept
    assert app.kept.rows[0].done == "12 reps, 11 reps"


async def test_a_hold_is_selected_and_corrected_with_the_mouse() -> None:
    app = SummaryApp(SQUATS, 34.2, 60.0, asks=True)
    async with app.run_test(size=(80, 24)) as pilot:
        rows = list(app.screen.query(ResultRow))
        done = rows[1].render_line(0).text.index("1m")
        await pilot.click(rows[1], offset=(done, 0))
        assert app.done_words() == ["34.2s", "◀ 1m ▶"]
        await pilot.click(rows[1], offset=(done, 0))
        await pilot.pause()
        assert app.done_words() == ["34.2s", "◀ 59s ▶"]


async def test_tab_switches_between_results_and_ratings_as_the_page_says() -> None:
    app = SummaryApp(SQUATS, 34.2, 60.0, asks=True)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Correct your times and reps (Tab, then ← →)" in app.rows("#corrections")[0]
        await pilot.press("tab", "right")
        assert "Correct your times and reps (← →)" in app.rows("#corrections")[0]
        assert app.done_words() == ["◀ 35.2s ▶", "1m"]
        await pilot.press("tab", "right", "enter")
        await pilot.pause()
    assert app.said == [Feelings(pain_after=0)]


async def test_without_holds_and_own_reps_nothing_can_be_corrected() -> None:
    app = SummaryApp(laid_out(exercise("stretch", timed(20))), 20.0)
    async with app.run_test(size=(80, 24)) as pilot:
        assert not app.screen.query("#corrections")
        await pilot.press("tab", "left", "escape")
    assert app.kept == app.done


async def test_columns_without_anything_in_them_are_not_shown() -> None:
    timeline = laid_out(exercise("stretch", timed(20)))
    for held, heads in ((20.0, "Exercise Planned Done"), (9.0, "Exercise Planned Done Notes")):
        app = SummaryApp(timeline, held)
        async with app.run_test(size=(80, 24)):
            assert " ".join(app.rows("#heads")[0].split()) == heads


async def test_every_side_is_written_out() -> None:
    timeline = laid_out(
        exercise("march", timed(20), sides="alternate"), exercise("squat", timed(20), sides="each")
    )
    app = SummaryApp(timeline, 20.0, 20.0, 20.0)
    async with app.run_test(size=(80, 24)):
        shown = " ".join(app.rows("#results"))
        assert all(side in shown for side in ("alternating", "left", "right"))


async def test_the_achievement_follows_the_headline_and_changes_with_corrections() -> None:
    last = {HoldKey("squat", "right", 1, 1): 45.0}
    app = SummaryApp(SQUATS, 31.0, 48.0, asks=True, last=last)
    async with app.run_test(size=(80, 24)) as pilot:
        assert [row.strip() for row in app.rows("#results")[1:3]] == [
            "Workout complete: 2 of 2 efforts in 1:30",
            "Right hold 48 s, 45 s last time",
        ]
        await pilot.press("tab", "down", *["left"] * 3)
        assert app.rows("#remark")[0].strip() == "Every hold reached its target"
        await pilot.press("up", *["left"] * 3)
        assert not app.screen.query_one("#remark").display


async def test_feelings_are_asked_below_the_results_and_enter_saves_the_answers() -> None:
    app = SummaryApp(SQUATS, 34.2, 60.0, asks=True)
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.asked() == [
            f"pain after {NUMBERS} not rated",
            f"effort {NUMBERS} not rated",
            "what hurt nothing ▶",
        ]
        await pilot.press("right", "right", "right", "left")
        await pilot.press("down", "down", *["right"] * 7, "down", *"a q, good 7", "enter")
        await pilot.pause()
    assert app.said == [Feelings(pain_after=1, effort=6, note="a q, good 7")]
    assert app.kept == app.done


async def test_without_anything_done_it_is_not_asked_what_hurt() -> None:
    app = SummaryApp(SQUATS, 0.0, 0.0, asks=True)
    async with app.run_test(size=(80, 24)):
        assert not [row for row in app.asked() if "hurt" in row]


@pytest.mark.parametrize(
    ("keys", "rating"),
    [
        ("10", 10),
        ("100", 0),
        ("1<0", 0),
        ("7x", None),
        *slow_rows(("0", 0), ("7", 7), ("110", 10), ("1.0", 10), ("310", 10)),
    ],
)
async def test_a_digit_key_answers_and_a_one_before_a_zero_makes_ten(
    keys: str, rating: int | None
) -> None:
    names = {"<": "left", "x": "backspace", ".": "m"}
    app = SummaryApp(SQUATS, 34.2, 60.0, asks=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*(names.get(key, key) for key in keys), "enter")
        await pilot.pause()
    assert app.said == [Feelings(pain_after=rating)]


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_click_on_a_number_answers(size: tuple[int, int]) -> None:
    app = SummaryApp(SQUATS, 34.2, 60.0, asks=True)
    async with app.run_test(size=size) as pilot:
        strip = list(app.screen.query(RatingStrip))[1]
        lines = str(strip.render()).splitlines()
        y = next(number for number, line in enumerate(lines) if " 8 " in line)
        await pilot.click(strip, offset=(lines[y].index(" 8 ") + strip.styles.padding.left + 1, y))
        await pilot.press("enter")
        await pilot.pause()
    assert app.said == [Feelings(effort=8)]


@pytest.mark.parametrize("key", ["enter", "escape", *slow("q")])
async def test_every_rating_is_optional(key: str) -> None:
    app = SummaryApp(SQUATS, 34.2, 60.0, asks=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await pilot.pause()
    assert app.said == [Feelings()]
    assert app.kept == app.done


async def test_the_sore_side_is_asked_once_it_hurts_and_cleared_if_it_does_not() -> None:
    app = SummaryApp(SQUATS, 34.2, 60.0, asks=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "down", "right", "right")
        assert app.asked()[1] == "sore side ◀ right side ▶"
        await pilot.press("up", "left")
        assert len(app.asked()) == 3
        await pilot.press("enter")
        await pilot.pause()
    assert app.said == [Feelings(pain_after=0)]


async def test_answers_are_saved_if_the_program_ends_there() -> None:
    app = SummaryApp(SQUATS, 34.2, 60.0, asks=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("right", "down", "down", *"fine")
        await pilot.pause()
        app.exit()
    assert app.said == [Feelings(pain_after=0, note="fine")]


@pytest.mark.parametrize("size", [(80, 24), *slow((200, 60), (120, 34), (40, 12), (20, 5))])
async def test_the_selected_hold_is_visible_at_any_size(size: tuple[int, int]) -> None:
    timeline = laid_out(
        *(exercise(f"squat {number}", open_hold(30, 90), sides="each") for number in range(20))
    )
    app = SummaryApp(timeline, *[float(30 + number) for number in range(40)], asks=True)
    async with app.run_test(size=size) as pilot:
        await pilot.press("tab", *["down"] * 39, "right")
        await pilot.pause()
        assert "◀ 1m10s ▶" in " ".join(app.rows("#results"))
