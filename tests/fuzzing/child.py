"""Runs the attempts of one module, in a process that may hang, die or run out of memory.

Writes one line of JSON to the pipe before each attempt, and one for each failure.
"""

from __future__ import annotations

import contextlib
import faulthandler
import importlib.util
import itertools
import json
import os
import resource
import sys
import traceback
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def main(module: Path, pipe: int, seed: int, most_bytes: int, numbers: Iterable[int]) -> None:
    """Run the attempts with these `numbers`, or until the parent ends this process."""
    faulthandler.enable()
    # macOS refuses limits on address space; there, only the time limit ends runaway attempts.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    attempt = _attempt_of(module)
    for number in numbers:
        _report(pipe, number)
        try:
            attempt(Random(f"{seed}:{number}"))
        except BaseException:  # noqa: BLE001 - SystemExit from the program is a failure, too
            _report(pipe, number, traceback.format_exc())


def _attempt_of(path: Path) -> Callable[[Random], None]:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    attempt: Callable[[Random], None] = module.attempt
    return attempt


def _report(pipe: int, number: int, failed: str = "") -> None:
    os.write(pipe, json.dumps([number, failed]).encode() + b"\n")


if __name__ == "__main__":
    to_pipe, path, *figures = sys.argv[1:]
    the_seed, memory_bytes, first, *last = map(int, figures)
    wanted = range(first, last[0] + 1) if last else itertools.count(first)
    main(Path(path), int(to_pipe), the_seed, memory_bytes, wanted)
