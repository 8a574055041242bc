"""Code, tests, pages and shown texts stay free of phrases that read like a translation."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.test_left_is_a_side import program_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parent.parent

CHECKED = (
    *("hiptimer/**/*.py", "tools/*.py", "bench/*.py", "docs/*.py", "tests/**/*.py"),
    *("*.md", "docs/*.md", "circuits/*.toml", "circuits/figures/*.toml", "circuits/schema.json"),
)
"""Patterns of the files whose language is checked: modules, or files that are prose throughout."""

PHRASES = (
    "whoever|somebody|nobody|anybody|anew|at once|by turns|in the mean|as far as|put right",
    "the last first|a line an event|what there is to|whatever there is|all there is",
    "(go|goes|gone|going) on (with|where|after|through)|stands? (still|for|there)|it stands",
    "(is|are|was|were|be|been) told|tells? of|(is|are) no (time|command|circuit|number|TOML)",
    "Answer whether|(None|empty|nothing|only) where|however (it|long|many)|written down",
)
HABIT = re.compile(rf"\b({'|'.join(PHRASES)})\b")

SHOWN_PHRASES = (
    r"(?<![Tt]here )(is|are) no (?!longer|more)|(an?|one) \w+ an? (event|attempt|workout|week)",
    r"(times?|reps|workouts) a (week|side)|would be right|change over|as a rule|not there yet",
    r"takes? (it|that) back|take back|br(eaks?|oke|oken) off|stands? (here|twice|above)|in force",
)
HABIT_IN_A_SHOWN_TEXT = re.compile(rf"\b({'|'.join((*PHRASES, *SHOWN_PHRASES))})")

NAME_PHRASES = (
    "^(it|of|one that|that|what|who|where)|(?<!once |says )where|of ones own|but for",
    "told|tells?|lies?|stands?|(goes|going|gone) on|take back|taken in",
    "(is|are) left(?! or)|left (out|off|over|behind)|(is|are) (none|no more)",
)
HABIT_IN_A_NAME = re.compile(rf"\b({'|'.join((*PHRASES, *NAME_PHRASES))})\b")
"""Searched in the name of a test split into words; stricter, since a name has no other sentence."""

TEST_NAME = re.compile(r"\s*(?:async )?def test_(\w+)")


def _texts(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of each docstring and comment.

    Docstrings of attributes are excluded: those of a circuit file are published in its schema.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            docstring = ast.get_docstring(node)
            if docstring:
                yield node.body[0].lineno, docstring
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def _test_names(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of each test, without the prefix and split into words."""
    for line, text in enumerate(source.splitlines(), 1):
        if found := TEST_NAME.match(text):
            yield line, found[1].replace("_", " ")


def _habits(path: Path) -> Iterator[str]:
    source = path.read_text()
    is_module = path.suffix == ".py"
    texts: Iterable[tuple[int, str]] = [(1, source)]
    if is_module:
        # Finding the texts of a module takes much longer than searching all of it.
        texts = _texts(source) if HABIT.search(" ".join(source.split())) else ()
    found = [(line, HABIT.search(" ".join(text.split()))) for line, text in texts]
    if is_module:
        found += [(line, HABIT_IN_A_NAME.search(name)) for line, name in _test_names(source)]
    yield from (f"{path.relative_to(ROOT)}:{line}: {it[0]}" for line, it in found if it)


@pytest.mark.parametrize("pattern", CHECKED)
def test_the_language_is_plain(pattern: str) -> None:
    files = sorted(ROOT.glob(pattern))
    assert files
    assert [habit for file in files for habit in _habits(file)] == []


def test_the_language_of_messages_and_help_is_plain() -> None:
    found = [
        (place, habit[0])
        for place, text in program_texts()
        if (habit := HABIT_IN_A_SHOWN_TEXT.search(" ".join(text.split())))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    ["'x' is no time", "a line an event", "3 times a week", "mono would be right", "took it anew"],
)
def test_a_habit_is_found_in_a_shown_text(text: str) -> None:
    assert HABIT_IN_A_SHOWN_TEXT.search(text)


@pytest.mark.parametrize("text", ["There is no plot.", "It is no longer there.", "one per week"])
def test_a_plain_text_is_no_habit(text: str) -> None:
    assert not HABIT_IN_A_SHOWN_TEXT.search(text)


@pytest.mark.parametrize(
    "text", ["What there is to show, for whoever asks.", "It is told at once.", "None where open."]
)
def test_a_habit_is_found_in_a_docstring_and_in_a_comment(text: str) -> None:
    assert HABIT.search(text)
    texts = [found for _, found in _texts(f'"""{text}"""\n# {text}\n')]
    assert texts == [text, f"# {text}"]


@pytest.mark.parametrize(
    "name",
    [
        "what_nobody_can_read_is_told_of",
        "the_page_lies_here",
        "a_workout_goes_on_where_it_was",
        "of_two_the_last_one_counts",
        "a_note_is_played_at_once",
    ],
)
def test_a_habit_is_found_in_the_name_of_a_test(name: str) -> None:
    ((_, words),) = _test_names(f"def test_{name}(): pass")
    assert HABIT_IN_A_NAME.search(words)


@pytest.mark.parametrize(
    "name", ["the_refusal_says_where_to_look", "a_side_is_left_or_right", "a_lying_figure_is_wide"]
)
def test_a_plain_name_of_a_test_is_no_habit(name: str) -> None:
    ((_, words),) = _test_names(f"def test_{name}(): pass")
    assert not HABIT_IN_A_NAME.search(words)
