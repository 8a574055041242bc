from __future__ import annotations

from itertools import combinations
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.drawing.cells import ASCII, HALVES, QUADRANTS
from hiptimer.drawing.glyphs import DIGITS, LETTERS
from hiptimer.drawing.lettering import Size, draw_text, largest_lines, largest_size
from hiptimer.foundation.terminal import Charset
from tests.conftest import one_in, slow
from tests.drawing import golden

CHARSETS: tuple[Charset, ...] = get_args(Charset)
EACH_CHARSET = pytest.mark.parametrize("charset", CHARSETS)
ROWS = (*range(3, 16), 18, 24, 32, 40)
SOME_ROWS = pytest.mark.parametrize("rows", [3, 5, 8, *slow(*sorted({*ROWS} - {3, 5, 8}))])
counts = st.from_regex(r"[ 1-9]?[0-9]|[0-9]:[0-5][0-9]|[ 1-9][0-9]:[0-5][0-9]", fullmatch=True)
charsets = st.sampled_from(CHARSETS)


@EACH_CHARSET
def test_digits_match_their_golden_text(charset: Charset) -> None:
    kept = golden.path(charset).read_text(encoding="utf-8")
    assert golden.texts(charset) == kept, "to accept it: python -m tests.drawing.golden"


@EACH_CHARSET
@SOME_ROWS
def test_no_two_digits_look_alike_at_any_size(rows: int, charset: Charset) -> None:
    assert_all_differ("".join(DIGITS), rows, charset)


@EACH_CHARSET
@SOME_ROWS
def test_no_two_letters_look_alike(rows: int, charset: Charset) -> None:
    # In four square pixels across and six down, a D is an O.
    least_rows = 3 if charset == "quadrant" else 5
    assert_all_differ("".join(LETTERS), rows, charset, least_rows)


def assert_all_differ(characters: str, rows: int, charset: Charset, least_rows: int = 3) -> None:
    """Assert that characters differ when narrow and in two larger widths."""
    for columns in (3, rows, 2 * rows):
        size = largest_size("8", columns, rows, charset)
        if size and size.rows >= least_rows:
            drawn = {it: draw_text(it, size) for it in characters}
            for one, other in combinations(characters, 2):
                assert drawn[one] != drawn[other], (one, other, size)


@EACH_CHARSET
def test_two_digits_differ_in_several_cells(charset: Charset) -> None:
    for rows in ROWS[2:]:
        size = largest_size("8", 2 * rows, rows, charset)
        assert size
        for one, other in combinations(DIGITS, 2):
            rows_of_both = zip(draw_text(one, size), draw_text(other, size), strict=True)
            cells = [
                pair for pair_of_rows in rows_of_both for pair in zip(*pair_of_rows, strict=True)
            ]
            differing = sum(a != b for a, b in cells)
            assert differing >= max(2, 0.05 * len(cells)), (one, other, size)


@given(counts, st.integers(1, 200), st.integers(1, 60), charsets)
def test_a_text_fits_its_area(text: str, columns: int, rows: int, charset: Charset) -> None:
    size = largest_size(text, columns, rows, charset)
    if size:
        drawn = draw_text(text, size)
        assert len(drawn) == size.rows <= rows
        assert {len(row) for row in drawn} == {size.columns_of_text(text)}
        assert size.columns_of_text(text) <= columns


@given(counts, st.integers(20, 200), st.integers(3, 60), charsets)
def test_every_count_can_be_drawn_in_the_smallest_area(
    text: str, columns: int, rows: int, charset: Charset
) -> None:
    assert largest_size(text, columns, rows, charset)


@given(counts, counts, st.integers(1, 200), st.integers(1, 60), charsets)
def test_counting_changes_neither_size_nor_width(
    one: str, other: str, columns: int, rows: int, charset: Charset
) -> None:
    if [it == ":" for it in one] == [it == ":" for it in other]:
        size = largest_size(one, columns, rows, charset)
        assert size == largest_size(other, columns, rows, charset)
        if size:
            assert size.columns_of_text(one) == size.columns_of_text(other)


@given(counts, st.integers(20, 150), st.integers(3, 50), charsets)
def test_a_larger_area_gives_larger_characters(
    text: str, columns: int, rows: int, charset: Charset
) -> None:
    small, large = (largest_size(text, columns + it, rows + it, charset) for it in (0, 20))
    assert small
    assert large
    assert large.rows > small.rows or large.columns > small.columns


@pytest.mark.parametrize("character", one_in(4, [*DIGITS, *LETTERS]))
@pytest.mark.parametrize("first", [0, *slow(*range(1, 9))])
def test_a_character_has_the_same_shape_in_every_charset(character: str, first: int) -> None:
    # Below twelve rows a stroke of two characters in ASCII is rounded by a quarter of its width.
    for rows in range(12 + first, 41, 9):
        width = round(1.3 * rows)
        pen = 2.0 * round(0.18 * rows)
        inked = []
        for cell in (QUADRANTS, HALVES, ASCII):
            drawn = "".join(draw_text(character, Size(width, rows, 1, pen, cell)))
            pixels = cell.across * cell.down
            inked.append([cell.marks.index(mark).bit_count() / pixels for mark in drawn])
        fine, *coarser = inked
        for coarse in coarser:
            difference = sum(abs(a - b) for a, b in zip(fine, coarse, strict=True)) / len(fine)
            assert difference < 0.14, rows
            assert sum(coarse) == pytest.approx(sum(fine), rel=0.2), rows


@EACH_CHARSET
def test_a_digit_touches_every_edge_of_its_box(charset: Charset) -> None:
    for rows in range(3, 31):
        size = largest_size("8", 2 * rows, rows, charset)
        assert size
        drawn = draw_text("8", size)
        assert drawn[0].strip()
        assert drawn[-1].strip()
        assert any(row[0] != " " for row in drawn)
        assert any(row[-1] != " " for row in drawn)


def test_text_that_cannot_be_drawn_has_no_size() -> None:
    assert largest_size("", 80, 24, "quadrant") is None
    assert largest_size("БЕГ", 80, 24, "quadrant") is None
    assert largest_size("12", 80, 2, "quadrant") is None
    assert largest_size("12:34", 10, 24, "quadrant") is None


def test_the_dots_of_a_colon_look_alike() -> None:
    for rows in ROWS:
        size = largest_size("0:00", 200, rows, "half")
        assert size
        columns = zip(*draw_text(":", size), strict=True)
        inked = max(columns, key=lambda it: len("".join(it).replace(" ", "")))
        pixels = "".join({" ": "  ", "▀": "o ", "▄": " o", "█": "oo"}[it] for it in inked)
        dots = pixels.split()
        assert len(dots) == 2, pixels
        assert len(set(dots)) == 1, pixels


def test_a_long_text_is_largest_in_several_lines() -> None:
    text = "BANDED HIGH KNEE PULSES ON YOUR BACK"
    one, size_of_one = largest_lines(text, 150, 7, "quadrant")
    assert one == (text,)
    lines, size = largest_lines(text, 78, 7, "quadrant")
    assert lines == ("BANDED HIGH KNEE", "PULSES ON YOUR BACK")
    assert size_of_one
    assert size
    assert size.rows == size_of_one.rows == 3
    assert largest_lines("ДА ДА", 200, 60, "quadrant")[1] is None


@given(
    st.text(alphabet="ABI ", min_size=1, max_size=40),
    st.integers(1, 200),
    st.integers(1, 40),
    charsets,
)
def test_lines_fit_their_area_and_are_no_smaller_than_one_line(
    text: str, columns: int, rows: int, charset: Charset
) -> None:
    lines, size = largest_lines(text, columns, rows, charset)
    alone = largest_size(text, columns, rows, charset)
    if size:
        assert len(lines) * (size.rows + 1) - 1 <= rows
        assert all(size.columns_of_text(line) <= columns for line in lines)
        assert " ".join(lines).split() == text.split()
    if alone:
        assert size
        assert size.rows >= alone.rows
