"""Starts Python processes of hiptimer itself: installed, from an archive, or frozen."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

CHILD: Final = "--child-process"
"""The private first argument with which the program only calls `main` of one of its modules."""


def is_frozen() -> bool:
    """Return whether this is a frozen program, which contains Python but no interpreter."""
    return hasattr(sys, "frozen")


def child_command(module: str, *arguments: str) -> tuple[str, ...]:
    """Return the command of a process that calls `main(arguments)` of `module`.

    The process finds the modules that this one finds, also those in an archive, and no others.
    """
    if is_frozen():
        return (sys.executable, CHILD, module, *arguments)
    path = [str(Path(entry).absolute()) for entry in sys.path]
    start = (
        f"import sys; sys.path[:] = {path!a}; "
        f"from {__name__} import run_child; run_child(sys.argv[1:])"
    )
    return (sys.executable, "-P", "-c", start, module, *arguments)


def run_child(arguments: Sequence[str]) -> None:
    """Call `main` of the module that `arguments` begin with, with the rest of them."""
    module, *rest = arguments
    import_module(module).main(rest)
