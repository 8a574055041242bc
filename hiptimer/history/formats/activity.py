"""A workout as a sports watch records it: work and rest with wall-clock times.

The diary counts by the workout's clock, which excludes time during which the machine slept or the
program did not run; that time is added here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from hiptimer.workout.events import EndedBy
from hiptimer.workout.summary import counting_attempts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from hiptimer.diary.records import Details, RecordedPause
    from hiptimer.plan.effort import EffortSide

_KILOGRAMS = re.compile(r"\s*(\d{1,3}(?:[.,]\d{1,3})?)\s*kg\s*", re.ASCII | re.IGNORECASE)
_ANY_LOAD = "(.+)"
_OF_SIDES = re.compile(f"{_ANY_LOAD} left, {_ANY_LOAD} right")


@dataclass(frozen=True, slots=True)
class WorkSet:
    """What was done of one effort; `weight_kg` is None if the load is not a weight.

    The time from `starts` to `ends` may be longer than `seconds`, which exclude pauses. `reps` that
    were not counted are None.
    """

    exercise: str
    side: EffortSide | None
    starts: datetime
    ends: datetime
    seconds: float
    reps: int | None
    weight_kg: float | None


@dataclass(frozen=True, slots=True)
class RestSet:
    """The time between two work sets; `seconds` exclude pauses."""

    starts: datetime
    ends: datetime
    seconds: float


@dataclass(frozen=True, slots=True)
class Activity:
    """A workout with its sets in order, and its pauses, each with start and end.

    `timer_seconds` is the time from `starts` to `ends` without pauses, `effort` the rating from 0
    to 10, if there is one. `key` and `circuit_id` are those of the diary.
    """

    key: str
    circuit_id: str
    title: str
    starts: datetime
    ends: datetime
    timer_seconds: float
    effort: int | None
    sets: tuple[WorkSet | RestSet, ...]
    pauses: tuple[tuple[datetime, datetime], ...]

    @property
    def elapsed_seconds(self) -> float:
        """The time from start to end, including pauses."""
        return (self.ends - self.starts).total_seconds()


def activity(done: Details) -> Activity:
    """Return a workout as an activity, with a work set for each effort that was at least begun.

    Of several attempts at an effort the last one counts; the others and skipped efforts appear as
    rest. The time before the first set and after the last one is in no set.
    """
    workout = done.workout
    end = max([workout.spent_seconds, *(it.moment for it in done.attempts)])
    time = _Time(workout.started_at, end, done.pauses)
    return Activity(
        key=workout.key,
        circuit_id=workout.circuit_id,
        title=workout.title,
        starts=workout.started_at,
        ends=time.when_on(end),
        timer_seconds=time.moving_seconds(0.0, end),
        effort=done.feelings.effort,
        sets=tuple(_sets(done, time)),
        pauses=tuple((stop.stood_from, stop.went_on) for stop in time.stops),
    )


def weight_kg(load: str, side: EffortSide | None = None) -> float | None:
    """Return a load, that of `side` if it has one for each, in kilograms; None for a band."""
    if (sides := _OF_SIDES.fullmatch(load)) and side in ("left", "right"):
        load = sides[1 if side == "left" else 2]
    found = _KILOGRAMS.fullmatch(load)
    return float(found[1].replace(",", ".")) if found else None


class _Stop(NamedTuple):
    """A pause between two moments of a workout, with its wall-clock start and end."""

    begins: float
    ends: float
    stood_from: datetime
    went_on: datetime


class _Time:
    """Maps moments of a workout, in seconds from its start, to wall-clock times."""

    def __init__(self, starts: datetime, end: float, pauses: Sequence[RecordedPause]) -> None:
        self._starts = starts
        self.stops: list[_Stop] = []
        for pause in sorted(pauses, key=lambda it: it.began_at):
            self._stand_still(pause, end)

    def when(self, moment: float) -> datetime:
        """Return the time of a moment; if a pause begins at it, the time before the pause."""
        return self._seen_from([it for it in self.stops if it.begins < moment], moment)

    def when_on(self, moment: float) -> datetime:
        """Return the time at which a workout continued from a moment: after any pause there."""
        return self._seen_from([it for it in self.stops if it.begins <= moment], moment)

    def moving_seconds(self, begins: float, ends: float) -> float:
        """Return the seconds between two moments without pauses."""
        stood = (min(ends, it.ends) - max(begins, it.begins) for it in self.stops)
        return max(0.0, ends - begins - sum(max(0.0, seconds) for seconds in stood))

    def begin_of(self, seconds: float, ends: float) -> float:
        """Return the moment that precedes `ends` by `seconds`, not counting pauses."""
        for stop in reversed(self.stops):
            if stop.begins >= ends:
                continue
            moving_seconds = max(0.0, ends - stop.ends)
            if moving_seconds >= seconds:
                break
            seconds -= moving_seconds
            ends = stop.begins
        return ends - seconds

    def _stand_still(self, pause: RecordedPause, end: float) -> None:
        """Add a pause that begins after all others, and not before they are over."""
        over = self.stops[-1].ends if self.stops else 0.0
        counted_seconds = end - pause.began_at if pause.seconds is None else pause.seconds
        begins = min(max(over, pause.began_at), end)
        ends = min(max(begins, pause.began_at + counted_seconds), end)
        uncounted_seconds = pause.length_seconds - (pause.seconds or 0.0)
        stood_from = self._seen_from(self.stops, begins)
        went_on = stood_from + timedelta(seconds=ends - begins + uncounted_seconds)
        if self.stops and begins == over:
            begins, _, stood_from, _ = self.stops.pop()
        self.stops.append(_Stop(begins, ends, stood_from, went_on))

    def _seen_from(self, stops: Sequence[_Stop], moment: float) -> datetime:
        if not stops:
            return self._starts + timedelta(seconds=moment)
        if moment < stops[-1].ends:
            return stops[-1].stood_from + timedelta(seconds=moment - stops[-1].begins)
        return stops[-1].went_on + timedelta(seconds=moment - stops[-1].ends)


def _sets(done: Details, time: _Time) -> Iterator[WorkSet | RestSet]:
    efforts = {effort.index: effort for effort in done.efforts}
    worked = [
        attempt
        for attempt in counting_attempts(done.attempts).values()
        if attempt.seconds > 0 and attempt.by is not EndedBy.NEXT
    ]
    last_end = None
    for attempt in sorted(worked, key=lambda it: it.moment):
        begin = max(last_end or 0.0, time.begin_of(attempt.seconds, attempt.moment))
        if last_end is not None and (rested := time.moving_seconds(last_end, begin)) >= 0.001:
            yield RestSet(time.when(last_end), time.when_on(begin), rested)
        effort = efforts[attempt.index]
        yield WorkSet(
            exercise=effort.title,
            side=effort.side,
            starts=time.when_on(begin),
            ends=time.when(attempt.moment),
            seconds=attempt.seconds,
            reps=None if attempt.confirmed is False else attempt.reps,
            weight_kg=weight_kg(done.loads.get(effort.exercise_id, ""), effort.side),
        )
        last_end = attempt.moment
