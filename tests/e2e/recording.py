"""A recording of what a listener would hear.

`Recording.find` returns when a given sound was heard, even if others overlap it, and
`Recording.onsets` returns when something started after silence. Both are times of
`time.monotonic()`, late by a constant few milliseconds of latency.
"""

from __future__ import annotations

import time
from array import array
from dataclasses import dataclass
from threading import Lock, Thread
from typing import IO, TYPE_CHECKING, Final, cast

from hiptimer.audio.sounds.sample_cache import SampleCache
from hiptimer.audio.sounds.tones import RATE
from hiptimer.audio.speaker import Note
from tests.finder import TEMPLATE_SECONDS, best_match

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

_QUIET = 200
_STALL_SECONDS: Final = 0.03
"""A server that plays in pieces of 5 ms is steady if no gap between them is as long as this."""


@dataclass(frozen=True, slots=True)
class Found:
    """When a sound was heard, and its likeness to the recording there, 0 to 1."""

    moment: float
    likeness: float


class Keeper:
    """Keeps a sink awake, and observes whether the machine lets the server play steadily.

    PulseAudio plays two seconds in advance to a sink that nothing records or plays to with a short
    latency: without this, each recording would begin up to two seconds late.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._stalls: list[tuple[float, float]] = []
        self._last = self._steady_since = time.monotonic()
        self._process = process
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        pipe = cast("IO[bytes]", self._process.stdout)
        while pipe.read(65536):
            now = time.monotonic()
            if now - self._last > _STALL_SECONDS:
                self._stalls.append((self._last, now))
                self._steady_since = now
            self._last = now

    @property
    def steady_seconds(self) -> float:
        """For how long the server has played without a gap, up to the last sample."""
        return self._last - self._steady_since

    def longest_stall_seconds(self, since: float) -> float:
        """Return the longest time without a sample that ended after `since`; 0 if none was long."""
        return max((end - begin for begin, end in self._stalls if end > since), default=0.0)

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(5)
        self._reader.join(5)
        cast("IO[bytes]", self._process.stdout).close()


class Recording:
    """A recording of the output since its start. A context manager; readable while it runs."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._samples = array("h")
        self._wanted = SampleCache()
        self._start = float("inf")
        self._lock = Lock()
        self._process = process
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()
        self.wait_until(lambda: len(self._samples) > RATE // 5)

    def __enter__(self) -> Recording:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(5)
        self._reader.join(5)
        cast("IO[bytes]", self._process.stdout).close()

    def _read(self) -> None:
        pipe = cast("IO[bytes]", self._process.stdout)
        odd = b""
        while chunk := pipe.read(4096):
            chunk = odd + chunk
            whole = len(chunk) // 2 * 2
            odd = chunk[whole:]
            with self._lock:
                self._samples.frombytes(chunk[:whole])
                # Chunks arrive late, never early, so the earliest one dates the start.
                self._start = min(self._start, time.monotonic() - len(self._samples) / RATE)

    @property
    def seconds(self) -> float:
        """The length so far."""
        return len(self._samples) / RATE

    def wait_until(self, done: Callable[[], object], timeout_seconds: float = 10.0) -> None:
        """Wait until `done` is true, or raise TimeoutError."""
        gives_up = time.monotonic() + timeout_seconds
        while not done():
            if time.monotonic() > gives_up:
                raise TimeoutError
            time.sleep(0.01)

    def wait_for(self, moment: float) -> None:
        """Wait until `moment` has been recorded."""
        self.wait_until(
            lambda: self._start + self.seconds > moment,
            timeout_seconds=moment - time.monotonic() + 10.0,
        )

    def onsets(self, silence_seconds: float = 0.02) -> list[float]:
        """Return the times at which sound starts after at least `silence_seconds` of silence."""
        samples, start = self._taken()
        found = []
        silent = needed = round(silence_seconds * RATE)
        for frame, sample in enumerate(samples):
            if -_QUIET < sample < _QUIET:
                silent += 1
            else:
                if silent >= needed:
                    found.append(start + frame / RATE)
                silent = 0
        return found

    def between(self, since: float, until: float) -> array[int]:
        """Return the samples between two times."""
        samples, start = self._taken()
        return samples[max(0, round((since - start) * RATE)) : round((until - start) * RATE)]

    def loudest(self, since: float, until: float) -> int:
        """Return the highest peak between two times, 0 to 32,767."""
        return max(map(abs, self.between(since, until)), default=0)

    def last_heard(self) -> float:
        """Return the time after which all is silent."""
        samples, start = self._taken()
        last = next(
            (frame for frame in reversed(range(len(samples))) if abs(samples[frame]) >= _QUIET), 0
        )
        return start + last / RATE

    def find(
        self,
        sound: str,
        near: float,
        pitch: float = 1.0,
        seconds: float | None = None,
        within: float = 0.25,
    ) -> Found | None:
        """Return the best match near `near` for `sound`, a name or the path of a WAV.

        The search covers `within` seconds before and after; None if nothing there resembles it.
        """
        samples, start = self._taken()
        note = Note(0.0, sound, pitch, seconds)
        wanted = self._wanted[note][: round(TEMPLATE_SECONDS * RATE)]
        first = max(0, round((near - within - start) * RATE))
        match = best_match(samples[first : first + round(2 * within * RATE) + len(wanted)], wanted)
        if match is None:
            return None
        return Found(start + (first + match.frame) / RATE, match.likeness)

    def _taken(self) -> tuple[array[int], float]:
        with self._lock:
            return self._samples[:], self._start
