"""The report as one HTML page for printing on A4, without scripts or external resources."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hiptimer.foundation.text.dates import day_words
from hiptimer.history.report.markup import element, page_text
from hiptimer.history.report.plot_frame import PlotLine
from hiptimer.history.report.svg_plots import effort_plot, holds_plot, pain_plot, weeks_plot
from hiptimer.history.report.words import (
    HOW_PAIN_IS_READ,
    HOW_SIDES_COMPARE,
    asymmetry_in_short,
    change_words,
    duration_words,
    last_workouts_words,
    pain_change_words,
    period_words,
    sore_words,
)
from hiptimer.history.wording import history_lines
from hiptimer.plan.timeline import Dose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from hiptimer.diary.records import Details
    from hiptimer.history.report.report import Report, ReportedExercise

STYLE: Final = Path(__file__).with_name("page.css")

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""Keeps the browser from fetching or running anything that a text might inject."""


def report_html(report: Report) -> str:
    """Return the report as an HTML page."""
    nothing = element("p", "No workouts in this period.", class_="nothing")
    main = element(
        "main",
        _header(report),
        *(_sections(report) if report.workouts else [nothing]),
        _footer(report),
    )
    title = f"Exercise report, {period_words(report)}"
    return page_text(title, STYLE.read_text(encoding="utf-8"), POLICY, main)


def _header(report: Report) -> Element:
    return element(
        "header",
        element("p", "Exercise report", class_="kind"),
        element("h1", period_words(report)),
        element("p", "Name", element("span"), class_="name"),
        element("dl", *_figures(report)),
    )


def _figures(report: Report) -> Iterator[Element]:
    complete = sum(day.complete for day in report.days)
    yield _figure("Workouts", f"{report.workouts}", f"{complete} complete" if complete else "")
    mean = report.mean_of_all_weeks
    if mean is not None:
        weeks = len(report.weeks) - 1
        yield _figure(
            "Workouts per week", f"{mean:.1f}", f"mean of {weeks} weeks" if weeks > 1 else ""
        )
    if report.median_seconds is not None:
        yield _figure("Length of a workout", duration_words(report.median_seconds), "median")
    if change := pain_change_words(report.felt):
        yield _figure("Pain before", change.figures, change.of)


def _figure(name: str, value: str, note: str) -> Element:
    return element(
        "div",
        element("dt", name),
        element("dd", value, class_="value"),
        element("dd", note, class_="note"),
    )


def _sections(report: Report) -> Iterator[Element]:
    yield _section(
        "How often",
        element("p", f"{report.times.words.capitalize()}."),
        element("figure", weeks_plot(report.span, report.weeks, report.mean_of_all_weeks)),
    )
    yield _section(
        "What was done",
        element("p", "Average per effort, in the first and in the last workout."),
        _exercise_table(report.exercises),
    )
    if holds := list(_holds(report)):
        yield _section("Hold times", *holds)
    if report.felt:
        yield _section("Pain and effort", *_feelings(report))
    if any(it.loads for it in report.exercises):
        yield _section("Loads", _load_table(report.exercises))
    log = element("ol", *map(_log_entry, report.last_workouts), class_="log")
    yield _section(last_workouts_words(len(report.last_workouts), report.workouts), log)


def _section(title: str, *content: Element) -> Element:
    return element("section", element("h2", title), *content)


def _exercise_table(exercises: Iterable[ReportedExercise]) -> Element:
    return element(
        "table",
        _head("Exercise", "Workouts", "Left", "Right", "Left against right"),
        *(
            element("tbody", _circuit_row(title, 5), *map(_exercise_row, its))
            for title, its in groupby(exercises, key=lambda it: it.exercise.circuit_title)
        ),
        class_="exercises",
    )


def _head(*titles: str) -> Element:
    return element("thead", element("tr", *(element("th", it, scope="col") for it in titles)))


def _circuit_row(title: str, columns: int) -> Element:
    cell = element("th", title, scope="rowgroup", colspan=columns)
    return element("tr", cell, class_="circuit")


def _exercise_row(it: ReportedExercise) -> Element:
    left, right, unsided = (change_words(it.tallies, side) for side in ("left", "right", "unsided"))
    if unsided:
        sided = [f"{side} {words}" for side, words in (("left", left), ("right", right)) if words]
        amounts = [element("td", "; ".join([*sided, f"both sides {unsided}"]), colspan=2)]
    else:
        amounts = [element("td", words or "–") for words in (left, right)]
    return element(
        "tr",
        element("th", it.exercise.title, scope="row"),
        element("td", f"{len(it.tallies)}", class_="count"),
        *amounts,
        element("td", asymmetry_in_short(it.asymmetry)),
    )


def _holds(report: Report) -> Iterator[Element]:
    """Yield a plot for each exercise that was held to fatigue, or for increasing times."""
    for number, it in enumerate(report.exercises):
        lines = _hold_lines(it)
        values = [value for line in lines for _, value in line.points]
        is_open = any(tally.dose is Dose.OPEN for tally in it.tallies)
        if values and (is_open or max(values) - min(values) >= 1):
            title = it.exercise.title
            caption = [element("strong", title)]
            if it.asymmetry:
                caption.append(element("span", it.asymmetry.words))
            yield element(
                "figure",
                element("figcaption", *caption),
                holds_plot(f"hold-{number}", title, report.span, lines),
            )


def _hold_lines(it: ReportedExercise) -> list[PlotLine]:
    held = [tally for tally in it.tallies if tally.dose in (Dose.OPEN, Dose.HOLD)]
    lines = (
        PlotLine("left", "left", [(t.started_at, t.left.each) for t in held if t.left.each]),
        PlotLine("right", "right", [(t.started_at, t.right.each) for t in held if t.right.each]),
        PlotLine("both", "", [(t.started_at, t.unsided.each) for t in held if t.unsided.each]),
    )
    return [line for line in lines if line.points]


def _feelings(report: Report) -> Iterator[Element]:
    felt = [(it.started_at, it.feelings) for it in report.felt]
    pain = [
        (moment, it)
        for moment, it in felt
        if (it.pain_before, it.pain_after, it.pain_next_morning) != (None, None, None)
    ]
    effort = [(moment, float(it.effort)) for moment, it in felt if it.effort is not None]
    if pain:
        if words := sore_words(it for _, it in pain):
            yield element("p", words)
        yield element(
            "figure", _caption("Pain", "0 none, 10 worst imaginable"), pain_plot(report.span, pain)
        )
    if effort:
        yield element(
            "figure",
            _caption("Effort", "0 none, 10 all-out"),
            effort_plot(report.span, effort),
        )


def _caption(title: str, words: str) -> Element:
    return element("figcaption", element("strong", title), element("span", words))


def _load_table(exercises: Iterable[ReportedExercise]) -> Element:
    return element(
        "table",
        _head("Exercise", "Load", "Workouts", "From", "To"),
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
            element("td", f"{used.workouts}", class_="count"),
            element("td", day_words(used.first), class_="date"),
            element("td", day_words(used.last), class_="date"),
        )


def _log_entry(done: Details) -> Element:
    headline, *below = (line.strip() for line in history_lines(done))
    started = done.workout.started_at
    what = headline.removeprefix(f"{started:%Y-%m-%d %H:%M}").strip().replace("  ", ", ")
    when = element("time", day_words(started.date()), datetime=started.isoformat("T", "minutes"))
    return element(
        "li",
        element("p", when, element("span", f"{started:%H:%M}"), class_="when"),
        element("div", element("p", what), *(element("p", line) for line in below)),
    )


def _footer(report: Report) -> Element:
    has_sides = any(it.asymmetry for it in report.exercises)
    return element(
        "footer",
        *([element("p", HOW_SIDES_COMPARE)] if has_sides else []),
        *([element("p", HOW_PAIN_IS_READ)] if report.felt else []),
        element(
            "p",
            f"Written by hiptimer on {day_words(report.today)} from the diary of its workouts. "
            "hiptimer is a timer, not a clinician.",
        ),
    )
