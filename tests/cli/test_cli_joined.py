"""Commands that take several circuits, which are done one after the other."""

from __future__ import annotations

import json
import wave
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from hiptimer.cli import watching
from hiptimer.cli.main import cli
from hiptimer.foundation import folders
from tests.programs import SHORT_CIRCUIT, hiptimer

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

BRIDGE = """
title = "Bridge"
sets = "1-3"
rest_between_blocks = "8s"
[[exercise]]
name = "Bridge"
time = "4s"
"""


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of own circuits: short, and bridge."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for folder in ("CONFIG", "CACHE", "DATA"):
        monkeypatch.delenv(f"XDG_{folder}_HOME", raising=False)
    circuits = folders.user_circuits()
    circuits.mkdir(parents=True)
    (circuits / "short.toml").write_text(SHORT_CIRCUIT)
    (circuits / "bridge.toml").write_text(BRIDGE)
    return circuits


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, prog_name="hiptimer")


def shown(*arguments: str) -> dict[str, Any]:
    """Return the JSON of `show`."""
    result = run("show", *arguments, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.output)
    return found


def test_two_circuits_are_one_timeline_with_the_longest_pause_between() -> None:
    both = shown("short", "bridge")
    assert (both["id"], both["title"]) == ("short/bridge", "Short of everything + Bridge")
    apart = shown("short")["planned_seconds"] + shown("bridge")["planned_seconds"]
    assert both["blocks"] == [
        {"id": "short", "title": "Short of everything", "sets": 1},
        {"id": "bridge-2", "title": "Bridge", "sets": 1},
    ]
    # The time to get ready for the bridge is longer than its rest between blocks.
    assert both["planned_seconds"] == apart
    pause, bridge = both["phases"][-2:]
    assert (pause["kind"], pause["seconds"]) == ("rest", 10.0)
    assert (bridge["exercise"], bridge["block"]) == ("bridge", "bridge-2")
    assert bridge["starts"] + bridge["seconds"] == both["planned_seconds"]


def test_a_line_and_a_path_can_be_done_before_or_after_a_circuit(own: Path) -> None:
    both = shown("2 x 5s plank, rest 3s", str(own / "bridge.toml"))
    assert both["id"] == "one-line/bridge"
    assert {it["block"] for it in both["phases"]} == {"one-line", "bridge-2"}


def test_choices_address_each_circuit_by_its_name() -> None:
    both = ("short", "bridge")
    chosen = shown(*both, "--with", "short.sets=2", "--with", "bridge-2.sets=3")
    sets = {it["block"]: it["set"] for it in chosen["phases"]}
    assert sets == {"short": 2, "bridge-2": 3}
    without = shown(*both, "--without", "short")
    assert {it["exercise"] for it in without["phases"]} == {"bridge"}


def test_an_id_of_both_circuits_is_chosen_with_that_of_its_circuit_in_front(own: Path) -> None:
    (own / "other.toml").write_text(BRIDGE.replace('"4s"', '"4s-9s"'))
    both = ("bridge", "other")
    chosen = shown(*both, "--with", "other:bridge.time=9s")
    assert [(it["exercise"], it["seconds"]) for it in chosen["phases"] if it["dose"]] == [
        ("bridge:bridge", 4.0),
        ("other:bridge", 9.0),
    ]
    without = shown(*both, "--without", "bridge:bridge")
    assert {it["exercise"] for it in without["phases"]} == {"other:bridge"}
    refused = run("show", *both, "--without", "other:brigde")
    assert refused.exit_code == 2
    assert "did you mean 'other:bridge'?" in refused.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["short", "brigde"], 'no circuit named "brigde"; did you mean bridge?'),
        (["short", "broken"], "broken.toml:1: "),
        (["3", "x", "30s", "plank"], 'write a line in quotes: "3 x 30s plank"'),
        (["short", "bridge", "--sets", "2"], "choose with one of: short.sets=1-2, bridge-2.sets="),
        (["long", "longer"], "Long and Long do not fit into one workout: at its highest choices"),
        (["short", "short"], "short is there 2 times; name each circuit once"),
        (["10 squats", "5 lunges"], "write both lines as one, with a semicolon between them"),
    ],
)
def test_circuits_that_cannot_be_done_together_are_refused(
    own: Path, arguments: list[str], message: str
) -> None:
    (own / "broken.toml").write_text("title = 3\n")
    for name in ("long", "longer"):
        (own / f"{name}.toml").write_text(
            'title = "Long"\n[[exercise]]\nname = "Walk"\ntime = "1h"\nrounds = 10\n'
        )
    for command in ("show", "run"):
        refused = run(command, *arguments)
        assert refused.exit_code == 2
        assert message in refused.output
        assert "Traceback" not in refused.output


def test_a_joined_workout_is_run_in_lines_and_recorded_once(own: Path, tmp_path: Path) -> None:
    quick = 'prepare = "0s"\n' + BRIDGE.replace('"8s"', '"0s"').replace('"4s"', '"1s"')
    for name in ("bridge", "other"):
        (own / f"{name}.toml").write_text(quick)
    quiet = ("--plain", "--sound", "off", "--voice", "off")
    ended = hiptimer("run", "bridge", "other", *quiet, home=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert "Bridge · set 1 of 1" in ended.stdout
    kept = json.loads(hiptimer("history", "--json", home=tmp_path).stdout)["workouts"]
    assert [it["circuit"] for it in kept] == ["bridge/other"]
    only = hiptimer("history", "--circuit", "bridge", "--json", home=tmp_path)
    assert json.loads(only.stdout)["workouts"] == kept


def test_the_audio_of_both_circuits_is_one_file(tmp_path: Path) -> None:
    path = tmp_path / "both.wav"
    assert run("render", "short", "bridge", "-o", str(path), "--voice", "off").exit_code == 0
    with wave.open(str(path)) as written:
        seconds = written.getnframes() / written.getframerate()
    assert seconds >= shown("short", "bridge")["planned_seconds"]


def test_a_save_of_either_circuit_is_shown(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saves = iter(["short", "bridge"])

    class Looks:
        def wait(self, _seconds: float) -> None:
            name = next(saves, None)
            if name is None:
                raise KeyboardInterrupt
            path = own / f"{name}.toml"
            path.write_text(f"{path.read_text()}\n# saved\n")

    monkeypatch.setattr(watching, "threading", SimpleNamespace(Event=Looks))
    seen = run("show", "short", "bridge", "--watch")
    assert seen.output.count("(Ctrl+C ends)") == 3
