"""The commands that write circuits and hand them on, and the one that draws figures."""

from __future__ import annotations

import sys
import tomllib
from types import SimpleNamespace
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from hiptimer.cli import figure_output, watching
from hiptimer.cli.figure_names import find_figures
from hiptimer.cli.figure_output import FigurePrinter
from hiptimer.foundation import folders
from hiptimer.foundation.folders import user_circuits
from hiptimer.foundation.toml.document import LARGEST_FILE_BYTES
from hiptimer.library import loading
from tests.cli.test_cli import home, run, short_circuit

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["home", "short_circuit"]

pytestmark = pytest.mark.usefixtures("home")


def use_editor(monkeypatch: pytest.MonkeyPatch, folder: Path, *, replaces: str, by: str) -> None:
    """Let the editor be a program that replaces a text in the file that it is given."""
    script = folder / "editor.py"
    script.write_text(
        "import pathlib, sys\npath = pathlib.Path(sys.argv[1])\n"
        f"path.write_text(path.read_text().replace({replaces!r}, {by!r}))\n"
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")


def test_a_title_names_the_file_and_is_kept() -> None:
    created = run("new", "Hüfte Übung")
    path = user_circuits() / "huefte-uebung.toml"
    assert created.output == (
        f"{path}\nEdit it: hiptimer edit huefte-uebung\nStart it: hiptimer run huefte-uebung\n"
    )
    assert loading.load(path).title == "Hüfte Übung"


def test_a_copy_has_its_own_title() -> None:
    assert run("copy", "foam-rolling", "Rolling at home").exit_code == 0
    assert loading.load(user_circuits() / "rolling-at-home.toml").title == "Rolling at home"
    again = run("copy", "foam-rolling", "Rolling at home")
    assert again.exit_code == 2
    assert "rolling-at-home.toml already exists; choose another name" in again.output


def test_exercises_are_picked_from_several_circuits() -> None:
    picks = "whitt-hip-flexor:pulses, runner-strength:banded-march"
    assert run("new", "mix", "--pick", picks).exit_code == 0
    made = loading.load(user_circuits() / "mix.toml")
    assert [it.id for it in made.exercises] == ["pulses", "banded-march"]


@pytest.mark.parametrize(
    ("picks", "message"),
    [
        ("pulses", '--pick "pulses": write CIRCUIT:EXERCISE, such as whitt-hip-flexor:pulses'),
        ("", '--pick "": write CIRCUIT:EXERCISE'),
        ("foam-rolling:it-bond", 'foam-rolling has no exercise "it-bond"; did you mean it-band?'),
        ("none-such:pulses", "no circuit named"),
    ],
)
def test_a_pick_that_does_not_exist_is_refused(picks: str, message: str) -> None:
    refused = run("new", "mix", "--pick", picks)
    assert refused.exit_code == 2
    assert refused.output.startswith(message)


def test_an_edited_circuit_is_checked(
    short_circuit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    title = loading.load(short_circuit).title
    use_editor(monkeypatch, tmp_path, replaces=title, by="Edited")
    assert run("edit", "short").output == f"{short_circuit}: OK: Edited\n"
    use_editor(monkeypatch, tmp_path, replaces="title", by="titel")
    broken = run("edit", "short")
    assert broken.exit_code == 2
    assert f'{short_circuit}:2: unknown key "titel"' in broken.output
    use_editor(monkeypatch, tmp_path, replaces="titel", by="title")
    assert run("edit", "short").exit_code == 0


@pytest.mark.parametrize(
    ("circuit", "message"),
    [
        ("foam-rolling", "foam-rolling ships with hiptimer; copy it first: hiptimer copy foam-"),
        ("none.toml", "none.toml: "),
    ],
)
def test_only_an_own_circuit_is_edited(circuit: str, message: str) -> None:
    refused = run("edit", circuit)
    assert refused.exit_code == 2
    assert refused.output.startswith(message)


def test_an_added_circuit_is_shown_with_its_exercises_and_time(tmp_path: Path) -> None:
    sent = tmp_path / "Rolling.toml"
    sent.write_bytes((folders.circuits() / "foam-rolling.toml").read_bytes())
    added = run("add", str(sent))
    assert added.output == (
        "Foam rolling for the hips, 3:05 total\n"
        "    Front of the hip\n    IT band, side of the thigh\n"
        f"Added: {user_circuits() / 'rolling.toml'}\nStart it: hiptimer run rolling\n"
    )
    again = run("add", str(sent))
    assert again.exit_code == 2
    assert again.output.endswith("rolling.toml; rename the file, or use --replace\n")
    assert "is kept as" in run("add", str(sent), "--replace").output


@pytest.mark.parametrize("name", ["none.toml", "folder", "broken.toml"])
def test_a_missing_or_broken_file_is_not_added(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "broken.toml").write_text("title = 1")
    refused = run("add", str(tmp_path / name))
    assert refused.exit_code == 2
    assert refused.output.startswith(str(tmp_path / name))
    assert not user_circuits().exists()


def test_import_of_a_circuit_names_the_command_that_adds_it() -> None:
    refused = run("import", "mine.toml")
    assert refused.exit_code == 2
    assert refused.output == "mine.toml is a circuit; add it with: hiptimer add mine.toml\n"


def test_a_packed_circuit_without_figures_is_the_file_without_paths(
    short_circuit: Path, tmp_path: Path
) -> None:
    text = short_circuit.read_text()
    short_circuit.write_text(f"#:schema file:///home/me/schema.json\n\n{text}")
    assert run("pack", "short", "-o", str(tmp_path / "handed.toml")).exit_code == 0
    assert (tmp_path / "handed.toml").read_text() == text.lstrip()


def test_a_packed_circuit_has_the_figures_of_its_exercises() -> None:
    packed = run("pack", "whitt-hip-flexor", "-o", "-").output
    found = tomllib.loads(packed)["figure"]
    circuit = loading.find("whitt-hip-flexor").circuit
    assert circuit
    assert set(found) == {it.figure or it.id for it in circuit.exercises}
    for name, table in found.items():
        path = folders.figures() / f"{name}.toml"
        assert table == tomllib.loads(path.read_text())
        comments = [it for it in path.read_text().splitlines() if it.startswith("#")]
        assert all(it in packed for it in comments)


@pytest.mark.parametrize("command", ["pack", "render"])
def test_a_command_that_writes_a_file_needs_its_name(command: str) -> None:
    refused = run(command, "foam-rolling")
    assert refused.exit_code == 2
    assert "Missing option '-o' / '--output'" in refused.output


def test_a_circuit_that_is_too_large_with_its_figures_is_not_packed(short_circuit: Path) -> None:
    text = short_circuit.read_text().replace("[[exercise]]", '[[exercise]]\nfigure = "pulses"', 1)
    short_circuit.write_text(f"# {'x' * (LARGEST_FILE_BYTES - len(text) - 9)}\n{text}")
    refused = run("pack", "short", "-o", "-")
    assert refused.exit_code == 2
    assert "cannot take its figures: the file is larger than 1 MiB" in refused.output


def test_each_save_is_shown_once_with_its_errors(
    short_circuit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = short_circuit.read_text()
    saves = [text.replace("time", "tyme", 1), None, text + "\n# saved\n"]

    class Looks:
        def wait(self, _seconds: float) -> None:
            if not saves:
                raise KeyboardInterrupt
            save = saves.pop(0)
            short_circuit.unlink() if save is None else short_circuit.write_text(save)

    monkeypatch.setattr(watching, "threading", SimpleNamespace(Event=Looks))
    shown = run("show", "short", "--watch")
    assert shown.exit_code == 0
    assert shown.output.count("(Ctrl+C ends)") == 3
    assert shown.output.count("Today: ") == 2
    assert shown.output.count('unknown key "tyme"') == 1


def test_watching_needs_a_file() -> None:
    refused = run("show", "none.toml", "--watch")
    assert refused.exit_code == 2
    assert refused.output == "none.toml does not exist; --watch needs a file\n"


def test_every_figure_is_listed_and_drawn_pose_by_pose() -> None:
    listed = run("figure", "--list").output.splitlines()
    assert "pulses  start, end" in listed
    for line in listed:
        name, poses = line.split("  ")
        drawn = run("figure", name).output
        assert all(f"{name}: {pose}\n" in drawn for pose in poses.split(", "))
        assert "#" in drawn


@pytest.fixture
def own_figure(home: Path) -> Path:
    """Return a circuit with a figure inside that differs from the shipped one of its name."""
    path = home / "marching.toml"
    exercises = '[[exercise]]\nname = "March"\ntime = "30s"\n\n[[exercise]]\nid = "pulses"\n'
    poses = "hip = [0, 90]\ntrunk = 90\nheel = [0, 0]\narm = [-90, -90]\n"
    figure = "".join(f"\n[figure.pulses.pose.{pose}]\n{poses}" for pose in ("up", "end", "start"))
    path.write_text(f'title = "Two"\n\n{exercises}name = "Lift"\nreps = 3\n{figure}')
    return path


def test_the_figures_of_a_circuit_are_drawn_those_inside_its_file_included(
    own_figure: Path,
) -> None:
    shipped = run("figure", "whitt-hip-flexor", "--pose", "end").output
    circuit = loading.find("whitt-hip-flexor").circuit
    assert circuit
    assert all(f"{it.name}: end\n" in shipped for it in circuit.exercises)
    for argument in (f"{own_figure}", f"{own_figure}:pulses"):
        drawn = run("figure", argument).output
        names = [line for line in drawn.splitlines() if ":" in line and "Lift" in line]
        assert names == ["Lift: start", "Lift: end", "Lift: up"]


def test_a_terminal_shows_the_movements_in_turn_until_it_is_interrupted(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    frames = 400

    class Ticks:
        def wait(self, seconds: float) -> None:
            nonlocal frames
            assert seconds > 0
            frames -= 1
            if not frames:
                raise KeyboardInterrupt

    monkeypatch.setattr(figure_output, "threading", SimpleNamespace(Event=Ticks))
    shown = find_figures("whitt-hip-flexor")
    FigurePrinter("quadrant", (80, 24)).play(shown)
    played = capfd.readouterr().out
    titles = [played.index(f"{it.title} (Ctrl+C ends)") for it in shown]
    assert titles == sorted(titles)
    assert played.endswith("\x1b[?25h\x1b[?7h")


def test_an_exercise_without_a_figure_says_so(own_figure: Path) -> None:
    refused = run("figure", f"{own_figure}:march")
    assert refused.exit_code == 2
    assert refused.output == f"{own_figure}:march has no figure; --list lists all figures\n"


def test_svg_of_a_circuit_names_its_figures() -> None:
    refused = run("figure", "whitt-hip-flexor", "--svg", "-")
    assert refused.exit_code == 2
    assert "write one of: whitt-hip-flexor:pulses, " in refused.output


def test_figures_inside_circuits_are_listed(own_figure: Path) -> None:
    run("add", str(own_figure))
    assert "marching:pulses  start, end, up\n" in run("figure", "--list").output


def test_a_figure_inside_a_circuit_is_found_by_its_name(own_figure: Path) -> None:
    own_figure.write_text(own_figure.read_text().replace("pulses", "kick"))
    run("add", str(own_figure))
    assert "did you mean marching:kick?" in run("figure", "kick").output


def test_check_notes_a_figure_inside_that_no_exercise_uses(own_figure: Path) -> None:
    text = own_figure.read_text().replace("figure.pulses", "figure.pulse")
    own_figure.write_text(
        text.replace("heel = [0, 0]", "heel = [0, -9]").replace("[0, 90]", "[0, 80]")
    )
    checked = run("check", str(own_figure))
    assert checked.exit_code == 0
    assert (
        'figure pulse: it belongs to no exercise; write figure = "pulse" in one' in checked.output
    )
    assert "figure pulse: pose end: near_heel is 9 cm below the floor" in checked.output


def test_check_takes_the_name_of_a_circuit_or_figure(own_figure: Path) -> None:
    run("add", str(own_figure))
    path = user_circuits() / own_figure.name
    figure = folders.figures() / "pulses.toml"
    assert run("check", "marching", "pulses").output == (
        f"{path}: OK: Two, 2 exercises\n{figure}: OK: a figure, 2 poses\n"
    )
    assert run("fmt", "--check", "marching").output.startswith(f"{path}: ")


@pytest.mark.parametrize("command", ["add", "show", "run", "pack -o -"])
def test_a_figure_given_as_a_circuit_is_called_a_figure(command: str, home: Path) -> None:
    path = home / "march.toml"
    path.write_text((folders.figures() / "high-knees.toml").read_text())
    assert run("check", str(path)).output == f"{path}: OK: a figure, 2 poses\n"
    refused = run(*command.split(), str(path))
    assert refused.exit_code == 2
    place = 'its place is the folder "figures"'
    assert refused.output == f"{path}: this is a figure, not a circuit; {place}\n"


def test_one_pose_is_drawn_alone() -> None:
    drawn = run("figure", "pulses", "--pose", "end").output
    assert drawn.startswith("pulses: end\n")
    assert "start" not in drawn


def test_svg_shows_each_pose_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "pulses.svg"
    assert run("figure", "pulses", "--svg", str(path)).exit_code == 0
    picture = ElementTree.parse(path).getroot()
    assert [it.text for it in picture.iter("{http://www.w3.org/2000/svg}text")] == ["start", "end"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["pulsez"], 'no figure or circuit named "pulsez"; did you mean pulses?'),
        (["whitt-hip-flexor:pulse"], 'whitt-hip-flexor has no exercise "pulse"; did you mean pul'),
        (["none.toml"], "none.toml: "),
        (["pulses", "--pose", "x"], 'pulses has no pose "x"; it has: start, end'),
        ([], "write the name of a figure or circuit, or a file; --list lists all figures"),
    ],
)
def test_a_figure_that_cannot_be_drawn_is_bad_input(arguments: list[str], message: str) -> None:
    refused = run("figure", *arguments)
    assert refused.exit_code == 2
    assert refused.output.startswith(message)


def test_check_notes_what_of_a_body_is_below_the_floor() -> None:
    path = folders.figures() / "leg-lift.toml"
    checked = run("check", str(path))
    assert checked.exit_code == 0
    assert "note: pose end: near_heel is 16 cm below the floor" in checked.output
