"""The lines of a caption: of similar length, broken between its phrases if possible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Sequence

SEPARATOR: Final = " · "
_NO_BREAK_SPACE: Final = "\xa0"


def caption_lines(caption: str, columns: int) -> list[str]:
    """Return `caption` in lines of at most `columns`, except for a word that is longer."""
    # A separator stays on the line that it ends.
    words = caption.replace(SEPARATOR, SEPARATOR.replace(" ", _NO_BREAK_SPACE, 1)).split(" ")
    by_words = [it.replace(_NO_BREAK_SPACE, " ") for it in _balance(words, " ", columns)]
    by_phrases = _balance(caption.split(SEPARATOR), SEPARATOR, columns)
    fits = max(map(cell_len, by_phrases)) <= columns and len(by_phrases) <= len(by_words)
    return by_phrases if fits else by_words


def _balance(parts: Sequence[str], joint: str, columns: int) -> list[str]:
    """Return `parts` in as few lines as fit, and those as narrow as possible."""
    lines = _pack(parts, joint, columns)
    for narrower in range(columns - 1, 0, -1):
        closer = _pack(parts, joint, narrower)
        if len(closer) > len(lines):
            break
        lines = closer
    return lines


def _pack(parts: Sequence[str], joint: str, columns: int) -> list[str]:
    lines = [*parts[:1]]
    for part in parts[1:]:
        joined = f"{lines[-1]}{joint}{part}"
        if cell_len(joined) <= columns:
            lines[-1] = joined
        else:
            lines.append(part)
    return lines
