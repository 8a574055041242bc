"""The tables of the report: weeks, exercises, hold times, what hurt, and loads."""

from __future__ import annotations

from itertools import groupby
from statistics import fmean
from typing import TYPE_CHECKING, Final

from hiptimer.foundation.text.dates import day_words
from hiptimer.foundation.text.sentences import counted
from hiptimer.history.progress.weeks import monday_of
from hiptimer.history.report.markup import element
from hiptimer.history.report.words import (
    asymmetry_in_short,
    change_words,
    duration_words,
    hold_words,
    short_day_words,
)
from hiptimer.plan.feelings import highest_pain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from xml.etree.ElementTree import Element

    from hiptimer.diary.records import RecordedWorkout
    from hiptimer.diary.tally_records import Amount, Tally, WorkoutFeelings
    from hiptimer.history.progress.weeks import Week
    from hiptimer.history.report.report import Report, ReportedExercise

MOST_WEEKS: Final = 8
"""The most weeks with a row each; the earlier ones share a row."""

MOST_SESSIONS: Final = 12
"""The most workouts whose hold times are listed; they are the columns of a table."""

MOST_PAINS: Final = 10
"""The most rows of what hurt."""

_NONE: Final = "–"


def weeks_table(report: Report) -> Element:
    """Return what was planned and done in each week, newest first."""
    weeks = report.figures.weeks
    rows = [_week_row(report, day_words(it.monday), [it]) for it in weeks[:MOST_WEEKS]]
    if earlier := weeks[MOST_WEEKS:]:
        rows.append(_week_row(report, f"{counted(len(earlier), 'week')} before", earlier))
    titles = ("Week from", "Workouts", "Complete", "Efforts complete", "Time", "Highest pain")
    return element("table", _head(*titles, "Effort"), element("tbody", *rows), class_="weeks")


def _week_row(report: Report, title: str, weeks: Sequence[Week]) -> Element:
    mondays = {it.monday for it in weeks}
    done = [it for it in report.workouts if monday_of(it.started_at.date()) in mondays]
    felt = [it.feelings for it in report.figures.felt if monday_of(it.started_at.date()) in mondays]
    pains = [pain for it in felt if (pain := highest_pain(it)) is not None]
    efforts = [it.effort for it in felt if it.effort is not None]
    return element(
        "tr",
        element("th", title, scope="row"),
        *(
            element("td", words)
            for words in (
                f"{len(done)}" if done else _NONE,
                f"{sum(it.is_complete for it in done)}" if done else "",
                _efforts_words(done),
                duration_words(sum(it.spent_seconds for it in done)) if done else "",
                f"{max(pains)}" if pains else "",
                f"{fmean(efforts):.0f}" if efforts else "",
            )
        ),
    )


def _efforts_words(done: Sequence[RecordedWorkout]) -> str:
    planned = sum(it.efforts_planned for it in done)
    return f"{sum(it.efforts_complete for it in done)} of {planned}" if planned else ""


def exercise_table(exercises: Iterable[ReportedExercise]) -> Element:
    """Return what was prescribed and done of each exercise, by circuit."""
    by_circuit = groupby(
        exercises, key=lambda it: (it.exercise.circuit_title, it.prescription.sets)
    )
    return element(
        "table",
        _head("Exercise", "Prescribed in a set", "Efforts done", "Left", "Right", "Difference"),
        *(
            element("tbody", _circuit_row(title, sets), *map(_exercise_row, its))
            for (title, sets), its in by_circuit
        ),
        class_="exercises",
    )


def _circuit_row(title: str, sets: str) -> Element:
    words = f"{title}, prescribed: {sets}" if sets else title
    return element("tr", element("th", words, scope="rowgroup", colspan=6), class_="circuit")


def _exercise_row(it: ReportedExercise) -> Element:
    left, right, unsided = (change_words(it.tallies, side) for side in ("left", "right", "unsided"))
    if unsided:
        sided = [f"{side} {words}" for side, words in (("left", left), ("right", right)) if words]
        amounts = [element("td", "; ".join([*sided, unsided]), colspan=2)]
    else:
        amounts = [element("td", words or _NONE) for words in (left, right)]
    return element(
        "tr",
        element("th", it.exercise.title, scope="row"),
        element("td", it.prescription.dose or "unknown"),
        element("td", f"{it.efforts} of {it.efforts_planned}"),
        *amounts,
        element("td", asymmetry_in_short(it.asymmetry)),
    )


def holds_table(it: ReportedExercise, sessions: Sequence[Tally]) -> Element:
    """Return the best and the mean hold of each session, left and right; a column each."""
    rows = []
    for side in ("left", "right", "unsided"):
        amounts: list[Amount] = [getattr(tally, side) for tally in sessions]
        if any(amount.efforts for amount in amounts):
            name = "" if side == "unsided" else f"{side.capitalize()}, "
            rows += [
                _holds_row(f"{name}best".capitalize(), [at.best or None for at in amounts]),
                _holds_row(f"{name}mean".capitalize(), [at.each for at in amounts]),
            ]
    days = (element("th", short_day_words(at.started_at.date()), scope="col") for at in sessions)
    return element(
        "table",
        element("caption", it.exercise.title),
        element("thead", element("tr", element("th", "Seconds"), *days)),
        element("tbody", *rows),
        class_="holds",
    )


def _holds_row(title: str, values: Iterable[float | None]) -> Element:
    cells = (_NONE if it is None else hold_words(it).removesuffix("s") for it in values)
    return element(
        "tr", element("th", title, scope="row"), *(element("td", words) for words in cells)
    )


def pains_table(felt: Sequence[WorkoutFeelings]) -> Element | None:
    """Return which exercises hurt, when, and how much, newest first; None if none did."""
    said = [(it.started_at.date(), pain) for it in reversed(felt) for pain in it.feelings.pains]
    if not said:
        return None
    rows = [
        _row(
            day_words(day),
            it.title,
            _side_words(it.side),
            "not rated" if it.pain is None else f"{it.pain}",
        )
        for day, it in said[:MOST_PAINS]
    ]
    if len(said) > MOST_PAINS:
        earlier = counted(len(said) - MOST_PAINS, "time")
        rows.append(_row(f"and {earlier} before", "", "", ""))
    head = _head("Day", "Exercise", "Side", "Pain")
    return element("table", head, element("tbody", *rows), class_="pains")


def _side_words(side: str | None) -> str:
    return side if side in ("left", "right") else ""


def load_table(exercises: Iterable[ReportedExercise]) -> Element:
    """Return the loads of each exercise, and when each was used."""
    return element(
        "table",
        _head("Exercise", "Load", "From", "To"),
        *(element("tbody", *_load_rows(it)) for it in exercises if it.loads),
        class_="loads",
    )


def _load_rows(it: ReportedExercise) -> Iterator[Element]:
    title = element("th", it.exercise.title, scope="rowgroup", rowspan=len(it.loads))
    for number, used in enumerate(it.loads):
        yield element(
            "tr",
            *([title] if number == 0 else []),
            element("td", used.load),
            element("td", short_day_words(used.first), class_="date"),
            element("td", day_words(used.last), class_="date"),
        )


def _head(*titles: str) -> Element:
    return element("thead", element("tr", *(element("th", it, scope="col") for it in titles)))


def _row(*cells: str) -> Element:
    return element("tr", *(element("td", it) for it in cells))
