"""Precedence of the command line over the settings, and of both over the defaults."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from hiptimer.cli.lazy_command import load_command
from hiptimer.cli.main import cli
from hiptimer.cli.options import (
    PreferringCommand,
    takes_headphones,
    takes_pitch,
    takes_view,
    takes_volume,
)
from hiptimer.cli.preferred_options import preferences_of
from hiptimer.foundation.folders import user_settings
from hiptimer.session.settings.file import initial_text
from hiptimer.session.settings.kinds import OneOf
from hiptimer.session.settings.reading import read
from hiptimer.session.settings.settings import SETTINGS, Settings
from tests.programs import SHORT_CIRCUIT, hiptimer

if TYPE_CHECKING:
    from click.testing import Result


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    path = user_settings()
    path.parent.mkdir(parents=True)
    return path


def invoke(group: click.Group, *arguments: str) -> Result:
    return CliRunner().invoke(group, arguments, prog_name="hiptimer", catch_exceptions=False)


@click.group()
def group() -> None:
    """Use the preferences as the program does."""


@group.command("run", cls=PreferringCommand)
@takes_volume
@takes_pitch
@takes_headphones
@takes_view
@click.pass_context
def run_(context: click.Context, /, **_: object) -> None:
    settings = preferences_of(context).settings
    values = (settings.volume, settings.muted, settings.pitch, settings.headphones, settings.sound)
    click.echo(" ".join(map(str, values)))


def test_the_command_line_wins_over_the_settings_and_they_over_the_defaults(
    settings: Path,
) -> None:
    assert invoke(group, "run").output == "100 False normal False auto\n"
    settings.write_text('volume = 40\npitch = "low"\nheadphones = true\nsound = "off"\n')
    assert invoke(group, "run").output == "40 False low True off\n"
    given = ("--volume", "70", "--pitch=high", "--no-headphones", "--sound", "bell")
    assert invoke(group, "run", *given).output == "70 False high False bell\n"


def test_a_volume_on_the_command_line_ends_mute(settings: Path) -> None:
    settings.write_text("muted = true\n")
    assert invoke(group, "run").output == "100 True normal False auto\n"
    assert invoke(group, "run", "--volume", "50").output == "50 False normal False auto\n"


def test_help_shows_the_default_in_force(settings: Path) -> None:
    settings.write_text('volume = 40\nvoice = "off"\nsound = "bell"\n')
    words = " ".join(invoke(cli, "run", "--help").output.split())
    assert "[default: 40; 0<=x<=100]" in words
    assert "sides and ends. [default: off]" in words
    assert invoke(cli, "sounds", "--help").exit_code == 0


def test_settings_are_shown_and_their_file_created(settings: Path) -> None:
    shown = invoke(cli, "settings")
    assert shown.exit_code == 0
    assert shown.output.startswith(f"{settings} does not exist yet; --new creates it\n")
    assert invoke(cli, "settings", "--new").exit_code == 0
    assert settings.read_text() == initial_text()
    settings.write_text("volume = 30\n")
    shown = invoke(cli, "settings", "--new")
    assert shown.output.startswith(f"{settings}\n")
    assert "volume        30 %" in shown.output
    assert settings.read_text() == "volume = 30\n"
    assert json.loads(invoke(cli, "settings", "--json").output)["settings"]["volume"] == 30


def test_a_problem_in_the_settings_is_reported_with_exit_code_2(settings: Path) -> None:
    settings.write_text("volume = 300\n")
    ended = invoke(cli, "settings")
    assert ended.exit_code == 2
    assert f"{settings}:1: volume: 300 is not a whole number" in ended.stderr
    problems = json.loads(invoke(cli, "settings", "--json").output)["problems"]
    assert problems[0].startswith(f"{settings}:1: volume:")


@pytest.fixture
def circuit(tmp_path: Path) -> str:
    path = tmp_path / "short.toml"
    path.write_text(SHORT_CIRCUIT)
    return str(path)


def test_a_workout_runs_with_the_valid_settings(
    settings: Path, circuit: str, tmp_path: Path
) -> None:
    settings.write_text('volume = 300\nsound = "off"\nvoice = "nobody at all"\n')
    ended = hiptimer("run", circuit, "--plain", "--speed", "100", home=tmp_path)
    assert ended.returncode == 0
    assert f"{settings}:1: volume: 300 is not a whole number" in ended.stderr
    assert "Workout complete" in ended.stdout


def test_an_unknown_voice_in_the_settings_is_reported_and_replaced(
    settings: Path, circuit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without a program that speaks, the shipped phrases take the place of the unknown voice.
    monkeypatch.setenv("PATH", str(tmp_path))
    Path(circuit).write_text('title = "Rest"\n[[exercise]]\nname = "Rest"\ntime = "1s"\n')
    settings.write_text('\nvoice = "nobody at all"\n')
    output = tmp_path / "short.wav"
    rendered = invoke(cli, "render", circuit, "-o", str(output))
    assert rendered.exit_code == 0
    assert f"{settings}:2: voice: no voice" in rendered.stderr
    assert output.exists()
    asked = invoke(cli, "render", circuit, "--voice", "nobody", "-o", str(output))
    assert asked.exit_code == 2


def test_an_unknown_device_ends_a_command_only_if_it_was_asked_for(
    settings: Path, circuit: str, tmp_path: Path
) -> None:
    pactl = tmp_path / "pactl"
    pactl.write_text("#!/bin/sh\nprintf 'Name: headset\\nDescription: My headset\\n'\n")
    pactl.chmod(0o755)
    settings.write_text('device = "hedset"\nvoice = "off"\n')
    run = ("run", circuit, "--plain", "--speed", "100", "--sound", "aplay")
    ended = hiptimer(*run, home=tmp_path, path=str(tmp_path))
    assert ended.returncode == 0
    message = 'no device "hedset" here; did you mean "headset"?'
    assert f"{settings}:1: device: {message}" in ended.stderr
    for command in (run, ("sounds", "--play", "go")):
        refused = hiptimer(*command, "--device", "hedset", home=tmp_path, path=str(tmp_path))
        assert (refused.returncode, refused.stdout) == (2, "")
        assert refused.stderr.splitlines()[-1] == message


def test_render_ignores_the_sound_and_volume_of_the_settings(
    settings: Path, circuit: str, tmp_path: Path
) -> None:
    loud, silent = tmp_path / "loud.wav", tmp_path / "silent.wav"
    render = ("render", circuit, "--voice", "off", "-o")
    assert invoke(cli, *render, str(loud)).exit_code == 0
    settings.write_text('sound = "off"\nvolume = 0\n')
    assert invoke(cli, *render, str(silent)).exit_code == 0
    assert loud.read_bytes() == silent.read_bytes()


def test_line_mode_saves_the_volume_of_the_last_workout(
    settings: Path, circuit: str, tmp_path: Path
) -> None:
    settings.write_text('sound = "off" # at the office\n')
    hiptimer("run", circuit, "--plain", home=tmp_path, stdin="[\n[\nm\nq\n")
    assert read(settings).settings.volume == 80
    assert read(settings).settings.muted
    assert "# at the office" in settings.read_text()


def test_line_mode_takes_the_reach_off_a_hold(settings: Path, circuit: str, tmp_path: Path) -> None:
    settings.write_text('sound = "off"\nreach = "3s"\n')
    starts = "run", circuit, "--plain", "--from", "1.squat", "--prepare", "0s", "--speed", "10"
    ended = hiptimer(*starts, home=tmp_path, stdin="\nn\n")
    assert "kept: 0s" in ended.stdout


@pytest.mark.parametrize(
    "option", [it for it in load_command(cli.commands["run"]).params if it.name in SETTINGS]
)
def test_an_option_and_its_setting_have_the_same_values_and_default(
    option: click.Parameter,
) -> None:
    assert option.name
    setting = SETTINGS[option.name]
    assert option.get_default(click.Context(cli)) == setting.value(Settings())
    if isinstance(option.type, click.Choice):
        assert isinstance(setting.kind, OneOf)
        assert tuple(option.type.choices) == setting.kind.names
