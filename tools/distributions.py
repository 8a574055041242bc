"""Builds `dist/`: a wheel, an sdist, and one file that runs on this kind of machine.

python -m tools.distributions

The one file holds the pinned libraries for each Python in `one_file.PYTHONS`. Their compiled
modules have names of their own, so that all of them fit into one folder.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipapp
from pathlib import Path

import hiptimer
from tools import one_file

ROOT = Path(__file__).parent.parent
DIST = ROOT / "dist"
WHEEL = DIST / f"hiptimer-{hiptimer.__version__}-py3-none-any.whl"
ONE_FILE = DIST / f"hiptimer-{hiptimer.__version__}-{sysconfig.get_platform()}.pyz"


def _run(*arguments: str | Path) -> None:
    subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, check=True)


def _install(into: Path, *arguments: str | Path) -> None:
    options = ("-qq", "--disable-pip-version-check", "--no-deps", "--no-compile")
    _run("pip", "install", *options, "--target", into, *arguments)


def _gather(into: Path) -> None:
    """Put the program and its libraries for each Python into one folder."""
    _install(into, WHEEL)
    for major, minor in one_file.PYTHONS:
        with tempfile.TemporaryDirectory() as folder:
            target = ("--only-binary", ":all:", "--python-version", f"{major}.{minor}")
            _install(Path(folder), *target, "--require-hashes", "-r", "requirements/run.txt")
            shutil.copytree(folder, into, dirs_exist_ok=True)
    shutil.rmtree(into / "bin")
    shutil.rmtree(into / "share")


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(it for it in folder.rglob("*") if it.is_file()):
        digest.update(bytes(path.relative_to(folder)))
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def build_one_file() -> None:
    """Build the one file from the wheel."""
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder)
        _gather(inside)
        start = Path(one_file.__file__).read_text(encoding="utf-8")
        (inside / "__main__.py").write_text(
            start.replace('BUILD = ""', f'BUILD = "{_digest(inside)}"'), encoding="utf-8"
        )
        zipapp.create_archive(inside, ONE_FILE, "/usr/bin/env python3", compressed=True)
    ONE_FILE.chmod(0o755)


def main() -> None:
    """Build all three."""
    _run("hatchling", "build", "--directory", DIST)
    build_one_file()
    print(ONE_FILE.relative_to(ROOT))


if __name__ == "__main__":
    main()
