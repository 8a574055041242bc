"""What is wrong with the blocks and the figures of a circuit file, and on which line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.library.loading import load
from tests.library.test_circuit_errors import problems

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'title = "T"\n[[block]]\ntitle = "Main"\n'
"""Three lines; the keys of a block begin on line 4."""
EXERCISE = '[[block.exercise]]\nname = "A"\nreps = 1\n'


@pytest.mark.parametrize(
    ("content", "messages"),
    [
        (HEAD, ["2: exercise is missing; write at least one [[block.exercise]]"]),
        (HEAD + "name = 1\n" + EXERCISE, ['4: unknown key "name"; write title instead']),
        (HEAD + 'block = ["x"]\n' + EXERCISE, ['4: unknown key "block"; remove it']),
        (
            'title = "T"\nsets = 2\n[[block]]\ntitle = "Main"\n' + EXERCISE,
            ["2: sets: this circuit has blocks; write sets in the [[block]] it is for"],
        ),
        (
            HEAD + EXERCISE + '[[exercise]]\nname = "B"\nreps = 1\n',
            ["7: exercise: this circuit has blocks; write [[block.exercise]] after its [[block]]"],
        ),
        (
            HEAD + EXERCISE + '[[block]]\ntitle = "A"\n[[block.exercise]]\nname = "C"\nreps = 1\n',
            ['5: name: "a" is already the id of "A"; give this one an id of its own'],
        ),
        (
            HEAD + "rest_between_sets = [1, 2]\nsets = 2\n" + EXERCISE,
            ["4: rest_between_sets: has 2 values; 2 sets have 1 gap, write at most as many"],
        ),
        (
            HEAD + "sets = 101\n" + EXERCISE.replace("reps = 1", "reps = [1, 2]"),
            ["4: sets: 101 is out of bounds; write 1 to 100"],
        ),
        (
            'title = "T"\nblock = [1]\n',
            ["2: block 1: 1 is not a table; write it as one"],
        ),
        (
            'title = "T"\n[block]\ntitle = "B"\n',
            ["2: block: a table is not a list; write [[block]] in two pairs of brackets"],
        ),
    ],
)
def test_a_fault_of_a_block_is_named_with_its_line(
    tmp_path: Path, content: str, messages: list[str]
) -> None:
    assert problems(tmp_path, content) == messages


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("group = 1", '1: unknown key "group"; write [[block]] instead'),
        ("blocks = 1", '1: unknown key "blocks"; write [[block]] instead'),
        ("exercises = 1", '1: unknown key "exercises"; write [[exercise]] instead'),
        ("rest = 1", '1: unknown key "rest"; write rest_between_exercises instead'),
        ("rounds = 1", '1: unknown key "rounds"; write sets instead'),
        ("description = 1", '1: unknown key "description"; write about instead'),
        ('recovery = "soon"', '1: recovery: "soon" is not a time to recover; write "36h"'),
        ('recovery = "999 days"', '1: recovery: "999 days" is out of bounds; write 1h to 365 days'),
        ("rest_between_sets = []", "1: rest_between_sets: is an empty list"),
        ("remind = 5", '1: remind: 5 is not a list; write it in brackets: ["10s"]'),
        ("figure = 5", "1: figure: 5 is not a table; write it as one"),
    ],
)
def test_a_key_of_the_circuit_that_is_called_otherwise_here_is_named(
    tmp_path: Path, content: str, message: str
) -> None:
    (found,) = problems(tmp_path, f'{content}\ntitle = "T"\n[[exercise]]\nname = "A"\nreps = 1\n')
    assert found.startswith(message)


def test_a_fault_in_a_figure_of_the_file_is_named_with_its_line(tmp_path: Path) -> None:
    content = 'title = "T"\n[[exercise]]\nname = "A"\nreps = 1\n[figure.x]\nview = "top"\n'
    found = problems(tmp_path, content)
    assert any(line.startswith("6: view:") for line in found)


def test_blocks_share_a_hundred_exercises(tmp_path: Path) -> None:
    exercises = "".join(f'[[block.exercise]]\nname = "e{it}"\nreps = 1\n' for it in range(101))
    first, second = exercises[: exercises.index('[[block.exercise]]\nname = "e60"')], ""
    second = exercises[len(first) :]
    content = f'title = "T"\n[[block]]\ntitle = "One"\n{first}[[block]]\ntitle = "Two"\n{second}'
    assert problems(tmp_path, content) == ["2: block: there are 101 exercises; write 1 to 100"]


def test_a_title_in_a_script_without_spaces_may_have_long_words(tmp_path: Path) -> None:
    path = tmp_path / "circuit.toml"
    path.write_text(f'title = "{"股" * 40}"\n[[exercise]]\nname = "A"\nreps = 1\n', "utf-8")
    assert load(path).title == "股" * 40
