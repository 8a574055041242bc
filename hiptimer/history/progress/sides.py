"""Left against right: what one side does less than the other, in percent.

In one workout only what can be compared is compared: the same round of the same set, where it was
done on both sides. Of all that, the seconds of the left and of the right (or the reps) are added
up, and the asymmetry is their difference in percent of the greater. One workout says little: what
is told is the median of the last five that have such a figure, and of fewer than three nothing.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hiptimer.diary.tallied import Tally

FEWEST: Final = 3
"""How many workouts it takes to tell left from right."""

MOST: Final = 5
"""How many workouts count at most: the last ones."""


@dataclass(frozen=True, slots=True)
class Asymmetry:
    """How left and right compare. `percent` is positive where the right does more.

    It is the median of so many `workouts`; None where they are too few to tell.
    """

    percent: float | None
    workouts: int

    @property
    def words(self) -> str:
        """Left against right in words: "left 12 % less than right, median of 5 workouts"."""
        if self.percent is None:
            return f"it takes {FEWEST} workouts to compare left and right: {self.workouts} so far"
        of = f"median of {self.workouts} workouts"
        size = round(abs(self.percent))
        if size == 0:
            return f"left and right the same, {of}"
        less, more = ("left", "right") if self.percent > 0 else ("right", "left")
        return f"{less} {size} % less than {more}, {of}"


def asymmetry_percent(left: float, right: float) -> float:
    """Return how much less one side did, in percent of the other: positive where it is the left.

    From -100, where the right did nothing, to 100; 0 where neither did anything.
    """
    greater = max(left, right)
    return 100.0 * ((right - left) / greater) if greater > 0 else 0.0


def asymmetry(tallies: Iterable[Tally]) -> Asymmetry | None:
    """Return how left and right compare in tallies of one exercise, the first workout first.

    None where it was never done on both sides of a round.
    """
    last = deque((asymmetry_percent(*it.paired) for it in tallies if it.paired), MOST)
    return _asymmetry(last)


def asymmetries(
    tallies: Iterable[Tally],
) -> Mapping[tuple[str, str], tuple[str, Asymmetry]]:
    """Return title and asymmetry of each exercise with two sides, by circuit and exercise.

    The title is the one it had last. `tallies` are in order, the first workout first; of many
    workouts only the last few are kept.
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
