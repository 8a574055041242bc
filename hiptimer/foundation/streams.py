"""The standard streams, safe to print to even if they are closed, full, or without a reader.

Control characters are escaped here. Commands need not handle the state of a stream.
"""

from __future__ import annotations

import codecs
import errno
import os
import select
import sys
from contextlib import suppress
from io import BufferedWriter, FileIO, RawIOBase, TextIOWrapper
from typing import TYPE_CHECKING

from hiptimer.foundation.signals import BROKEN_PIPE, HANGUP, SignaledToEnd, exit_code
from hiptimer.foundation.text.printable import escape_controls
from hiptimer.foundation.text.reasons import reason

if TYPE_CHECKING:
    from typing import TextIO

    from _typeshed import ReadableBuffer

_STDIN, _STDOUT, _STDERR = range(3)

_GONE = {errno.EPIPE: BROKEN_PIPE, errno.EIO: HANGUP}
"""The error numbers of a lost reader or terminal, with the matching signals."""


class StandardStream(RawIOBase):
    """One of stdout and stderr. What cannot be written is dropped, and `trouble` says why.

    When the reader of stdout has gone, the program is asked to end, once. A lost stderr does not
    end the program, because only messages are written there.
    """

    def __init__(self, raw: RawIOBase, *, is_stdout: bool) -> None:
        super().__init__()
        self._raw = raw
        self._is_stdout = is_stdout
        self.trouble: OSError | None = None

    def writable(self) -> bool:
        """Return True: writing is accepted even if the stream is closed."""
        return True

    def fileno(self) -> int:
        """Return the number the system knows it by."""
        return self._raw.fileno()

    def isatty(self) -> bool:
        """Return whether it is a terminal."""
        return self._raw.isatty()

    def write(self, data: ReadableBuffer, /) -> int:
        """Write some of `data` and return how many bytes are done with.

        Raises:
            SignalledToLeave: the reader of stdout has gone.

        """
        size = memoryview(data).nbytes
        if self.trouble:
            return size
        try:
            while (written := self._raw.write(data)) is None:
                # A non-blocking pipe accepts no bytes while it is full.
                select.select([], [self._raw], [])
        except OSError as error:
            self.trouble = error
            if self._is_stdout and error.errno in _GONE:
                raise SignaledToEnd(_GONE[error.errno]) from None
            return size
        return written


class EscapingStream(TextIOWrapper):
    """A text stream to `output` that escapes control characters."""

    def __init__(self, output: StandardStream, encoding: str, *, line_buffering: bool) -> None:
        super().__init__(
            BufferedWriter(output), encoding, "backslashreplace", line_buffering=line_buffering
        )
        self.output = output

    def write(self, text: str, /) -> int:
        """Write `text` and return its length."""
        super().write(escape_controls(text))
        return len(text)


def open_streams() -> None:
    """Make `sys.stdin`, `sys.stdout` and `sys.stderr` safe to use, even when they are closed."""
    for number in (_STDIN, _STDOUT, _STDERR):
        _fill(number)
    if sys.stdin is None:
        sys.stdin = open(_STDIN, closefd=False)  # noqa: SIM115 (open until the program ends)
    if isinstance(sys.stdin, TextIOWrapper):
        # A byte that is not a valid character must not end the input of commands.
        sys.stdin.reconfigure(errors="replace")
    sys.stdout = _printed(sys.stdout, _STDOUT)
    sys.stderr = _printed(sys.stderr, _STDERR)


def close_streams(code: int) -> int:
    """Write what is buffered, and return the exit code: `code`, or another when output was lost."""
    with suppress(SignaledToEnd):
        sys.stdout.flush()
    trouble = sys.stdout.output.trouble if isinstance(sys.stdout, EscapingStream) else None
    if trouble is None:
        return code
    if trouble.errno in _GONE:
        return code or exit_code(_GONE[trouble.errno])
    sys.stderr.write(f"stdout cannot be written: {reason(trouble)}\n")
    return code or 1


def open_screen() -> TextIOWrapper:
    """Return stdout for a full screen, unchanged while it has a terminal."""
    raw, encoding = _raw_and_encoding(sys.__stdout__, _STDOUT)
    # Textual detects a lost terminal itself.
    output = StandardStream(raw, is_stdout=False)
    return TextIOWrapper(BufferedWriter(output), encoding, "backslashreplace")


def _fill(number: int) -> None:
    """Open a closed stream on the null device, so that the next file does not get its number.

    Reading from it yields nothing, and writing to it fails.
    """
    try:
        os.fstat(number)
    except OSError:
        os.open(os.devnull, os.O_RDONLY)
        os.set_inheritable(number, True)


def _printed(stream: TextIO | None, number: int) -> EscapingStream:
    raw, encoding = _raw_and_encoding(stream, number)
    if codecs.lookup(encoding).name == "ascii":
        # Like click: an ASCII locale usually means that none is configured.
        encoding = "utf-8"
    is_stdout = number == _STDOUT
    output = StandardStream(raw, is_stdout=is_stdout)
    return EscapingStream(output, encoding, line_buffering=not is_stdout or output.isatty())


def _raw_and_encoding(stream: TextIO | None, number: int) -> tuple[RawIOBase, str]:
    raw = getattr(getattr(stream, "buffer", None), "raw", None)
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return raw or FileIO(number, "w", closefd=False), encoding
