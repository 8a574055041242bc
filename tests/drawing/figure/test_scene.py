from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, get_args

import pytest

from hiptimer.circuit.figure.body import Angles, Arm, Leg, Pose, SidePose, Spot
from hiptimer.circuit.figure.figure import Band, Figure, Frame, Prop, Stance
from hiptimer.drawing.figure.scene import (
    FAR,
    FLOOR,
    GEAR,
    NEAR,
    TRUNK,
    columns_of,
    draw_frame,
    is_legible,
    rows_of,
)
from hiptimer.drawing.raster import PAPER
from hiptimer.foundation.terminal import Charset
from tests.drawing.figure import golden

if TYPE_CHECKING:
    from hiptimer.drawing.cells import Run

EACH_CHARSET = pytest.mark.parametrize("charset", get_args(Charset))
ARM = Arm(Angles(-90, -90))
BENT = SidePose(Leg(Angles(0, -90), 0.0), ARM)
STRAIGHT = SidePose(Leg(Spot(0, 0), 0.0), ARM)
KNEE_UP = Pose(Spot(0, 90), 90, 90, 90, BENT, STRAIGHT)
STANDING = Pose(Spot(0, 90), 90, 90, 90, STRAIGHT, STRAIGHT)
MARCH = Figure(
    "march",
    MappingProxyType({"start": STANDING, "end": KNEE_UP}),
    bands=(Band("near_foot", "far_foot"),),
)
UP = Frame(Stance("end"), Stance("end"))


def shades(rows: tuple[tuple[Run, ...], ...]) -> set[int]:
    return {it for row in rows for run in row for it in (run.ink, run.ground)}


def columns_with(shade: int, rows: tuple[tuple[Run, ...], ...]) -> set[int]:
    """Return the columns that show a shade."""
    found = set()
    for row in rows:
        cells = [(run.ink if mark != " " else run.ground) for run in row for mark in run.text]
        found |= {column for column, it in enumerate(cells) if it == shade}
    return found


def test_poses_match_their_golden_text() -> None:
    kept = golden.PATH.read_text(encoding="utf-8")
    assert golden.poses() == kept, "to accept it: python -m tests.drawing.figure.golden"


@EACH_CHARSET
@pytest.mark.parametrize("size", [(1, 1), (30, 11), (60, 30), (7, 40)])
def test_a_picture_fills_its_area(charset: Charset, size: tuple[int, int]) -> None:
    columns, rows = size
    picture = draw_frame(MARCH, UP, columns, rows, charset)
    assert [sum(len(run.text) for run in row) for row in picture] == [columns] * rows


@EACH_CHARSET
def test_near_far_trunk_gear_and_floor_have_distinct_shades(charset: Charset) -> None:
    assert shades(draw_frame(MARCH, UP, 40, 20, charset)) == {PAPER, NEAR, TRUNK, FAR, GEAR, FLOOR}


def test_plain_characters_distinguish_the_parts_without_colors() -> None:
    text = "".join(run.text for row in draw_frame(MARCH, UP, 40, 20, "ascii") for run in row)
    assert set(text) == {" ", "#", "%", ":", "=", "_"}


def test_the_working_side_is_bright_whether_near_or_far() -> None:
    near = draw_frame(MARCH, UP, 40, 20, "quadrant")
    other = Stance("end", exchanged=True)
    far = draw_frame(MARCH, Frame(other, other, lit="far"), 40, 20, "quadrant")
    knee = max(columns_with(NEAR, near))
    assert max(columns_with(NEAR, far)) == knee
    assert max(columns_with(FAR, near)) < knee
    assert max(columns_with(FAR, far)) < knee


def test_mirroring_flips_the_picture_horizontally() -> None:
    there = columns_with(NEAR, draw_frame(MARCH, UP, 40, 20, "ascii"))
    mirrored = Frame(UP.before, UP.after, mirrored=True)
    back = columns_with(NEAR, draw_frame(MARCH, mirrored, 40, 20, "ascii"))
    assert back == {39 - column for column in there}


def test_a_lying_figure_needs_more_columns_than_a_standing_one() -> None:
    flat = SidePose(Leg(Angles(0, 0), 90.0), Arm(Angles(0, 0)))
    lying = Pose(Spot(0, 11), 180, 180, 180, flat, flat)
    bed = Figure("bed", MappingProxyType({"start": lying, "end": lying}))
    assert columns_of(bed, 10) > 3 * columns_of(MARCH, 10)
    assert is_legible(MARCH, 12, 11)
    assert not is_legible(bed, 12, 11)


def test_things_are_drawn_at_their_spots() -> None:
    figure = Figure(
        "things",
        MappingProxyType({"start": STANDING, "end": STANDING}),
        things=(Prop("bottle", Spot(60, 0)), Prop("wall", Spot(-60, 0))),
    )
    picture = draw_frame(figure, Frame(Stance("start"), Stance("start")), 60, 20, "ascii")
    assert min(columns_with(GEAR, picture)) > max(columns_with(NEAR, picture))
    above_floor = columns_with(FLOOR, picture[:-1])
    assert above_floor
    assert max(above_floor) < min(columns_with(NEAR, picture))


def test_rows_and_columns_of_a_figure_agree() -> None:
    for columns in range(10, 100):
        rows = rows_of(MARCH, columns)
        assert columns_of(MARCH, rows - 2) <= columns <= columns_of(MARCH, rows)
