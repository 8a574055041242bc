"""Keeps the machine and its screen awake while a workout runs, but not while it is paused.

A machine that cannot be kept awake is not reported during a workout, only by `hiptimer doctor`.
"""

from __future__ import annotations

import contextlib
from threading import Event as Signal
from threading import Thread
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from hiptimer.workout.events import Event
    from hiptimer.workout.workout import Workout


_AFTER_SECONDS: Final = 2.0
"""How long a workout has moved before the system is asked, which must not delay its first frame."""


class Awake:
    """A listener of `workout`. Asks the system in a thread, because the answer may take seconds.

    Entering `keep` keeps the machine awake, and exiting it releases the machine. If the program
    crashes, the system releases it by itself.
    """

    def __init__(
        self,
        workout: Workout,
        keep: Callable[[], AbstractContextManager[object]] | None = None,
        after_seconds: float = _AFTER_SECONDS,
    ) -> None:
        self._workout = workout
        self._keep = keep or keep_awake
        self._after_seconds = after_seconds
        self._let_go: Signal | None = None

    def __call__(self, _event: Event) -> None:
        """Keep the machine awake from the first event that moves to the first that pauses."""
        if self._workout.is_moving and self._let_go is None:
            self._let_go = Signal()
            Thread(target=self._hold, args=[self._let_go], daemon=True).start()
        elif not self._workout.is_moving and self._let_go is not None:
            self._let_go.set()
            self._let_go = None

    def _hold(self, let_go: Signal) -> None:
        if let_go.wait(self._after_seconds):
            return
        # A failure in a desktop library must not stop the workout.
        with contextlib.suppress(Exception), self._keep():
            let_go.wait()


@contextlib.contextmanager
def keep_awake() -> Iterator[str | None]:
    """Keep machine and screen awake, or at least the machine.

    Yields the name of the method in use; None if there is none.
    """
    from wakepy import keep

    with keep.presenting(on_fail="pass") as screen:
        if screen.method:
            yield screen.method.name
            return
        with keep.running(on_fail="pass") as machine:
            yield machine.method.name if machine.method else None
