"""Resuming an interrupted workout: the last one, in words, and for this program alone.

As the diary may not be readable at all, what reads it raises `diary.unreadable.UNREADABLE`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hiptimer.diary import unfinished
from hiptimer.diary.kept_choices import NoPlan
from hiptimer.diary.locks import Held
from hiptimer.diary.plan_copies import plan_of

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.diary.records import Unfinished
    from hiptimer.diary.unfinished import TakenUp
    from hiptimer.plan.plan import Plan
    from hiptimer.workout.playhead import Earlier

OFFERED_FOR = timedelta(hours=12)
"""How long a saved workout is offered unasked. By a clock that was set back it is in the future,
which is no reason to forget it; by one that was set forward it is old, and can be asked for."""

_EVER = datetime.fromtimestamp(0, UTC)

_MINUTE_SECONDS = 60
_HOUR_SECONDS = 3600
_DAYS_FROM_HOURS = 48


class CannotGoOn(Exception):
    """There is nothing to go on with; the message says why."""


@dataclass(frozen=True, slots=True)
class Resumable:
    """An interrupted workout that runs nowhere, with its plan as it was then."""

    interrupted: Unfinished
    plan: Plan

    @property
    def may_begin_anew(self) -> bool:
        """Whether it was interrupted in a hold to fatigue, which the person may want to restart."""
        return self.interrupted.is_in_open_hold

    def words(self, now: datetime) -> str:
        """Return where it was interrupted, and when: "…, set 2, Split squat, left · 20 min ago"."""
        return f"{_place_words(self.interrupted)} · {_ago(now - self.interrupted.interrupted_at)}"


@dataclass(frozen=True, slots=True)
class Taken:
    """An interrupted workout that no other program can resume now."""

    interrupted: Unfinished
    plan: Plan
    taken_up: TakenUp
    restarts_effort: bool = False

    @property
    def words(self) -> str:
        """Where it goes on: "Whitt's circuit, set 2, Split squat, left"."""
        return _place_words(self.interrupted)

    @property
    def earlier(self) -> Earlier:
        """What the workout is to be told of itself."""
        return self.interrupted.earlier(restarts_effort=self.restarts_effort)


def last_interrupted(
    folder: Path, now: datetime, within: timedelta | None = OFFERED_FOR
) -> Resumable | None:
    """Return the workout that was interrupted last, `within` that time or, for None, ever.

    Those that a wrong clock saved in the future come after all others.
    """
    waiting = unfinished.waiting(folder, now - within if within else _EVER)
    for interrupted in sorted(waiting, key=lambda it: it.interrupted_at > now):
        try:
            return Resumable(interrupted, plan_of(interrupted))
        except NoPlan:
            # Another version laid it out in another way: the one before may still be good.
            continue
    return None


def wanted(folder: Path, now: datetime) -> Resumable:
    """Return the workout that was interrupted last, as `hiptimer resume` asks for it.

    It is the last one that was begun, or was saved not too long ago.

    Raises:
        CannotGoOn: there is none.

    """
    if found := last_interrupted(folder, now):
        return found
    # A clock that was set forward makes it look older than it is.
    found = last_interrupted(folder, now, within=None)
    if found and found.interrupted.workout.id == unfinished.last_begun(folder):
        return found
    if running := unfinished.running(folder, _EVER):
        raise CannotGoOn(f"{_place_words(running[0])}: it still runs in another window")
    if waiting := unfinished.waiting(folder, now - OFFERED_FOR):
        place = _place_words(waiting[0])
        raise CannotGoOn(f"{place}: this version of hiptimer has a different plan for it")
    raise CannotGoOn("no saved workout to resume; `hiptimer run` starts one")


def take(folder: Path, resumable: Resumable, *, restarts_effort: bool = False) -> Taken:
    """Take a workout, so that no other program can go on with it.

    Raises:
        CannotGoOn: another has, since it was found.

    """
    interrupted = resumable.interrupted
    try:
        taken_up = unfinished.take(folder, interrupted)
    except Held:
        raise CannotGoOn(f"{_place_words(interrupted)}: it now runs in another window") from None
    except unfinished.AlreadyOver:
        raise CannotGoOn(f"{_place_words(interrupted)}: it was resumed in another window") from None
    return Taken(interrupted, resumable.plan, taken_up, restarts_effort)


def _place_words(interrupted: Unfinished) -> str:
    coming = interrupted.coming
    side = f", {coming.side}" if coming.side else ""
    return f"{interrupted.workout.title}, set {coming.set}, {coming.title}{side}"


def _ago(time: timedelta) -> str:
    seconds = time.total_seconds()
    if seconds < -_MINUTE_SECONDS:
        return "the clock was set back since"
    if seconds < _MINUTE_SECONDS:
        return "just now"
    if seconds < _HOUR_SECONDS:
        return f"{int(seconds // _MINUTE_SECONDS)} min ago"
    if seconds < _DAYS_FROM_HOURS * _HOUR_SECONDS:
        return f"{int(seconds // _HOUR_SECONDS)} h ago"
    return f"{time.days} days ago"
