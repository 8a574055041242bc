"""Keeps the machine and its screen awake while a workout moves, and lets go whenever it stands.

Whoever cannot be kept awake is not told during a workout: `hiptimer doctor` says it.
"""

from __future__ import annotations

import contextlib
from threading import Event as Signal
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from hiptimer.workout.events import Event
    from hiptimer.workout.workout import Workout


class Awake:
    """A listener of `workout`. The system is asked in a thread: its answer may take seconds.

    `keep` is entered to keep the machine awake and left to let go. The system itself lets go of
    what a program held that crashed.
    """

    def __init__(
        self, workout: Workout, keep: Callable[[], AbstractContextManager[object]] | None = None
    ) -> None:
        self._workout = workout
        self._keep = keep or kept_awake
        self._let_go: Signal | None = None

    def __call__(self, _event: Event) -> None:
        """Keep awake from the first event of what moves to the first of what stands."""
        if self._workout.is_moving and self._let_go is None:
            self._let_go = Signal()
            Thread(target=self._hold, args=[self._let_go], daemon=True).start()
        elif not self._workout.is_moving and self._let_go is not None:
            self._let_go.set()
            self._let_go = None

    def _hold(self, let_go: Signal) -> None:
        # It never stops a workout, whatever goes wrong in the libraries of a desktop.
        with contextlib.suppress(Exception), self._keep():
            let_go.wait()


@contextlib.contextmanager
def kept_awake() -> Iterator[str | None]:
    """Keep machine and screen awake, or at least the machine; yield what does, None for nothing."""
    from wakepy import keep

    with keep.presenting(on_fail="pass") as screen:
        if screen.method:
            yield screen.method.name
            return
        with keep.running(on_fail="pass") as machine:
            yield machine.method.name if machine.method else None
