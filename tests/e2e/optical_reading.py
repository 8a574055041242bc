"""Reads pictures with Tesseract, a program that knows nothing of hiptimer."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple

from PIL import ImageOps

from tests.e2e.pane_picture import CELL_HEIGHT, CELL_WIDTH, REDUCTION

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PIL import Image

    from tests.e2e.traced_program import Place

MARGIN_PIXELS = 10
_LINE_PIXELS = 28
ONE_LINE = ("--psm", "7")
_DIGITS = ("-c", "tessedit_char_whitelist=0123456789:")
NUMBER_AS_LINE = (*ONE_LINE, *_DIGITS)
ONE_BLOCK = ("--psm", "6")
SPARSE = ("--psm", "11")


class FoundWord(NamedTuple):
    """A word found in a picture, with its box in pixels."""

    text: str
    x: int
    y: int
    width: int
    height: int


def is_installed() -> bool:
    return shutil.which("tesseract") is not None


def pixels(place: Place) -> Place:
    """Return the left, upper, right and lower edge of a place in a picture."""
    x, y, width, height = place
    return (
        x * CELL_WIDTH // REDUCTION,
        y * CELL_HEIGHT // REDUCTION,
        (x + width) * CELL_WIDTH // REDUCTION,
        (y + height) * CELL_HEIGHT // REDUCTION,
    )


def crop(picture: Image.Image, place: Place, *, is_light: bool) -> Image.Image:
    """Return a place of a picture with a margin, its text dark even if it `is_light`."""
    cropped = ImageOps.autocontrast(picture.crop(pixels(place)))
    dark = ImageOps.invert(cropped) if is_light else cropped
    return ImageOps.expand(dark, MARGIN_PIXELS, fill=255)


def as_line_of_text(picture: Image.Image) -> Image.Image:
    """Return a crop without the blank around its text, no higher than a line of print."""
    text = picture.crop(ImageOps.invert(picture).getbbox())
    text.thumbnail((text.width, _LINE_PIXELS))
    return ImageOps.expand(text, MARGIN_PIXELS, fill=255)


def read(pictures: Sequence[Image.Image], folder: Path, options: Sequence[str]) -> list[str]:
    """Return the text of each picture."""
    pages = _run(pictures, folder, options).split("\f")
    return [" ".join(page.split()) for page in pages[: len(pictures)]]


def find_words(pictures: Sequence[Image.Image], folder: Path) -> list[list[FoundWord]]:
    """Return the words of each picture, wherever they are."""
    found: list[list[FoundWord]] = [[] for _ in pictures]
    for row in _run(pictures, folder, (*SPARSE, "tsv")).splitlines()[1:]:
        _level, page, *_, x, y, width, height, _confidence, text = row.split("\t")
        if text.strip():
            found[int(page) - 1].append(FoundWord(text, int(x), int(y), int(width), int(height)))
    return found


def overlaps(word: FoundWord, place: Place) -> bool:
    """Return whether a word is, at least in part, in a place of its picture."""
    left, top, right, bottom = pixels(place)
    is_beside = word.x >= right or word.x + word.width <= left
    is_above_or_below = word.y >= bottom or word.y + word.height <= top
    return not is_beside and not is_above_or_below


def _run(pictures: Sequence[Image.Image], folder: Path, options: Sequence[str]) -> str:
    if not pictures:
        return ""
    paths = [folder / f"{number}.png" for number in range(len(pictures))]
    for picture, path in zip(pictures, paths, strict=True):
        picture.save(path)
    listed = folder / "pictures.txt"
    listed.write_text("".join(f"{path}\n" for path in paths))
    return subprocess.run(
        ["tesseract", listed, "-", *options],
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # Its threads wait for each other.
    ).stdout
