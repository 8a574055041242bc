"""Builds `build/site`: README and docs as pages that can be searched.

python -m tools.site

The pages are gathered in one folder first, with README as the start page, and links to match.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "build" / "pages"
SITE = ROOT / "build" / "site"
LIBRARIES = ROOT / ".venv" / "site"

_GATHERED: Final = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    "CHANGELOG.md": "CHANGELOG.md",
    "sounds/NOTICE": "NOTICE",
}
"""The pages outside `docs/`, by their paths, with their names on the site."""

_LINK: Final = re.compile(r"\]\((?:docs/|\.\./)(sounds/)?")
"""The beginning of a link between folders, which are one on the site."""


def gather_pages() -> None:
    """Copy all pages and pictures into one folder."""
    shutil.rmtree(PAGES, ignore_errors=True)
    shutil.copytree(ROOT / "docs" / "pictures", PAGES / "pictures")
    paths = {path: path.name for path in (ROOT / "docs").glob("*.md")}
    paths |= {ROOT / path: name for path, name in _GATHERED.items()}
    for path, name in paths.items():
        text = _LINK.sub("](", path.read_text(encoding="utf-8"))
        (PAGES / name).write_text(text, encoding="utf-8")


def build() -> None:
    """Build the site; a link that leads nowhere is an error."""
    gather_pages()
    subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--clean", "--strict"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(LIBRARIES)},
        check=True,
    )


if __name__ == "__main__":
    build()
