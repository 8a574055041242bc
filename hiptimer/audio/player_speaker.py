"""A speaker whose sound is made in a process of its own, with another where that one dies."""

from __future__ import annotations

from threading import Event, RLock
from typing import TYPE_CHECKING, Any

from hiptimer.audio.process import PlayerProcess
from hiptimer.audio.speaker import BACKENDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hiptimer.audio.speaker import Note


class PlayerSpeaker:
    """Plays a score through the first backend that works, or through none but `backend`.

    `volume` is a percentage. Making one takes milliseconds; whether it can be heard is known a
    little later, when either its backend or its trouble is there.
    """

    _RESTARTS_PER_SCORE = 3

    def __init__(self, backend: str | None = None, volume: int = 100) -> None:
        self._backend: str | None = None
        self._trouble: str | None = None
        self._known = Event()
        self._untried = [backend] if backend else list(BACKENDS)
        self._trying: str | None = None
        self._failed: dict[str, str] = {}
        self._volume = volume
        self._score: Sequence[tuple[float, str, float, float | None]] = ()
        self._restarts_left = self._RESTARTS_PER_SCORE
        self._closed = False
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
    def pid(self) -> int | None:
        """The number of the process that plays; None where there is none."""
        return self._player.pid if self._player else None

    def wait_until_known(self, timeout_seconds: float) -> bool:
        """Wait until there is a backend or trouble, and return whether there is by then."""
        return self._known.wait(timeout_seconds)

    def play(self, notes: Sequence[Note]) -> None:
        """Replace everything that was going to be heard by `notes`."""
        with self._lock:
            self._score = [(note.moment, note.sound, note.pitch, note.seconds) for note in notes]
            self._restarts_left = self._RESTARTS_PER_SCORE
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
            self._closed = True
            processes = [self._player, self._spare]
            self._player = self._spare = None
        for process in processes:
            if process:
                process.end()

    def _started(self) -> PlayerProcess | None:
        try:
            return PlayerProcess(self._untried, self._on_answer, self._on_end)
        except OSError as error:
            self._give_up(f"No sound: its process could not be started ({error.strerror})")
            return None

    def _give_up(self, trouble: str) -> None:
        self._backend = None
        self._trouble = trouble
        self._player = None
        self._known.set()

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
                    self._give_up(_no_sound({**self._failed, **failed}))
                case {"giving_way": _}:
                    # An end on purpose is not one of those that may come too often.
                    self._restarts_left += 1

    def _on_ready(self, backend: str) -> None:
        self._backend = backend
        self._trying = None
        self._untried = self._untried[self._untried.index(backend) :]
        self._known.set()
        self._keep_spare()

    def _keep_spare(self) -> None:
        if self._backend == "simpleaudio" and self._spare is None:
            self._spare = self._started()

    def _on_end(self, process: PlayerProcess) -> None:
        with self._lock:
            if process is self._spare:
                self._spare = None
            if process is not self._player:
                return
            if self._trying:
                self._skip(self._trying)
            if self._untried and self._restarts_left:
                self._restarts_left -= 1
                self._restart()
            elif self._trouble is None:
                self._give_up("The sound broke down and could not be brought back")

    def _skip(self, backend: str) -> None:
        """Go on after `backend`, which took the player down when it was tried."""
        self._failed[backend] = "broke down"
        self._untried = self._untried[self._untried.index(backend) + 1 :]
        if not self._untried:
            self._give_up(_no_sound(self._failed))

    def _restart(self) -> None:
        """Have the spare, or a new player, go on with what there is to play."""
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
