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
    day_writer,
    duration_words,
    rounded_hold,
)
from hiptimer.plan.feelings import highest_pain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date
    from xml.etree.ElementTree import Element

    from hiptimer.diary.records import RecordedWorkout
    from hiptimer.diary.tally_records import Amount, Tally
    from hiptimer.history.progress.weeks import Week
    from hiptimer.history.report.report import Report, ReportedExercise

MOST_WEEKS: Final = 8
"""The most weeks with a row each; the earlier ones share a row."""

MOST_SESSIONS: Final = 16
"""The most workouts whose hold times are listed, as columns: four weeks of four workouts."""

MOST_PAINS: Final = 6
"""The most days on which an exercise hurt that are listed."""

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


def holds_table(
    days: Sequence[str], exercises: Iterable[tuple[str, Sequence[Tally]]], which: str
) -> Element:
    """Return the best and the mean hold on each of `days`, left and right, by exercise.

    `which` says which of all workouts these are; empty if they are all.
    """
    heading = (element("th", day, scope="col") for day in days)
    return element(
        "table",
        *([element("caption", which)] if which else []),
        element("thead", element("tr", element("th", "Seconds"), *heading)),
        *(_holds_of(title, its, len(days) + 1) for title, its in exercises),
        class_="holds",
    )


def _holds_of(title: str, sessions: Sequence[Tally], columns: int) -> Element:
    rows = [element("tr", element("th", title, scope="rowgroup", colspan=columns))]
    for side in ("left", "right", "unsided"):
        amounts: list[Amount] = [getattr(tally, side) for tally in sessions]
        if any(amount.efforts for amount in amounts):
            name = "" if side == "unsided" else f"{side.capitalize()}, "
            rows += [
                _holds_row(f"{name}best".capitalize(), [at.best or None for at in amounts]),
                _holds_row(f"{name}mean".capitalize(), [at.each for at in amounts]),
            ]
    return element("tbody", *rows)


def _holds_row(title: str, values: Iterable[float | None]) -> Element:
    cells = (_NONE if it is None else f"{rounded_hold(it):g}" for it in values)
    return element(
        "tr", element("th", title, scope="row"), *(element("td", words) for words in cells)
    )


def pains_table(report: Report) -> Element | None:
    """Return which exercises hurt on which side, when, and how much; None if none did.

    What hurt last comes first; the days of each row are in order.
    """
    words = day_writer(report)
    said: dict[tuple[str, str], list[str]] = {}
    for it in report.figures.felt:
        for pain in it.feelings.pains:
            rated = "not rated" if pain.pain is None else f"{pain.pain}"
            key = pain.title, _side_words(pain.side)
            said[key] = [*said.pop(key, []), f"{words(it.started_at.date())}: {rated}"]
    if not said:
        return None
    rows = (_pain_row(*key, days) for key, days in reversed(said.items()))
    head = _head("Exercise", "Side", "Day: pain from 0 to 10")
    return element("table", head, element("tbody", *rows), class_="pains")


def _pain_row(title: str, side: str, days: Sequence[str]) -> Element:
    earlier = len(days) - MOST_PAINS
    before = [f"{counted(earlier, 'time')} before"] if earlier > 0 else []
    *listed, last = (*before, *days[-MOST_PAINS:])
    parts = [part for it in listed for part in (element("span", it), "; ")]
    cell = element("td", *parts, element("span", last))
    return element("tr", element("td", title), element("td", side), cell)


def _side_words(side: str | None) -> str:
    return side if side in ("left", "right") else ""


def load_table(report: Report) -> Element:
    """Return the loads of each exercise, and when each was used."""
    words = day_writer(report)
    return element(
        "table",
        _head("Exercise", "Load", "From", "To"),
        *(element("tbody", *_load_rows(it, words)) for it in report.exercises if it.loads),
        class_="loads",
    )


def _load_rows(it: ReportedExercise, words: Callable[[date], str]) -> Iterator[Element]:
    title = element("th", it.exercise.title, scope="rowgroup", rowspan=len(it.loads))
    for number, used in enumerate(it.loads):
        yield element(
            "tr",
            *([title] if number == 0 else []),
            element("td", used.load),
            element("td", words(used.first), class_="date"),
            element("td", words(used.last), class_="date"),
        )


def _head(*titles: str) -> Element:
    return element("thead", element("tr", *(element("th", it, scope="col") for it in titles)))
