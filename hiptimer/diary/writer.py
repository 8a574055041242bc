"""The one thread that writes the diary.

Whoever has something to write hands it over and goes on at once. All that has come together while
the disk was busy is written in one go. After the first failure nothing more is written.
"""

from __future__ import annotations

import queue
import sqlite3
from contextlib import closing
from threading import Thread
from typing import TYPE_CHECKING

from hiptimer.diary.database import NewerDiary, open_to_write
from hiptimer.diary.schema import transaction

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Job = Callable[[sqlite3.Connection], None]
    Action = Callable[[], None]

_LOST = "What you do is not written down from here on."


class Writer:
    """Writes the diary in `folder`. `now` are seconds since 1970.

    `trouble` says in words what went wrong, None while nothing has; nothing is raised.
    """

    def __init__(self, folder: Path, now: float) -> None:
        self.trouble: str | None = None
        self._folder = folder
        self._now = now
        self._is_quiet = False
        self._jobs: queue.SimpleQueue[tuple[Job, Action | None] | None] = queue.SimpleQueue()
        # A disk that never answers must not keep the program from ending.
        self._thread = Thread(target=self._run, name="diary", daemon=True)
        self._thread.start()

    def write(self, job: Job, then: Action | None = None) -> None:
        """Have `job` done soon, and `then` once it is safely written. Returns at once."""
        if not self._is_quiet:
            self._jobs.put((job, then))

    def close(self, patience_seconds: float) -> None:
        """Write what is left, and wait for that no longer than `patience_seconds`."""
        self._jobs.put(None)
        self._thread.join(patience_seconds)

    def _run(self) -> None:
        try:
            self._write_all()
        except NewerDiary as error:
            self.trouble = f"A newer hiptimer wrote the diary {error}: it stays unchanged. {_LOST}"
        except (OSError, UnicodeError, sqlite3.Error) as error:
            self.trouble = f"The diary cannot be written: {_reason(error)}. {_LOST}"
        finally:
            self._is_quiet = True

    def _write_all(self) -> None:
        connection, put_aside = open_to_write(self._folder, self._now)
        if put_aside:
            self.trouble = (
                f"The diary could not be read. It is kept as {put_aside}, and a new one begins."
            )
        with closing(connection):
            is_open = True
            while is_open:
                handed_over = self._come_together()
                is_open = None not in handed_over
                jobs = [it for it in handed_over if it]
                with transaction(connection):
                    for job, _ in jobs:
                        job(connection)
                for _, then in jobs:
                    if then:
                        then()

    def _come_together(self) -> list[tuple[Job, Action | None] | None]:
        handed_over = [self._jobs.get()]
        while True:
            try:
                handed_over.append(self._jobs.get_nowait())
            except queue.Empty:
                return handed_over


def _reason(error: Exception) -> str:
    match error:
        case OSError(filename=path, strerror=reason):
            return f"{path}: {(reason or 'no reason given').lower()}"
        case UnicodeError():
            return "a name or a text of this workout is no Unicode"
        case _:
            return str(error)
