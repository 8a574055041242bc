"""Known names that resemble a name that is not known."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_MOST_COMPARED: Final = 60
"""How many characters of a name are compared, because the time grows with their square."""

_FEWEST_TYPED: Final = 3
"""How many characters of a name are enough to mean the only one that contains them."""


def similar(name: str, known: Iterable[str], least_likeness: float = 0.6) -> str | None:
    """Return the name in `known` that is most like `name`; None if none is like it.

    The only one that contains `name` is most like it. Otherwise the likeness is 0 for nothing in
    common and 1 for equal names.
    """
    compared = name[:_MOST_COMPARED].lower()
    names = list(known)
    containing = [it for it in names if compared in it]
    if len(containing) == 1 and len(compared) >= _FEWEST_TYPED:
        return containing[0]
    found = difflib.get_close_matches(compared, names, n=1, cutoff=least_likeness)
    return found[0] if found else None


def most_similar(name: str, known: Iterable[str]) -> str:
    """Return the name in `known` that is most like `name`, however little; `known` has one."""
    return similar(name, known, least_likeness=0.0) or ""


def meant(name: str, known: Collection[str]) -> str:
    """Return what `name` may mean: 'did you mean "sets"?', or else all known names."""
    near = similar(name, known)
    return f'did you mean "{near}"?' if near else f"known: {', '.join(known)}"
