"""What the terminal is and can do, and whether it can show a full screen."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TextIO, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

Charset = Literal["quadrant", "half", "ascii"]
"""The characters to draw with: quarter blocks, half blocks, or plain ASCII."""

CHARSETS: Final = ("auto", *get_args(Charset))
"""The choices of the person: what the terminal supports, or one of them."""

STREAMS = ("stdin", "stdout")
"""What a full screen needs: keys and a screen. stderr may be redirected."""

_HARDWARE: Final = ("vt", "ansi", "wy", "tvi", "cons25", "sun", "pcansi")
"""How the kinds of terminals begin that have characters of their own, whatever the encoding is."""


class Terminal(NamedTuple):
    """The terminal a program was started in, or the files or pipes in its place.

    `not_terminals` names those of `STREAMS` that lead elsewhere, to a file or a pipe. `size` is
    columns and rows, None if unknown; `colors` is the number of colors it reports.
    """

    not_terminals: tuple[str, ...]
    kind: str
    size: tuple[int, int] | None
    colors: int
    encoding: str

    @property
    def obstacle(self) -> str | None:
        """Why a full screen cannot be shown, in words; None if it can."""
        if self.not_terminals:
            are = "is not a terminal" if len(self.not_terminals) == 1 else "are not terminals"
            return f"{' and '.join(self.not_terminals)} {are}"
        return "TERM is dumb" if self.kind == "dumb" else None

    @property
    def charset(self) -> Charset:
        """The finest drawing characters that the encoding and, presumably, the font support."""
        if self.kind.startswith(_HARDWARE) or not _has(self.encoding, "▀▄█"):
            return "ascii"
        # The fonts of the Linux console have half blocks but lack quarter blocks.
        if self.kind == "linux" or not _has(self.encoding, "▖▗▘▙▚▛▜▝▞▟"):
            return "half"
        return "quadrant"


def detect_terminal() -> Terminal:
    """Return the terminal of this process."""
    streams: dict[str, TextIO | None] = {name: getattr(sys, f"__{name}__") for name in STREAMS}
    terminals = {
        name: stream for name, stream in streams.items() if stream is not None and stream.isatty()
    }
    return Terminal(
        not_terminals=tuple(name for name in STREAMS if name not in terminals),
        kind=os.environ.get("TERM", ""),
        size=_size(next(reversed(terminals.values()), None)),
        colors=count_colors(os.environ),
        encoding=getattr(streams["stdout"], "encoding", None) or "unknown",
    )


def is_connected() -> bool:
    """Return whether stdin is an open terminal."""
    return sys.__stdin__ is not None and sys.__stdin__.isatty()


def count_colors(environment: Mapping[str, str]) -> int:
    """Return how many colors a terminal with these variables says it has; 0 for none wanted."""
    kind = environment.get("TERM", "")
    if environment.get("NO_COLOR") or kind in ("", "dumb"):
        return 0
    if environment.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return 1 << 24
    return 256 if kind.rpartition("-")[2] in ("256color", "kitty") else 16


def _has(encoding: str, characters: str) -> bool:
    try:
        characters.encode(encoding)
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def _size(stream: TextIO | None) -> tuple[int, int] | None:
    if stream is None:
        return None
    try:
        columns, lines = os.get_terminal_size(stream.fileno())
    except OSError:
        return None
    return columns, lines
