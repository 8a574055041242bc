from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from hiptimer.cli.main import cli
from hiptimer.foundation.folders import user_circuits
from hiptimer.library import loading
from tests.programs import hiptimer

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

LINE = "2 x 4s side plank each side, rest 20s; 10 bird dog"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, prog_name="hiptimer")


def test_show_lays_out_a_line() -> None:
    shown = json.loads(run("show", LINE, "--json").output)
    assert (shown["id"], shown["title"]) == ("one-line", LINE)
    work = [phase for phase in shown["phases"] if phase["kind"] == "work"]
    assert [(it["title"], it["side"], it["seconds"]) for it in work] == [
        *(2 * [("Side plank", "left", 4), ("Side plank", "right", 4)]),
        ("Bird dog", None, None),
    ]


def test_choices_apply_to_a_line() -> None:
    shown = json.loads(
        run(
            "show", LINE, "--with", "side-plank.side=left", "--without", "bird-dog", "--json"
        ).output
    )
    work = [phase["side"] for phase in shown["phases"] if phase["kind"] == "work"]
    assert work == ["left", "left"]


def test_a_line_is_run_kept_and_listed_in_the_history(home: Path) -> None:
    ended = hiptimer("run", LINE, "--plain", "--sound", "off", home=home, stdin="q\n")
    assert ended.returncode == 1, ended.stderr
    assert LINE in run("history").output
    (workout,) = json.loads(run("history", "--json").output)["workouts"]
    assert workout["circuit"] == "one-line"


@pytest.mark.parametrize("command", ["run", "show"])
def test_a_line_that_cannot_be_read_is_bad_input(command: str) -> None:
    refused = run(command, "10 squats; 5 lunges 20kg")
    assert refused.exit_code == 2
    assert refused.output.startswith('"5 lunges 20kg": "20kg" is not understood here; write ')


@pytest.mark.parametrize("argument", ["plank 30s", "5-minute-abs", "10squats", ""])
def test_an_argument_other_than_a_line_is_the_name_of_a_circuit(argument: str) -> None:
    refused = run("show", argument)
    assert refused.exit_code == 2
    assert refused.output.startswith(f'no circuit named "{argument}"; ')


def test_the_name_of_a_circuit_comes_before_a_line() -> None:
    user_circuits().mkdir(parents=True)
    own = 'title = "Mine"\n[[exercise]]\nname = "Plank"\ntime = "5s"\n'
    (user_circuits() / "10 squats.toml").write_text(own)
    assert json.loads(run("show", "10 squats", "--json").output)["title"] == "Mine"


def test_a_line_becomes_a_file_in_normal_form() -> None:
    created = run("new", "mornings", "--from-text", LINE)
    path = user_circuits() / "mornings.toml"
    assert created.output.startswith(f"{path}\nEdit it")
    schema, _, text = path.read_text("utf-8").partition("\n\n")
    assert schema.startswith("#:schema file:")
    assert text == (
        'title = "Mornings"\n\n'
        '[[exercise]]\nname = "Side plank"\nid = "side-plank"\nsides = "each"\nrounds = 2\n'
        'rest = "20s"\ntime = "4s"\n\n'
        '[[exercise]]\nname = "Bird dog"\nid = "bird-dog"\nreps = 10\n'
    )
    assert run("fmt", "--check", str(path)).exit_code == 0
    assert loading.find("mornings").circuit is not None


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--from-text", "plank"], '"plank": no dose at "plank"; write one such as 30s plank'),
        (["--from-text", ""], "the line is empty"),
        (["--from", "foam-rolling", "--from-text", LINE], "--from, --from-text and --pick exclude"),
        (["--from", LINE], "no circuit named"),
    ],
)
def test_new_refuses_what_it_cannot_write(options: list[str], message: str) -> None:
    refused = run("new", "mornings", *options)
    assert refused.exit_code == 2
    assert refused.output.startswith(message)
    assert not user_circuits().exists()
