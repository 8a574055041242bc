from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.foundation import folders
from hiptimer.foundation.toml.tokens import TOKEN
from hiptimer.library.circuit_files import normal_values
from hiptimer.library.circuit_files.normal_form import normal_form
from hiptimer.library.circuit_files.reading import read
from hiptimer.library.circuit_files.writing import document
from tests.strategies import circuits_of_files

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

TWO_EXERCISES = """\
title = "Two"
[[exercise]]
name = "March"
reps = 8
[[exercise]]
name = "Plank"
hold = "30s"
"""


def comments(text: str) -> list[str]:
    return sorted(it[0].strip() for it in TOKEN.finditer(text) if it[0].startswith("#"))


def one_exercise(lines: str) -> str:
    """Return the lines of a circuit's only exercise in normal form, without its name."""
    text = f'title = "One"\n\n[[exercise]]\nname = "March"\n{lines}\n'
    read(tomllib.loads(text))
    return normal_form(text).partition('name = "March"\n')[2].removesuffix("\n")


@pytest.mark.parametrize("path", [*folders.circuits().glob("*.toml")], ids=lambda path: path.stem)
def test_a_shipped_circuit_is_in_normal_form(path: Path) -> None:
    text = path.read_text("utf-8")
    assert normal_form(text) == text


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("time = 90", 'time = "1m30s"'),
        ("time = 1.50", 'time = "1.5s"'),
        ('time = "60s-180s"', 'time = "1m-3m"'),
        ('time = { from = 20, to = "60s" }', 'time = "20s-1m"'),
        ('time = {to="60s",default="20s",from=20}', 'time = "20s-1m"'),
        (
            'time = {default="30s", to="60s",from=20}',
            'time = { from = "20s", to = "1m", default = "30s" }',
        ),
        ('reps = "8 - 12"', 'reps = "8-12"'),
        ("reps = { from = 8, to = 12, default = 8 }", 'reps = "8-12"'),
        (
            "reps = { from = 8, to = 12, default = 10 }",
            "reps = { from = 8, to = 12, default = 10 }",
        ),
        ('hold = "fatigue"\ntarget=20', 'hold = "fatigue"\ntarget = "20s"'),
        (
            'reps = 8\ntempo = {lift=1, "hold there" = "2s-4s"}',
            'reps = 8\ntempo = { lift = "1s", "hold there" = "2s-4s" }',
        ),
        (
            'reps = 8\ntempo = [["lift",1],["lower",{from=1, to=2}]]',
            'reps = 8\ntempo = [["lift", "1s"], ["lower", "1s-2s"]]',
        ),
        (
            'time = "1m"\nstages = [{ say = "sink", at = 0 }]',
            'stages = [{ say = "sink", at = "0s" }]\ntime = "1m"',
        ),
        ("time = \"30s\"\nword = 'ROLL' # short", "word = 'ROLL' # short\ntime = \"30s\""),
        ('"time" = 30', 'time = "30s"'),
        ("time = 0.0001", "time = 0.0001"),
    ],
)
def test_a_quantity_has_one_spelling(written: str, normal: str) -> None:
    assert one_exercise(written) == normal


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ('reps = "fatigue"\ntarget = 10\ncap = 30', 'reps = "fatigue"\ntarget = 10\ncap = 30'),
        ("hold = [60, '45s', 30]", 'hold = ["1m", "45s", "30s"]'),
        ("time = { right = 60, left = '45s' }", 'time = { left = "45s", right = "1m" }'),
        (
            'time = { from = 15, to = 30, default = "fatigue" }',
            'time = { from = "15s", to = "30s", default = "fatigue" }',
        ),
        ('rest = "ready"', 'rest = "ready"'),
        (
            'reps = 8\ntempo = { up = { say = "knee in", seconds = 1 } }',
            'reps = 8\ntempo = { up = { seconds = "1s", say = "knee in" } }',
        ),
        ('reps = 8\ntempo = "3-1-1-0"', 'reps = 8\ntempo = "3-1-1-0"'),
    ],
)
def test_counts_lists_and_values_for_each_side_keep_their_meaning(
    written: str, normal: str
) -> None:
    text = f"[[exercise]]\n{written}\n"
    assert normal_form(text) == f"[[exercise]]\n{normal}\n"


def test_keys_have_one_order_and_comments_move_with_the_key_below_them() -> None:
    text = """\
#:schema ./schema.json
# What this file is.

sets = "2-3" # few
# Where to use it.
title = "Hips"
# A key for later: order = "straight"

# Mornings.
[[ exercise ]]

reps=8

  # Slowly.
  sides = "each"   # one by one
name = "March"
# The end.
"""
    assert (
        normal_form(text)
        == """\
#:schema ./schema.json
# What this file is.

# Where to use it.
title = "Hips"
sets = "2-3" # few
# A key for later: order = "straight"

# Mornings.
[[ exercise ]]
name = "March"

# Slowly.
sides = "each" # one by one
reps = 8
# The end.
"""
    )


def test_comments_behind_neighboring_values_begin_in_one_column() -> None:
    written = 'rest = "5s" # short\nrounds = 2 # two\n# How.\nhow = ["Up."] # one\nreps = 8'
    assert one_exercise(written) == (
        'rounds = 2  # two\nrest = "5s" # short\n# How.\nhow = ["Up."] # one\nreps = 8'
    )
    written = 'rest = "15s" # between\nswitch = "2s"\nprepare = "1s" # before\nreps = 8'
    assert one_exercise(written) == written


def test_a_list_keeps_its_lines_and_the_comments_in_it() -> None:
    text = """\
how = [ # first
  "Up.", # one
  # alone
  'Hold.'  # two
  , "Do, [then].", "Down."
  # last
]
reps = 8"""
    assert (
        one_exercise(text)
        == """\
how = [
    # first
    "Up.", # one
    # alone
    'Hold.', # two
    "Do, [then].",
    "Down.",
    # last
]
reps = 8"""
    )


def test_a_list_has_one_line_for_each_element_if_one_line_would_be_too_long() -> None:
    steps = [f"Step {number}, which is not short." for number in range(4)]
    listed = "".join(f'    "{step}",\n' for step in steps)
    assert one_exercise(f"how = {json.dumps(steps)}\nreps = 8") == f"how = [\n{listed}]\nreps = 8"


def test_a_comment_inside_an_element_is_placed_above_it() -> None:
    text = 'reps = 8\ntempo = [["lift", # quickly\n1], ["lower", 2]]'
    assert one_exercise(text) == (
        'reps = 8\ntempo = [\n    # quickly\n    ["lift", "1s"],\n    ["lower", "2s"],\n]'
    )


def test_dotted_keys_and_inner_tables_keep_their_lines() -> None:
    text = """\
title = "One"

[[exercise]]
tempo.lift = 1 # up
tempo.lower = 2
name = "March"
reps = 8

[[exercise]]
name = "Stretch"
[exercise.time]
to = 30
from = 20
"""
    assert (
        normal_form(text)
        == """\
title = "One"

[[exercise]]
name = "March"
reps = 8
tempo.lift = 1 # up
tempo.lower = 2

[[exercise]]
name = "Stretch"

[exercise.time]
to = 30
from = 20
"""
    )


def test_a_stage_in_a_table_of_its_own_is_like_one_in_a_list() -> None:
    stage = '[[exercise.stages]]\nsay = "turn"\nonce = true # an event\nat = 15'
    assert one_exercise(f'time = "1m"\n{stage}') == (
        'time = "1m"\n\n[[exercise.stages]]\nat = "15s"\nsay = "turn"\nonce = true # an event'
    )


def test_a_text_of_several_lines_is_kept_as_it_is_written() -> None:
    about = '"""\nOne \\\n  line.\n\n\n  # no comment  \n"""'
    text = f"title = 'One'\nabout = {about} # a comment\n{TWO_EXERCISES.partition(chr(10))[2]}"
    assert f"about = {about} # a comment\n" in normal_form(text)
    assert read(tomllib.loads(normal_form(text))) == read(tomllib.loads(text))


SPACES = st.sampled_from(["", " ", "  ", "\t"])
NEW_LINES = st.sampled_from(["", "\n", "\n\n\n", "# here\n", "\n  # there  \n\n# and here\n"])
BEHIND = st.sampled_from(["", "", "# behind", '   # behind = [ ] """'])


@st.composite
def messy_lists(draw: st.DrawFn, values: list[Any]) -> str:
    written = "["
    for value in values:
        comment = draw(BEHIND)
        element = tomlkit.item(value, _parent=tomlkit.array()).as_string()
        break_ = f"{comment}\n" if comment else draw(SPACES)
        written += draw(NEW_LINES) + draw(SPACES) + element + f",{break_}"
    return written + draw(NEW_LINES) + "]"


@st.composite
def messy_assignments(draw: st.DrawFn, key: str, value: Any) -> str:
    if isinstance(value, float) and value == round(value):
        value = draw(st.sampled_from([value, int(value), f"{value:.0f}s"]))
    if isinstance(value, dict):
        value = {name: value[name] for name in draw(st.permutations(list(value)))}
    written = (
        draw(messy_lists(value))
        if isinstance(value, list)
        else tomlkit.item(value, _parent=tomlkit.array()).as_string()
    )
    equals = f"{draw(SPACES)}={draw(SPACES)}"
    return f"{draw(NEW_LINES)}{draw(SPACES)}{key}{equals}{written}{draw(BEHIND)}\n"


@st.composite
def messy_tables(draw: st.DrawFn, table: dict[str, Any]) -> str:
    keys = draw(st.permutations([key for key in table if key not in ("exercise", "block")]))
    return "".join(draw(messy_assignments(key, table[key])) for key in keys)


@st.composite
def messy_files(draw: st.DrawFn) -> str:
    written = document(draw(circuits_of_files()))
    text = draw(messy_tables(written))
    for header, table in headed_tables(written):
        text += f"{draw(NEW_LINES)}{draw(SPACES)}[[{header}]]{draw(BEHIND)}\n"
        text += draw(messy_tables(table))
    return text + draw(NEW_LINES)


def headed_tables(found: dict[str, Any]) -> Iterable[tuple[str, dict[str, Any]]]:
    """Yield the tables of blocks and exercises in the order of a file, each with its header."""
    yield from (("exercise", it) for it in found.get("exercise", []))
    for block in found.get("block", []):
        yield "block", block
        yield from (("block.exercise", it) for it in block["exercise"])


@given(messy_files())
def test_the_normal_form_of_any_file_means_the_same_and_has_every_comment(text: str) -> None:
    normal = normal_form(text)
    before, after = (read(tomllib.loads(it)) for it in (text, normal))
    assert after == before
    assert comments(normal) == comments(text)
    assert normal_form(normal) == normal
    assert is_in_order(tomllib.loads(normal))


def is_in_order(found: dict[str, Any]) -> bool:
    schema = json.loads((folders.circuits() / "schema.json").read_text("utf-8"))
    tables = [
        (found, schema),
        *(
            (it, schema["$defs"]["BlockTable" if header == "block" else "ExerciseTable"])
            for header, it in headed_tables(found)
        ),
    ]
    return all(list(it) == [key for key in kind["properties"] if key in it] for it, kind in tables)


def keys_whose_values_match(schema: dict[str, Any], *patterns: str) -> Iterable[str]:
    tables = [schema, *schema["$defs"].values()]
    for key, described in (pair for table in tables for pair in table["properties"].items()):
        if any(pattern in json.dumps(described) for pattern in patterns):
            yield key


def test_every_quantity_of_the_schema_has_a_normal_spelling() -> None:
    schema = json.loads((folders.circuits() / "schema.json").read_text("utf-8"))
    lengths = set(keys_whose_values_match(schema, "([mM]"))
    assert lengths == normal_values.LENGTH_KEYS | {"tempo"}
    counts = set(keys_whose_values_match(schema, '"integer"'))
    assert counts == normal_values.COUNT_KEYS
