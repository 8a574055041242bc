"""A speaker whose sound is made in a process of its own, with another where that one dies.

While nothing can be heard it tries again every few seconds: a sound server may come back.
"""

from __future__ import annotations

from dataclasses import astuple
from threading import Event, RLock, Timer
from typing import TYPE_CHECKING, Any

from hiptimer.audio.player.heartbeat import Restarts
from hiptimer.audio.player.process import PlayerProcess
from hiptimer.audio.speaker import BACKENDS, HEADPHONES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hiptimer.audio.speaker import Note

RETRY_SECONDS = 3.0
"""From the end of one search for a way to be heard to the next, once something was heard."""

SELDOM_SECONDS = 15.0
"""The same while nothing ever was: on a machine without sound each search is in vain."""


def _after(seconds: float, action: Callable[[], None]) -> Callable[[], None]:
    timer = Timer(seconds, action)
    timer.daemon = True
    timer.start()
    return timer.cancel


class PlayerSpeaker:
    """Plays a score through the first backend that works, or through none but `backend`.

    `volume` is a percentage; with `headphones` each note comes from its side. Making one takes
    milliseconds; whether it can be heard is known a little later, when either its backend or its
    trouble is there. `after` calls an action so many seconds later, and
    returns what cancels that.
    """

    def __init__(
        self,
        backend: str | None = None,
        volume: int = 100,
        *,
        headphones: bool = False,
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
        self._options = [HEADPHONES] if headphones else []
        self._score: Sequence[tuple[object, ...]] = ()
        self._restarts = Restarts()
        self._has_lived = False
        self._broken: str | None = None
        self._player: PlayerProcess | None = None
        # simpleaudio cannot be silenced but by ending its process: the next one waits, warm.
        self._spare: PlayerProcess | None = None
        self._lock = RLock()
        with self._lock:
            self._player = self._started()
            self._instruct()

    @property
    def backend(self) -> str | None:
        """What it plays through; None until that is known, and where there is nothing."""
        return self._backend

    @property
    def trouble(self) -> str | None:
        """What is wrong, in words for the person; None while all is well."""
        return self._trouble

    @property
    def interruption(self) -> str | None:
        """What the sound has come back from, in words for the person; None where nothing was."""
        return self._interruption

    @property
    def pid(self) -> int | None:
        """The number of the process that plays; None where there is none."""
        return self._player.pid if self._player else None

    def wait_until_known(self, timeout_seconds: float) -> bool:
        """Wait until there is a backend or trouble, and return whether there is by then."""
        return self._known.wait(timeout_seconds)

    def play(self, notes: Sequence[Note]) -> None:
        """Replace everything that was going to be heard by `notes`."""
        with self._lock:
            self._score = [astuple(note) for note in notes]
            if self._player:
                self._player.tell("score", notes=self._score)

    def set_volume(self, percent: int) -> None:
        """Make everything from now on `percent` as loud as it can be, 0 to 100."""
        with self._lock:
            self._volume = percent
            if self._player:
                self._player.tell("volume", percent=percent)

    def close(self) -> None:
        """Fall silent and let go of the sound device."""
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
            arguments = [*self._options, *self._untried]
            return PlayerProcess(arguments, self._on_answer, self._on_end)
        except OSError as error:
            self._give_up(f"No sound: its process could not be started ({error.strerror})")
            return None

    def _give_up(self, trouble: str) -> None:
        """Be silent for now; what is wrong stays the same, in words, until it is heard again."""
        self._backend = None
        self._trouble = self._trouble or trouble
        self._interruption = None
        self._player = None
        self._known.set()
        if not self._is_closed and set(self._failed.values()) != {"is not installed"}:
            seconds = RETRY_SECONDS if self._broken else SELDOM_SECONDS
            self._cancel_search = self._after(seconds, self._search)

    def _search(self) -> None:
        """Look for a way to be heard, as at the beginning."""
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
            self._interruption = f"The sound broke off and is back{through}"
            self._broken = None
        elif self._trouble:
            self._interruption = f"There is sound now, through {self._backend}"
        self._trouble = None

    def _keep_spare(self) -> None:
        if self._backend == "simpleaudio" and self._spare is None:
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
                reason = "does not answer" if process.stood_still else "broke down"
                self._skip(backend or self._untried[0], reason)
            if self._untried:
                self._restart()

    def _skip(self, backend: str, reason: str) -> None:
        """Go on after `backend`, which cannot be used for that `reason`."""
        self._restarts = Restarts()
        self._failed[backend] = reason
        self._untried = self._untried[self._untried.index(backend) + 1 :]
        if not self._untried:
            self._give_up(_no_sound(self._failed))

    def _restart(self) -> None:
        """Have the spare, or a new player, go on with what there is to play."""
        self._trying = None
        self._has_lived = False
        self._player, self._spare = self._spare or self._started(), None
        self._instruct()
        self._keep_spare()

    def _instruct(self) -> None:
        """Tell a new player all that those before it were told."""
        if self._player:
            self._player.tell("volume", percent=self._volume)
            self._player.tell("score", notes=self._score)


def _no_sound(failed: Mapping[str, str]) -> str:
    """Return what did not work and why, those with the same reason together."""
    backends: dict[str, list[str]] = {}
    for backend, reason in failed.items():
        backends.setdefault(reason, []).append(backend)
    return "No sound: " + "; ".join(
        f"{_listed(names)} {reason if len(names) == 1 else reason.replace('is ', 'are ', 1)}"
        for reason, names in backends.items()
    )


def _listed(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
