"""Tests one audio backend: a separate player opens it and plays through it."""

from __future__ import annotations

from threading import Condition
from typing import TYPE_CHECKING, Any, Self

from hiptimer.audio.player.playback import Playback
from hiptimer.audio.player.process import PlayerProcess

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hiptimer.audio.speaker import Note

_OPENS_WITHIN_SECONDS = 10.0
_ASKS_EVERY_SECONDS = 0.1


class BackendTrial:
    """A player that has tried only `backend`, on `device` if set; a context manager that ends it.

    `trouble` says why the backend cannot be used, as a continuation of its name; None if it can.
    `through` is the system's audio service, if the backend reports it.
    """

    def __init__(self, backend: str, device: str = "") -> None:
        self.trouble: str | None = None
        self.through: str | None = None
        self._is_ready = False
        self._played = 0
        self._now: float | None = None
        self._changed = Condition()
        self._process: PlayerProcess | None = None
        try:
            playback = Playback(device=device)
            self._process = PlayerProcess([backend], playback, self._on_answer, self._on_end)
        except OSError as error:
            self.trouble = f"could not be tried: its process did not start ({error.strerror})"
            return
        with self._changed:
            if not self._changed.wait_for(self._is_known, _OPENS_WITHIN_SECONDS):
                self.trouble = "does not answer"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            self._process.end()

    def play_and_count(self, notes: Sequence[Note], within_seconds: float) -> int:
        """Play `notes`, and return how many of them the sound device has taken to their end.

        Their moments are seconds from now. Waits for all of them, but no longer than
        `within_seconds`, and not if the player has ended.
        """
        if self._process is None or self.trouble:
            return 0
        with self._changed:
            self._process.tell("count")
            self._changed.wait_for(lambda: self._now or self.trouble, within_seconds)
            if self._now is None or self.trouble:
                return 0
            score = [tuple(note._replace(moment=self._now + note.moment)) for note in notes]
            self._process.tell("score", notes=score)
            for _ in range(round(within_seconds / _ASKS_EVERY_SECONDS)):
                self._process.tell("count")
                is_over = self._changed.wait_for(
                    lambda: self._played >= len(notes) or self.trouble, _ASKS_EVERY_SECONDS
                )
                if is_over:
                    break
            return self._played

    def _is_known(self) -> bool:
        return self._is_ready or self.trouble is not None

    def _on_answer(self, _process: PlayerProcess, answer: Mapping[str, Any]) -> None:
        with self._changed:
            match answer:
                case {"through": through}:
                    self.through = through
                case {"ready": _}:
                    self._is_ready = True
                case {"failed": reasons}:
                    (self.trouble,) = reasons.values()
                case {"played": played, "now": now}:
                    self._played, self._now = played, now
            self._changed.notify_all()

    def _on_end(self, process: PlayerProcess) -> None:
        with self._changed:
            reason = "does not answer" if process.stood_still else "failed"
            self.trouble = self.trouble or reason
            self._changed.notify_all()
