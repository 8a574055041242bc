"""A circuit as one line of the library: its title, and as much of the rest as there is room for."""

from __future__ import annotations

from typing import Final, NamedTuple

from rich.cells import cell_len, set_cell_size

_GAP: Final = 2
_TITLE_ONLY_BELOW: Final = 56
_LEAST_EQUIPMENT: Final = 12
_MOST_TITLE: Final = 44
_MOST_COLUMNS: Final = 118


class LibraryLine(NamedTuple):
    """What one line shows of a circuit, in the order of the columns."""

    title: str
    length: str
    equipment: str
    last_done: str


HEADS: Final = LibraryLine("Circuit", "Time", "Equipment", "Last done")

_LENGTH_COLUMNS: Final = 7
_LAST_DONE_COLUMNS: Final = 12


def length_words(seconds: float) -> str:
    """Return the length of a workout in whole minutes: "32 min"."""
    return f"{max(1, round(seconds / 60))} min" if seconds else ""


def columns(line: LibraryLine, width: int) -> tuple[str, str]:
    """Return the title and the rest of a line, at most `width` cells wide.

    A narrow line shows the title only.
    """
    width = min(width, _MOST_COLUMNS)
    if width < _TITLE_ONLY_BELOW:
        return fitted(line.title, width), ""
    room = width - _LENGTH_COLUMNS - _LAST_DONE_COLUMNS - 3 * _GAP
    title = min(_MOST_TITLE, max(room // 2, room - 3 * _LEAST_EQUIPMENT))
    gap = " " * _GAP
    rest = (
        f"{line.length:>{_LENGTH_COLUMNS}}",
        fitted(line.equipment, room - title),
        fitted(line.last_done, _LAST_DONE_COLUMNS),
    )
    return fitted(line.title, title) + gap, gap.join(rest)


def fitted(text: str, width: int) -> str:
    """Return `text` in exactly `width` cells, cut with a mark if it is longer."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(f"{set_cell_size(text, width - 1).rstrip()}…", width)
