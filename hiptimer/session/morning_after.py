"""The morning after: which workout to ask about again, and in which words.

If the diary is unreadable, functions that read it raise `diary.unreadable.UNREADABLE`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from hiptimer.diary.database import open_to_read
from hiptimer.diary.queries import details, workouts
from hiptimer.diary.records import Outcome
from hiptimer.foundation.text.dates import days_ago_words
from hiptimer.plan.feelings import pain_words

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from hiptimer.diary.records import RecordedWorkout
    from hiptimer.plan.feelings import Feelings

NOT_BEFORE = timedelta(hours=6)
NOT_AFTER = timedelta(hours=48)
# Pauses can make a workout take many hours from start to end.
_LONGEST_WORKOUT = timedelta(hours=24)


class MorningAfter(NamedTuple):
    """A workout to ask about on the morning after, and the feelings recorded so far.

    `days_ago` counts midnights.
    """

    workout: RecordedWorkout
    feelings: Feelings
    days_ago: int

    @property
    def words(self) -> str:
        """Which workout it was: "Whitt's circuit, yesterday: pain 3 → 1"."""
        when = days_ago_words(self.days_ago)
        return f"{self.workout.title}, {when}: {pain_words(self.feelings)}"


def morning_after(folder: Path, now: datetime) -> MorningAfter | None:
    """Return the last workout that ended, if pain was recorded and now is the time to ask.

    The time to ask is on a later day, 6 to 48 hours after the end, unless already asked. A workout
    without a completed effort does not count, nor does an interrupted one, even if it can no
    longer be resumed, nor one that ends in the future because a clock was wrong. `now` is local
    time.
    """
    with open_to_read(folder) as connection:
        if connection is None:
            return None
        for workout in workouts(connection, since=now - NOT_AFTER - _LONGEST_WORKOUT):
            ended_at = workout.ended_at
            counts = workout.has_effort_done and workout.outcome is not Outcome.UNFINISHED
            if ended_at and ended_at <= now and counts:
                break
        else:
            return None
        days_ago = (now.date() - ended_at.date()).days
        if days_ago < 1 or not NOT_BEFORE <= now - ended_at <= NOT_AFTER:
            return None
        feelings = details(connection, workout).feelings
    is_open = feelings.pain_next_morning is None and not feelings.asked_next_morning
    return MorningAfter(workout, feelings, days_ago) if is_open and pain_words(feelings) else None
