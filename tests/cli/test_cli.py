from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest
from click.testing import CliRunner

import hiptimer as package
from hiptimer.audio.devices import Device
from hiptimer.audio.sounds import wav
from hiptimer.audio.sounds.meanings import MEANINGS
from hiptimer.audio.sounds.pitches import PITCHES
from hiptimer.cli.lazy_command import load_command
from hiptimer.cli.main import cli
from hiptimer.foundation.folders import circuits, figures, user_circuits, user_sounds
from tests.conftest import slow_rows
from tests.programs import SHORT_CIRCUIT, hiptimer

if TYPE_CHECKING:
    from click.testing import Result


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    return tmp_path


@pytest.fixture
def short_circuit(home: Path) -> Path:
    folder = user_circuits()
    folder.mkdir(parents=True)
    path = folder / "short.toml"
    path.write_text(SHORT_CIRCUIT)
    assert home in path.parents
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, prog_name="hiptimer")


def as_json(*arguments: str) -> Any:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_list_names_every_circuit_with_sets_time_and_needs(home: Path) -> None:
    printed = run("list").output
    assert "whitt-hip-flexor  Whitt's hip flexor circuit" in printed
    assert "3–4 sets, 30:39 total" in printed
    assert "needs: heavy looped band" in printed
    assert str(home) in printed


def test_list_says_when_an_own_circuit_replaces_a_shipped_one(
    short_circuit: Path,
) -> None:
    own = short_circuit.rename(short_circuit.with_name("foam-rolling.toml"))
    printed = run("list").output
    assert f"yours, replaces the shipped circuit: {own}" in printed
    assert "Foam rolling for the hips" not in printed


def test_list_names_a_broken_circuit_and_all_the_others(short_circuit: Path) -> None:
    short_circuit.with_name("broken.toml").write_text("title = 3\n")
    printed = run("list").output
    assert "broken  BROKEN" in printed
    assert "broken.toml:1:" in printed
    assert "short  Short of everything" in printed
    assert "whitt-hip-flexor" in printed


def test_a_circuit_with_nothing_to_do_does_not_affect_other_commands(short_circuit: Path) -> None:
    empty = 'title = "Empty"\n[[exercise]]\nname = "Nothing"\ntime = "0s"\n'
    short_circuit.with_name("empty.toml").write_text(empty)
    assert "whitt-hip-flexor" in run("list").output
    planned = {entry["id"]: entry["planned_seconds"] for entry in as_json("list")}
    assert planned["empty"] == 0
    assert hiptimer("run", "empty", home=short_circuit).returncode == 2


def test_list_as_json_has_the_keys_that_scripts_rely_on(short_circuit: Path) -> None:
    short_circuit.with_name("broken.toml").write_text("title = 3\n")
    listed = {entry["id"]: entry for entry in as_json("list")}
    assert listed["short"] == {
        "id": "short",
        "title": "Short of everything",
        "path": str(short_circuit),
        "shipped": False,
        "sets": [1, 2],
        "planned_seconds": 4 + 4 + 4 + 4 + 4 + 6 + 4 + 5,
        "exercises": ["stretch", "climber", "squat"],
        "blocks": [],
    }
    assert listed["whitt-hip-flexor"]["shipped"] is True
    assert set(listed["broken"]) == {"id", "path", "errors"}


def test_show_as_json_lays_out_every_phase_with_its_cues(short_circuit: Path) -> None:
    shown = as_json("show", str(short_circuit))
    assert [phase["kind"] for phase in shown["phases"]] == [
        *("prepare", "work", "switch", "work"),
        *("rest", "work", "rest", "work"),
    ]
    assert shown["format"] == 1
    assert shown["id"] == "short"
    switch, climber, squat = (shown["phases"][index] for index in (2, 5, 7))
    assert switch["side"] == "right"
    assert switch["dose"] is None
    assert switch["cues"][0] == {
        "at": 0.0,
        "sound": "switch-right",
        "say": "Switch: right, foot in front.",
    }
    assert climber["tempo"] == [["drive", 1.0], ["return", 2.0]]
    assert climber["roles"] == ["concentric", "eccentric"]
    assert squat["roles"] is switch["roles"] is None
    assert climber["reps"] == 2
    assert climber["dose"] == "reps"
    assert (squat["seconds"], squat["target_seconds"], squat["cap_seconds"]) == (None, 5, 15)
    assert set(squat) == {
        *("kind", "exercise", "title", "side", "set", "round", "dose", "seconds"),
        *(
            "target_seconds",
            "cap_seconds",
            "target_reps",
            "cap_reps",
            "starts",
            "reps",
            "tempo",
            "roles",
            "cues",
        ),
        "block",
    }


def test_choices_are_applied_and_the_last_of_a_kind_wins(short_circuit: Path) -> None:
    options = ("--sets", "2", "--with", "stretch.time=5s", "--with", "stretch.time=6")
    shown = as_json("show", str(short_circuit), *options, "--without", "squat")
    assert shown["sets"] == 2
    assert shown["phases"][1]["seconds"] == 6
    assert "squat" not in {phase["exercise"] for phase in shown["phases"]}


def test_show_in_words_lists_what_is_done_when(short_circuit: Path) -> None:
    printed = run("show", str(short_circuit), "--without", "climber").output
    assert "   0:04  WORK         Stretch, left, foot in front; 4s; set 1 of 1" in printed
    assert "Climber (climber) (skipped today)" in printed
    assert "--with stretch.time=…  4s-8s" in printed
    assert "1. Step into a lunge." in printed


def test_show_lists_the_choices_of_blocks_and_rests() -> None:
    cases = Path(__file__).parents[1] / "circuits" / "cases"
    blocks = run("show", str(cases / "three-blocks.toml")).output
    assert "\n\n--with main.sets=…  1-4\n\nToday: " in blocks
    rests = run("show", str(cases / "to-fatigue.toml")).output
    assert "\n\n--with rest_between_exercises=…  1m-2m\n\nToday: " in rests


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--sets", "3"], "3 sets: choose 1-2"),
        (["--with", "stretch.reps=3"], "stretch.reps offers no choice; stretch offers: "),
        (["--without", "squad"], "no exercise 'squad'; did you mean 'squat'?"),
        *slow_rows(
            (["--with", "stretch.time=9s"], "stretch.time: 9s is outside 4s-8s"),
            (["--with", "stretch.time"], "stretch.time: '' is not a time in 4s-8s"),
            (["--with", "strech.time=5s"], "no exercise 'strech'; did you mean 'stretch'?"),
            (
                ["--without", "stretch", "--without", "climber", "--without", "squat"],
                "every exercise is skipped; keep at least one",
            ),
        ),
    ],
)
def test_a_choice_that_is_not_offered_is_refused_with_the_offers(
    short_circuit: Path, options: list[str], message: str
) -> None:
    ended = hiptimer("show", str(short_circuit), *options, home=short_circuit)
    assert ended.returncode == 2
    assert ended.stderr.startswith(message)
    assert ended.stdout == ""


def test_a_workout_is_fitted_and_reductions_are_reported_beside_the_output(
    short_circuit: Path,
) -> None:
    options = ("show", str(short_circuit), "--sets", "2", "--fit", "1m")
    said = "To fit into 1m: 1 of 1–2 sets: "
    assert f"\n{said}" in run(*options).stdout
    shown = run(*options, "--json")
    assert shown.stderr.startswith(said)
    assert json.loads(shown.stdout)["sets"] == 1
    assert json.loads(shown.stdout)["planned_seconds"] <= 60


@pytest.mark.parametrize("speed", ["nan", "inf", "-inf", "0", "-1", "1e308", "2x"])
def test_an_impossible_speed_is_refused(short_circuit: Path, speed: str) -> None:
    ended = run("run", str(short_circuit), "--speed", speed)
    assert ended.exit_code == 2
    assert "Invalid value for '--speed': " in ended.output


def test_a_circuit_whose_name_looks_like_an_option_is_given_after_two_hyphens(
    short_circuit: Path,
) -> None:
    short_circuit.rename(short_circuit.with_name("-x.toml"))
    assert run("show", "--", "-x").output.startswith("Short of everything (-x)\n")
    assert run("new", "--", "-y").output.endswith("hiptimer run -- -y\n")
    assert "hiptimer show -- -y" in short_circuit.with_name("-y.toml").read_text()


def test_a_circuit_with_a_name_too_long_for_a_file_is_refused(short_circuit: Path) -> None:
    path = short_circuit.with_name(f"{'x' * 300}.toml")
    ended = run("show", str(path))
    assert ended.exit_code == 2
    assert ended.output == f"{path}: cannot be read: file name too long\n"


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ("10s", "10s is too short: the fewest possible sets"),
        *slow_rows(("20", "'20' is not a valid time; write")),
    ],
)
def test_an_impossible_time_limit_is_bad_input(
    short_circuit: Path, limit: str, message: str
) -> None:
    for command in (["show"], ["run", "--plain"], ["render", "-o", "short.wav"]):
        ended = hiptimer(*command, str(short_circuit), "--fit", limit, home=short_circuit)
        assert ended.returncode == 2
        assert ended.stderr.startswith(message)
        assert ended.stdout == ""


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--from", "3"], "3: name a set from 1 to 1, as in 2 or 2.EXERCISE"),
        *slow_rows(
            (["--prepare", "soon"], "'soon' is not a valid time; write one such as 20s or 1m30s"),
            (["--prepare", "2h"], "2h is too long; write a time up to 1h"),
        ),
    ],
)
def test_run_refuses_an_invalid_start(
    short_circuit: Path, options: list[str], message: str
) -> None:
    ended = hiptimer("run", str(short_circuit), *options, home=short_circuit)
    assert ended.returncode == 2
    assert ended.stderr == f"{message}\n"


def test_an_unknown_circuit_is_refused_with_the_nearest_one(home: Path) -> None:
    ended = hiptimer("show", "runner-warmup", home=home)
    assert ended.returncode == 2
    assert "runner-warm-up" in ended.stderr


def test_a_broken_circuit_is_refused_with_every_problem_and_its_line(home: Path) -> None:
    path = home / "broken.toml"
    path.write_text('title = "Broken"\nsets = 0\n\n[[exercise]]\nname = "Nothing"\n')
    ended = hiptimer("run", str(path), home=home)
    assert ended.returncode == 2
    assert [line.split(": ")[0] for line in ended.stderr.splitlines()] == [f"{path}:2", f"{path}:4"]


def test_options_are_echoed_without_control_characters(home: Path) -> None:
    ended = hiptimer("show", "whitt-hip-flexor", "--with", "pulses.\x1b[2J=1", home=home)
    assert ended.returncode == 2
    assert "\x1b" not in ended.stderr


def test_check_distinguishes_good_files_from_broken_ones(short_circuit: Path) -> None:
    broken = short_circuit.with_name("broken.toml")
    broken.write_text("title = 3\n")
    ended = hiptimer("check", str(short_circuit), str(broken), home=short_circuit)
    assert ended.returncode == 2
    assert ended.stdout == f"{short_circuit}: OK: Short of everything, 3 exercises\n"
    assert f"{broken}:1:" in ended.stderr
    assert hiptimer("check", str(short_circuit), home=short_circuit).returncode == 0


def test_check_recognizes_figures_by_their_folder(home: Path) -> None:
    path = home / "figures" / "plank.toml"
    path.parent.mkdir()
    path.write_text("[pose.start]\nhip = [0, 91]\n")
    ended = run("check", str(path))
    assert ended.exit_code == 2
    assert f"{path}:1: pose: there is no end; write [pose.end]" in ended.output
    shipped = str(figures() / "pulses.toml")
    assert run("check", shipped).output == f"{shipped}: OK: a figure, 2 poses\n"


def test_check_reports_a_missing_figure_that_a_circuit_names(home: Path) -> None:
    path = home / "mine.toml"
    squat = '[[exercise]]\nname = "Squat"\ntime = "30s"\nfigure = "pulsse"\n'
    path.write_text(f'title = "Mine"\n{squat}')
    ended = run("check", str(path))
    assert ended.exit_code == 2
    assert f'{path}:5: figure: unknown figure "pulsse"; known: banded-march' in ended.output


def test_new_writes_a_good_circuit_and_never_overwrites_another(home: Path) -> None:
    assert run("new", "mine").exit_code == 0
    path = user_circuits() / "mine.toml"
    assert run("check", str(path)).exit_code == 0
    assert as_json("show", "mine")["id"] == "mine"
    before = path.read_text()
    again = run("new", "mine", "--from", "foam-rolling")
    assert again.exit_code == 2
    assert again.output == f"{path} already exists; choose another name\n"
    assert path.read_text() == before
    assert home in path.parents


def test_new_begins_with_a_copy_of_another_circuit(home: Path) -> None:
    assert run("new", "rolling", "--from", "foam-rolling").exit_code == 0
    own, shipped = as_json("show", "rolling"), as_json("show", "foam-rolling")
    assert own["phases"] == shipped["phases"]
    assert home in user_circuits().parents


def test_schema_prints_the_file_that_ships(home: Path) -> None:
    assert hiptimer("schema", home=home).stdout == (circuits() / "schema.json").read_text()


def test_sounds_as_json_lists_each_with_its_meaning_and_length() -> None:
    listed = as_json("sounds")
    assert [entry["name"] for entry in listed] == list(MEANINGS)
    assert listed[0] == {
        "name": "tick-in",
        "meaning": "3, 2, 1, rising: an effort is about to begin",
        "seconds": 0.1,
        "own": None,
    }
    assert as_json("sounds", "--play", "tick-in") == listed[:1]


def test_sounds_as_json_name_a_personal_file(home: Path) -> None:
    assert home in user_sounds().parents
    user_sounds().mkdir(parents=True)
    path = user_sounds() / "go.wav"
    wav.write(path, [1000] * 24_000)
    (entry,) = as_json("sounds", "--play", "go")
    assert entry["own"] == str(path)
    assert entry["seconds"] == 0.5


@pytest.mark.parametrize(
    "arguments",
    [
        ["sounds", "--json"],
        ["render", "short", "--voice", "off", "-o", "short.wav"],
        ["run", "short", "--plain", "--sound", "off", "--speed", "100"],
    ],
    ids=lambda arguments: str(arguments[0]),
)
def test_a_personal_sound_that_cannot_be_used_is_named_on_stderr(
    arguments: list[str], home: Path, short_circuit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    user_sounds().mkdir(parents=True)
    (user_sounds() / "fnish.wav").write_bytes(b"")
    ended = hiptimer(*arguments, home=home)
    assert ended.returncode == 0
    line = f"{user_sounds()}/fnish.wav is not the name of a sound; the nearest is finish.wav\n"
    assert ended.stderr.count(line) == 1
    assert short_circuit.exists()


@pytest.mark.parametrize("command", ["run", "render", "sounds"])
def test_the_option_for_pitch_accepts_exactly_the_known_pitches(command: str) -> None:
    (option,) = (it for it in load_command(cli.commands[command]).params if it.name == "pitch")
    assert isinstance(option.type, click.Choice)
    assert list(option.type.choices) == list(PITCHES)


def test_a_sound_that_does_not_exist_is_refused_with_the_nearest(home: Path) -> None:
    ended = hiptimer("sounds", "--play", "finnish", home=home)
    assert ended.returncode == 2
    assert ended.stderr == "unknown sound 'finnish'; the nearest is finish\n"
    assert ended.stdout == ""


def test_sounds_without_a_backend_are_an_error_and_not_listed(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(home))
    ended = hiptimer("sounds", "--sound", "aplay", home=home)
    assert ended.returncode == 1
    assert ended.stderr == "Error: No sound: aplay is not installed\n"
    assert ended.stdout == ""


def test_version_prints_the_version_of_the_package() -> None:
    assert run("--version").output == f"hiptimer, version {package.__version__}\n"


def test_without_a_terminal_the_bare_program_lists_and_hints(home: Path) -> None:
    ended = hiptimer(home=home)
    assert ended.returncode == 0
    assert "whitt-hip-flexor" in ended.stdout
    assert "hiptimer run CIRCUIT" in ended.stdout


@pytest.mark.parametrize("listed", cli.commands.values(), ids=lambda it: it.name)
def test_a_command_is_listed_by_its_name_and_the_first_words_of_its_help(
    listed: click.Command,
) -> None:
    command = load_command(listed)
    assert command is not listed
    assert listed.name == command.name
    assert listed.get_short_help_str(1000) == command.get_short_help_str(1000)


def test_the_shell_completes_the_names_of_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [Device(name, "A loudspeaker", is_sink=True) for name in ("headset", "hdmi", "usb")]
    monkeypatch.setattr("hiptimer.audio.devices.find_devices", lambda: found)
    completed = {}
    for typed in ("", "h"):
        monkeypatch.setenv("COMP_WORDS", f"hiptimer run x --device {typed}")
        monkeypatch.setenv("COMP_CWORD", "4")
        run = CliRunner().invoke(
            cli, [], prog_name="hiptimer", env={"_HIPTIMER_COMPLETE": "bash_complete"}
        )
        completed[typed] = [line.rpartition(",")[2] for line in run.output.splitlines()]
    assert completed == {"": ["default", "headset", "hdmi", "usb"], "h": ["headset", "hdmi"]}
