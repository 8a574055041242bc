"""Builds what a test needs, once for all of its workers."""

from __future__ import annotations

import fcntl
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def build(target: str, product: Path, *sources: str) -> None:
    """Run `make` with `target` unless `product` is newer than everything in `sources`."""
    lock = ROOT / "build" / f"{target}.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        files = [it for source in sources for it in (ROOT / source).rglob("*") if it.is_file()]
        newest = max(it.stat().st_mtime for it in files if it.suffix != ".pyc")
        if not product.exists() or product.stat().st_mtime < newest:
            subprocess.run(["make", "--no-print-directory", target], cwd=ROOT, check=True)
