"""Writes `circuits/shipped.json`: the shipped circuits, read in advance.

python -m tools.read_circuits
"""

from __future__ import annotations

from hiptimer.foundation import folders
from hiptimer.library.loading import load
from hiptimer.library.shipped_circuits import FILE_NAME, circuits_as_json


def shipped_text() -> str:
    """Return the text of `circuits/shipped.json` for the files as they are now."""
    return circuits_as_json(
        (path, load(path)) for path in sorted(folders.circuits().glob("*.toml"))
    )


def main() -> None:
    """Write the file."""
    (folders.circuits() / FILE_NAME).write_text(shipped_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
