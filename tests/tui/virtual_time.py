"""An event loop that never waits for time alone: when nothing else is left, it skips ahead."""

from __future__ import annotations

from asyncio import SelectorEventLoop, get_running_loop, sleep
from selectors import DefaultSelector
from threading import Event, Lock
from typing import TYPE_CHECKING, Any, ClassVar, Final

if TYPE_CHECKING:
    from selectors import SelectorKey

_FRAME_SECONDS: Final = 0.02
"""Longer than the time after which Textual draws what has changed."""


class Gate(Event):
    """Holds up a thread until the test sets it. A thread that is held up is not at work."""

    holding: ClassVar[list[Gate]] = []
    _one_at_a_time: ClassVar = Lock()

    def wait(self, timeout: float | None = None) -> bool:
        """Hold up the thread that calls this."""
        with self._one_at_a_time:
            if not self.is_set():
                self.holding.append(self)
        return super().wait(timeout)

    def set(self) -> None:
        """Let the threads pass: from now on, they are at work again."""
        with self._one_at_a_time:
            super().set()
            self.holding[:] = [it for it in self.holding if it is not self]


class _PassingTime(DefaultSelector):
    """The clock of all these loops, which advances whenever one would wait for time alone."""

    now: ClassVar = 0.0
    turns: ClassVar = 0
    idle_at_turn: ClassVar = 0

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        """Return what is ready, and really wait for it only while a thread is at work."""
        _PassingTime.turns += 1
        ready = super().select(timeout if is_computing() else timeout and 0.0)
        if timeout and not ready:
            _PassingTime.now += timeout
        return ready


class VirtualTimeLoop(SelectorEventLoop):
    """An event loop whose time passes only when nothing is left to do."""

    def __init__(self) -> None:
        super().__init__(_PassingTime())

    def time(self) -> float:
        """Return the time by which timers are due."""
        return virtual_time()


def virtual_time() -> float:
    """Return the seconds that have passed in these loops."""
    return _PassingTime.now


def is_computing() -> bool:
    """Return whether one of the threads that serve the running loop is at work."""
    loop: Any = get_running_loop()
    threads = loop._default_executor
    at_work = len(threads._threads) - threads._idle_semaphore._value if threads else 0
    return at_work > len(Gate.holding)


async def wait_for_idle(*_: object) -> bool:
    """Wait until neither the event loop nor a thread has work to do before the next frame is drawn.

    Textual instead sends a message to every widget, and sleeps until the process needs little of
    the processor.
    """
    await sleep(_FRAME_SECONDS)
    while is_computing():
        await sleep(_FRAME_SECONDS)
    _PassingTime.idle_at_turn = _PassingTime.turns
    return True


async def wait_for_work(*_: object) -> bool:
    """Wait as `wait_for_idle` does, unless the loop has done nothing since it last did."""
    loop: Any = get_running_loop()
    if loop._ready or _PassingTime.idle_at_turn != _PassingTime.turns:
        await wait_for_idle()
    return True
