"""A workout as a sports watch would have it: worked and rested when, by the clock on the wall.

The diary counts by the clock a workout is told the time by. What passed asleep, or while the
program was not there, no moment of the diary counts; here it is put in again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from hiptimer.workout.events import EndedBy
from hiptimer.workout.results import counting_attempts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from hiptimer.diary.records import Details, RecordedPause
    from hiptimer.plan.timeline import EffortSide

_KILOGRAMS = re.compile(r"\s*(\d{1,3}(?:[.,]\d{1,3})?)\s*kg\s*", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WorkSet:
    """What was done of one effort; `weight_kg` is None where the load is no weight.

    From `starts` to `ends` may be longer than `seconds`, which count no pauses.
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
    """What lies between two work sets; of pauses in it, `seconds` count none."""

    starts: datetime
    ends: datetime
    seconds: float


@dataclass(frozen=True, slots=True)
class Activity:
    """A workout with its sets in order, and when it stood still: from when until when.

    `timer_seconds` is the time from `starts` to `ends` without those, `effort` how hard it was from
    0 to 10, where that was said. `key` and `circuit_id` are the diary's.
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
        """How long it took, pauses and all."""
        return (self.ends - self.starts).total_seconds()


def activity(done: Details) -> Activity:
    """Return a workout as an activity, with a work set for each effort of which anything was done.

    Of several attempts at one the last counts; the others, and what was skipped, pass as rest.
    What comes before the first set and after the last is in none.
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


def weight_kg(load: str) -> float | None:
    """Return the weight a load is in kilograms; None for a band, or anything else that is none."""
    found = _KILOGRAMS.fullmatch(load)
    return float(found[1].replace(",", ".")) if found else None


class _Stop(NamedTuple):
    """A pause between two moments of a workout, and from when until when that was."""

    begins: float
    ends: float
    stood_from: datetime
    went_on: datetime


class _Time:
    """The moments of a workout, in seconds from its start, and when they were."""

    def __init__(self, starts: datetime, end: float, pauses: Sequence[RecordedPause]) -> None:
        self._starts = starts
        self.stops: list[_Stop] = []
        for pause in sorted(pauses, key=lambda it: it.began_at):
            self._stand_still(pause, end)

    def when(self, moment: float) -> datetime:
        """Return when a moment was; where a pause begins with it, that is before the pause."""
        return self._seen_from([it for it in self.stops if it.begins < moment], moment)

    def when_on(self, moment: float) -> datetime:
        """Return when a workout went on from a moment: after the pause, where there is one."""
        return self._seen_from([it for it in self.stops if it.begins <= moment], moment)

    def moving_seconds(self, begins: float, ends: float) -> float:
        """Return for how long between two moments the workout did not stand still."""
        stood = (min(ends, it.ends) - max(begins, it.begins) for it in self.stops)
        return max(0.0, ends - begins - sum(max(0.0, seconds) for seconds in stood))

    def begin_of(self, seconds: float, ends: float) -> float:
        """Return the moment from which on a workout moved for so long until it `ends`."""
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
        """Take in a pause that begins after all others, but not before they are over."""
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
            reps=attempt.reps,
            weight_kg=weight_kg(done.loads.get(effort.exercise_id, "")),
        )
        last_end = attempt.moment
