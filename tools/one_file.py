"""Becomes `__main__.py` of the one-file program: unpacks what it needs once, then runs it.

Python and native libraries cannot load compiled modules from inside a zip file. This module has to
be read by any Python 3, so that an unsuitable one gets a message instead of a syntax error.
"""

import os
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

PYTHONS = ((3, 11), (3, 12), (3, 13))
"""The versions of Python whose compiled modules are inside."""

BUILD = ""
"""Identifies what is inside; filled in when the file is built."""


def _unpack(archive: Path, folder: Path) -> None:
    """Unpack `archive` into `folder`, which appears only when it is complete."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = tempfile.mkdtemp(dir=str(folder.parent))
    try:
        with zipfile.ZipFile(str(archive)) as opened:
            opened.extractall(unfinished)
        try:
            Path(unfinished).rename(folder)
        except OSError:
            if not folder.is_dir():  # else another start was faster
                raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def main() -> None:
    """Run the program, or exit with one line that says why not."""
    if sys.version_info[:2] not in PYTHONS:
        wanted = " or ".join("python{}.{}".format(*version) for version in PYTHONS)
        found = "{}.{}".format(*sys.version_info)
        sys.exit(f"hiptimer: start {sys.argv[0]} with {wanted}; this is Python {found}")
    cache = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    folder = Path(cache).expanduser() / "hiptimer-file" / BUILD
    try:
        if not folder.is_dir():
            _unpack(Path(__file__).parent, folder)
    except OSError as error:
        sys.exit(f"hiptimer: cannot unpack {sys.argv[0]}: {error}")
    sys.path.insert(0, str(folder))
    from hiptimer.__main__ import main as run

    run()


if __name__ == "__main__":
    main()
