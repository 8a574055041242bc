from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hiptimer.drawing.raster import Grid, Layer, pixels, shades
from hiptimer.drawing.vector_shapes import Capsule, Point, Polygon


def box(left: float, top: float, right: float, bottom: float) -> Polygon:
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Polygon(tuple(Point(x, y) for x, y in corners))


def test_a_pixel_is_set_if_its_center_is_inside_a_shape() -> None:
    grid = Grid(columns=6, rows=3, width=0.5, height=1.0)
    assert pixels([box(0.5, 1, 2, 3)], grid) == [0, 0b001110, 0b001110]
    assert pixels([box(0.7, 1.4, 1.8, 1.6)], grid) == [0, 0b001110, 0]


def test_shapes_beyond_the_paper_are_clipped() -> None:
    grid = Grid(columns=4, rows=2, width=1.0, height=1.0)
    assert pixels([box(-5, -5, 2, 9)], grid) == [0b0011, 0b0011]
    assert pixels([box(5, 0, 9, 2), box(-9, 0, -5, 2), box(0, 7, 4, 9)], grid) == [0, 0]


@given(st.integers(1, 6), st.integers(0, 12), st.sampled_from([0.5, 1.0]))
def test_a_bar_has_the_same_thickness_at_any_position(
    thickness: int, quarters: int, width: float
) -> None:
    grid = Grid(columns=40, rows=20, width=width, height=1.0)
    middle = 6 + quarters / 4
    lying = Capsule(Point(6, middle), Point(14, middle), thickness / 2)
    standing = Capsule(Point(middle, 6), Point(middle, 14), thickness / 2)
    column = round(10 / width)
    assert sum(row >> column & 1 for row in pixels([lying], grid)) == thickness
    assert pixels([standing], grid)[10].bit_count() == thickness / width


def test_a_layer_hides_the_layers_below_it() -> None:
    grid = Grid(columns=4, rows=1, width=1.0, height=1.0)
    far, near = Layer((box(0, 0, 3, 1),), shade=2), Layer((box(2, 0, 4, 1),), shade=1)
    assert shades([far, near], grid) == [(2, [0b0011]), (1, [0b1100])]
    assert shades([near, far], grid) == [(1, [0b1000]), (2, [0b0111])]
