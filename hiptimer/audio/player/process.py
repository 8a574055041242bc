"""The parent's handle on a player process: commands do not wait, answers arrive in callbacks."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from contextlib import suppress
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any, cast

from hiptimer.audio.player.heartbeat import PATIENCE_SIGNS, SIGN_SECONDS
from hiptimer.foundation.child_process import child_command

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import BinaryIO

    from hiptimer.audio.player.playback import Playback

_OPENS_WITHIN_SECONDS = 5.0
"""How long a player may be silent while it starts, tries a backend, or wakes up a device."""


class PlayerProcess:
    """A player process that is trying `backends` in turn, or has found one.

    `on_answer` is called with each line of output, `on_end` once when the process has ended, both
    in a separate thread. A player without a sign of life for a second is ended, and `stood_still`
    is set. Raises OSError if no process can be started.
    """

    def __init__(
        self,
        backends: Sequence[str],
        playback: Playback,
        on_answer: Callable[[PlayerProcess, Mapping[str, Any]], None],
        on_end: Callable[[PlayerProcess], None],
    ) -> None:
        self._on_answer = on_answer
        self._on_end = on_end
        self._unsent: dict[str, bytes] = {}
        self._ended = False
        self.stood_still = False
        self._missing_signs = 0
        self._patience_signs = round(_OPENS_WITHIN_SECONDS / SIGN_SECONDS)
        self._changed = Condition()
        self._process = subprocess.Popen(  # noqa: S603  this very program, and no shell
            child_command("hiptimer.audio.player.player", *playback.arguments, *backends),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # The output of native libraries would corrupt the screen.
            stderr=subprocess.DEVNULL,
            # simpleaudio frees memory without holding the GIL, which crashes the allocator of
            # Python 3.12 and later, but not that of the C library.
            env=os.environ | {"PYTHONMALLOC": "malloc"} | playback.environment,
            # Ctrl+C at the terminal is handled by the app.
            start_new_session=True,
        )
        self._writer = Thread(target=self._write, daemon=True)
        self._writer.start()
        self._watcher = Thread(target=self._watch, daemon=True)
        self._watcher.start()
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    def tell(self, do: str, **what: object) -> None:
        """Queue a command. It replaces a queued command of the same kind."""
        line = json.dumps({"do": do, **what}).encode() + b"\n"
        with self._changed:
            self._unsent[do] = line
            self._changed.notify_all()

    def end(self, timeout_seconds: float = 1.0) -> None:
        """End the process and all its sound, and wait until it has ended."""
        self._kill()
        self._reader.join(timeout_seconds)

    def _kill(self) -> None:
        if not hasattr(os, "killpg"):
            self._process.kill()
        elif self._process.poll() is None:
            # A system program that it feeds may hang as well and would never end.
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)

    def _write(self) -> None:
        pipe = cast("BinaryIO", self._process.stdin)
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._unsent or self._ended)
                if self._ended:
                    break
                lines = b"".join(self._unsent.values())
                self._unsent.clear()
            try:
                # A hanging player blocks only this thread.
                pipe.write(lines)
                pipe.flush()
            except OSError:
                break

    def _watch(self) -> None:
        while not self._has_ended_within(SIGN_SECONDS):
            # Counts signs instead of seconds, because both processes stop while the machine sleeps.
            self._missing_signs += 1
            if self._missing_signs > self._patience_signs:
                self.stood_still = True
                self._kill()
                break

    def _has_ended_within(self, seconds: float) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self._ended, seconds)

    def _read(self) -> None:
        pipe = cast("BinaryIO", self._process.stdout)
        for line in pipe:
            answer = json.loads(line)
            self._missing_signs = 0
            if "alive" in answer:
                self._patience_signs = PATIENCE_SIGNS
            self._on_answer(self, answer)
        self._process.wait()
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        self._writer.join()
        self._watcher.join()
        pipe.close()
        # The process has ended, so the rest of the buffer cannot be written.
        with suppress(BrokenPipeError):
            cast("BinaryIO", self._process.stdin).close()
        self._on_end(self)
