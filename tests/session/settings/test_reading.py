from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.session.settings.keys import Keys
from hiptimer.session.settings.reading import read
from hiptimer.session.settings.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_without_a_file_every_setting_has_its_default(path: Path) -> None:
    reading = read(path)
    assert reading.settings == Settings()
    assert not reading.problems
    assert not reading.given


def test_settings_in_the_file_are_in_force(path: Path) -> None:
    path.write_text(
        'theme = "nord"\nvolume = 60\nreach = "2.5s"\nlead_in = 8\nany_key = true\n'
        '[keys]\nnext = ["x"]\n'
    )
    reading = read(path)
    assert not reading.problems
    assert reading.settings == Settings(
        theme="nord",
        volume=60,
        reach_seconds=2.5,
        lead_in_seconds=8.0,
        any_key=True,
        keys=Keys({"next": ("x",)}),
    )
    assert reading.given == {"theme", "volume", "reach", "lead_in", "any_key"}


def test_each_wrong_line_is_reported_and_the_others_are_in_force(path: Path) -> None:
    path.write_text(
        'volum = 3\nvolume = 300\nsound = "off"\n\n[keys]\nnext = ["m"]\njump = ["x"]\n'
        'again = ["x"]\n'
    )
    reading = read(path)
    *others, last = map(str, reading.problems)
    assert others == [
        f'{path}:1: unknown setting "volum"; did you mean "volume"?',
        f"{path}:2: volume: 300 is not a whole number from 0 to 100; write one",
        f'{path}:6: keys.next: "m" is a key of next and of mute; give it to one of them',
    ]
    assert last.startswith(f'{path}:7: keys.jump: unknown command "jump"; there are: done, pause')
    assert reading.settings == Settings(sound="off", keys=Keys({"again": ("x",)}))


@pytest.mark.parametrize(
    ("text", "line"), [("volume = \n", 1), ("a = 1\nvolume 60\n", 2), ('x = "\n', 1)]
)
def test_a_file_that_cannot_be_parsed_is_reported_with_its_line(
    path: Path, text: str, line: int
) -> None:
    path.write_text(text)
    reading = read(path)
    assert reading.settings == Settings()
    (problem,) = reading.problems
    assert str(problem).startswith(f"{path}:{line}: ")
    assert str(problem).endswith("Until then every setting has its default")


@pytest.mark.parametrize("text", ["= 5\n", "[keys]\n[keys]\n"])
def test_a_syntax_error_does_not_mention_circuits(path: Path, text: str) -> None:
    path.write_text(text)
    assert "exercise" not in str(read(path).problems[0])


def test_control_characters_in_the_file_are_not_printed(path: Path) -> None:
    path.write_text('"\\u001b[2J" = 1\nsound = "\\u001b"\n[keys]\n"\\u001b" = ["\\u001b"]\n')
    reading = read(path)
    assert len(reading.problems) == 3
    lines = [*map(str, reading.problems), str(reading.problem("voice", "no voice \x1b"))]
    assert not any("\x1b" in line for line in lines)


def test_an_unreadable_file_is_reported(path: Path) -> None:
    path.mkdir()
    reading = read(path)
    assert reading.settings == Settings()
    assert "is a folder; a regular file is needed. Until then every" in str(reading.problems[0])


def test_keys_that_are_not_a_table_do_not_affect_other_settings(path: Path) -> None:
    path.write_text("volume = 20\nkeys = 3\n")
    reading = read(path)
    assert reading.settings == Settings(volume=20)
    assert str(reading.problems[0]).startswith(f"{path}:2: keys: 3 is not a table")


def test_a_problem_found_later_is_reported_with_its_line(path: Path) -> None:
    path.write_text('\ntheme = "pink"\n')
    problem = read(path).problem("theme", "there is no pink")
    assert str(problem) == f"{path}:2: theme: there is no pink"


def test_only_the_first_of_many_problems_are_shown_and_the_others_counted(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("volum = 1\n" + "".join(f"key{number} = 1\n" for number in range(99)))
    shown = [str(problem) for problem in read(path).problems]
    assert shown[0] == f'{path}:1: unknown setting "volum"; did you mean "volume"?'
    assert shown[20:] == [f"{path}: and 80 more"]


def test_a_file_that_is_far_too_long_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("volume = 1\n" + "#\n" * 6_000)
    (problem,) = read(path).problems
    assert "the file has far too many lines or values" in problem.message
