from __future__ import annotations

import json
import re
import tomllib

import pytest
from click.testing import CliRunner

from hiptimer.cli.main import cli
from hiptimer.foundation import folders
from hiptimer.library.circuit_files.normal_form import normal_form
from hiptimer.library.circuit_files.reading import read
from hiptimer.library.prompt import PROMPT
from hiptimer.plan.choices import default_choices
from hiptimer.plan.plan import Plan

SCHEMA = json.loads((folders.circuits() / "schema.json").read_text("utf-8"))
EXAMPLES = re.findall(r"```toml\n(.*?)```", PROMPT, re.DOTALL)
TABLES = {"circuit": SCHEMA, **SCHEMA["$defs"]}


def named_keys(heading: str) -> set[str]:
    """Return the keys that begin the list items below a heading of the prompt."""
    section = PROMPT.partition(f"# Keys of {heading}")[2].partition("\n#")[0]
    items = re.findall(r"^- (.*?): ", section, re.MULTILINE)
    without_defaults = (re.sub(r" \(.*?\)", "", item) for item in items)
    return {key for item in without_defaults for key in item.split(", ")}


@pytest.mark.parametrize(
    ("heading", "table", "elsewhere"),
    [
        ("the circuit", "circuit", {"exercise", "block"}),
        ("an exercise", "ExerciseTable", set()),
    ],
)
def test_each_key_of_the_format_is_named_and_no_other(
    heading: str, table: str, elsewhere: set[str]
) -> None:
    assert named_keys(heading) == set(TABLES[table]["properties"]) - elsewhere


def test_each_key_of_a_stage_is_named() -> None:
    for key in SCHEMA["$defs"]["StageTable"]["properties"]:
        assert f"{key} = " in PROMPT


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_a_circuit_in_normal_form(example: str) -> None:
    circuit = read(tomllib.loads(example))
    assert Plan(circuit, "example", default_choices(circuit)).timeline.phases
    assert normal_form(example) == example


def test_there_are_three_examples() -> None:
    assert len(EXAMPLES) == 3


@pytest.mark.parametrize("key", ["sets", "prepare", "switch", "rest_between_sets", "order"])
def test_a_default_is_that_of_the_format(key: str) -> None:
    default = re.search(rf"\b{key} \((.*?)\)", PROMPT)
    assert default
    written = SCHEMA["properties"][key]["default"]
    assert default[1] in (json.dumps(written), f'"{written:g}s"' if key != "order" else "")


def test_the_command_prints_a_page_that_is_short_enough_to_paste() -> None:
    printed = CliRunner().invoke(cli, ["prompt"])
    assert printed.exit_code == 0
    assert printed.output == PROMPT
    assert len(PROMPT) <= 6000
    assert max(map(len, PROMPT.splitlines())) <= 100
