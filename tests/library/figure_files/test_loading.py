"""The shipped figures, and how figures are found."""

from __future__ import annotations

import math
import os
from typing import TYPE_CHECKING

import pytest

from hiptimer.circuit.figure.body import FOREARM, SHIN, THIGH, UPPER_ARM, Spot, skeleton
from hiptimer.circuit.figure.figure import STEPS, Frame, Stance
from hiptimer.foundation import folders
from hiptimer.foundation.toml.files import FaultyFile
from hiptimer.library import loading
from hiptimer.library.figure_files.loading import (
    figures_of,
    find,
    is_figure_file,
    load,
    missing_figures,
)
from hiptimer.plan.choices import default_choices
from hiptimer.plan.compiler import compile_timeline
from hiptimer.plan.effort import Movement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hiptimer.circuit.figure.body import Limbs
    from hiptimer.circuit.figure.figure import Figure

SHIPPED = sorted(folders.figures().glob("*.toml"))
EACH_FIGURE = pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder for figures of one's own."""
    monkeypatch.setattr(folders, "user_circuits", lambda: tmp_path)
    folder = tmp_path / "figures"
    folder.mkdir()
    return folder


def movements() -> Iterator[tuple[str, Movement]]:
    for id_ in loading.ids():
        circuit = loading.find(id_).circuit
        assert circuit
        timeline = compile_timeline(circuit, default_choices(circuit), id_)
        yield from ((id_, phase.effort.movement) for phase in timeline.phases)


def moves(figure: Figure) -> Iterator[tuple[str, str]]:
    """Yield each two poses of which one leads to the other."""
    ways = [*figure.beats.values(), figure.cycle, figure.stages]
    for way in ways:
        yield from zip(("start", *way), way, strict=False)
    yield "end", "start"


def test_every_shipped_exercise_has_a_figure() -> None:
    all_of_them = {movement for _, movement in movements()}
    found, complaints = figures_of(all_of_them)
    assert set(found) == {movement.id for movement in all_of_them}
    assert not complaints


def test_every_shipped_figure_belongs_to_an_exercise() -> None:
    used = {movement.figure or movement.id for _, movement in movements()}
    assert {path.stem for path in SHIPPED} == used


def test_an_exercise_with_stages_has_a_pose_for_each() -> None:
    for id_ in loading.ids():
        circuit = loading.find(id_).circuit
        assert circuit
        for exercise in circuit.exercises:
            figure = find(exercise.figure or exercise.id)
            assert figure
            assert len(figure.stages) in (0, len(exercise.stages))


@EACH_FIGURE
def test_limbs_keep_their_length_through_every_movement(path: Path) -> None:
    figure = load(path)
    for before, after in moves(figure):
        for step in range(STEPS + 1):
            pose = figure.pose(Frame(Stance(before), Stance(after), step))
            bones = skeleton(pose, figure.view)
            for limbs in (bones.near, bones.far):
                assert math.dist(limbs.hip, limbs.knee) == pytest.approx(THIGH)
                assert math.dist(limbs.knee, limbs.ankle) == pytest.approx(SHIN)
                assert math.dist(limbs.shoulder, limbs.elbow) == pytest.approx(UPPER_ARM)
                assert math.dist(limbs.elbow, limbs.hand) == pytest.approx(FOREARM)


@EACH_FIGURE
def test_fixed_feet_and_hands_stay_in_place_while_the_body_moves(path: Path) -> None:
    figure = load(path)
    for before, after in moves(figure):
        one, other = figure.poses[before], figure.poses[after]
        for step in range(STEPS + 1):
            bones = skeleton(figure.pose(Frame(Stance(before), Stance(after), step)), figure.view)
            for old, new, limbs in (
                (one.near, other.near, bones.near),
                (one.far, other.far, bones.far),
            ):
                stays = old.leg == new.leg and isinstance(new.leg.placed, Spot)
                if stays and isinstance(new.leg.placed, Spot):
                    assert math.dist(foot(limbs, new.leg.part), new.leg.placed) <= 1.01
                if old.arm == new.arm and isinstance(new.arm.placed, Spot):
                    assert math.dist(limbs.hand, new.arm.placed) <= 1.01


def foot(limbs: Limbs, part: str) -> Spot:
    return limbs.toes if part == "toes" else limbs.heel


@EACH_FIGURE
def test_knees_and_elbows_do_not_bend_the_wrong_way(path: Path) -> None:
    figure = load(path)
    if figure.view == "front":
        return
    for pose in figure.poses.values():
        bones = skeleton(pose, figure.view)
        for limbs in (bones.near, bones.far):
            assert turn(limbs.hip, limbs.knee, limbs.ankle) <= 5
            assert turn(limbs.shoulder, limbs.elbow, limbs.hand) >= -5


def turn(start: Spot, joint: Spot, end: Spot) -> float:
    """Return by how many degrees a limb turns to the left at its joint, as y points up."""
    first = math.atan2(joint.y - start.y, joint.x - start.x)
    second = math.atan2(end.y - joint.y, end.x - joint.x)
    return (math.degrees(second - first) + 180) % 360 - 180


def test_a_plank_is_straight() -> None:
    figure = find("mountain-climber")
    assert figure
    bones = skeleton(figure.poses["start"], "side")
    for joint in (bones.near.knee, bones.trunk.hip, bones.trunk.waist):
        assert turn(bones.near.ankle, joint, bones.trunk.neck) == pytest.approx(0, abs=6)


def test_a_lunge_is_deep() -> None:
    for name in ("walking-lunges", "split-squat-hold"):
        figure = find(name)
        assert figure
        near = skeleton(figure.poses["end"], "side").near
        assert abs(near.hip.y - near.knee.y) < 10, "the thigh is about level"
        assert near.heel.y == pytest.approx(0)


def test_the_back_foot_of_the_split_squat_is_in_the_air() -> None:
    figure = find("split-squat-hold")
    assert figure
    far = skeleton(figure.poses["end"], "side").far
    assert min(far.heel.y, far.toes.y, far.knee.y) > 5


def test_a_personal_figure_replaces_the_shipped_one(own: Path) -> None:
    shipped = find("pulses")
    assert shipped
    (own / "pulses.toml").write_text(SHIPPED[0].read_text())
    mine = find("pulses")
    assert mine
    assert mine is not shipped
    assert find("pulses") is mine, "it is read once"


def test_a_movement_may_name_a_figure_and_needs_none() -> None:
    named = Movement("squat", "Squat", "WORK", figure="split-squat-hold")
    found, complaints = figures_of([named, Movement("unheard-of", "Unheard of", "WORK")])
    assert {id_: it.name for id_, it in found.items()} == {"squat": "split-squat-hold"}
    assert not complaints


def test_the_reason_why_a_figure_cannot_be_shown_is_reported(own: Path) -> None:
    (own / "broken.toml").write_text("[pose.start]\nhip = 1\n")
    found, complaints = figures_of(
        [Movement("broken", "Broken", "WORK"), Movement("a", "A", "WORK", figure="missing")]
    )
    assert not found
    assert complaints[0].startswith(f"{own / 'broken.toml'}:2: pose start hip: 1 is not a spot")
    assert complaints[1:] == ('A: there is no figure "missing"',)


def test_a_figure_that_is_not_a_regular_file_is_reported_without_waiting(own: Path) -> None:
    os.mkfifo(own / "pulses.toml")
    (own / "plank.toml").symlink_to(own / "gone.toml")
    found, complaints = figures_of([Movement(id_, id_, "WORK") for id_ in ("pulses", "plank")])
    assert not found
    assert complaints == (
        f"{own}/pulses.toml: is a named pipe; a regular file is needed",
        f"{own}/plank.toml: is a link to a file that does not exist",
    )


def test_a_file_that_cannot_be_read_is_a_problem(own: Path) -> None:
    with pytest.raises(FaultyFile, match="cannot be read: no such file"):
        load(own / "nowhere.toml")


def test_a_file_in_a_folder_of_figures_is_a_figure(own: Path) -> None:
    assert is_figure_file(own / "squat.toml")
    assert not is_figure_file(own.parent / "squat.toml")


def test_a_missing_figure_is_reported_with_the_line_that_names_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "mine.toml"
    text = 'title = "Mine"\n[[exercise]]\nname = "Squat"\ntime = "30s"\nfigure = "pulsse"\n'
    path.write_text(text)
    (problem,) = missing_figures(path, loading.load(path))
    assert str(problem).startswith(
        f'{path}:5: figure: unknown figure "pulsse"; known: banded-march'
    )
    path.write_text(text.replace("pulsse", "pulses"))
    assert not missing_figures(path, loading.load(path))
