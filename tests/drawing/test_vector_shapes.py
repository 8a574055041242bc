from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hiptimer.drawing.vector_shapes import Capsule, Point, Polygon, Taper, pen_stroke, round_corners

places = st.builds(Point, st.floats(-20, 20), st.floats(-20, 20))
radii = st.floats(0.1, 5)


@given(places, places, radii, st.floats(0, 1), st.floats(-1, 1))
def test_a_capsule_covers_every_point_within_its_radius(
    start: Point, end: Point, radius: float, along: float, across: float
) -> None:
    assume(math.dist(start, end) > 0.01)
    length = math.dist(start, end)
    normal = Point((start.y - end.y) / length, (end.x - start.x) / length)
    x = start.x + (end.x - start.x) * along + normal.x * across * radius * 0.99
    y = start.y + (end.y - start.y) * along + normal.y * across * radius * 0.99
    ((left, right),) = Capsule(start, end, radius).spans(y)
    assert left <= x <= right


@given(places, places, radii, st.floats(-30, 30))
def test_a_capsule_covers_no_point_beyond_its_radius(
    start: Point, end: Point, radius: float, y: float
) -> None:
    assume(start == end or math.dist(start, end) > 0.01)
    capsule = Capsule(start, end, radius)
    for x in (edge for span in capsule.spans(y) for edge in span):
        assert _distance(Point(x, y), start, end) == pytest.approx(radius, abs=1e-6)
    if not capsule.top - 1e-9 <= y <= capsule.bottom + 1e-9:
        assert not [*capsule.spans(y)]


def test_a_head_is_a_capsule_of_one_point() -> None:
    head = Capsule(Point(2, 3), Point(2, 3), 1.5)
    assert [*head.spans(3)] == [(0.5, 3.5)]
    assert (head.top, head.bottom) == (1.5, 4.5)


def test_a_polygon_covers_the_area_its_outline_encloses() -> None:
    notched = Polygon((Point(0, 0), Point(2, 4), Point(4, 0), Point(4, 6), Point(0, 6)))
    assert [*notched.spans(2)] == [(0, 1), (3, 4)]
    assert [*notched.spans(5)] == [(0, 4)]
    assert [*notched.spans(7)] == []
    assert (notched.top, notched.bottom) == (0, 6)


def test_a_rounded_corner_touches_both_lines_and_stays_inside() -> None:
    line = round_corners([Point(0, 0), Point(10, 0), Point(10, 10)], [3, 3, 3], is_closed=False)
    assert line[0] == (0, 0)
    assert line[1] == pytest.approx((7, 0))
    assert line[-2] == pytest.approx((10, 3))
    assert line[-1] == (10, 10)
    for point in line[1:-1]:
        assert math.dist(point, (7, 3)) == pytest.approx(3)


def test_two_corners_share_a_line_that_is_too_short_for_both() -> None:
    corners = [Point(0, 0), Point(4, 0), Point(4, 2), Point(0, 2)]
    ring = round_corners(corners, [9, 9, 9, 9], is_closed=True)
    assert ring[0] == ring[-1]
    assert min(it.x for it in ring) >= 0
    assert max(it.x for it in ring) <= 4
    assert any(it == pytest.approx((4, 1)) for it in ring)


def test_a_pen_draws_a_dot_for_a_line_of_one_point() -> None:
    point = Point(1, 1)
    assert pen_stroke([point], 0.5) == (Capsule(point, point, 0.5),)
    assert len(pen_stroke([point, Point(2, 2), Point(3, 1)], 0.5)) == 2


def _distance(point: Point, start: Point, end: Point) -> float:
    if start == end:
        return math.dist(point, start)
    length = math.dist(start, end) ** 2
    along = (point.x - start.x) * (end.x - start.x) + (point.y - start.y) * (end.y - start.y)
    share = min(1.0, max(0.0, along / length))
    foot = Point(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share)
    return math.dist(point, foot)


@given(places, places, radii, radii, st.floats(0, 1))
def test_a_limb_covers_the_points_between_its_ends(
    start: Point, end: Point, start_radius: float, end_radius: float, along: float
) -> None:
    assume(math.dist(start, end) > abs(start_radius - end_radius) + 0.01)
    limb = Taper(start, end, start_radius, end_radius)
    x, y = start.x + (end.x - start.x) * along, start.y + (end.y - start.y) * along
    ((left, right),) = limb.spans(y)
    assert left <= x <= right
    assert limb.top <= y <= limb.bottom
    assert not [*limb.spans(limb.top - 0.01), *limb.spans(limb.bottom + 0.01)]


@given(places, places, radii, st.floats(-30, 30))
def test_a_limb_that_does_not_taper_is_a_capsule(
    start: Point, end: Point, radius: float, y: float
) -> None:
    assume(math.dist(start, end) > 0.01)
    tapered = [*Taper(start, end, radius, radius).spans(y)]
    straight = [*Capsule(start, end, radius).spans(y)]
    assert len(tapered) == len(straight)
    for one, other in zip(tapered, straight, strict=True):
        assert one == pytest.approx(other, abs=1e-6)


def test_a_limb_has_the_given_thickness_at_its_ends() -> None:
    ((left, right),) = Taper(Point(0, 0), Point(0, 20), 5, 2).spans(0)
    assert right - left == pytest.approx(10, abs=0.3)
    ((left, right),) = Taper(Point(0, 0), Point(0, 20), 5, 2).spans(20)
    assert right - left == pytest.approx(4, abs=0.3)
