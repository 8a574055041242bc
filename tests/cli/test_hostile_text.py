"""Text that a terminal, a spreadsheet or a browser would interpret, in every command."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from hiptimer.cli.main import main
from hiptimer.foundation.folders import user_circuits, user_data, user_settings
from hiptimer.history.formats.csv_file import csv_text
from hiptimer.tui.themed_app import ThemedApp
from tests.diary.days import only_details, whole_workout
from tests.programs import SHORT_CIRCUIT
from tests.session.test_resuming import interrupt_after

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A change of color, a window title, a bell, C1 controls, overrides of direction, a forged line.
CONTROLS = "\x1b[31m\x1b]0;t\x07\x9b2J\x7f\x08\r\u202e\u2066\u200f\u2028"
EVIL = f"=evil{CONTROLS}<b>&'\nforged line\t"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")

HOSTILE_DIARY = """
    UPDATE circuit SET name = :evil, title = :evil;
    UPDATE effort SET title = :evil, exercise = :evil || phase, variant = :evil;
    INSERT INTO load SELECT id, (SELECT exercise FROM effort LIMIT 1), :evil FROM workout;
    REPLACE INTO feelings SELECT id, 1, 2, 3, 4, 'left', :evil, 0 FROM workout;
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a home folder in which every name and content is hostile."""
    for name in ("CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / f"{EVIL}{name}"))
    monkeypatch.setenv("TERM", EVIL)
    monkeypatch.setattr("hiptimer.cli.doctor.examination.try_backends", lambda _system: [])
    user_circuits().mkdir(parents=True)
    (user_circuits() / f"{EVIL}.toml").write_text(SHORT_CIRCUIT)
    (user_circuits() / f"{EVIL}broken.toml").write_text(f'title = "{json.dumps(EVIL)[1:-1]}"\n')
    (user_circuits() / "-x.toml").write_text(SHORT_CIRCUIT)
    user_settings().write_text(f"voice = {json.dumps(EVIL)}\n{json.dumps(EVIL)} = 1\n")
    whole_workout(user_data())
    interrupt_after(user_data(), 20.0)
    with closing(sqlite3.connect(user_data() / "diary.db")) as diary, diary:
        for statement in HOSTILE_DIARY.split(";"):
            diary.execute(statement, {"evil": EVIL})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_main(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, str, str]:
    """Return the exit code of the program, and what it wrote on stdout and stderr."""
    for name in ("stdout", "stderr"):
        # The program replaces them: monkeypatch restores the originals.
        monkeypatch.setattr(sys, name, getattr(sys, name))
    monkeypatch.setattr(sys, "stdin", io.StringIO("w\nx\nq\n"))
    monkeypatch.setattr(sys, "argv", ["hiptimer", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    code = ended.value.code
    assert isinstance(code, int)
    return code, *capfd.readouterr()


CIRCUIT = f"./{EVIL}.toml"
QUIET = ("--sound", "off", "--voice", "off")


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        (0, ["list"]),
        (0, ["list", "--json"]),
        (0, []),
        (2, [EVIL]),
        (2, [f"--{EVIL}"]),
        (0, ["show", CIRCUIT]),
        (0, ["show", CIRCUIT, "--json"]),
        (0, ["show", "--", "-x"]),
        (2, ["show", EVIL]),
        *((2, ["show", CIRCUIT, option, EVIL]) for option in ("--sets", "--with", "--fit")),
        (2, ["show", CIRCUIT, "--without", EVIL]),
        (2, ["show", CIRCUIT, EVIL]),
        (0, ["check", CIRCUIT]),
        (2, ["check", f"./{EVIL}broken.toml", EVIL]),
        (0, ["schema"]),
        (2, ["new", EVIL]),
        (2, ["new", "mine", "--from", EVIL]),
        (0, ["new", "mine"]),
        (0, ["new", "--", "-mine"]),
        (1, ["run", CIRCUIT, *QUIET]),
        (1, ["run", *QUIET, "--", "-x"]),
        (2, ["run", CIRCUIT, "--voice", EVIL]),
        *(
            (2, ["run", CIRCUIT, option, EVIL])
            for option in ("--speed", "--pain", "--load", "--volume", "--from", "--prepare")
        ),
        (2, ["run", CIRCUIT, "--load", f"squat={EVIL}"]),
        # Refused: its changed circuit no longer gives the recorded plan.
        (2, ["resume", *QUIET]),
        (2, ["render", CIRCUIT, "--voice", "off", "-o", EVIL]),
        (2, ["render", CIRCUIT, "--voice", "off", "-o", f"{EVIL}/x.wav"]),
        (0, ["history"]),
        (0, ["history", "--json"]),
        (0, ["history", "--circuit", EVIL]),
        (2, ["history", "--since", EVIL]),
        *((0, ["export", "--format", form]) for form in ("json", "jrnl", "csv")),
        (2, ["export", "--format", EVIL]),
        (0, ["export", "--format", "csv", "-o", EVIL]),
        (2, ["export", "--format", "csv", "-o", f"none/{EVIL}"]),
        (0, ["report", "-o", "-"]),
        (0, ["report", "-o", EVIL]),
        (2, ["report", "-o", f"none/{EVIL}"]),
        (2, ["import", EVIL]),
        (2, ["import", CIRCUIT]),
        (2, ["sounds", "--json", "--play", EVIL]),
        (0, ["sounds", "--json"]),
        (2, ["settings"]),
        (2, ["settings", "--json"]),
        (1, ["doctor"]),
        (1, ["doctor", "--json"]),
    ],
    ids=lambda given: repr(" ".join(given))[:60] if isinstance(given, list) else "",
)
def test_no_command_prints_control_characters(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    code: int,
    arguments: list[str],
) -> None:
    assert home
    monkeypatch.chdir(user_circuits())
    ended, stdout, stderr = run_main(monkeypatch, capfd, *arguments)
    assert ended == code, stderr
    # Rows of CSV end with CR LF, as its standard requires.
    printed = (stdout.replace("\r\n", "\n") if "csv" in arguments else stdout) + stderr
    assert not CONTROL.search(printed), repr(CONTROL.findall(printed))
    assert "Traceback" not in printed
    if "--json" in arguments and code == 0:
        json.loads(stdout)
    if arguments == ["report", "-o", "-"]:
        assert "&lt;b&gt;" in stdout
        assert "<b>" not in stdout


def test_no_file_name_forges_a_line(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert home
    for command in (["list"], ["settings"], ["check", CIRCUIT], ["show", EVIL]):
        monkeypatch.chdir(user_circuits())
        _, stdout, stderr = run_main(monkeypatch, capfd, *command)
        assert not re.search("^forged", stdout + stderr, re.MULTILINE), command


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\N{FULLWIDTH EQUALS SIGN}"])
def test_no_text_becomes_a_formula_in_a_spreadsheet(tmp_path: Path, sign: str) -> None:
    whole_workout(tmp_path, loads={"stretch": f"{sign}1+1"})
    assert f",'{sign}1+1," in "".join(csv_text([only_details(tmp_path)]))


@pytest.mark.parametrize("sign", ["\t", "\r", "\n"])
def test_no_cell_of_a_spreadsheet_begins_with_a_tab_or_a_line_end(
    tmp_path: Path, sign: str
) -> None:
    whole_workout(tmp_path, loads={"stretch": f"{sign}=1+1"})
    assert ", =1+1," in "".join(csv_text([only_details(tmp_path)]))


async def test_the_screen_shows_no_control_characters() -> None:
    class Shows(ThemedApp[None]):
        def compose(self) -> Iterator[Static]:
            yield Static(EVIL, markup=False)

    async with Shows().run_test() as pilot:
        strips = pilot.app.screen._compositor.render_strips()
        shown = "\n".join("".join(segment.text for segment in strip) for strip in strips)
    assert "=evil[31m]0;t2J<b>&'" in shown
    assert not CONTROL.search(shown)
