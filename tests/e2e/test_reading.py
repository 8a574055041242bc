"""The workout screen, read from three meters by a program that knows nothing of hiptimer."""

from __future__ import annotations

import re
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from hiptimer.drawing.lettering import draw_text, largest_size
from hiptimer.foundation.text.durations import clock_face
from tests.conftest import slow
from tests.e2e import optical_reading
from tests.e2e.optical_reading import (
    NUMBER_AS_LINE,
    ONE_BLOCK,
    ONE_LINE,
    as_line_of_text,
    crop,
    find_words,
    overlaps,
    pixels,
    read,
)
from tests.e2e.pane_picture import Pane, picture_panes
from tests.e2e.reading_moments import COURSES, UNPACED, Moment, follow
from tests.e2e.terminal import Terminal, terminal
from tools.browser import BROWSER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PIL import Image

    from tests.e2e.reading_moments import Course

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(
        not (Terminal.is_installed() and BROWSER and optical_reading.is_installed()),
        reason="tmux, chromium and tesseract are not installed",
    ),
]

SIZES = ((80, 24), (100, 30), (120, 34), (200, 60))
OTHER_SIDE = {"LEFT": "RIGHT", "RIGHT": "LEFT"}
PROGRAMS_AT_A_TIME = 3
LARGE_TYPE_PIXELS = 12
"""Digits lower than this, which is 2.4 rows of cells, are not large type."""

SOME_COUNTS = 12
"""Of all counts, one in so many is read at each place; the rest are cases marked slow."""


class Seen(NamedTuple):
    """A moment with its picture."""

    moment: Moment
    picture: Image.Image


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> list[Seen]:
    with ThreadPoolExecutor(PROGRAMS_AT_A_TIME) as pool:
        moments = [it for course in pool.map(record, COURSES) for it in course]
    pictures = picture_panes([it.pane for it in moments], tmp_path_factory.mktemp("panes"))
    return [*map(Seen, moments, pictures)]


def record(course: Course) -> list[Moment]:
    # The path of a socket must be short, and that of a test folder may be too long.
    folder = Path(tempfile.mkdtemp(prefix="hiptimer-"))
    (folder / "unpaced.toml").write_text(UNPACED)
    with terminal(folder) as shell:
        package_parent = Path(__file__).parents[2]
        shell.enter(f"cd {folder}; export PYTHONPATH={package_parent} COLORTERM=truecolor")
        moments = [*follow(course, shell, SIZES)]
    shutil.rmtree(folder, ignore_errors=True)
    return moments


def read_part(
    seen: Iterable[Seen], part: str, folder: Path, options: Sequence[str]
) -> list[tuple[Moment, str]]:
    """Return what is read of a part at each moment that shows it."""
    showing = [it for it in seen if part in it.moment.trace.parts]
    crops = []
    for it in showing:
        shown = it.moment.trace.parts[part]
        crops.append(crop(it.picture, shown.place, is_light=shown.is_light))
    texts = read(crops, folder, options)
    return [(it.moment, text) for it, text in zip(showing, texts, strict=True)]


def names(moment: Moment) -> tuple[str, tuple[int, int]]:
    return moment.step.name, moment.pane.size


def test_the_verb_is_read(seen: list[Seen], tmp_path: Path) -> None:
    found = read_part(seen, "phase-word", tmp_path, ONE_LINE)
    assert len(found) == len(seen)
    wrong = [(*names(it), text) for it, text in found if text.upper() != it.verb]
    assert not wrong


def test_the_side_is_read_and_the_other_is_not(seen: list[Seen], tmp_path: Path) -> None:
    found = read_part(seen, "side", tmp_path, ONE_LINE)
    assert len(found) == sum(bool(it.moment.step.side) for it in seen)
    wrong = [
        (*names(it), text)
        for it, text in found
        if it.step.side not in text.upper()
        or OTHER_SIDE.get(it.step.side, "?") in text.upper()
        or re.search(r"\d", text)
    ]
    assert not wrong


def test_the_number_is_read(seen: list[Seen], tmp_path: Path) -> None:
    showing = [it for it in seen if "number" in it.moment.trace.parts]
    for step in {it.moment.step for it in seen}:
        if step.has_number is not None:
            times = sum(it.moment.step == step for it in showing)
            assert times == len(SIZES) * step.has_number, step.name
    crops, numbers = [], []
    for it in showing:
        part = it.moment.trace.parts["number"]
        crops.append(crop(it.picture, part.place, is_light=part.is_light))
        numbers.append(part.text.strip())
    wrong = misread(crops, numbers, tmp_path)
    assert not [(*names(showing[index].moment), text) for index, text in wrong]


def misread(
    crops: Sequence[Image.Image], numbers: Sequence[str], folder: Path
) -> list[tuple[int, str]]:
    """Return the index of each number that is read wrong, and what is read.

    Each is read as a line of digits. Tesseract expects lines of print, so it loses six of 3283
    numbers: an 8 alone in 28 × 6 and in 53 × 33 cells, 41 in 31 × 14 and in 48 × 28, 42 in 48 × 21,
    and 2:27 in 78 × 20. Made as low as a line of print, the same pictures are read right, again as
    lines.
    """
    texts = read(crops, folder, NUMBER_AS_LINE)
    lost = [index for index, text in enumerate(texts) if text != numbers[index]]
    texts = read([as_line_of_text(crops[index]) for index in lost], folder, NUMBER_AS_LINE)
    return [
        (index, text) for index, text in zip(lost, texts, strict=True) if text != numbers[index]
    ]


def test_the_coming_exercise_is_read_if_it_is_drawn(seen: list[Seen], tmp_path: Path) -> None:
    wrong = [
        (*names(it), text)
        for it, text in read_part(seen, "coming", tmp_path, ONE_BLOCK)
        if it.trace.parts["coming"].is_drawn
        and text.upper() != it.trace.parts["coming"].text.upper()
    ]
    assert not wrong


def test_there_is_no_second_number_in_large_type(seen: list[Seen], tmp_path: Path) -> None:
    second = []
    pictures = [field_of(it) for it in seen]
    for it, words in zip(seen, find_words(pictures, tmp_path), strict=True):
        parts = it.moment.trace.parts
        large = [
            word
            for word in words
            if is_number(word.text)
            and word.height >= LARGE_TYPE_PIXELS
            and not any(
                overlaps(word, parts[name].place) for name in ("number", "rep") if name in parts
            )
        ]
        second += [(*names(it.moment), word) for word in large]
    assert not second


def test_the_rep_is_at_most_a_third_as_high_as_the_number(seen: list[Seen]) -> None:
    both = [it.moment.trace.parts for it in seen if {"number", "rep"} <= {*it.moment.trace.parts}]
    assert both
    for parts in both:
        assert inked_rows(parts["rep"].rows) <= inked_rows(parts["number"].rows) / 3


@pytest.mark.parametrize("first", [0, *slow(*range(1, SOME_COUNTS))])
def test_each_count_is_read_at_each_place_of_a_number(
    seen: list[Seen], tmp_path: Path, first: int
) -> None:
    shown = {
        (part.place[2:], re.sub(r"\d", "0", part.text))
        for it in seen
        if (part := it.moment.trace.parts.get("number"))
    }
    panes, texts = [], []
    for (columns, rows), shape in sorted(shown):
        for text in counts(shape)[first::SOME_COUNTS]:
            panes.append(Pane((columns, rows), draw_centered(text, columns, rows)))
            texts.append(text.strip())
    pictures = picture_panes(panes, tmp_path)
    crops = [
        crop(picture, (0, 0, *pane.size), is_light=True)
        for pane, picture in zip(panes, pictures, strict=True)
    ]
    wrong = misread(crops, texts, tmp_path)
    assert not [(texts[index], panes[index].size, text) for index, text in wrong]


def counts(shape: str) -> list[str]:
    """Return all counts of a shape, such as 00, up to the longest that a shipped circuit has."""
    if ":" in shape:
        return [clock_face(seconds) for seconds in range(181)]
    return [f"{number:{len(shape)}}" for number in range(1, min(60, 10 ** len(shape)))]


def draw_centered(text: str, columns: int, rows: int) -> str:
    size = largest_size(text, columns, rows, "quadrant")
    assert size
    drawn = [row.center(columns) for row in draw_text(text, size)]
    return "\n".join([*[""] * ((rows - size.rows) // 2), *drawn])


def field_of(seen: Seen) -> Image.Image:
    """Return the picture without figure, side and coming exercise: the rest is light on dark.

    A figure is not type; the side and the coming exercise are read in crops of their own. Each
    takes the shade around it, because Tesseract reads digits into an edge that is not on the
    screen.
    """
    picture = seen.picture.copy()
    trace = seen.moment.trace
    coming = trace.parts.get("coming")
    for place in (trace.figure_place, coming.place if coming else None):
        if place:
            picture.paste(prevailing_shade(picture.crop(pixels(place))), pixels(place))
    if side := trace.parts.get("side"):
        picture.paste(0, pixels(side.place))
    return picture


def prevailing_shade(picture: Image.Image) -> int:
    shades = picture.histogram()
    return shades.index(max(shades))


def is_number(word: str) -> bool:
    """Return whether a word that was found has a number in it.

    A single digit in a word of letters is a letter that was misread: an S as a 2.
    """
    return sum(map(str.isdigit, word)) > (1 if sum(map(str.isalpha, word)) >= 3 else 0)


def inked_rows(rows: Iterable[str]) -> int:
    return sum(bool(row.strip()) for row in rows)
