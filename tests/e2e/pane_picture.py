"""Pictures of terminals as a distant eye gets them: cells of 10 × 20 px, reduced to a quarter."""

from __future__ import annotations

import json
from io import StringIO
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image
from rich.ansi import AnsiDecoder
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import MONOKAI

from hiptimer.drawing.cells import QUADRANTS
from tools.browser import render

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.color import Color

CELL_WIDTH, CELL_HEIGHT = 10, 20
REDUCTION = 4

_Rectangle = tuple[int, int, int, int, str]
_Words = tuple[int, int, str, str]

# Reducing a canvas, unlike an SVG, leaves no seams between rectangles that touch.
_PAGE = """<!doctype html><meta charset="utf-8"><style>body {{ margin: 0 }}</style>
<canvas id="all" style="display: block"></canvas>
<script>
const panes = {panes}, reduction = {reduction};
const all = document.getElementById("all");
[all.width, all.height] = {size};
let top_ = 0;
for (const {{width, height, rectangles, words}} of panes) {{
    const canvas = new OffscreenCanvas(width, height), pen = canvas.getContext("2d");
    for (const [x, y, across, down, color] of rectangles) {{
        pen.fillStyle = color;
        pen.fillRect(x, y, across, down);
    }}
    pen.font = "16px monospace";
    for (const [x, y, text, color] of words) {{
        pen.fillStyle = color;
        pen.fillText(text, x, y + 15);
    }}
    const reduced = all.getContext("2d");
    reduced.imageSmoothingQuality = "high";
    reduced.drawImage(canvas, 0, top_, width / reduction, height / reduction);
    top_ += height / reduction;
}}
</script>"""


class Pane(NamedTuple):
    """What a terminal shows: its columns and rows, and its text with escape sequences."""

    size: tuple[int, int]
    captured: str


def picture_panes(panes: Sequence[Pane], folder: Path) -> list[Image.Image]:
    """Return a reduced picture of each pane, in shades of gray."""
    drawings = [_draw(pane) for pane in panes]
    sizes = [
        (columns * CELL_WIDTH // REDUCTION, rows * CELL_HEIGHT // REDUCTION)
        for (columns, rows), _ in panes
    ]
    whole = max(width for width, _ in sizes), sum(height for _, height in sizes)
    page = _PAGE.format(panes=json.dumps(drawings), reduction=REDUCTION, size=[*whole])
    png = folder / "panes.png"
    render(page, ".html", whole, png)
    with Image.open(png) as drawn:
        seen = drawn.convert("L")
    tops = accumulate((height for _, height in sizes), initial=0)
    return [
        seen.crop((0, top, width, top + height))
        for top, (width, height) in zip(tops, sizes, strict=False)
    ]


def _draw(pane: Pane) -> dict[str, object]:
    """Return rectangles and words in pixels, each over those before it."""
    columns, rows = pane.size
    width, height = columns * CELL_WIDTH, rows * CELL_HEIGHT
    rectangles: list[_Rectangle] = [(0, 0, width, height, _hex(None, is_ink=False))]
    words: list[_Words] = []
    console = Console(file=StringIO(), color_system="truecolor", width=columns)
    for row, line in enumerate(AnsiDecoder().decode(pane.captured)):
        x, y = 0, row * CELL_HEIGHT
        for text, style, _ in line.render(console):
            ink, ground = _colors(style or Style.null())
            rectangles.append((x, y, len(text) * CELL_WIDTH, CELL_HEIGHT, ground))
            for character, same in groupby(text):
                count = len([*same])
                if character in QUADRANTS.marks:
                    rectangles += _blocks(character, count, x, y, ink)
                else:
                    words.append((x, y, character * count, ink))
                x += count * CELL_WIDTH
    return {"width": width, "height": height, "rectangles": rectangles, "words": words}


def _blocks(character: str, count: int, x: int, y: int, ink: str) -> Iterator[_Rectangle]:
    """Yield quarter blocks as rectangles, because a font may leave gaps between them."""
    pattern = QUADRANTS.marks.index(character)
    if character == QUADRANTS.marks[-1]:
        yield x, y, count * CELL_WIDTH, CELL_HEIGHT, ink
        return
    width, height = CELL_WIDTH // 2, CELL_HEIGHT // 2
    for quarter in range(4):
        if pattern >> quarter & 1:
            top = y + quarter // 2 * height
            for column in range(quarter % 2, 2 * count, 2):
                yield x + column * width, top, width, height, ink


def _colors(style: Style) -> tuple[str, str]:
    """Return the colors of the characters and of their background."""
    colors = _hex(style.color, is_ink=True), _hex(style.bgcolor, is_ink=False)
    return colors[::-1] if style.reverse else colors


def _hex(color: Color | None, *, is_ink: bool) -> str:
    if color is None:
        return (MONOKAI.foreground_color if is_ink else MONOKAI.background_color).hex
    return color.get_truecolor(MONOKAI, foreground=is_ink).hex
