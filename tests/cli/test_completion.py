"""What the shell is offered for the word that is being typed."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from hiptimer.cli.build_plan import build_plan
from hiptimer.cli.main import cli
from hiptimer.foundation.folders import user_circuits
from tests.programs import SHORT_CIRCUIT

CASES = Path(__file__).parents[1] / "circuits" / "cases"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    user_circuits().mkdir(parents=True)
    return tmp_path


def complete(line: str) -> list[str]:
    """Return what is offered for the last word of `line`, which is empty after a space."""
    words = line.split(" ")
    environment = {"COMP_WORDS": line, "COMP_CWORD": f"{len(words) - 1}"}
    completed = CliRunner().invoke(
        cli,
        [],
        prog_name="hiptimer",
        env=environment | {"_HIPTIMER_COMPLETE": "zsh_complete"},
    )
    # Of type, value and help, each on a line; zsh takes a colon for the end of the value.
    return [value.replace("\\:", ":") for value in completed.output.splitlines()[1::3]]


def complete_in_bash(line: str) -> list[str]:
    """Return what bash puts in place of its own last word of `line`."""
    script = f"""
        eval "$(_HIPTIMER_COMPLETE=bash_source hiptimer)" 2>/dev/null
        COMP_LINE={shlex.quote(line)} COMP_POINT={len(line)}
        COMP_WORDS=({" ".join(map(shlex.quote, re.split("([=: ])", line)))})
        COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
        _hiptimer_completion hiptimer
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    ended = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    return ended.stdout.split()


def test_a_circuit_is_completed_from_its_beginning() -> None:
    (user_circuits() / "short.toml").write_text(SHORT_CIRCUIT)
    for command in ("run", "show", "render", "history --circuit", "new mine --from"):
        assert complete(f"hiptimer {command} s") == ["short"]


def test_a_broken_circuit_is_not_offered() -> None:
    (user_circuits() / "whole.toml").write_text(SHORT_CIRCUIT)
    (user_circuits() / "what.toml").write_text("title = 3\n")
    assert complete("hiptimer run w") == ["whitt-hip-flexor", "whole"]


def test_with_is_completed_with_each_offered_value() -> None:
    times = [f"pulses.time={seconds}s" for seconds in (15, 20, 25, 30)]
    offered = [*times, "pulses.time=fatigue"]
    assert complete("hiptimer run whitt-hip-flexor --with pulses.t") == offered


def test_with_is_also_completed_with_sets_of_blocks_and_rests() -> None:
    blocks, rest = (CASES / f"{name}.toml" for name in ("three-blocks", "to-fatigue"))
    assert "main.sets=2" in complete(f"hiptimer run {blocks} --with main.s")
    offered = complete(f"hiptimer run {rest} --with rest")
    assert offered[:2] == ["rest_between_exercises=1m", "rest_between_exercises=1m5s"]


def test_choices_are_completed_for_all_circuits_on_the_command_line() -> None:
    line = "hiptimer run runner-warm-up --plain whitt-hip-flexor"
    assert complete("hiptimer run runner-warm-up wh") == ["whitt-hip-flexor"]
    assert complete(f"{line} --without p") == ["pulses"]
    assert complete(f"{line} --with whitt-hip-flexor.sets=3") == ["whitt-hip-flexor.sets=3"]
    assert complete(f"{line} --from runner-warm-up.1.h") == ["runner-warm-up.1.high-knees"]


def test_a_value_of_several_words_is_offered_by_its_number() -> None:
    offered = complete("hiptimer show whitt-hip-flexor --with pulses.v")
    assert offered == ["pulses.variant=1", "pulses.variant=2"]


def test_every_offered_value_is_accepted() -> None:
    line = "hiptimer run whitt-hip-flexor"
    for pick in complete(f"{line} --with "):
        assert build_plan(["whitt-hip-flexor"], 4, [pick], [])
    for exercise in complete(f"{line} --without "):
        assert build_plan(["whitt-hip-flexor"], 4, [], [exercise])
    for start in complete(f"{line} --from "):
        assert build_plan(["whitt-hip-flexor"], 4, [], [], start=start)


def test_an_exercise_is_completed_by_its_id() -> None:
    assert complete("hiptimer run whitt-hip-flexor --sets 2 --without p") == ["pulses"]


def test_a_start_is_a_set_or_an_exercise_in_it() -> None:
    assert complete("hiptimer run whitt-hip-flexor --from 2.p") == ["2.pulses"]
    places = complete("hiptimer run whitt-hip-flexor --from ")
    assert [place for place in places if place.isdigit()] == ["1", "2", "3", "4"]


def test_a_sound_and_a_voice_are_completed() -> None:
    assert complete("hiptimer sounds --play switch") == ["switch-left", "switch-right"]
    assert "espeak-ng" in complete("hiptimer run --voice ")


@pytest.mark.parametrize("option", ["--with", "--without", "--from"])
@pytest.mark.parametrize("circuit", ["", " unknown", " ./missing.toml"])
def test_without_a_circuit_nothing_is_offered(option: str, circuit: str) -> None:
    assert complete(f"hiptimer run{circuit} {option} ") == []


def test_bash_completes_what_follows_an_equals_sign() -> None:
    """Bash takes "=" for the end of a word, and replaces only what follows it."""
    run_whitt = "hiptimer run whitt-hip-flexor"
    assert complete_in_bash(f"{run_whitt} --with pulses.time=2") == ["20s", "25s"]
    assert complete_in_bash(f"{run_whitt} --with pulses.time=")[-1] == "fatigue"
    assert complete_in_bash(f"{run_whitt} --voice=b") == ["brief"]
    assert complete_in_bash("hiptimer run whi") == ["whitt-hip-flexor"]


def test_exercises_to_pick_are_completed_after_each_comma() -> None:
    first, second = "whitt-hip-flexor:pulses", "runner-strength:banded-march"
    assert complete("hiptimer new mix --pick whitt-hip-flexor:p") == [first]
    assert complete(f"hiptimer new mix --pick {first},runner-strength:banded-m") == [
        f"{first},{second}"
    ]
    assert complete_in_bash("hiptimer new mix --pick whitt-hip-flexor:p") == ["pulses"]
    assert complete("hiptimer figure whitt-hip-flexor:p") == [first]


def test_a_figure_is_completed_by_its_name_and_by_the_circuit_it_is_in() -> None:
    assert complete("hiptimer figure pul") == ["pulses"]
    assert complete("hiptimer figure whi") == ["whitt-hip-flexor"]
