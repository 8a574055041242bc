"""Golden texts of drawn digits, one file per charset.

    python -m tests.drawing.golden

regenerates them. Review the changes before you keep them.
"""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from hiptimer.drawing.lettering import draw_text, largest_size
from hiptimer.foundation.terminal import Charset

FOLDER = Path(__file__).parent / "golden"
# Each text in the area that the layouts give it, from the smallest terminal to a large one.
PLACES = (
    *((digits, columns, rows) for columns, rows in ((20, 3), (40, 5)) for digits in ("0123", "45")),
    *((digits, 38, 9) for digits in ("67", "89")),
    ("1:23", 78, 9),
    ("0:45", 126, 32),
    ("GET READY", 60, 3),
    ("◀LEFT", 60, 5),
    ("SWITCH", 72, 6),
    *(("HÜFTE", columns, rows) for columns, rows in ((78, 3), (78, 5))),
    ("ÉTÉ Å ÇÑŞ", 110, 9),
)


def texts(charset: Charset) -> str:
    """Return all texts drawn in `charset`, each under its name and area."""
    parts = []
    for text, columns, rows in PLACES:
        size = largest_size(text, columns, rows, charset)
        lines = draw_text(text, size) if size else ("too small to be drawn",)
        parts += [f"--- {text} in {columns} × {rows}", *(line.rstrip() for line in lines)]
    return "\n".join(parts) + "\n"


def path(charset: Charset) -> Path:
    """Return the path of the texts in `charset`."""
    return FOLDER / f"{charset}.txt"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in get_args(Charset):
        path(name).write_text(texts(name), encoding="utf-8")
