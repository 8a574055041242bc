"""What a session has to do with the diary: its workouts are written down, and one may go on."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from hiptimer.circuit import Circuit
    from hiptimer.diary.diary import Diary
    from hiptimer.diary.recorded import Feelings
    from hiptimer.diary.recorder import Recorder
    from hiptimer.events import Event
    from hiptimer.logbook import Logbook, Suggesting
    from hiptimer.matching import HoldKey
    from hiptimer.next_morning import MorningAfter
    from hiptimer.plan import Plan
    from hiptimer.remembered import LastTime
    from hiptimer.resuming import Resumable, Taken
    from hiptimer.workout import Workout


class Keeping:
    """Keeps the workouts of one session in the diary in `folder`, unless they are rehearsals.

    A context manager, which writes what is left at its end. Nothing is opened before it is needed.
    `was_left` tells whether the program ended in the middle of a workout that can be gone on with.
    """

    def __init__(
        self, folder: Path, wall_clock: Callable[[], datetime], *, is_rehearsal: bool = False
    ) -> None:
        self._folder = folder
        self._wall_clock = wall_clock
        self._is_rehearsal = is_rehearsal
        self._recorder: Recorder | None = None
        self._skipped: list[str] | None = None
        self.was_left = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # What was never asked for was never opened.
        if "_diary" in vars(self):
            self._diary.close()

    @cached_property
    def _diary(self) -> Diary:
        from hiptimer.diary.diary import Diary

        return Diary(self._folder, self._wall_clock)

    @cached_property
    def logbook(self) -> Logbook:
        """The diary, to be looked through; what was deleted can be brought back all session."""
        from hiptimer.logbook import Logbook

        return Logbook(self._folder, self._wall_clock)

    def suggesting(self, circuit: Circuit, circuit_id: str) -> Suggesting:
        """Return what tells what is suggested for a circuit; nothing where nothing can be read."""
        from hiptimer.logbook import Unreadable

        try:
            return self.logbook.suggesting(circuit, circuit_id)
        except Unreadable:
            return lambda _: None

    def complaints(self) -> list[str]:
        """Return what the person should know, a line each, as far as it is known by now."""
        return [*(self._skipped or ()), *([self._trouble] if self._trouble else [])]

    @property
    def _trouble(self) -> str | None:
        """What keeps workouts from being recorded."""
        return self._diary.trouble if "_diary" in vars(self) else None

    def keep(self, workout: Workout, plan: Plan, taken: Taken | None = None) -> None:
        """Have `workout` written down, which is about to start, or to go on with what was taken."""
        if self._is_rehearsal:
            return
        if taken:
            recorder = self._diary.go_on(workout, taken.left, taken.lock)
        else:
            recorder = self._diary.record(workout, plan, plan.loads, plan.feelings)
        if self._skipped is None:
            from hiptimer.diary.unreadable import skipped_words

            self._skipped = skipped_words(self._folder)
        self._recorder = recorder
        workout.listeners += [recorder, self._hear]
        workout.after_ticks.append(recorder.checkpoint)

    @property
    def is_kept(self) -> bool:
        """Whether the last workout of this session is written down, as far as is known."""
        return self._recorder is not None and not self._trouble

    def keep_feelings(self, feelings: Feelings) -> None:
        """Have written down how the last workout of this session feels, as far as was said."""
        if self._recorder:
            self._recorder.keep_feelings(feelings)

    def _hear(self, event: Event) -> None:
        from hiptimer.events import Left

        if isinstance(event, Left) and not self._trouble:
            self.was_left = True

    def last_left(self) -> Resumable | None:
        """Return the workout to offer to somebody who comes back; None where nothing can be read.

        A diary that cannot be read is told of as soon as there is something to write.
        """
        from hiptimer import resuming
        from hiptimer.diary.unreadable import UNREADABLE

        try:
            return resuming.last_left(self._folder, self._wall_clock())
        except UNREADABLE:
            return None

    def words(self, resumable: Resumable) -> str:
        """Return where and when a workout was left."""
        return resumable.words(self._wall_clock())

    def take(self, resumable: Resumable, *, begins_anew: bool = False) -> Taken:
        """Take a workout to go on with.

        Raises:
            CannotGoOn: that is no longer possible.

        """
        from hiptimer import resuming
        from hiptimer.diary.unreadable import UNREADABLE, unreadable_words

        try:
            return resuming.take(self._folder, resumable, begins_anew=begins_anew)
        except UNREADABLE as error:
            raise resuming.CannotGoOn(unreadable_words(error)) from None

    def close_unfinished(self, resumable: Resumable) -> None:
        """Leave a workout unfinished for good.

        Raises:
            CannotGoOn: somebody has gone on with it.

        """
        taken = self.take(resumable)
        self._diary.close_unfinished(taken.left, taken.lock)

    def last_holds(self, circuit_id: str) -> Mapping[HoldKey, float]:
        """Return how long each open hold of a circuit was held when it last was."""
        from hiptimer import remembered
        from hiptimer.diary.unreadable import UNREADABLE

        try:
            return remembered.last_holds(self._folder, circuit_id)
        except UNREADABLE:
            return {}

    def morning_after(self) -> MorningAfter | None:
        """Return the workout to ask about once more; None where nothing can be read."""
        from hiptimer import next_morning
        from hiptimer.diary.unreadable import UNREADABLE

        try:
            return next_morning.morning_after(self._folder, self._wall_clock())
        except UNREADABLE:
            return None

    def keep_morning_after(self, asked: MorningAfter, feelings: Feelings) -> None:
        """Have written down what was said on the morning after, and ask no more."""
        self._diary.keep_feelings(asked.workout.key, replace(feelings, asked_next_morning=True))

    def last_time(self, circuit: Circuit, circuit_id: str) -> LastTime:
        """Return what was chosen and said the last time, as far as the circuit still offers it."""
        from hiptimer import remembered
        from hiptimer.diary.unreadable import UNREADABLE

        try:
            return remembered.last_time(self._folder, circuit, circuit_id)
        except UNREADABLE:
            return remembered.LastTime()
