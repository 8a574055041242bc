"""Paths and links in the documents lead to files that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NAMES_PATHS = ("CONTRIBUTING.md", "docs/reliability.md")
LINKED = sorted(it for folder in (ROOT, ROOT / "docs") for it in folder.glob("*.md"))

CODE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"[\w.-]+(/[\w.-]*)+|[\w.-]+\.(py|md|toml|tcss|css|json)")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def _paths(document: str) -> list[str]:
    words = " ".join(CODE.findall((ROOT / document).read_text())).split()
    return [it for it in words if PATH.fullmatch(it) and not it.startswith(".venv")]


def _exists(path: str) -> bool:
    """Return whether a path leads from the root, or from the package; NAME matches any name."""
    pattern = path.replace("NAME", "*")
    return any(any(start.glob(pattern)) for start in (ROOT, ROOT / "hiptimer"))


@pytest.mark.parametrize("document", NAMES_PATHS)
def test_each_path_that_a_document_names_exists(document: str) -> None:
    assert [it for it in _paths(document) if not _exists(it)] == []


@pytest.mark.parametrize("document", LINKED, ids=lambda it: it.name)
def test_each_relative_link_leads_to_a_file(document: Path) -> None:
    links = LINK.findall(document.read_text())
    assert [it for it in links if not (document.parent / it).exists()] == []
