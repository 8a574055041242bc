"""The one thread that writes the diary, and keeps what the diary does not take.

Jobs are handed over without waiting; what has come together while the disk was busy is written in
one transaction. Every workout of the session is kept in memory, too. While the diary cannot be
written, each is saved in a file of its own, and the diary gets the whole workout as soon as it can
be written again, even if it is another file by then.
"""

from __future__ import annotations

import queue
import sqlite3
from contextlib import closing, suppress
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple, Protocol

from hiptimer.diary.database import (
    FILE_NAME,
    NewerDiary,
    is_busy,
    open_in_memory,
    open_to_write,
)
from hiptimer.diary.schema import transaction
from hiptimer.diary.transfer import replace, whole_workout

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hiptimer.diary.page import Page
    from hiptimer.diary.transfer import WholeWorkout

    Job = Callable[[sqlite3.Connection], None]
    Action = Callable[[], None]

_FAILURES_UNSAID = 4
"""How often another program may be in the way before that is worth a line and a file."""

_MOVED = (
    "The diary was removed or replaced while hiptimer ran. This workout is recorded in the new one."
)

_FAILURES = (OSError, UnicodeError, sqlite3.Error, NewerDiary)

_RETRY_SECONDS = 5.0
"""When to try again if nothing else has come to be written; a workout that moves writes earlier."""


class Patience(NamedTuple):
    """How long each attempt to write waits for another program, and how many the end is worth."""

    attempt_seconds: float = 0.25
    attempts_at_end: int = 60


class UnsavedFiles(Protocol):
    """Where workouts are saved that the diary does not take."""

    def save(self, workout: WholeWorkout) -> str:
        """Save a workout and return where it is, in words. Raises OSError."""

    def remove(self, key: str) -> None:
        """Remove the workout `key`, which the diary has by now. Never raises."""


class _Entry(NamedTuple):
    job: Job
    then: Action | None
    page: Page | None


class _Files(NamedTuple):
    """Which files a diary is made of, None where there is none."""

    diary: tuple[int, int] | None
    log: tuple[int, int] | None

    @classmethod
    def of(cls, folder: Path) -> _Files:
        return cls(_number(folder / FILE_NAME), _number(folder / f"{FILE_NAME}-wal"))


class Writer:
    """Writes the diary in `folder`. `now` are seconds since 1970.

    `trouble` is in words what went wrong, None while nothing has; nothing is raised. `is_waiting`
    is whether another program is in the way. `unsaved` returns where to save what the diary does
    not take; it is not called before that is needed.
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
        self._folder = folder
        self._now = now
        self._unsaved = unsaved
        self._patience = patience or Patience()
        self._failures = 0
        self._is_quiet = False
        self._is_closing = False
        self._pages: dict[str, Page] = {}
        self._unwritable: set[str] = set()
        self._pending: list[_Entry] = []
        self._changed: set[str] = set()
        self._saved_apart: dict[str, str] = {}
        self._connection: sqlite3.Connection | None = None
        self._has_written = False
        self._is_behind = False
        self._files: _Files | None = None
        self._jobs: queue.SimpleQueue[_Entry | None] = queue.SimpleQueue()
        # A disk that never answers must not keep the program from ending.
        self._thread = Thread(target=self._run, name="diary", daemon=True)
        self._thread.start()

    @property
    def has_written_all(self) -> bool:
        """Whether the diary has all that was handed over, as far as is known."""
        return not self._pending and not self._unwritable

    def write(self, job: Job, then: Action | None = None, page: Page | None = None) -> None:
        """Have `job` done soon, and `then` once it is safely written. Returns at once.

        What `job` writes about the workout of `page` is kept even if the diary cannot be written.
        """
        if not self._is_quiet:
            self._jobs.put(_Entry(job, then, page))

    def end(self) -> None:
        """Have what is pending written, then nothing more. Returns at once."""
        self._jobs.put(None)

    def join(self, timeout_seconds: float) -> bool:
        """Wait until the last is written or given up, and return whether it is."""
        self._thread.join(timeout_seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            with closing(open_in_memory()) as memory:
                with suppress(*_FAILURES):
                    # Opened before there is anything to write, so that the first event waits less.
                    self._connected()
                while not self._is_closing:
                    handed_over = self._come_together()
                    self._is_closing = None in handed_over
                    self._keep_in_mind(memory, [it for it in handed_over if it])
                    self._write_pending(memory)
                self._insist(memory)
        finally:
            self._is_quiet = True
            self._disconnect()

    def _insist(self, memory: sqlite3.Connection) -> None:
        """Try to write the last for as long as another program is in the way, but not forever."""
        for _ in range(self._patience.attempts_at_end):
            if not (self._pending and self.is_waiting):
                break
            with suppress(queue.Empty):
                # Some locks are reported at once, however long SQLite may wait.
                self._jobs.get(timeout=self._patience.attempt_seconds)
            self._write_pending(memory)

    def _come_together(self) -> list[_Entry | None]:
        handed_over: list[_Entry | None] = []
        with suppress(queue.Empty):
            handed_over.append(self._jobs.get(timeout=_RETRY_SECONDS if self._pending else None))
            while True:
                handed_over.append(self._jobs.get_nowait())
        return handed_over

    def _keep_in_mind(self, memory: sqlite3.Connection, entries: list[_Entry]) -> None:
        for entry in entries:
            if page := entry.page:
                if page.key in self._unwritable:
                    continue
                self._pages[page.key] = page
                self._changed.add(page.key)
                try:
                    with transaction(memory):
                        entry.job(memory)
                except (UnicodeError, sqlite3.Error) as error:
                    # No diary can hold it.
                    self._unwritable.add(page.key)
                    self.trouble = f"{_reason(error)} Your workout is not recorded."
                    continue
            self._pending.append(entry)

    def _write_pending(self, memory: sqlite3.Connection) -> None:
        self._look_for_files()
        if not self._pending:
            return
        try:
            self._write(memory, self._connected())
        except _FAILURES as error:
            self._note_failure(memory, error)
        else:
            self._note_success()

    def _look_for_files(self) -> None:
        """Begin again with the files that are there now, if those that are open were removed."""
        # A folder that cannot be looked into says nothing of the files that are open.
        with suppress(PermissionError):
            found = _Files.of(self._folder)
            if self._files and found != self._files:
                if found.diary != self._files.diary:
                    self.trouble = _MOVED
                self._disconnect()
                self._pending += [_Entry(_nothing, None, it) for it in self._pages.values()]
                self._changed |= self._pages.keys()

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection, put_aside = open_to_write(
                self._folder, self._now, self._patience.attempt_seconds
            )
            if put_aside:
                self.trouble = (
                    f"The diary could not be read. It is kept as {put_aside}, and a new one begins."
                )
        return self._connection

    def _write(self, memory: sqlite3.Connection, connection: sqlite3.Connection) -> None:
        pages = {it.page.key: it.page for it in self._pending if it.page}
        for page in pages.values():
            page.hold_lock()
        with transaction(connection):
            if self._is_behind:
                for key in pages:
                    if workout := whole_workout(memory, key):
                        replace(connection, workout)
            for it in self._pending:
                if not (self._is_behind and it.page):
                    it.job(connection)

    def _note_success(self) -> None:
        self._has_written = True
        self._is_behind = False
        if self._files is None:
            with suppress(OSError):
                self._files = _Files.of(self._folder)
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
            self._disconnect()
        elif self._failures <= _FAILURES_UNSAID and not self._is_closing:
            return
        self._save_apart(memory)
        where = " ".join(sorted(set(self._saved_apart.values())))
        self.trouble = f"{_reason(error)} {where or 'What you do is not recorded.'}"

    def _save_apart(self, memory: sqlite3.Connection) -> None:
        """Save each workout that the diary does not have in a file of its own."""
        for key in sorted(self._changed):
            workout = whole_workout(memory, key)
            with suppress(OSError):
                if workout and self._unsaved:
                    self._saved_apart[key] = self._unsaved().save(workout)
                    self._changed.remove(key)

    def _disconnect(self) -> None:
        self._is_behind = self._has_written
        self._files = None
        if self._connection:
            self._connection.close()
            self._connection = None


def _number(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def _nothing(_: sqlite3.Connection) -> None:
    pass


def _reason(error: Exception) -> str:
    match error:
        case NewerDiary():
            return f"A newer hiptimer wrote the diary {error}: it is not changed."
        case OSError(filename=path, strerror=reason):
            why = f"{path}: {(reason or 'no reason given').lower()}"
        case UnicodeError():
            why = "a name or a text of this workout is no Unicode"
        case _ if is_busy(error):
            return "Another program is using the diary."
        case _:
            why = str(error)
    return f"The diary cannot be written: {why}."
