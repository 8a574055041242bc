"""Going on with a workout that was left: the last one, in words, and for this program alone.

As the diary may not be readable at all, what reads it raises `diary.unreadable.UNREADABLE`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from hiptimer.diary import going_on
from hiptimer.diary.copies import plan_of
from hiptimer.diary.kept_choices import NoPlan
from hiptimer.diary.locks import Held

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from hiptimer.diary.locks import WorkoutLock
    from hiptimer.diary.recorded import Unfinished
    from hiptimer.plan import Plan
    from hiptimer.playhead import Earlier

OFFERED_FOR = timedelta(hours=12)
"""Who comes back later than that begins anew."""

_MINUTE_SECONDS = 60
_HOUR_SECONDS = 3600


class CannotGoOn(Exception):
    """There is nothing to go on with; the message says why."""


@dataclass(frozen=True, slots=True)
class Resumable:
    """A workout that was left and runs nowhere, with its plan as it was then."""

    left: Unfinished
    plan: Plan

    @property
    def may_begin_anew(self) -> bool:
        """Whether it was left in a hold to fatigue: who let go of it may want to begin it again."""
        return self.left.is_in_open_hold

    def words(self, now: datetime) -> str:
        """Return where it was left and how long ago: "…, set 2, Split squat, left · 20 min ago"."""
        return f"{_place_words(self.left)} · {_ago(now - self.left.left_at)}"


@dataclass(frozen=True, slots=True)
class Taken:
    """A workout that was left, and that nobody else can go on with now."""

    left: Unfinished
    plan: Plan
    lock: WorkoutLock
    begins_anew: bool = False

    @property
    def words(self) -> str:
        """Where it goes on: "Whitt's circuit, set 2, Split squat, left"."""
        return _place_words(self.left)

    @property
    def earlier(self) -> Earlier:
        """What the workout is to be told of itself."""
        return self.left.earlier(begins_anew=self.begins_anew)


def last_left(folder: Path, now: datetime) -> Resumable | None:
    """Return the workout that was left last, if that was not too long ago."""
    for left in going_on.waiting(folder, now - OFFERED_FOR):
        try:
            return Resumable(left, plan_of(left))
        except NoPlan:
            # Another version laid it out in another way: the one before may still be good.
            continue
    return None


def wanted(folder: Path, now: datetime) -> Resumable:
    """Return the workout that was left last, for somebody who asks for it.

    Raises:
        CannotGoOn: there is none.

    """
    if found := last_left(folder, now):
        return found
    since = now - OFFERED_FOR
    if running := going_on.running(folder, since):
        raise CannotGoOn(f"{_place_words(running[0])}: it still runs in another window")
    if waiting := going_on.waiting(folder, since):
        place = _place_words(waiting[0])
        raise CannotGoOn(f"{place}: this version of hiptimer would do it in another way")
    hours = OFFERED_FOR // timedelta(hours=1)
    raise CannotGoOn(f"no workout was left in the last {hours} hours; `hiptimer run` begins one")


def take(folder: Path, resumable: Resumable, *, begins_anew: bool = False) -> Taken:
    """Take a workout, so that no other program can go on with it.

    Raises:
        CannotGoOn: another has, since it was found.

    """
    left = resumable.left
    try:
        lock = going_on.take(folder, left)
    except Held:
        raise CannotGoOn(f"{_place_words(left)}: it runs in another window now") from None
    except going_on.AlreadyOver:
        raise CannotGoOn(f"{_place_words(left)}: somebody has gone on with it since") from None
    return Taken(left, resumable.plan, lock, begins_anew)


def _place_words(left: Unfinished) -> str:
    coming = left.coming
    side = f", {coming.side}" if coming.side else ""
    return f"{left.workout.title}, set {coming.set}, {coming.title}{side}"


def _ago(time: timedelta) -> str:
    seconds = time.total_seconds()
    if seconds < _MINUTE_SECONDS:
        return "just now"
    if seconds < _HOUR_SECONDS:
        return f"{int(seconds // _MINUTE_SECONDS)} min ago"
    return f"{int(seconds // _HOUR_SECONDS)} h ago"
