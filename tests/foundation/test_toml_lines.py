from __future__ import annotations

import tomllib
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.foundation.toml.lines import Path, first_table_line, key_lines, keys, line_of
from hiptimer.foundation.toml.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENT = '''\
# title = "in a comment"
title = "a # no comment, [no] = table"
about = """
time = "in a text"
\\""" quotes ""\\"""""
quiet = \'\'\'
[[exercise]]
\'\'\'

"quoted key" . 'dotted'.bare = 1  # comment ]
list = [ # [
  "one, two", ["in", "side"],
  { at = 1.5, say = "x}" },

  1979-05-27 07:32:00,
]

[[exercise]]
name = "A"

[exercise.tempo]
drive = "1s"

[[exercise.stages]]
at = 1
[[exercise.stages]]
at = 2

[[exercise]]
name = "B"
tempo = [
  ["lift", "1s"],
  ["lower", "2s"] ]
"k\\u0065y" = { a.b = 1, "c d" = [{ e = 1 }] }'''

PLACES: list[tuple[Path, int]] = [
    ((), 1),
    (("title",), 2),
    (("about",), 3),
    (("quiet",), 6),
    (("quoted key", "dotted", "bare"), 10),
    (("list",), 11),
    (("list", 0), 12),
    (("list", 1, 1), 12),
    (("list", 2, "say"), 13),
    (("list", 3), 15),
    (("exercise", 0), 18),
    (("exercise", 0, "name"), 19),
    (("exercise", 0, "tempo"), 21),
    (("exercise", 0, "tempo", "drive"), 22),
    (("exercise", 0, "stages", 0, "at"), 25),
    (("exercise", 0, "stages", 1), 26),
    (("exercise", 0, "stages", 1, "at"), 27),
    (("exercise", 1), 29),
    (("exercise", 1, "tempo", 1), 33),
    (("exercise", 1, "key", "a", "b"), 34),
    (("exercise", 1, "key", "c d", 0, "e"), 34),
]


@pytest.mark.parametrize(("path", "line"), PLACES)
def test_a_key_is_found_on_its_line(path: Path, line: int) -> None:
    assert key_lines(DOCUMENT)[path] == line


def test_the_inline_form_of_the_exercises_is_found_too() -> None:
    lines = key_lines('exercise = [\n  { name = "A" },\n  { name = "B",\n    reps = 3 },\n]\n')
    assert lines["exercise", 1] == 3
    assert lines["exercise", 1, "reps"] == 4


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("exercise", 1, "time"), 29),
        (("exercise", 0, "tempo", "return"), 21),
        (("sets",), 1),
        (("exercise", 0, "stages", 1, "say"), 26),
    ],
)
def test_a_missing_key_has_the_line_of_its_table(path: Path, line: int) -> None:
    assert line_of(path, key_lines(DOCUMENT)) == line


def test_keys_before_the_error_of_a_broken_document_are_found() -> None:
    found = list(keys('a = 1\na = 2\nb = [1, { c = "'))
    assert [(key.path, key.line) for key in found[:2]] == [(("a",), 1), (("a",), 2)]


BLANKS = st.sampled_from(["", "\n", "# a = 1\n", "\n\n  # [[x]]\n"])
SCALARS = st.sampled_from(
    [
        "1",
        "-1.5e3",
        "true",
        '"a = b # c"',
        "'[x]'",
        '"""\nx = 1\n\\""""',
        "'''\n[y]\n''''",
        "1979-05-27 07:32:00",
        '""',
        '""""""',
    ]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.builds(
            lambda items, gap: "[" + gap + f",{gap}".join(items) + (gap or " ") + "]",
            st.lists(inner, max_size=3),
            st.sampled_from(["", " ", "\n", " # ]\n"]),
        )
        | st.lists(inner, max_size=3).map(
            lambda items: "{" + ", ".join(f"k{n} = {item}" for n, item in enumerate(items)) + "}"
        )
    ),
    max_leaves=5,
)
STATEMENTS = st.lists(
    st.tuples(BLANKS, st.sampled_from(["key", "array", "table"]), VALUES), max_size=8
)


def write_document(statements: list[tuple[str, str, str]]) -> tuple[str, dict[Path, int]]:
    """Return a document with unique keys, and the line of each."""
    document, arrays = "", 0
    table: Path = ()
    expected: dict[Path, int] = {}
    for number, (blank, kind, value) in enumerate(statements):
        document += blank
        line = document.count("\n") + 1
        if kind == "key":
            expected[*table, f"n{number}", "x y"] = line
            document += f' n{number} . "x y"= {value} # end\n'
        elif kind == "array":
            table = ("array", arrays)
            arrays += 1
            expected[table] = line
            document += "[[array]]\n"
        else:
            table = (f"t{number}", "inner")
            expected[table] = line
            document += f"[t{number}.'inner']\n"
    return document, expected


def paths_in(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the path of everything inside a parsed document."""
    if isinstance(value, dict):
        inside = list(value.items())
    else:
        inside = list(enumerate(value)) if isinstance(value, list) else []
    for key, inner in inside:
        yield (*path, key)
        yield from paths_in(inner, (*path, key))


@given(STATEMENTS)
def test_any_document_has_each_of_its_keys_on_the_line_it_was_written(
    statements: list[tuple[str, str, str]],
) -> None:
    document, expected = write_document(statements)
    lines = key_lines(document)
    assert {path: lines[path] for path in expected} == expected
    assert set(lines) == {(), *paths_in(tomllib.loads(document))}


@pytest.mark.parametrize(
    ("document", "line"),
    [
        (DOCUMENT, 18),
        ("[a]", 1),
        ("\r\n  [[a]]\r\n", 2),
        ("# [a]\na = [\n[1],\n# ]\n[2]]\nb = { c = [\n[1]] }\n[d]\n", 8),
        ('a = """\n[b]\n"""', None),
        ("a = [\n[1]\n]\n", None),
        ("", None),
    ],
)
def test_the_first_table_is_found_on_the_line_of_its_header(
    document: str, line: int | None
) -> None:
    assert first_table_line(document) == line


@given(
    st.lists(st.sampled_from([*"[]{}=,.#'\"\\\n \r", "[[", '"""', "'''", "a", "1", "\u00a0"])).map(
        "".join
    )
)
def test_any_text_is_scanned_in_at_most_one_step_per_character(text: str) -> None:
    steps = list(islice(keys(text), len(text) + 2))
    assert len(steps) <= len(text) + 1


@given(st.lists(st.sampled_from([*"[]{}=,.#'\"\\\n \r", '"""', "a"])).map("".join))
def test_every_character_is_in_one_token_or_between_tokens(text: str) -> None:
    *found, end = tokens(text)
    assert end == ("end", "", text.count("\n") + 1)
    assert [it.line for it in found] == sorted(it.line for it in found)
    rest = text
    for token in found:
        before, rest = rest.split(token.text, 1)
        assert not before.strip(" \t\r") or before.lstrip(" \t\r").startswith("#")
