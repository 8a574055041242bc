"""What a session does with the diary: it records workouts, and one can be resumed."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Self, TypeVar

from hiptimer.workout.events import Interrupted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from hiptimer.circuit.model import Circuit
    from hiptimer.diary.diary import Diary
    from hiptimer.diary.recorder import Recorder
    from hiptimer.history.formats.unsaved import Unsaved
    from hiptimer.history.last_time import LastTime
    from hiptimer.history.logbook import Logbook, Suggester
    from hiptimer.plan.feelings import Feelings
    from hiptimer.plan.plan import Plan
    from hiptimer.session.diary_access import DiaryAccess
    from hiptimer.session.morning_after import MorningAfter
    from hiptimer.session.resuming import ClaimedWorkout, Resumable
    from hiptimer.workout.events import Event
    from hiptimer.workout.hold_marks import HoldKey
    from hiptimer.workout.workout import Workout


_Found = TypeVar("_Found")

_READ_SECONDS = 0.2
"""How long a workout waits for what the diary knows while another program uses it."""

_NOT_READ = "Another program is using the diary: this workout starts without your previous values."


def import_unsaved(folder: Path, now: datetime) -> list[str]:
    """Add to the diary in `folder` what it did not take earlier; return a line about each file."""
    if not any(folder.glob("unsaved-*.json")):
        return []
    return list(_unsaved(folder).import_all(now.timestamp()))


def _unsaved(folder: Path) -> Unsaved:
    # Reading what was exported takes longest to load.
    from hiptimer.history.formats.unsaved import Unsaved

    return Unsaved(folder)


class SessionDiary:
    """Keeps the workouts of one session in the diary in `folder`, unless they are rehearsals.

    A context manager, which writes what remains at its end, and says by `say` if that takes long.
    Nothing is opened before it is needed, but what could not be saved earlier is added to the diary
    at the start.
    """

    def __init__(
        self,
        folder: Path,
        wall_clock: Callable[[], datetime],
        *,
        is_rehearsal: bool = False,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._say = say
        self._folder = folder
        self._wall_clock = wall_clock
        self._is_rehearsal = is_rehearsal
        self._opened: Diary | None = None
        self._recorder: Recorder | None = None
        self._was_interrupted = False
        self._patience_seconds = _READ_SECONDS
        self._said: list[str] = []
        self._has_said_skipped = False

    def __enter__(self) -> Self:
        if not self._is_rehearsal:
            self._said += import_unsaved(self._folder, self._wall_clock())
        return self

    def __exit__(self, *_: object) -> None:
        if self._opened:
            self._opened.close(self._say)

    @cached_property
    def _access(self) -> DiaryAccess:
        # The first frame waits for no diary, and a thread may ask for it first.
        from hiptimer.session.diary_access import DiaryAccess

        return DiaryAccess(self._folder, self._wall_clock)

    @property
    def _diary(self) -> Diary:
        """The diary, opened on first use."""
        self._opened = self._opened or self._access.diary(lambda: _unsaved(self._folder))
        return self._opened

    @cached_property
    def logbook(self) -> Logbook:
        """The diary, to be looked through; what was deleted can be brought back all session."""
        return self._access.logbook()

    def _read(self, read: Callable[[], _Found], otherwise: _Found) -> _Found:
        """Return what `read` returns, `otherwise` if the diary cannot be read now."""
        if self._access.is_in_use(self._patience_seconds):
            # It was waited for once: the workout starts without it.
            self._patience_seconds = 0.0
            if _NOT_READ not in self._said:
                self._said.append(_NOT_READ)
            return otherwise
        self._patience_seconds = _READ_SECONDS
        return self._access.read(read, otherwise)

    def suggester(self, circuit: Circuit, circuit_id: str) -> Suggester:
        """Return what suggests something for a circuit, given the choices and the pain now."""
        book = self.logbook
        without_past = book.suggester_without_past(circuit)
        return self._read(lambda: book.suggester(circuit, circuit_id), without_past)

    def complaints(self) -> list[str]:
        """Return what the person should know by now, one line each."""
        return [*self._said, *([self.trouble] if self.trouble else [])]

    @property
    def trouble(self) -> str | None:
        """What went wrong in writing the diary, in words; None while nothing has."""
        return self._opened.trouble if self._opened else None

    @property
    def is_recorded(self) -> bool:
        """Whether everything is in the diary that should be; known once the session has ended."""
        return self._opened is None or self._opened.has_written_all

    @property
    def was_interrupted(self) -> bool:
        """Whether the program ended in the middle of a workout that can be resumed."""
        return self._was_interrupted and self.is_recorded

    def record(self, workout: Workout, plan: Plan, claimed: ClaimedWorkout | None = None) -> None:
        """Record `workout`, which is about to start, or to resume what was claimed."""
        if self._is_rehearsal:
            return
        if claimed:
            recorder = self._diary.record_resume(workout, plan, claimed.locked)
        else:
            recorder = self._diary.record(workout, plan, plan.loads_today, plan.feelings)
        self._say_skipped()
        self._recorder = recorder
        workout.listeners += [recorder, self._hear]
        workout.after_ticks.append(recorder.checkpoint)

    def _say_skipped(self) -> None:
        """Say once which workouts of the diary cannot be read."""
        if not self._has_said_skipped:
            self._has_said_skipped = True
            self._said += self._read(self._access.skipped_words, [])

    @property
    def is_kept(self) -> bool:
        """Whether the last workout of this session is to be recorded, in the diary or beside it."""
        return self._recorder is not None

    def record_feelings(self, feelings: Feelings) -> None:
        """Record how the last workout of this session felt."""
        if self._recorder:
            self._recorder.keep_feelings(feelings)

    def _hear(self, event: Event) -> None:
        self._was_interrupted = self._was_interrupted or isinstance(event, Interrupted)

    def last_interrupted(self) -> Resumable | None:
        """Return the workout to offer to resume; None if there is none or the diary is unreadable.

        An unreadable diary is reported once there is something to write.
        """
        return self._read(self._access.last_interrupted, None)

    def words(self, resumable: Resumable) -> str:
        """Return where and when a workout was interrupted."""
        return resumable.words(self._wall_clock())

    def claim(self, resumable: Resumable, *, restarts_effort: bool = False) -> ClaimedWorkout:
        """Claim a workout to resume.

        Raises:
            CannotResume: that is no longer possible.

        """
        return self._access.take(resumable, restarts_effort=restarts_effort)

    def close_unfinished(self, resumable: Resumable) -> None:
        """End a workout unfinished for good.

        Raises:
            CannotResume: another program has resumed it.

        """
        claimed = self.claim(resumable)
        self._diary.close_unfinished(claimed.locked)

    def last_holds(self, circuit_id: str) -> Mapping[HoldKey, float]:
        """Return how long each open hold of a circuit was held when it last was."""
        return self._read(lambda: self._access.last_holds(circuit_id), {})

    def days_since_done(self) -> Mapping[str, int]:
        """Return how many days ago each circuit was last done, the most recent first."""
        return self._read(self._access.days_since_done, {})

    def morning_after(self) -> MorningAfter | None:
        """Return the workout to ask about the next morning; None if the diary is unreadable."""
        return self._read(self._access.morning_after, None)

    def record_morning_after(self, asked: MorningAfter, feelings: Feelings) -> None:
        """Record the answer of the next morning, and do not ask again."""
        self._diary.record_feelings(asked.workout.key, replace(feelings, asked_next_morning=True))

    def last_time(self, circuit: Circuit, circuit_id: str) -> LastTime:
        """Return what was chosen and said the last time and the circuit still offers."""
        return self._read(
            lambda: self._access.last_time(circuit, circuit_id), self._access.nothing_known
        )
