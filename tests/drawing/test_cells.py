from __future__ import annotations

import pytest

from hiptimer.drawing.cells import ASCII, ASCII_HALVES, HALVES, QUADRANTS, Cell, Run, draw_layers
from hiptimer.drawing.raster import Layer
from tests.drawing.test_raster import box


def text(layers: list[Layer], columns: int, rows: int, cell: Cell) -> list[str]:
    return ["".join(run.text for run in row) for row in draw_layers(layers, columns, rows, cell)]


@pytest.mark.parametrize(
    ("cell", "drawn"),
    [
        (QUADRANTS, ["▗▄▖", "▝▀▘"]),
        (HALVES, ["▄▄▄", "▀▀▀"]),
        (ASCII_HALVES, ["___", '"""']),
    ],
)
def test_a_picture_is_drawn_in_the_parts_of_a_cell(cell: Cell, drawn: list[str]) -> None:
    assert text([Layer((box(0.4, 1, 2.6, 3),))], 3, 2, cell) == drawn


def test_a_charset_without_parts_draws_whole_cells() -> None:
    assert text([Layer((box(1, 0, 3, 2),))], 4, 2, ASCII) == [" ## ", "    "]


@pytest.mark.parametrize("cell", [QUADRANTS, HALVES, ASCII, ASCII_HALVES])
def test_every_pattern_of_pixels_has_its_own_character(cell: Cell) -> None:
    assert len(set(cell.marks)) == len(cell.marks) == 2 ** (cell.across * cell.down)


def test_a_picture_without_layers_is_blank() -> None:
    assert draw_layers([], 3, 1, QUADRANTS) == ((Run("   ", 0, 0),),)


def test_a_cell_shows_one_shade_over_another() -> None:
    far, near = Layer((box(0, 0, 4, 2),), shade=2), Layer((box(2, 1, 4, 2),), shade=1)
    assert draw_layers([far, near], 4, 1, HALVES) == ((Run("██", 2, 0), Run("▄▄", 1, 2)),)


def test_a_cell_with_three_shades_drops_the_smaller_of_the_lower_ones() -> None:
    near = Layer((box(0.5, 1, 1, 2),), shade=1)
    large, small = Layer((box(0, 0, 1, 1),), shade=2), Layer((box(0, 0, 0.5, 1),), shade=2)
    assert draw_layers([large, near], 1, 1, QUADRANTS) == ((Run("▗", 1, 2),),)
    assert draw_layers([small, near], 1, 1, QUADRANTS) == ((Run("▗", 1, 0),),)
