"""History on the screen: every page, every key, every size, and a diary that is none."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hiptimer.diary.records import Outcome
from hiptimer.drawing import plots
from hiptimer.history.logbook import Contents, Logbook
from hiptimer.history.progress.plots import SPANS
from hiptimer.history.report.page import report_html
from hiptimer.history.report.report import read_report
from hiptimer.history.report.words import asymmetry_in_short
from hiptimer.plan.choices import default_choices
from hiptimer.plan.feelings import Feelings
from hiptimer.plan.plan import Plan
from hiptimer.session.session_diary import SessionDiary
from hiptimer.tui.app import HipTimerApp
from hiptimer.tui.screens import history
from hiptimer.tui.screens.help import HelpScreen
from hiptimer.tui.screens.history import PAGES, HistoryScreen
from hiptimer.tui.screens.library import LibraryScreen
from hiptimer.tui.widgets.page_names import PageName
from hiptimer.tui.widgets.row_list import RowList
from hiptimer.workout.events import EffortEnded, EndedBy
from tests.conftest import FakeClock, RecordingSpeaker, circuit, exercise, open_hold, slow, timed
from tests.diary.days import MORNING, Day, Wall, plan_of, recorded, whole_workout
from tests.diary.past import attempts_at, keep, keep_holds, mornings, squats, workout
from tests.tui.test_colors import each_look
from tests.tui.test_colors import look_at as look_at_colors
from tests.tui.trial import footer_key, on_trial

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from textual.screen import Screen

    from hiptimer.foundation.terminal import Charset
    from tests.tui.trial import Trial

READABLE = [(200, 60), (120, 40), (80, 24), (40, 12)]
FELT = Feelings(
    pain_before=3, pain_after=1, effort=6, pain_next_morning=0, note="[b]stiff[/b] today"
)


def a_past(folder: Path) -> None:
    """Keep eight workouts of squats, the left side weaker, one of them stopped, and one other."""
    plan = squats(sets=2)
    workouts = []
    for number, at in enumerate(mornings(*range(0, 24, 3))):
        times: dict[tuple[str | None, int, int], float] = {
            (side, set_, round_): (30.0 if side == "left" else 40.0) + number
            for side in ("left", "right")
            for set_ in (1, 2)
            for round_ in (1, 2)
        }
        is_last = number == 7
        done = attempts_at(plan, times)[: 3 if is_last else None]
        outcome = Outcome.STOPPED if is_last else Outcome.FINISHED
        workouts.append(workout(plan, at, done, outcome=outcome, feelings=FELT))
    plank = circuit(exercise("plank", timed(20.0)), title="A [red]plank[/red]")
    other = Plan(plank, "other", default_choices(plank))
    keep(folder, *workouts, workout(other, MORNING - timedelta(days=1)))


class HistoryAlone(HipTimerApp):
    """The app without the library, which takes longer to open than the history."""

    def get_default_screen(self) -> Screen[None]:
        assert self._diary
        # Textual reads it only for a screen that opens over another one.
        self.stylesheet.read(Path(history.__file__).with_suffix(".tcss"))
        return HistoryScreen(self._diary.logbook, self._charset)


@asynccontextmanager
async def history_of(
    folder: Path,
    size: tuple[int, int] = (80, 24),
    *,
    days_later: int = 23,
    charset: Charset = "quadrant",
    app_type: type[HipTimerApp] = HistoryAlone,
) -> AsyncIterator[Trial]:
    """Open history, so many days after the first workout, in the evening."""
    clock = FakeClock()
    diary = SessionDiary(folder, Wall(clock, MORNING + timedelta(days=days_later, hours=12)))
    async with on_trial(
        clock, RecordingSpeaker(), size=size, charset=charset, diary=diary, app_type=app_type
    ) as trial:
        if app_type is HipTimerApp:
            await trial.press("h")
        await read(trial)
        assert isinstance(trial.app.screen, HistoryScreen)
        yield trial


async def read(trial: Trial) -> None:
    """Wait for what is read in other threads, and for what is read after that."""
    for _ in range(2):
        await trial.app.workers.wait_for_complete()
        await trial.pilot.pause()


async def press(trial: Trial, *keys: str) -> None:
    for key in keys:
        await trial.press(key)
        await read(trial)


def words(trial: Trial, selector: str) -> str:
    """Return what stands in the place of a widget, with every run of blanks as one."""
    region = trial.app.screen.query_one(selector).region
    rows = [row[region.x : region.right] for row in trial.rows()[region.y : region.bottom]]
    return " ".join(" ".join(rows).split())


def page(trial: Trial) -> str:
    screen = trial.app.screen
    assert isinstance(screen, HistoryScreen)
    return PAGES[screen.page]


async def test_the_overview_comes_first_with_the_figures_of_the_report(tmp_path: Path) -> None:
    a_past(tmp_path)
    report = read_report(tmp_path, None, MORNING + timedelta(days=23, hours=12))
    squat = next(it for it in report.exercises if it.exercise.title == "Squat")
    assert squat.asymmetry
    written = report_html(report)
    assert report.figures.frequency_words in written
    assert asymmetry_in_short(squat.asymmetry) in written
    async with history_of(tmp_path) as trial:
        assert page(trial) == "Overview"
        said = [" ".join(str(it.render()).split()) for it in trial.app.screen.query(".panel-words")]
        assert said == [
            "2 workouts this week; 2.3 per week in the 3 weeks before.",
            "Pain before a workout 3 → 3, median of the first 4 and the last 4.",
            "Squat: Left 22 % less than right, median of 5 workouts.",
            "40 min this week.",
        ]
        assert words(trial, "#week-words") == report.figures.frequency_words
        assert words(trial, "#minutes-words") == report.figures.time_words
        assert words(trial, "#pain-words") == report.figures.pain_words
        assert squat.asymmetry.words[1:] in words(trial, "#side-words")
        assert words(trial, "#last-weeks").startswith(
            "Mo Tu We Th Fr Sa Su this week · ● · · ○ · · 2"
        )
        for plot in ("#pain-plot", "#sides-plot", "#minutes-plot"):
            assert "└" in words(trial, plot)
        plotted = words(trial, "#minutes-plot")
        # One for each week and one in the legend.
        assert plotted.count("●") == 4 + 1
        await press(trial, "minus")
        assert "History · 4 weeks" in trial.text()


async def test_the_overview_compares_the_sides_of_an_open_hold_first(tmp_path: Path) -> None:
    lunge = exercise("lunge", timed(20.0), sides="each")
    squat = exercise("squat", open_hold(), sides="each")
    plan = plan_of(lunge, squat)
    for day in range(3):
        done = tuple(
            EffortEnded(20.0 * index, index, EndedBy.PERSON, seconds, None)
            for index, seconds in ((1, 20.0), (3, 20.0), (5, 30.0), (7, 40.0))
        )
        keep(tmp_path, workout(plan, MORNING + timedelta(days=day), done))
    async with history_of(tmp_path, days_later=3) as trial:
        assert "Squat: Left 25 % less than right" in words(trial, "#side-words")
        await press(trial, "3")
        assert words(trial, "#exercises").startswith("Squat Trial Lunge Trial")
        assert words(trial, "#exercise-title") == "Squat"


async def test_without_ratings_and_sides_the_overview_says_so(tmp_path: Path) -> None:
    plan = plan_of(exercise("plank", timed(20.0)))
    keep(tmp_path, workout(plan, MORNING))
    async with history_of(tmp_path, days_later=0) as trial:
        assert "No pain or effort ratings in this period." in words(trial, "#pain-words")
        assert "No exercise was done on both sides in this period." in words(trial, "#side-words")


async def test_on_a_narrow_screen_the_overview_scrolls(tmp_path: Path) -> None:
    a_past(tmp_path)
    async with history_of(tmp_path, (40, 10)) as trial:
        assert "40 min this week." not in trial.text()
        await press(trial, "space")
        assert "40 min this week." in trial.text()
        await press(trial, "space")
        assert "2 workouts this week" in trial.text()


async def test_the_weeks_show_how_often_and_what_was_done(tmp_path: Path) -> None:
    a_past(tmp_path)
    async with history_of(tmp_path) as trial:
        await press(trial, "2")
        text = trial.text()
        assert "2 workouts this week; 2.3 per week in the 3 weeks before." in text
        assert "this week · ● · ○ · ·" not in text
        assert "This week Tue 07:15 complete 20:00 Trial" in words(trial, "#week-pane")
        assert "● complete ○ ended early ●2 two" in text
        await press(trial, "end")
        assert "3 Aug 2026 Thu 07:15 complete 20:00 A [red]plank[/red]" in words(
            trial, "#week-pane"
        )


async def test_the_pages_are_turned_by_key_and_by_mouse(tmp_path: Path) -> None:
    a_past(tmp_path)
    async with history_of(tmp_path) as trial:
        seen = [page(trial)]
        keys = ("tab", *["right"] * 4, "left", "shift+tab", *"12345")
        for key in keys:
            await press(trial, key)
            seen.append(page(trial))
        assert seen == [
            *("Overview", "Weeks", "Progress", "Pain", "Log", "Overview", "Log", "Pain"),
            *PAGES.values(),
        ]
        for name in trial.app.screen.query(PageName):
            await trial.pilot.click(name)
            await read(trial)
            assert page(trial) == PAGES[name.page]
        await trial.pilot.click("#workouts", offset=(3, 5))
        await read(trial)
        assert "Sat 22 Aug 2026, 07:15" in words(trial, "#workout-done")


@pytest.mark.parametrize("key", ["escape", "q", *slow("h", "ctrl+c", "ctrl+q")])
async def test_history_is_closed_by_key(tmp_path: Path, key: str) -> None:
    async with history_of(tmp_path, app_type=HipTimerApp) as trial:
        await trial.press(key)
        assert isinstance(trial.app.screen, LibraryScreen)


async def test_left_and_right_are_plotted_with_their_asymmetry(tmp_path: Path) -> None:
    a_past(tmp_path)
    async with history_of(tmp_path) as trial:
        await press(trial, "3")
        told = words(trial, "#exercise-pane")
        assert told.startswith("Squat Left 22 % less than right, median of 5 workouts.")
        assert "Per effort ◀ left ▶ right ◆ equal" in told
        plotted = words(trial, "#efforts")
        assert (plotted.count("◀"), plotted.count("▶")) == (8 + 1, 8 + 1)
        await press(trial, "d")
        assert "Total per workout ◀ left ▶ right" in words(trial, "#exercise-pane")
        await press(trial, "d", "down")
        told = words(trial, "#exercise-pane")
        assert told.startswith("Plank Per effort ● without a side")


async def test_a_longer_and_a_shorter_time_can_be_plotted(tmp_path: Path) -> None:
    a_past(tmp_path)
    keep(tmp_path, workout(squats(), MORNING - timedelta(days=300)))
    async with history_of(tmp_path) as trial:
        await press(trial, "2")
        assert "History 1 Overview" in trial.text()
        await press(trial, "3")
        assert "History · 12 weeks" in trial.text()
        shown = []
        for key in ("plus", "plus", "plus", "minus", "minus", "minus", "minus"):
            await press(trial, key)
            shown.append(words(trial, "#heading").removeprefix("History · "))
        assert shown == ["1 year", "all", "all", "1 year", "12 weeks", "4 weeks", "4 weeks"]
        assert words(trial, "#efforts").count("◀") == 8 + 1
        await press(trial, "plus", "plus")
        assert words(trial, "#efforts").count("◀") >= 1 + 2


async def test_a_suggestion_is_shown_under_the_plots(tmp_path: Path) -> None:
    hurt = Feelings(pain_before=1, pain_after=4)
    keep(tmp_path, *(workout(squats(), at, feelings=hurt) for at in mornings(0, 3)))
    async with history_of(tmp_path) as trial:
        await press(trial, "3")
        assert "see a clinician before you continue" in words(trial, "#suggested")


async def test_pain_and_effort_are_plotted_as_rated_each_page_keeping_its_own_plot(
    tmp_path: Path,
) -> None:
    a_past(tmp_path)
    async with history_of(tmp_path) as trial:
        await press(trial, "4")
        told = words(trial, "#pain-page")
        assert "Ratings from 8 workouts, from 0 to 10." in told
        assert "Pain ○ before ● after ▲ next morning" in told
        assert (told.count("○"), told.count("●"), told.count("▲")) == (9, 9, 9)
        await press(trial, "d")
        assert words(trial, "#effort").count("●") == 8 + 1
        await press(trial, "d", "3", "d", "4")
        assert "▲ next morning" in trial.text()
        await press(trial, "d")
        assert "● effort" in trial.text()
        await press(trial, "3", "d")
        assert "Per effort" in trial.text()
        await press(trial, "4")
        assert "● effort" in trial.text()


async def test_without_pain_ratings_the_page_explains_how_to_give_them(tmp_path: Path) -> None:
    keep_holds(tmp_path, (30.0, 30.0))
    async with history_of(tmp_path) as trial:
        await press(trial, "4")
        assert "No pain or effort ratings in this period." in trial.text()
        assert "Pain nothing yet" in trial.text()


async def test_both_plots_are_stacked_if_there_is_room(tmp_path: Path) -> None:
    a_past(tmp_path)
    async with history_of(tmp_path, (120, 40)) as trial:
        await press(trial, "3")
        assert "Per effort" in trial.text()
        assert "Total per workout" in trial.text()
        await press(trial, "4")
        assert "▲ next morning" in trial.text()
        assert "● effort" in trial.text()
        assert "Other plot" not in trial.text()
        await trial.pilot.resize_terminal(110, 30)
        await trial.pilot.pause()
        assert "● effort" not in trial.text()
        assert "Other plot" in trial.text()


async def test_the_log_shows_every_detail_of_a_workout(tmp_path: Path) -> None:
    a_past(tmp_path)
    async with history_of(tmp_path) as trial:
        await press(trial, "5")
        told = words(trial, "#workout-done")
        for it in (
            "Fri 28 Aug 2026, 07:15 ended early (3 of 8 efforts complete) · 20:00 · sets 1 of 2",
            "Pain 3 → 1, next morning 0; effort 6. Note: [b]stiff[/b] today",
            "left 2 × 37s (you); 2 × not reached",
            "right 47s (you); 3 × not reached",
        ):
            assert it in told
        await press(trial, "down")
        assert "Tue 25 Aug 2026" in words(trial, "#workout-done")
        await press(trial, "end")
        assert "A [red]plank[/red]" in words(trial, "#workout-done")


async def test_details_that_are_longer_than_their_place_can_be_read_to_their_end(
    tmp_path: Path,
) -> None:
    a_past(tmp_path)
    async with history_of(tmp_path, (40, 12)) as trial:
        await press(trial, "5")
        first = words(trial, "#workout-pane")
        seen: list[str] = []
        while not seen or seen[-1] != first:
            await press(trial, "space")
            seen.append(words(trial, "#workout-pane"))
        assert any("right 47s (you)" in it for it in seen)


async def test_a_deleted_workout_is_gone_and_u_restores_it(tmp_path: Path) -> None:
    a_past(tmp_path)
    before = recorded(tmp_path)
    async with history_of(tmp_path) as trial:
        await press(trial, "5", "down", "down", "x")
        assert len(recorded(tmp_path)) == len(before) - 1
        assert before[2].key not in {it.key for it in recorded(tmp_path)}
        assert "Deleted: Sat 22 Aug 2026, 07:15. Press u to undo." in trial.messages()
        assert "22 Aug" not in words(trial, "#workouts")
        assert "Wed 19 Aug 2026" in words(trial, "#workout-done")
        await press(trial, "delete")
        assert len(recorded(tmp_path)) == len(before) - 2
        await press(trial, "home", "u", "u")
        assert [it.key for it in recorded(tmp_path)] == [it.key for it in before]
        assert "Sat 22 Aug 2026" in words(trial, "#workout-done")
        assert "Undo" not in trial.rows()[-1]


async def test_a_deleted_workout_can_be_restored_after_history_is_reopened(
    tmp_path: Path,
) -> None:
    keep_holds(tmp_path, (30.0, 30.0))
    async with history_of(tmp_path, app_type=HipTimerApp) as trial:
        await press(trial, "5", "x")
        assert "No workouts yet." in trial.text()
        await trial.press("escape")
        await press(trial, "h", "5", "u")
        assert "No workouts yet." not in trial.text()
        assert "Squat" in words(trial, "#workout-done")
    assert len(recorded(tmp_path)) == 1


async def test_a_running_workout_cannot_be_deleted(tmp_path: Path) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.until(15.0)
    day.diary.close()
    async with history_of(tmp_path) as trial:
        await press(trial, "5", "x")
        assert trial.messages()[-1] == "A workout that is running cannot be deleted."
    assert len(recorded(tmp_path)) == 1


async def test_a_diary_that_cannot_be_written_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_holds(tmp_path, (30.0, 30.0))

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "diary.db")

    async with history_of(tmp_path) as trial:
        await press(trial, "5")
        with monkeypatch.context() as patch:
            patch.setattr("hiptimer.diary.deleting.open_to_write", refuse)
            await press(trial, "x")
            assert "Nothing was deleted." in trial.messages()[-1]
        await press(trial, "x")
        with monkeypatch.context() as patch:
            patch.setattr("hiptimer.diary.deleting.open_to_write", refuse)
            await press(trial, "u")
            assert "Not restored." in trial.messages()[-1]
        await press(trial, "u")
    assert len(recorded(tmp_path)) == 1


async def test_a_key_that_a_page_has_no_use_for_does_nothing_there(tmp_path: Path) -> None:
    keep_holds(tmp_path, (30.0, 30.0))
    async with history_of(tmp_path) as trial:
        await press(trial, "x", "u", "d", "plus", "minus", "space")
        assert trial.messages() == []
        assert len(recorded(tmp_path)) == 1
        footer = trial.rows()[-1]
        assert "Delete" not in footer
        await press(trial, "5")
        assert "x Delete ? Help" in " ".join(trial.rows()[-1].split())
        await press(trial, "x")
        assert "u Undo ? Help" in " ".join(trial.rows()[-1].split())


async def test_only_keys_that_have_an_effect_are_offered(tmp_path: Path) -> None:
    async with history_of(tmp_path) as trial:
        await press(trial)
        assert trial.rows()[-1].split() == ["→", "Next", "page", "esc", "Back", "?", "Help"]
    a_past(tmp_path)
    async with history_of(tmp_path) as trial:
        await press(trial)
        assert "+ Longer - Shorter ? Help" in " ".join(trial.rows()[-1].split())
        await press(trial, *["plus"] * len(SPANS))
        assert footer_key(trial, "Longer").has_class("-disabled")
        await press(trial, "minus")
        assert not footer_key(trial, "Longer").has_class("-disabled")


async def test_help_is_at_hand_and_names_the_keys_of_history(tmp_path: Path) -> None:
    async with history_of(tmp_path, (80, 100)) as trial:
        await press(trial, "question_mark")
        assert isinstance(trial.app.screen, HelpScreen)
        for told in ("Keys in the history", "x or delete", "+ and -", "space"):
            assert told in trial.text()


async def test_the_command_palette_leads_to_history(tmp_path: Path) -> None:
    clock = FakeClock()
    diary = SessionDiary(tmp_path, Wall(clock))
    async with on_trial(clock, RecordingSpeaker(), diary=diary) as trial:
        await trial.press("ctrl+p", *"what was done", "enter")
        await read(trial)
        assert isinstance(trial.app.screen, HistoryScreen)


async def test_without_a_diary_there_is_no_history() -> None:
    async with on_trial(FakeClock(), RecordingSpeaker()) as trial:
        assert "h History" not in trial.text()
        await trial.press("h")
        assert isinstance(trial.app.screen, LibraryScreen)


async def test_an_empty_diary_says_what_will_be_shown(tmp_path: Path) -> None:
    async with history_of(tmp_path) as trial:
        assert "No workouts yet." in trial.text()
        await press(trial, "3", "d", "4", "5", "x", "u", "down", "space", "2", "down")
        assert "No workouts yet." in trial.text()
    assert not list(tmp_path.glob("*.db"))


async def test_one_workout_is_enough_for_every_page(tmp_path: Path) -> None:
    whole_workout(tmp_path)
    async with history_of(tmp_path, days_later=0) as trial:
        assert "1 workout this week." in trial.text()
        await press(trial, "3")
        assert "Comparing left and right takes 3 workouts: 1 so far." in trial.text()
        assert "7 Aug" in words(trial, "#efforts")
        await press(trial, "5")
        assert "left 30s right 30s" in words(trial, "#workout-done")


async def test_a_diary_that_cannot_be_read_says_so_in_the_screen(tmp_path: Path) -> None:
    (tmp_path / "diary.db").write_bytes(b"no database " * 100)
    async with history_of(tmp_path) as trial:
        assert "The diary cannot be read: file is not a database." in trial.text()
        await press(trial, "3", "4", "5", "x", "2")
        assert "The diary cannot be read: file is not a database." in trial.text()


async def test_a_diary_that_breaks_while_it_is_looked_at_is_no_traceback(tmp_path: Path) -> None:
    a_past(tmp_path)
    async with history_of(tmp_path) as trial:
        for file in tmp_path.glob("diary.db*"):
            file.unlink()
        (tmp_path / "diary.db").write_bytes(b"no database " * 100)
        for key in ("3", "down", "4", "plus", "5", "down"):
            await press(trial, key)
            assert "The diary cannot be read" in trial.text(), key


async def test_without_the_library_that_plots_the_place_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise plots.NoPlots("no module named plotext")

    monkeypatch.setattr(plots, "_library", missing)
    a_past(tmp_path)
    async with history_of(tmp_path) as trial:
        await press(trial, "3")
        told = words(trial, "#efforts")
        assert told == "There are no plots: plotext cannot be loaded (no module named plotext)"
        assert "Left 22 % less" in trial.text()


async def test_in_ascii_weeks_and_plots_are_ascii(tmp_path: Path) -> None:
    a_past(tmp_path)
    async with history_of(tmp_path, charset="ascii") as trial:
        for selector in ("#last-weeks", "#pain-plot", "#sides-plot", "#minutes-plot"):
            assert words(trial, selector).isascii()
        await press(trial, "2")
        assert words(trial, "#weeks").isascii()
        await press(trial, "3")
        assert words(trial, "#efforts").isascii()
        assert words(trial, "#efforts").count("<") == 8 + 1
        await press(trial, "4")
        assert words(trial, "#pain").isascii()


@pytest.mark.parametrize("size", [(40, 12), *slow(*READABLE[:3], (20, 5), (1, 1))])
async def test_history_and_its_plots_fit_any_size(tmp_path: Path, size: tuple[int, int]) -> None:
    a_past(tmp_path)
    async with history_of(tmp_path, size) as trial:
        for key in ("1", "2", "3", "d", "d", "4", "d", "d", "5"):
            await press(trial, key)
            assert len(trial.rows()) == size[1]
            if size in READABLE:
                look_at(trial)
                if plot := {"3": "#efforts", "4": "#pain"}.get(key):
                    assert "└" in words(trial, plot)


def look_at(trial: Trial) -> None:
    """Assert that all that is shown is shown in full: what is longer than its place scrolls."""
    screen = trial.app.screen
    texts = "#often, #balance, #exercise-title, #rated, #marks-legend, .panel-words"
    for widget in screen.query(texts):
        if widget.is_on_screen and widget.display:
            shown = words(trial, f"#{widget.id}")
            assert shown == " ".join(str(widget.render()).split()), widget
    assert isinstance(screen, HistoryScreen)
    names = words(trial, "#page-names")
    assert PAGES[screen.page] in names
    assert all(f"{number}" in names for number in range(1, len(PAGES) + 1))
    for rows in screen.query(RowList):
        if rows.is_on_screen:
            assert rows.size.height > 0, rows


@each_look
async def test_all_that_is_written_can_be_read_under_every_theme(
    tmp_path: Path, themes: Sequence[str]
) -> None:
    a_past(tmp_path)
    async with history_of(tmp_path, (120, 40)) as trial:
        for key in "12345":
            await press(trial, key)
            await look_at_colors(trial, f"history, page {key}", themes)


@pytest.mark.parametrize("theme", ["ansi-dark", *slow("ansi-light")])
async def test_a_terminal_may_keep_its_own_colors(tmp_path: Path, theme: str) -> None:
    a_past(tmp_path)
    async with history_of(tmp_path) as trial:
        trial.app.theme = theme
        await press(trial, "3")
        told = words(trial, "#efforts")
        assert (told.count("◀"), told.count("▶")) == (8 + 1, 8 + 1)
        await press(trial, "5")
        assert "22 Aug" in words(trial, "#workouts")


async def test_a_terminal_may_change_its_size_with_history_on_it(tmp_path: Path) -> None:
    a_past(tmp_path)
    async with history_of(tmp_path) as trial:
        await press(trial, "3")
        for width, height in ((20, 5), (1, 1), (200, 60), (40, 12), (80, 24)):
            await trial.pilot.resize_terminal(width, height)
            await read(trial)
            assert len(trial.rows()) == height
        assert "Left 22 % less than right" in trial.text()
        assert "└" in words(trial, "#efforts")


async def test_the_first_page_is_shown_before_all_workouts_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_past(tmp_path)
    monkeypatch.setattr(history, "FIRST_DAYS", 9)
    asked: list[int | None] = []
    shown: list[int] = []
    contents, show = Logbook.contents, HistoryScreen._show

    def counted(book: Logbook, last_days: int | None = None) -> Contents:
        asked.append(last_days)
        return contents(book, last_days)

    def show_counted(screen: HistoryScreen, found: Contents, key: str | None) -> None:
        shown.append(len(found.workouts))
        show(screen, found, key)

    monkeypatch.setattr(Logbook, "contents", counted)
    monkeypatch.setattr(HistoryScreen, "_show", show_counted)
    async with history_of(tmp_path) as trial:
        assert (asked, shown) == ([9, None], [3, 9])
        await press(trial, "5", "end")
        assert isinstance(trial.app.screen, HistoryScreen)
        assert trial.app.screen.query_one("#workouts", RowList).cursor == 8
        trial.app.screen.read()
        await read(trial)
        # What was in sight stays in sight.
        assert (asked[2:], shown[2:]) == ([None], [])
        assert trial.app.screen.query_one("#workouts", RowList).cursor == 8
