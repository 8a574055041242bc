"""The diary of one session: what a workout needs to be written down."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from hiptimer.diary.copies import copy_of
from hiptimer.diary.page import Page, add_feelings
from hiptimer.diary.recorded import Feelings
from hiptimer.diary.recorder import Recorder
from hiptimer.diary.writer import Writer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from hiptimer.diary.locks import WorkoutLock
    from hiptimer.diary.recorded import Unfinished
    from hiptimer.plan import Plan
    from hiptimer.workout import Workout

_PATIENCE_SECONDS = 3.0
_KEY_BYTES = 8


class Diary:
    """Writes the diary in `folder`, which is made if it is not there.

    `wall_clock` tells when something was, never how long it took. A rehearsal, at another speed
    than that of real time, is not to be written down: whoever chose the speed keeps it out.
    """

    def __init__(self, folder: Path, wall_clock: Callable[[], datetime]) -> None:
        self._folder = folder
        self._wall_clock = wall_clock
        self._writer = Writer(folder, wall_clock().timestamp())

    @property
    def trouble(self) -> str | None:
        """What went wrong, in words to be shown once; None while nothing has."""
        return self._writer.trouble

    def record(
        self,
        workout: Workout,
        plan: Plan,
        loads: Mapping[str, str] | None = None,
        feelings: Feelings | None = None,
    ) -> Recorder:
        """Return the listener that writes down `workout`, which is about to start.

        `loads` are what the exercises are loaded with today, by their ids: a band, a weight;
        `feelings` are what was said before the start.
        """
        page = Page(self._folder, os.urandom(_KEY_BYTES).hex())

        def begin(now: datetime, connection: sqlite3.Connection) -> None:
            page.begin(connection, copy_of(plan), loads or {}, now=now)
            page.keep_feelings(connection, feelings or Feelings())

        return Recorder(self._writer, page, workout, wall_clock=self._wall_clock, begin=begin)

    def go_on(self, workout: Workout, unfinished: Unfinished, lock: WorkoutLock) -> Recorder:
        """Return the listener that writes on about a workout that was left.

        `workout` was told of `unfinished.earlier`; `lock` is what `going_on.take` returned.
        """
        page = Page(self._folder, unfinished.workout.key, lock)
        spent = unfinished.workout.spent_seconds
        self._writer.write(partial(page.take_up, spent_at=spent, now=self._wall_clock()))
        return Recorder(self._writer, page, workout, wall_clock=self._wall_clock, begin=None)

    def close_unfinished(self, unfinished: Unfinished, lock: WorkoutLock) -> None:
        """Write that nobody will go on with a workout that was left; `lock` is let go."""
        page = Page(self._folder, unfinished.workout.key, lock)
        self._writer.write(page.close_unfinished, page.let_go)

    def keep_feelings(self, key: str, feelings: Feelings) -> None:
        """Write what was said of the workout `key` later, beside what was said of it before."""
        self._writer.write(partial(add_feelings, key=key, feelings=feelings))

    def close(self) -> None:
        """Write what is left, unless that takes too long. A workout that runs is left."""
        self._writer.close(_PATIENCE_SECONDS)
