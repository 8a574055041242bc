"""The diary of one session: records its workouts."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from hiptimer.diary.plan_copies import copy_of
from hiptimer.diary.recorder import Recorder
from hiptimer.diary.workout_copies import merge_copy
from hiptimer.diary.workout_rows import WorkoutRows, add_feelings
from hiptimer.diary.writer import Writer
from hiptimer.plan.feelings import Feelings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from hiptimer.diary.unfinished import LockedWorkout
    from hiptimer.diary.writer import Patience, UnsavedFiles
    from hiptimer.plan.plan import Plan
    from hiptimer.workout.workout import Workout

_KEY_BYTES = 8
_UNNOTICED_SECONDS = 0.5
_HUNG_SECONDS = 3.0
_SAVING = "Saving your workout …"
_HUNG = "The disk does not answer."


class Diary:
    """Writes the diary in `folder`, which is created if it does not exist.

    `wall_clock` gives dates and times, never durations. A rehearsal, which does not run at real
    speed, must not be recorded: the caller that sets the speed leaves it out.
    """

    def __init__(
        self,
        folder: Path,
        wall_clock: Callable[[], datetime],
        unsaved: Callable[[], UnsavedFiles] | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._folder = folder
        self._wall_clock = wall_clock
        self._hung: str | None = None
        self._writer = Writer(folder, wall_clock().timestamp(), unsaved, patience)

    @property
    def has_written_all(self) -> bool:
        """Whether everything is known to be in the diary."""
        return self._writer.has_written_all

    @property
    def trouble(self) -> str | None:
        """A message about what went wrong, to be shown once; None if nothing has."""
        return self._writer.trouble or self._hung

    def record(
        self,
        workout: Workout,
        plan: Plan,
        loads: Mapping[str, str] | None = None,
        feelings: Feelings | None = None,
    ) -> Recorder:
        """Return the listener that records `workout`, which is about to start.

        `loads` maps exercise ids to today's load, such as a band or a weight; `feelings` are the
        ratings before the start.
        """
        rows = WorkoutRows(self._folder, os.urandom(_KEY_BYTES).hex())

        def begin(now: datetime, connection: sqlite3.Connection) -> None:
            rows.begin(connection, copy_of(plan), loads or {}, now=now)
            rows.record_feelings(connection, feelings or Feelings())

        return Recorder(
            self._writer, rows, workout, wall_clock=self._wall_clock, begin=begin, plan=plan
        )

    def record_resume(self, workout: Workout, plan: Plan, locked: LockedWorkout) -> Recorder:
        """Return the listener that records the rest of a workout that was interrupted.

        `workout` was given its earlier part; `plan` is that of both parts, `locked` is the result
        of `unfinished.claim`.
        """
        rows = self._rows_of(locked)
        spent = locked.workout.spent_seconds
        take_up = partial(rows.record_resume, spent_at=spent, now=self._wall_clock())
        self._writer.write(take_up, rows=rows)
        return Recorder(
            self._writer, rows, workout, wall_clock=self._wall_clock, begin=None, plan=plan
        )

    def close_unfinished(self, locked: LockedWorkout) -> None:
        """Record that an interrupted workout will not be resumed, and release its lock."""
        rows = self._rows_of(locked)
        self._writer.write(rows.close_unfinished, rows.release_lock, rows)

    def _rows_of(self, locked: LockedWorkout) -> WorkoutRows:
        rows = WorkoutRows(self._folder, locked.workout.key, locked.lock)

        def know(connection: sqlite3.Connection) -> None:
            merge_copy(connection, locked.workout)

        self._writer.write(know, rows=rows)
        return rows

    def record_feelings(self, key: str, feelings: Feelings) -> None:
        """Record later ratings of the workout `key`, in addition to the earlier ones."""
        self._writer.write(partial(add_feelings, key=key, feelings=feelings))

    def close(self, say: Callable[[str], None] = lambda _: None) -> None:
        """Write what is pending, and `say` so if that takes long. A running workout is not ended.

        While another program uses the diary, this waits for some time; it gives up earlier on a
        disk that never responds.
        """
        self._writer.end()
        if self._writer.join(_UNNOTICED_SECONDS):
            return
        is_waiting = self._writer.is_waiting
        say(f"{_SAVING} another program is using the diary." if is_waiting else _SAVING)
        # Ctrl+C ends the wait, because by now the workout is saved in its own file.
        with suppress(KeyboardInterrupt):
            while not self._writer.join(_HUNG_SECONDS) and self._writer.is_waiting:
                pass
        if self.has_written_all:
            say("Your workout is saved.")
        elif not self._writer.join(0.0):
            self._hung = _HUNG
