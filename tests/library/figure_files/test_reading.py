from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.circuit.figure.body import Angles, Spot
from hiptimer.circuit.figure.figure import Band, Prop
from hiptimer.foundation.toml.files import FaultyFile
from hiptimer.library.figure_files.loading import load

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.circuit.figure.figure import Figure

GOOD = """\
bands = [["near_foot", "far_foot"]]
step = [-40, 0]
quick = ["drive"]
period = "2s"

[pose.start]
hip = [0, 91]
trunk = 90
leg = [-90, -90]
near_heel = [5, 0]
arm = [-90, -80]

[pose.end]
like = "start"
near_leg = [0, -90]
trunk = [80, 70]
"""


def read(tmp_path: Path, text: str) -> Figure:
    path = tmp_path / "trial.toml"
    path.write_text(text)
    return load(path)


def problems(tmp_path: Path, text: str) -> list[str]:
    """Return what is wrong, each from its line on."""
    with pytest.raises(FaultyFile) as raised:
        read(tmp_path, text)
    return [str(it).removeprefix(f"{tmp_path / 'trial.toml'}:") for it in raised.value.problems]


def test_a_figure_has_what_its_file_says(tmp_path: Path) -> None:
    figure = read(tmp_path, GOOD)
    assert figure.name == "trial"
    assert figure.bands == (Band("near_foot", "far_foot"),)
    assert figure.things == (Prop("step", Spot(-40, 0)),)
    assert figure.quick == {"drive"}
    assert figure.period_seconds == 2.0
    start, end = figure.poses["start"], figure.poses["end"]
    assert start.near.leg.placed == Spot(5, 0)
    assert start.far.leg.placed == Angles(-90, -90)
    assert (end.loin, end.chest, end.head) == (80, 70, 70)


def test_a_pose_is_like_another_except_for_its_own_values(tmp_path: Path) -> None:
    figure = read(tmp_path, GOOD)
    start, end = figure.poses["start"], figure.poses["end"]
    assert end.near.leg.placed == Angles(0, -90)
    assert end.far == start.far
    assert end.hip == start.hip


def test_a_pose_may_be_like_one_below_it_but_not_like_one_that_is_like_itself(
    tmp_path: Path,
) -> None:
    head, start, end = GOOD.split("\n\n")
    turned = read(tmp_path, f"{head}\n\n{end}\n{start}\n")
    assert turned.poses == read(tmp_path, GOOD).poses
    assert list(turned.poses) == ["start", "end"]
    circle = GOOD.replace("[pose.start]", '[pose.start]\nlike = "end"')
    assert problems(tmp_path, circle)[0] == (
        '7: pose start like: there is no pose "end" to be like; known: none'
    )


def test_a_foot_without_an_angle_is_flat_or_at_a_right_angle_to_the_shin(tmp_path: Path) -> None:
    figure = read(tmp_path, GOOD)
    assert figure.poses["start"].near.leg.foot == 0.0
    assert figure.poses["end"].near.leg.foot == 0.0
    turned = GOOD.replace("near_leg = [0, -90]", "near_leg = [0, -60]")
    assert read(tmp_path, turned).poses["end"].near.leg.foot == 30.0


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            'quick = ["drive"]',
            'quik = ["drive"]',
            '3: quik: unknown key; the nearest known one is "quick"',
        ),
        ('quick = ["drive"]', 'quick = "drive"', '3: quick: "drive" is not a list'),
        (
            'quick = ["drive"]',
            'view = "top"',
            '3: view: "top" is not valid here; known: "side", "front"',
        ),
        ('"2s"', '"0.1s"', '4: period: "0.1s" is too short; write at least "0.3s"'),
        ("[-40, 0]", "-40", "2: step: -40 is not a spot; write how far right and how high"),
        ("[-40, 0]", "[-40, true]", "2: step 2: true is not a number; write one like 90"),
        ("[-40, 0]", "[-40, 2000]", "2: step 2: 2000 is out of bounds; write -1000 to 1000"),
        ("[-40, 0]", "[-40, nan]", "2: step 2: nan is out of bounds"),
        (
            '["near_foot", "far_foot"]',
            '["near_foot", "nose"]',
            '1: bands 1 2: "nose" is not valid here; known: "near_hand"',
        ),
        ('["near_foot", "far_foot"]', '"foot"', '1: bands 1: "foot" is not a band'),
        ("hip = [0, 91]", "hop = [0, 91]", "7: pose start hop: unknown key"),
        ("hip = [0, 91]", "", "6: pose start hip: is missing; write where it is: hip = [0, 91]"),
        (
            "arm = [-90, -80]",
            "",
            "6: pose start near_arm: is missing; write its angles or where its hand is",
        ),
        ("trunk = 90", 'trunk = "up"', '8: pose start trunk: "up" is not a number'),
        ("trunk = 90", "trunk = [90]", "8: pose start trunk: a list is not two directions"),
        (
            "near_heel = [5, 0]",
            "near_heel = [5, 0]\nnear_toes = [9, 0]",
            "11: pose start near_toes: near_heel places this limb already",
        ),
        (
            "near_heel = [5, 0]",
            "near_heel = [90, 0]",
            "10: pose start near_heel: is 127 cm away from the hip, and a leg reaches 84; move",
        ),
        (
            "leg = [-90, -90]\nnear_heel = [5, 0]",
            "leg = [-90, -90]\nheel = [5, 0]",
            "6: pose start near_heel: near_leg places this limb already; keep",
        ),
        (
            'like = "start"',
            'like = "later"',
            '14: pose end like: there is no pose "later" to be like; known: "start"',
        ),
        ("[pose.end]", "[pose.End]", "13: pose End: is not made of a-z, 0-9 and -"),
        ("[pose.end]", "[pose.up]", "6: pose: there is no end; write [pose.end]"),
        (
            'quick = ["drive"]',
            'stages = ["end", "low"]',
            '3: stages 2: there is no pose "low"; known: "start", "end"',
        ),
        (
            'quick = ["drive"]',
            'beats = { over = ["up"] }',
            '3: beats over 1: there is no pose "up"',
        ),
        ("[pose.end]", "[pose.end", "13: "),
    ],
)
def test_a_problem_is_reported_with_its_line_and_what_would_be_right(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert old in GOOD
    assert any(it.startswith(problem) for it in problems(tmp_path, GOOD.replace(old, new)))


def test_a_problem_inherited_by_a_pose_is_reported_for_the_other_alone(tmp_path: Path) -> None:
    far = GOOD.replace("near_leg = [0, -90]\n", "").replace("[5, 0]", "[90, 0]")
    assert len(problems(tmp_path, far)) == 1


def test_a_value_that_cannot_be_read_is_the_only_problem_it_makes(tmp_path: Path) -> None:
    assert len(problems(tmp_path, GOOD.replace("hip = [0, 91]", "hip = 91"))) == 1


def test_all_invalid_values_are_reported_together(tmp_path: Path) -> None:
    broken = GOOD.replace("hip = [0, 91]", "hip = 91").replace('"2s"', '"2"')
    assert [it.partition(":")[0] for it in problems(tmp_path, broken)] == ["4", "7"]


def test_a_figure_without_poses_says_so(tmp_path: Path) -> None:
    assert problems(tmp_path, "") == [
        "1: pose: there is no start; write [pose.start]",
        "1: pose: there is no end; write [pose.end]",
    ]
