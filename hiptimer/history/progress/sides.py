"""Left against right: how much less one side does than the other, in percent.

Within a workout, only rounds that were done on both sides are compared. Their seconds (or reps) are
added up for the left and for the right; the asymmetry is the difference in percent of the greater
sum. Because one workout says little, the result is the median of the last five workouts with a
value; with fewer than three there is no result.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hiptimer.diary.tally_records import Tally

FEWEST: Final = 3
"""The fewest workouts for a result."""

MOST: Final = 5
"""The most workouts that count, starting with the newest."""


class TwoSided(NamedTuple):
    """An exercise that was done on both sides, and how much of it in each workout."""

    title: str
    tallies: Sequence[Tally]


@dataclass(frozen=True, slots=True)
class Asymmetry:
    """The comparison of left and right. `percent` is positive if the right does more.

    It is the median of `workouts` workouts; None if they are too few.
    """

    percent: float | None
    workouts: int

    @property
    def words(self) -> str:
        """The comparison in words: "left 12 % less than right, median of 5 workouts"."""
        if self.percent is None:
            return f"comparing left and right takes {FEWEST} workouts: {self.workouts} so far"
        of = f"median of {self.workouts} workouts"
        size = round(abs(self.percent))
        if size == 0:
            return f"left and right equal, {of}"
        less, more = ("left", "right") if self.percent > 0 else ("right", "left")
        return f"{less} {size} % less than {more}, {of}"


def asymmetry_percent(left: float, right: float) -> float:
    """Return how much less one side did, in percent of the other: positive if it is the left.

    The result is from -100, if the right did nothing, to 100; 0 if neither did anything.
    """
    greater = max(left, right)
    return 100.0 * ((right - left) / greater) if greater > 0 else 0.0


def asymmetry(tallies: Iterable[Tally]) -> Asymmetry | None:
    """Return the comparison of left and right in tallies of one exercise, oldest workout first.

    None if no round was ever done on both sides.
    """
    last = deque((asymmetry_percent(*it.paired) for it in tallies if it.paired), MOST)
    return _asymmetry(last)


def asymmetries(
    tallies: Iterable[Tally],
) -> Mapping[tuple[str, str], tuple[str, Asymmetry]]:
    """Return title and asymmetry of each exercise with two sides, by circuit and exercise id.

    The title is the most recent one. `tallies` are ordered by workout, oldest first; only the last
    few are kept in memory.
    """
    titles: dict[tuple[str, str], str] = {}
    percents: dict[tuple[str, str], deque[float]] = {}
    for tally in tallies:
        key = tally.circuit_id, tally.exercise_id
        titles[key] = tally.title
        last = percents.setdefault(key, deque(maxlen=MOST))
        if tally.paired:
            last.append(asymmetry_percent(*tally.paired))
    found = {key: _asymmetry(last) for key, last in percents.items()}
    return {key: (titles[key], told) for key, told in found.items() if told}


def _asymmetry(percents: deque[float]) -> Asymmetry | None:
    if not percents:
        return None
    return Asymmetry(median(percents) if len(percents) >= FEWEST else None, len(percents))
