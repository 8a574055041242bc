"""The player process as its parent sees it: told things without waiting, heard of by callbacks."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any, cast

import hiptimer
from hiptimer.audio.player.heartbeat import PATIENCE_SIGNS, SIGN_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import BinaryIO

_OPENS_WITHIN_SECONDS = 5.0
"""How long a player may keep silent while it starts, tries a backend, or a device wakes up."""

_PACKAGE = Path(hiptimer.__file__).parent

# The player is of this very package, wherever that lies; nothing else is to be found there, nor in
# the folder the person happens to stand in.
_START = """
import sys
sys.path.insert(0, sys.argv.pop(1))
import hiptimer
del sys.path[0]
from hiptimer.audio.player.player import main
main(sys.argv[1:])
"""


class PlayerProcess:
    """A player that is trying `backends` in turn, or has found one.

    `on_answer` is given each line it says, `on_end` is called once when it has ended; both in a
    thread of the player's own. One that gives no sign of life for a second is ended;
    `stood_still` tells. Raises OSError where no process can be started.
    """

    def __init__(
        self,
        backends: Sequence[str],
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
        self._process = subprocess.Popen(  # noqa: S603  this Python and this package, no shell
            [sys.executable, "-P", "-c", _START, str(_PACKAGE.parent), *backends],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # What native libraries print would land in the middle of the screen.
            stderr=subprocess.DEVNULL,
            # simpleaudio frees memory without the interpreter's lock, which the allocator of
            # Python 3.12 and later does not survive; that of the C library does.
            env=os.environ | {"PYTHONMALLOC": "malloc"},
            # Ctrl+C at the terminal is for the app to answer.
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
        """The number of the process."""
        return self._process.pid

    def tell(self, do: str, **what: object) -> None:
        """Have a command sent. One that still waits is replaced by a later one of its kind."""
        line = json.dumps({"do": do, **what}).encode() + b"\n"
        with self._changed:
            self._unsent[do] = line
            self._changed.notify_all()

    def end(self, timeout_seconds: float = 1.0) -> None:
        """End the process and whatever sounds, and see it gone."""
        self._kill()
        self._reader.join(timeout_seconds)

    def _kill(self) -> None:
        if not hasattr(os, "killpg"):
            self._process.kill()
        elif self._process.poll() is None:
            # A program of the system that it feeds may stand still, too, and would stay for ever.
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
                # A player that stands still blocks this thread and nobody else.
                pipe.write(lines)
                pipe.flush()
            except OSError:
                break

    def _watch(self) -> None:
        while not self._has_ended_within(SIGN_SECONDS):
            # Signs and not seconds: while the machine sleeps nobody gives any, or misses one.
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
        # What is still in its buffer has nobody left to read it.
        with suppress(BrokenPipeError):
            cast("BinaryIO", self._process.stdin).close()
        self._on_end(self)
