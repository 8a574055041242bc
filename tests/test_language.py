"""Docstrings, comments and prose stay free of phrases that read like a translation."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent

CHECKED = ("hiptimer", "tools", "bench", "CONTRIBUTING.md", "docs/reliability.md")
"""Folders and files whose language is checked: modules, or prose in Markdown."""

PHRASES = (
    "whoever|somebody|nobody|anybody|anew|at once|by turns|in the mean|as far as|put right",
    "the last first|a line an event|what there is to|whatever there is|all there is",
    "(go|goes|gone|going) on (with|where|after|through)|stands? (still|for|there)|it stands",
    "(is|are|was|were|be|been) told|tells? of|(is|are) no (time|command|circuit|number|TOML)",
    "Answer whether|(None|empty|nothing|only) where|however (it|long|many)|written down",
)
HABIT = re.compile(rf"\b({'|'.join(PHRASES)})\b")


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


def _habits(path: Path) -> Iterator[str]:
    source = path.read_text()
    texts = _texts(source) if path.suffix == ".py" else [(1, source)]
    for line, text in texts:
        for found in HABIT.finditer(" ".join(text.split())):
            yield f"{path.relative_to(ROOT)}:{line}: {found[0]}"


@pytest.mark.parametrize("place", CHECKED)
def test_the_language_is_plain(place: str) -> None:
    path = ROOT / place
    files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    assert files
    assert [habit for file in files for habit in _habits(file)] == []


@pytest.mark.parametrize(
    "text", ["What there is to show, for whoever asks.", "It is told at once.", "None where open."]
)
def test_a_habit_is_found_in_a_docstring_and_in_a_comment(text: str) -> None:
    assert HABIT.search(text)
    texts = [found for _, found in _texts(f'"""{text}"""\n# {text}\n')]
    assert texts == [text, f"# {text}"]
