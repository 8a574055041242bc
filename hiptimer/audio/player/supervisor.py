"""A speaker that plays in a separate process, which is replaced if it dies.

Without sound it retries every few seconds, because a sound server may come back.
"""

from __future__ import annotations

from threading import Event, RLock, Timer
from typing import TYPE_CHECKING, Any

from hiptimer.audio.backends import BACKENDS, NOT_INSTALLED
from hiptimer.audio.player.heartbeat import Restarts
from hiptimer.audio.player.playback import Playback
from hiptimer.audio.player.process import PlayerProcess
from hiptimer.foundation.text.sentences import joined

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hiptimer.audio.speaker import Note

RETRY_SECONDS = 3.0
"""The delay between two searches for a backend, if one has worked before."""

SELDOM_SECONDS = 15.0
"""The same if none has ever worked, as on a machine without sound."""

_DEFAULT_PLAYBACK = Playback()


def _after(seconds: float, action: Callable[[], None]) -> Callable[[], None]:
    timer = Timer(seconds, action)
    timer.daemon = True
    timer.start()
    return timer.cancel


class PlayerSpeaker:
    """Plays a score through the first backend that works, or only through `backend`.

    `volume` is a percentage; `playback` says on which device, and how. Creation takes
    milliseconds; whether it works is known slightly later, when either `backend` or `trouble` is
    set. `after` calls an action after a number of seconds, and returns a function that cancels it.
    """

    def __init__(
        self,
        backend: str | None = None,
        volume: int = 100,
        playback: Playback = _DEFAULT_PLAYBACK,
        *,
        after: Callable[[float, Callable[[], None]], Callable[[], None]] = _after,
    ) -> None:
        self._backend: str | None = None
        self._trouble: str | None = None
        self._interruption: str | None = None
        self._known = Event()
        self._backends = [backend] if backend else list(BACKENDS)
        self._untried = self._backends
        self._after = after
        self._cancel_search: Callable[[], None] | None = None
        self._is_closed = False
        self._trying: str | None = None
        self._failed: dict[str, str] = {}
        self._volume = volume
        self._playback = playback
        self._score: Sequence[tuple[object, ...]] = ()
        self._restarts = Restarts()
        self._has_lived = False
        self._broken: str | None = None
        self._player: PlayerProcess | None = None
        self._spare: PlayerProcess | None = None
        self._lock = RLock()
        with self._lock:
            self._player = self._started()
            self._instruct()

    @property
    def backend(self) -> str | None:
        """The name of the working backend; None until it is known, or if there is none."""
        return self._backend

    @property
    def trouble(self) -> str | None:
        """A message for the person about what is wrong; None if nothing is."""
        return self._trouble

    @property
    def interruption(self) -> str | None:
        """A message for the person about the last interruption of sound; None if there was none."""
        return self._interruption

    @property
    def pid(self) -> int | None:
        """The id of the player process; None if there is none."""
        return self._player.pid if self._player else None

    def wait_until_known(self, timeout_seconds: float) -> bool:
        """Wait until `backend` or `trouble` is set, and return whether one of them is."""
        return self._known.wait(timeout_seconds)

    def play(self, notes: Sequence[Note]) -> None:
        """Replace all upcoming notes with `notes`."""
        with self._lock:
            self._score = [tuple(note) for note in notes]
            if self._player:
                self._player.tell("score", notes=self._score)

    def set_volume(self, percent: int) -> None:
        """Set the volume from now on to `percent`, 0 to 100."""
        with self._lock:
            self._volume = percent
            if self._player:
                self._player.tell("volume", percent=percent)

    def close(self) -> None:
        """Stop all sound and release the sound device."""
        with self._lock:
            self._is_closed = True
            if self._cancel_search:
                self._cancel_search()
            processes = [self._player, self._spare]
            self._player = self._spare = None
        for process in processes:
            if process:
                process.end()

    def _started(self) -> PlayerProcess | None:
        try:
            return PlayerProcess(self._untried, self._playback, self._on_answer, self._on_end)
        except OSError as error:
            self._give_up(f"No sound: the audio process could not be started ({error.strerror})")
            return None

    def _give_up(self, trouble: str) -> None:
        """Stay silent until `_search` finds a backend; until then, the first `trouble` remains."""
        self._backend = None
        self._trouble = self._trouble or trouble
        self._interruption = None
        self._player = None
        self._known.set()
        if not self._is_closed and set(self._failed.values()) != {NOT_INSTALLED}:
            seconds = RETRY_SECONDS if self._broken else SELDOM_SECONDS
            self._cancel_search = self._after(seconds, self._search)

    def _search(self) -> None:
        """Search for a working backend, as at the start."""
        with self._lock:
            if not self._is_closed and self._player is None:
                self._untried, self._failed = self._backends, {}
                self._restarts = Restarts()
                self._restart()

    def _on_answer(self, process: PlayerProcess, answer: Mapping[str, Any]) -> None:
        with self._lock:
            if process is self._spare and "failed" in answer:
                self._spare = None
            if process is not self._player:
                return
            match answer:
                case {"trying": name}:
                    self._trying = name
                case {"ready": name}:
                    self._on_ready(name)
                case {"failed": failed}:
                    self._failed |= failed
                    self._give_up(_no_sound(self._failed))
                case {"alive": _}:
                    self._on_sign_of_life()
                case {"giving_way": _}:
                    self._restart()

    def _on_ready(self, backend: str) -> None:
        self._backend = backend
        self._trying = None
        self._untried = self._untried[self._untried.index(backend) :]
        self._known.set()
        self._keep_spare()

    def _on_sign_of_life(self) -> None:
        self._restarts.earn()
        self._has_lived = True
        if self._broken:
            is_other = self._backend != self._broken
            through = f", now through {self._backend}" if is_other else ""
            self._interruption = f"The sound was interrupted and is back{through}"
            self._broken = None
        elif self._trouble:
            self._interruption = f"The sound works now, through {self._backend}"
        self._trouble = None

    def _keep_spare(self) -> None:
        if self._backend and BACKENDS[self._backend].needs_spare and self._spare is None:
            self._spare = self._started()

    def _on_end(self, process: PlayerProcess) -> None:
        with self._lock:
            if process is self._spare:
                self._spare = None
                if self._restarts.take():
                    self._keep_spare()
            if process is not self._player:
                return
            self._broken = self._broken or self._backend
            backend = self._trying or self._backend
            never_played = backend != self._backend
            plays_no_more = process.stood_still and not self._has_lived
            if never_played or plays_no_more or not self._restarts.take():
                reason = "does not answer" if process.stood_still else "failed"
                self._skip(backend or self._untried[0], reason)
            if self._untried:
                self._restart()

    def _skip(self, backend: str, reason: str) -> None:
        """Continue with the next backend, because `backend` cannot be used for this `reason`."""
        self._restarts = Restarts()
        self._failed[backend] = reason
        self._untried = self._untried[self._untried.index(backend) + 1 :]
        if not self._untried:
            self._give_up(_no_sound(self._failed))

    def _restart(self) -> None:
        """Continue playing with the spare player or a new one."""
        self._trying = None
        self._has_lived = False
        self._player, self._spare = self._spare or self._started(), None
        self._instruct()
        self._keep_spare()

    def _instruct(self) -> None:
        """Send a new player the current volume and score."""
        if self._player:
            self._player.tell("volume", percent=self._volume)
            self._player.tell("score", notes=self._score)


def _no_sound(failed: Mapping[str, str]) -> str:
    """Return in words which backends failed and why, grouped by reason."""
    backends: dict[str, list[str]] = {}
    for backend, reason in failed.items():
        backends.setdefault(reason, []).append(backend)
    return "No sound: " + "; ".join(
        f"{joined(names)} {reason if len(names) == 1 else reason.replace('is ', 'are ', 1)}"
        for reason, names in backends.items()
    )
