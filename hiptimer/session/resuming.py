"""Resuming an interrupted workout: finds the last one, describes it, and claims it.

If the diary is unreadable, functions that read it raise `diary.unreadable.UNREADABLE`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from hiptimer.diary import unfinished
from hiptimer.diary.locks import Held
from hiptimer.diary.plan_copies import plan_of
from hiptimer.diary.stored_choices import NoPlan
from hiptimer.plan.wording import side_word

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.diary.records import Unfinished
    from hiptimer.diary.unfinished import LockedWorkout
    from hiptimer.plan.plan import Plan
    from hiptimer.workout.playhead import EarlierPart

OFFERED_FOR = timedelta(hours=12)
"""How long a saved workout is offered although another one was begun since. If the clock was set
back, the workout is in the future and still offered."""

_EVER = datetime.fromtimestamp(0, UTC)

_MINUTE_SECONDS = 60
_HOUR_SECONDS = 3600
_DAYS_FROM_HOURS = 48


class CannotResume(Exception):
    """No workout can be resumed; the message says why."""


class Resumable(NamedTuple):
    """An interrupted workout that is not running anywhere, with its original plan."""

    interrupted: Unfinished
    plan: Plan

    @property
    def may_restart_hold(self) -> bool:
        """Whether it was interrupted in an open hold, which the person may want to restart."""
        return self.interrupted.is_in_open_hold

    def words(self, now: datetime) -> str:
        """Return where and when it was interrupted: "…, set 2, Split squat, left · 20 min ago"."""
        place = _place_words(self.interrupted, self.plan)
        return f"{place} · {_ago(now - self.interrupted.interrupted_at)}"


class ClaimedWorkout(NamedTuple):
    """An interrupted workout that no other program can resume now."""

    interrupted: Unfinished
    plan: Plan
    locked: LockedWorkout
    restarts_effort: bool = False

    @property
    def words(self) -> str:
        """Where it resumes: "Whitt's circuit, set 2, Split squat, left"."""
        return _place_words(self.interrupted, self.plan)

    @property
    def earlier(self) -> EarlierPart:
        """What happened in the workout before it was interrupted."""
        return self.interrupted.earlier(restarts_effort=self.restarts_effort)


def last_interrupted(folder: Path, now: datetime) -> Resumable | None:
    """Return the workout to offer: the last one that was begun, or one saved within `OFFERED_FOR`.

    Workouts that a wrong clock saved in the future come after all others.
    """
    if found := _last_saved(folder, now, now - OFFERED_FOR):
        return found
    found = _last_saved(folder, now, _EVER)
    is_last = found and found.interrupted.workout.id == unfinished.last_begun(folder)
    return found if is_last else None


def _last_saved(folder: Path, now: datetime, since: datetime) -> Resumable | None:
    """Return the workout saved most recently, from `since` on."""
    waiting = unfinished.interrupted_workouts(folder, since)
    for interrupted in sorted(waiting, key=lambda it: it.interrupted_at > now):
        try:
            return Resumable(interrupted, plan_of(interrupted))
        except NoPlan:
            # Another version has a different plan for it; an earlier workout may still be usable.
            continue
    return None


def find_resumable(folder: Path, now: datetime) -> Resumable:
    """Return the saved workout that `hiptimer resume` resumes.

    Raises:
        CannotResume: there is none.

    """
    if found := last_interrupted(folder, now):
        return found
    if running := unfinished.running_workouts(folder, _EVER):
        raise CannotResume(f"{_place_words(running[0])}: it is still running in another window")
    if waiting := unfinished.interrupted_workouts(folder, now - OFFERED_FOR):
        place = _place_words(waiting[0])
        raise CannotResume(f"{place}: this version of hiptimer has a different plan for it")
    raise CannotResume("no saved workout to resume; `hiptimer run` starts one")


def claim(folder: Path, resumable: Resumable, *, restarts_effort: bool = False) -> ClaimedWorkout:
    """Claim a workout, so that no other program can resume it.

    Raises:
        CannotResume: another program has resumed it since it was found.

    """
    interrupted = resumable.interrupted
    try:
        locked = unfinished.claim(folder, interrupted)
    except Held:
        raise CannotResume(f"{_place_words(interrupted)}: it now runs in another window") from None
    except unfinished.AlreadyOver:
        raise CannotResume(
            f"{_place_words(interrupted)}: it was resumed in another window"
        ) from None
    return ClaimedWorkout(interrupted, resumable.plan, locked, restarts_effort)


def _place_words(interrupted: Unfinished, plan: Plan | None = None) -> str:
    """Return the place of a workout, with the title of its block if the plan can be read."""
    coming = interrupted.coming
    block = plan.timeline.phases[coming.index].effort.block_title if plan else ""
    where = (interrupted.workout.title, block, f"set {coming.set}", coming.title)
    return ", ".join(filter(None, (*where, side_word(coming.side))))


def _ago(time: timedelta) -> str:
    seconds = time.total_seconds()
    if seconds < -_MINUTE_SECONDS:
        return "the clock was set back since then"
    if seconds < _MINUTE_SECONDS:
        return "just now"
    if seconds < _HOUR_SECONDS:
        return f"{int(seconds // _MINUTE_SECONDS)} min ago"
    if seconds < _DAYS_FROM_HOURS * _HOUR_SECONDS:
        return f"{int(seconds // _HOUR_SECONDS)} h ago"
    return f"{time.days} days ago"
