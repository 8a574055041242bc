"""The report as one HTML page for printing on A4, without scripts or external resources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from hiptimer.foundation.text.dates import day_words
from hiptimer.history.report.markup import element, page_text
from hiptimer.history.report.plot_frame import PlotLine
from hiptimer.history.report.svg_plots import pain_plot, times_plot, weeks_plot
from hiptimer.history.report.tables import (
    MOST_SESSIONS,
    MOST_WEEKS,
    exercise_table,
    holds_table,
    load_table,
    pains_table,
    weeks_table,
)
from hiptimer.history.report.words import (
    HOW_PAIN_IS_READ,
    HOW_SIDES_COMPARE,
    NOT_ENDORSED,
    PLANNED_REPS,
    column_words,
    day_writer,
    duration_words,
    pain_change_words,
    period_words,
    shown_words,
    sore_words,
)
from hiptimer.plan.effort import Dose
from hiptimer.plan.feelings import pain_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from hiptimer.diary.tally_records import Tally
    from hiptimer.history.report.report import Report

STYLE: Final = Path(__file__).with_name("page.css")

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""Keeps the browser from fetching or running anything that a text might inject."""

_MOST_NOTES: Final = 6


def report_html(report: Report) -> str:
    """Return the report as an HTML page."""
    nothing = element("p", "No workouts in this period.", class_="nothing")
    main = element(
        "main",
        _header(report),
        *([] if report.workouts else [nothing]),
        *_sections(report),
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
    figures = report.figures
    yield _figure("Workouts", f"{figures.workouts}", f"{figures.complete} complete")
    mean = report.mean_of_all_weeks
    if mean is not None:
        weeks = len(figures.weeks) - 1
        yield _figure(
            "Workouts per week", f"{mean:.1f}", f"mean of {weeks} weeks" if weeks > 1 else ""
        )
    if report.median_seconds is not None:
        yield _figure("Length of a workout", duration_words(report.median_seconds), "median")
    if change := pain_change_words(figures.felt):
        yield _figure("Pain before", change.figures, change.of)


def _figure(name: str, value: str, note: str) -> Element:
    return element(
        "div",
        element("dt", name),
        element("dd", value, class_="value"),
        element("dd", note, class_="note"),
    )


def _sections(report: Report) -> Iterator[Element]:
    figures = report.figures
    if report.workouts:
        yield _section("What was prescribed and what was done", exercise_table(report.exercises))
        plots = []
        if len(figures.weeks) > MOST_WEEKS:
            plot = weeks_plot(report.span, figures.weeks, report.mean_of_all_weeks)
            plots = [element("figure", plot)]
        yield _section(
            "Week by week", weeks_table(report), *plots, beside_title=figures.frequency_words
        )
    yield from _times(report)
    yield from _pain(report)
    pair = []
    if (hurt := pains_table(report)) is not None:
        pair.append(_section("What hurt", hurt))
    if any(it.loads for it in report.exercises):
        pair.append(_section("Loads", load_table(report)))
    if len(pair) > 1:
        yield element("div", *pair, class_="pair")
    else:
        yield from pair
    if report.notes:
        shown = report.notes[:_MOST_NOTES]
        of = shown_words(len(shown), len(report.notes), "notes")
        words = day_writer(report)
        entries = (element("li", f"{words(day)}: {' '.join(it.split())}") for day, it in shown)
        yield _section("Notes", element("ul", *entries, class_="notes"), beside_title=of)


def _section(title: str, *content: Element, beside_title: str = "") -> Element:
    heading = element("div", element("h2", title), *_remark(beside_title), class_="heading")
    return element("section", heading, *content)


def _remark(words: str) -> list[Element]:
    return [element("p", words)] if words else []


def _times(report: Report) -> Iterator[Element]:
    """Yield the times to fatigue and holds of changing length: tables, and plots if not all fit.

    Exercises that were done in the same workouts share a table.
    """
    tables: dict[tuple[str, ...], list[tuple[str, Sequence[Tally]]]] = {}
    plots = []
    kinds = set()
    for number, it in enumerate(report.exercises):
        held = [tally for tally in it.tallies if tally.dose in (Dose.OPEN, Dose.HOLD)]
        lines = _hold_lines(held)
        values = [value for line in lines for _, value in line.points]
        is_open = any(tally.dose is Dose.OPEN for tally in held)
        if not values or (not is_open and max(values) - min(values) < 1):
            continue
        kind = "times to fatigue" if it.prescription.is_moving else "hold times"
        kinds.add(kind)
        title = it.exercise.title
        shown = held[-MOST_SESSIONS:]
        which = shown_words(len(shown), len(held), "workouts with it")
        days = column_words([at.started_at.date() for at in shown])
        tables.setdefault((which, *days), []).append((title, shown))
        if len(held) > len(shown):
            plot = times_plot(f"time-{number}", f"{title}: {kind}", report.span, lines)
            plots.append(element("figure", element("figcaption", title), plot))
    if kinds:
        shown_tables = (holds_table(days, its, of) for (of, *days), its in tables.items())
        yield _section(" and ".join(sorted(kinds)).capitalize(), *shown_tables, *plots)


def _hold_lines(held: list[Tally]) -> list[PlotLine]:
    lines = (
        PlotLine("left", "left", [(t.started_at, t.left.each) for t in held if t.left.each]),
        PlotLine("right", "right", [(t.started_at, t.right.each) for t in held if t.right.each]),
        PlotLine("both", "", [(t.started_at, t.unsided.each) for t in held if t.unsided.each]),
    )
    return [line for line in lines if line.points]


def _pain(report: Report) -> Iterator[Element]:
    felt = report.figures.felt
    pain = [(it.started_at, it.feelings) for it in felt if pain_words(it.feelings)]
    if pain:
        words = f"0 none, 10 worst imaginable. {sore_words(it for _, it in pain)}"
        plot = element("figure", pain_plot(report.span, pain))
        yield _section("Pain", plot, beside_title=words.strip())


def _footer(report: Report) -> Element:
    has_planned = any(tally.unconfirmed for it in report.exercises for tally in it.tallies)
    return element(
        "footer",
        *_remark(PLANNED_REPS if has_planned else ""),
        *_remark(HOW_SIDES_COMPARE if report.exercises else ""),
        *_remark(HOW_PAIN_IS_READ if report.figures.felt else ""),
        element(
            "p",
            f"Written on {day_words(report.today)} by hiptimer, a timer and not a clinician, from "
            f"the diary of its workouts. {NOT_ENDORSED}",
        ),
    )
