"""The listener that records a workout in the diary."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from hiptimer.diary.plan_copies import copy_of
from hiptimer.diary.records import Outcome, PauseKind
from hiptimer.diary.workout_rows import MarkedPlace
from hiptimer.workout.events import (
    AttemptCorrected,
    CueReached,
    EffortEnded,
    Ended,
    ExerciseLeftOut,
    Interrupted,
    LeadInBegan,
    PainSaid,
    Paused,
    PhaseBegan,
    Resumed,
    Slept,
)
from hiptimer.workout.playhead import State

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import datetime

    from hiptimer.diary.workout_rows import WorkoutRows
    from hiptimer.diary.writer import Writer
    from hiptimer.plan.feelings import Feelings
    from hiptimer.plan.plan import Plan
    from hiptimer.workout.events import Event
    from hiptimer.workout.playhead import Place
    from hiptimer.workout.workout import Workout


class Recorder:
    """Records every event of `workout`, and the position in it.

    Call it with every event, and call `checkpoint` after every tick. Nothing here waits or raises.
    `begin` is called with the wall-clock time at the first event; it is None for a resumed workout,
    which has already begun. `plan` is that of the workout when recording begins.
    """

    def __init__(
        self,
        writer: Writer,
        rows: WorkoutRows,
        workout: Workout,
        *,
        wall_clock: Callable[[], datetime],
        begin: Callable[[datetime, sqlite3.Connection], None] | None,
        plan: Plan,
    ) -> None:
        self._write = partial(writer.write, rows=rows)
        self._rows = rows
        self._workout = workout
        self._wall_clock = wall_clock
        self._begin = begin
        self._plan = plan
        self._is_over = False
        self._slept_seconds = 0.0
        self._marked: tuple[int, int, float | None] | None = None

    def __call__(self, event: Event) -> None:
        """Record an event."""
        self._record_said(event)
        if self._is_over:
            return
        if self._begin:
            if isinstance(event, Ended | Interrupted):
                # The workout was never started.
                return
            self._write(partial(self._begin, self._wall_clock()))
            self._begin = None
        at = self._workout.since_start(event.moment)
        match event:
            case EffortEnded():
                attempt = replace(event, index=self._number(event.index))
                self._write(partial(self._rows.record_attempt, attempt=attempt, ended_at=at))
            case ExerciseLeftOut(exercise_id=exercise_id, index=index):
                # The phases from `index` on may already be others; the one before is not.
                number = self._number(index - 1) + 1 if index else 0
                self._plan = self._plan.leave_out(exercise_id, number)
                self._write(partial(self._rows.replace_plan, copy=copy_of(self._plan)))
            case Slept(seconds=seconds):
                self._slept_seconds = seconds
            case Paused():
                self._begin_pause(at)
            case Resumed():
                self._write(partial(self._rows.end_pause, ended_at=at))
            case PhaseBegan() if self._workout.state is State.RUNNING:
                # Skipping to the next phase during a lead-in does not send a resume event.
                self._write(partial(self._rows.end_pause, ended_at=at))
            case Interrupted():
                self.interrupt()
            case Ended(finished=finished):
                self._end(Outcome.FINISHED if finished else Outcome.STOPPED, at)
        self._mark_after(event)

    def _record_said(self, event: Event) -> None:
        """Record corrections and pain, which the person may also give after the end."""
        match event:
            case AttemptCorrected():
                corrected = replace(event, index=self._number(event.index))
                self._write(partial(self._rows.correct_attempt, corrected=corrected))
            case PainSaid():
                said_at = self._workout.since_start(event.moment)
                said = replace(event, index=self._number(event.index))
                self._write(partial(self._rows.record_pain, said=said, said_at=said_at))

    def checkpoint(self) -> None:
        """Record the position in the workout, if its second has changed since the last record."""
        if self._is_written_on and self._marked != _second_of(self._place()):
            self._mark()

    def keep_feelings(self, feelings: Feelings) -> None:
        """Record ratings of the workout, which may have ended."""
        if self._begin is None:
            self._write(partial(self._rows.record_feelings, feelings=feelings))

    def interrupt(self) -> None:
        """Interrupt the workout so that it can be resumed; later events are not recorded."""
        if self._is_written_on:
            self._is_over = True
            self._write(partial(self._rows.mark, mark=self._mark_now()), self._rows.release_lock)

    @property
    def _is_written_on(self) -> bool:
        return self._begin is None and not self._is_over

    def _begin_pause(self, at: float) -> None:
        kind = PauseKind.SLEPT if self._slept_seconds else PauseKind.PAUSED
        self._write(
            partial(
                self._rows.begin_pause, kind=kind, began_at=at, away_seconds=self._slept_seconds
            )
        )
        self._slept_seconds = 0.0

    def _end(self, outcome: Outcome, at: float) -> None:
        self._is_over = True
        self._write(
            partial(self._rows.end, outcome=outcome, spent_seconds=at, ended_at=self._wall_clock()),
            self._rows.release_lock,
        )

    def _mark_after(self, event: Event) -> None:
        """Record the place that `event` led to, unless an earlier attempt is still to be recorded.

        All events of one tick arrive when the playhead is already past the last of them.
        """
        match event:
            case PhaseBegan(index=index) | CueReached(index=index):
                is_last_phase = index == self._workout.head.index
            case Paused() | LeadInBegan():
                is_last_phase = True
            case _:
                is_last_phase = False
        if is_last_phase and not self._workout.head.is_over:
            self._mark()

    def _mark(self) -> None:
        mark = self._mark_now()
        self._marked = _second_of(mark.place)
        self._write(partial(self._rows.mark, mark=mark))

    def _mark_now(self) -> MarkedPlace:
        spent_seconds = self._workout.since_start(self._workout.head.now)
        return MarkedPlace(self._place(), spent_seconds, self._wall_clock())

    def _place(self) -> Place:
        """Return the place of the playhead in the whole plan."""
        head = self._workout.head
        return replace(head.place, index=self._number(head.index))

    def _number(self, index: int) -> int:
        """Return the place in the whole plan of a phase of the current timeline."""
        return self._workout.timeline.phases[index].number


def _second_of(place: Place) -> tuple[int, int, float | None]:
    """Return the parts of a place that change once a second, or if a phase is extended."""
    return place.index, int(place.elapsed), place.seconds
