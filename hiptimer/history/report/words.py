"""The texts and figures of the report."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from hiptimer.foundation.text.dates import day_words
from hiptimer.foundation.text.durations import duration_text
from hiptimer.foundation.text.sentences import plural
from hiptimer.history.progress.sides import FEWEST, MOST
from hiptimer.plan.feelings import HIGH_PAIN, MODERATE_PAIN, SORE_SIDE_WORDS
from hiptimer.plan.wording import reps_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from hiptimer.diary.tally_records import Tally, WorkoutFeelings
    from hiptimer.history.progress.sides import Asymmetry
    from hiptimer.history.report.report import Report
    from hiptimer.plan.feelings import Feelings

HOW_SIDES_COMPARE: Final = (
    "Left, right: average per effort, in the first and in the last workout. Difference: of the "
    "rounds done on both sides, in percent of the larger side, as the median of the last "
    f"{FEWEST} to {MOST} workouts."
)

NOT_ENDORSED: Final = "Not checked or endorsed by the author of the circuit."

PLANNED_REPS: Final = (
    "“Planned” reps were done at the person's own pace and not counted: the number is the "
    "planned one."
)

HOW_PAIN_IS_READ: Final = (
    f"Pain up to {MODERATE_PAIN - 1} is called low, from {MODERATE_PAIN} on moderate, from "
    f"{HIGH_PAIN} on high. These limits come from studies of kneecap pain (Thomeé 1997) and "
    "Achilles tendon pain (Silbernagel et al. 2007), not of the hip. Pain at the front of the hip "
    "during marathon training can be a bone stress injury, and no rating rules one out."
)

_HOURS_FROM_SECONDS: Final = 36_000.0
_ENDS: Final = 5
"""The most workouts that represent the beginning of a period, and its end."""


class PainChange(NamedTuple):
    """The pain at the beginning and at the end of a period, and what the figures refer to."""

    figures: str
    of: str


def period_words(report: Report) -> str:
    """Return the period of the report: "3 Aug – 24 Nov 2026"."""
    first = report.since or report.figures.first_day
    if first >= report.today:
        return day_words(report.today)
    began, ended = day_words(first), day_words(report.today)
    if first.year == report.today.year:
        began = began.rsplit(maxsplit=1)[0]
    return f"{began} – {ended}"


def duration_words(seconds: float) -> str:
    """Return a duration in minutes, in seconds below one minute, in hours from ten hours."""
    if seconds >= _HOURS_FROM_SECONDS:
        return f"{round(seconds / 3600)} h"
    return f"{round(seconds / 60)} min" if seconds >= 60 else f"{round(seconds)} s"


def shown_words(shown: int, total: int, things: str) -> str:
    """Return a sentence that says how many are shown; empty if all are."""
    return f"The last {shown} of {total} {things}." if shown < total else ""


def change_words(tallies: Sequence[Tally], side: Literal["left", "right", "unsided"]) -> str:
    """Return the mean effort on a side in the first and in the last workout: "24s → 41s".

    Empty if that side never did it.
    """
    did = [(it, each) for it in tallies if (each := getattr(it, side).each) is not None]
    if not did:
        return ""
    first, last = (_each_words(*it) for it in (did[0], did[-1]))
    return first if first == last else f"{first} → {last}"


def _each_words(tally: Tally, each: float) -> str:
    if not tally.is_in_reps:
        return hold_words(each)
    return f"{round(each, 1):g} planned" if tally.unconfirmed else reps_words(round(each, 1))


def day_writer(report: Report) -> Callable[[date], str]:
    """Return how to write a day of `report`: without its year if all its days have the same."""
    return short_day_words if report.span[0].year == report.today.year else day_words


def short_day_words(day: date) -> str:
    """Return a day without its year: "7 Aug"."""
    return day_words(day).rsplit(maxsplit=1)[0]


def column_words(days: Sequence[date]) -> Iterator[str]:
    """Yield days as headings, the month only if it changed: "7 Aug", "9", "2 Sep"."""
    for day, before in zip(days, (None, *days), strict=False):
        is_same = before is not None and (before.year, before.month) == (day.year, day.month)
        yield f"{day.day}" if is_same else short_day_words(day)


def hold_words(seconds: float) -> str:
    """Return a time of an effort: "34s", "7.5s"."""
    return duration_text(rounded_hold(seconds))


def rounded_hold(seconds: float) -> float:
    """Return the seconds of an effort in the precision that is shown."""
    return round(seconds, 0 if seconds >= 10 else 1)


def asymmetry_in_short(asymmetry: Asymmetry | None) -> str:
    """Return which side does less: "left 7 % less"; empty if there are not two sides."""
    if asymmetry is None:
        return ""
    if asymmetry.percent is None:
        return "too few workouts"
    size = round(abs(asymmetry.percent))
    return f"{'left' if asymmetry.percent > 0 else 'right'} {size} % less" if size else "equal"


def pain_change_words(felt: Sequence[WorkoutFeelings]) -> PainChange | None:
    """Return the pain before workouts at the beginning and the end; None if too few were rated."""
    said = [it.feelings.pain_before for it in felt]
    pains = [pain for pain in said if pain is not None]
    number = min(_ENDS, len(pains) // 2)
    if number < FEWEST:
        return None
    began, ended = median(pains[:number]), median(pains[-number:])
    return PainChange(
        f"{began:g} → {ended:g}", f"median of the first {number} and the last {number}"
    )


def sore_words(felt: Iterable[Feelings]) -> str:
    """Return which side was recorded as sore, and how often; empty if none was."""
    sides = Counter(it.sore_side for it in felt if it.sore_side)
    if not sides:
        return ""
    said = [f"{SORE_SIDE_WORDS[side]} in {number}" for side, number in sides.most_common()]
    return f"Sore: {', '.join(said)} {plural('workout', sides.total())}."
