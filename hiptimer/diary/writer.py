"""The only thread that writes the diary, and saves what cannot be written there.

Jobs are queued without waiting; those that accumulate while the disk is busy are written in one
transaction. Every workout of the session is also kept in memory. While the diary cannot be written,
each workout is saved in its own file, and as soon as the diary can be written again, even as a new
file, it gets the whole workout.
"""

from __future__ import annotations

import queue
import sqlite3
from contextlib import closing, suppress
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple, Protocol

from hiptimer.diary.connection import is_busy, open_in_memory
from hiptimer.diary.schema import transaction
from hiptimer.diary.unwritable import UNWRITABLE, unwritable_words
from hiptimer.diary.workout_copies import replace_workout, workout_copy
from hiptimer.diary.writable_diary import WritableDiary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hiptimer.diary.workout_copies import WorkoutCopy
    from hiptimer.diary.workout_rows import WorkoutRows

    Job = Callable[[sqlite3.Connection], None]
    Action = Callable[[], None]

_UNREPORTED_FAILURES = 4
"""The number of failures caused by another program before they are reported and saved apart."""

_MOVED = (
    "The diary was removed or replaced while hiptimer was running. "
    "This workout is recorded in the new one."
)


class Patience(NamedTuple):
    """How long each attempt to write waits for another program, and the attempts made at the end.

    A failed write is retried after `retry_seconds`, or with the next job if that comes earlier.
    """

    attempt_seconds: float = 0.25
    attempts_at_end: int = 60
    retry_seconds: float = 1.0


class UnsavedFiles(Protocol):
    """Storage for workouts that cannot be written to the diary."""

    def save(self, workout: WorkoutCopy) -> str:
        """Save a workout and return a description of its location. Raises OSError."""

    def remove(self, key: str) -> None:
        """Remove the workout `key`, which is now in the diary. Never raises."""


class _Entry(NamedTuple):
    job: Job
    then: Action | None
    rows: WorkoutRows | None


class Writer:
    """Writes the diary in `folder`. `now` is in seconds since 1970.

    `trouble` is a message about what went wrong, None if nothing has; nothing is raised.
    `is_waiting` is whether another program blocks the diary. `unsaved` returns the storage for what
    cannot be written to the diary; it is called only when that is needed.
    """

    def __init__(
        self,
        folder: Path,
        now: float,
        unsaved: Callable[[], UnsavedFiles] | None = None,
        patience: Patience | None = None,
    ) -> None:
        self.trouble: str | None = None
        self.is_waiting = False
        self._unsaved = unsaved
        self._patience = patience or Patience()
        self._diary = WritableDiary(folder, now, self._patience.attempt_seconds)
        self._failures = 0
        self._is_quiet = False
        self._is_closing = False
        self._rows_by_key: dict[str, WorkoutRows] = {}
        self._unwritable: set[str] = set()
        self._pending: list[_Entry] = []
        self._changed: set[str] = set()
        self._saved_apart: dict[str, str] = {}
        self._jobs: queue.SimpleQueue[_Entry | None] = queue.SimpleQueue()
        # A daemon, so that a disk that never responds does not keep the program from ending.
        self._thread = Thread(target=self._run, name="diary", daemon=True)
        self._thread.start()

    @property
    def has_written_all(self) -> bool:
        """Whether all queued jobs are known to be in the diary."""
        return not self._pending and not self._unwritable

    def write(self, job: Job, then: Action | None = None, rows: WorkoutRows | None = None) -> None:
        """Queue `job`, and `then` to run once it is safely written. Returns immediately.

        What `job` writes about the workout of `rows` is saved even if the diary cannot be written.
        """
        if not self._is_quiet:
            self._jobs.put(_Entry(job, then, rows))

    def end(self) -> None:
        """Stop after the pending jobs are written. Returns immediately."""
        self._jobs.put(None)

    def join(self, timeout_seconds: float) -> bool:
        """Wait until the last job is written or given up, and return whether that happened."""
        self._thread.join(timeout_seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            with closing(open_in_memory()) as memory:
                with suppress(*UNWRITABLE):
                    # Opened before the first job, so that the first event waits less.
                    self._diary.connect()
                while not self._is_closing:
                    queued = self._take_queued_entries()
                    self._is_closing = None in queued
                    self._write_to_memory(memory, [it for it in queued if it])
                    self._write_pending(memory)
                self._retry_at_end(memory)
        finally:
            self._is_quiet = True
            self._diary.disconnect()

    def _retry_at_end(self, memory: sqlite3.Connection) -> None:
        """Retry the last jobs while another program blocks the diary, up to a limit."""
        for _ in range(self._patience.attempts_at_end):
            if not (self._pending and self.is_waiting):
                break
            with suppress(queue.Empty):
                # SQLite reports some locks immediately, even with a timeout.
                self._jobs.get(timeout=self._patience.attempt_seconds)
            self._write_pending(memory)
        if self._pending and not self.is_waiting:
            # A damaged file is put aside once it is opened again.
            self._write_pending(memory)

    def _take_queued_entries(self) -> list[_Entry | None]:
        queued: list[_Entry | None] = []
        with suppress(queue.Empty):
            retry_seconds = self._patience.retry_seconds if self._pending else None
            queued.append(self._jobs.get(timeout=retry_seconds))
            while True:
                queued.append(self._jobs.get_nowait())
        return queued

    def _write_to_memory(self, memory: sqlite3.Connection, entries: list[_Entry]) -> None:
        for entry in entries:
            if rows := entry.rows:
                if rows.key in self._unwritable:
                    continue
                self._rows_by_key[rows.key] = rows
                self._changed.add(rows.key)
                try:
                    with transaction(memory):
                        entry.job(memory)
                except (UnicodeError, sqlite3.Error) as error:
                    # The error does not depend on the file, so no diary can hold it.
                    self._unwritable.add(rows.key)
                    self.trouble = f"{unwritable_words(error)} Your workout is not recorded."
                    continue
            self._pending.append(entry)

    def _write_pending(self, memory: sqlite3.Connection) -> None:
        if self._diary.has_moved():
            if self._diary.is_another():
                self.trouble = _MOVED
            self._diary.disconnect()
            self._pending += [_Entry(_nothing, None, it) for it in self._rows_by_key.values()]
            self._changed |= self._rows_by_key.keys()
        if not self._pending:
            return
        try:
            self._write(memory, self._diary.connect())
        except UNWRITABLE as error:
            self._note_failure(memory, error)
        else:
            self._note_success()

    def _write(self, memory: sqlite3.Connection, connection: sqlite3.Connection) -> None:
        rows_by_key = {it.rows.key: it.rows for it in self._pending if it.rows}
        for rows in rows_by_key.values():
            rows.hold_lock()
        with transaction(connection):
            if self._diary.is_behind:
                for key in rows_by_key:
                    if workout := workout_copy(memory, key):
                        replace_workout(connection, workout)
            for it in self._pending:
                if not (self._diary.is_behind and it.rows):
                    it.job(connection)

    def _note_success(self) -> None:
        self._diary.note_written()
        if self._diary.put_aside:
            self.trouble = (
                f"The diary could not be read. It is kept as {self._diary.put_aside},"
                " and a new one begins."
            )
            self._diary.put_aside = None
        if self._saved_apart and self._unsaved:
            self.trouble = "The diary can be written again: your workout is recorded."
            for key in self._saved_apart:
                self._unsaved().remove(key)
            self._saved_apart.clear()
        self._failures = 0
        self.is_waiting = False
        self._changed.clear()
        written, self._pending = self._pending, []
        for it in written:
            if it.then:
                it.then()

    def _note_failure(self, memory: sqlite3.Connection, error: Exception) -> None:
        self._failures += 1
        self.is_waiting = is_busy(error)
        if not self.is_waiting:
            self._diary.disconnect()
        elif self._failures <= _UNREPORTED_FAILURES and not self._is_closing:
            return
        self._save_apart(memory)
        where = " ".join(sorted(set(self._saved_apart.values())))
        self.trouble = f"{unwritable_words(error)} {where or 'What you do is not recorded.'}"

    def _save_apart(self, memory: sqlite3.Connection) -> None:
        """Save each workout that is not in the diary in its own file."""
        for key in sorted(self._changed):
            workout = workout_copy(memory, key)
            with suppress(OSError, ValueError):
                if workout and self._unsaved:
                    self._saved_apart[key] = self._unsaved().save(workout)
                    self._changed.remove(key)


def _nothing(_: sqlite3.Connection) -> None:
    pass
