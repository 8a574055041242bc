"""Tests, for a moment, whether this machine can be kept awake while a workout runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hiptimer.session.awake import keep_awake

if TYPE_CHECKING:
    from collections.abc import Iterator


def awake_method() -> str | None:
    """Return the method that keeps this machine awake; None if there is none."""
    with keep_awake() as through:
        return through


def awake_lines(through: str | None) -> Iterator[str]:
    """Yield what keeps this machine awake, or what is required for that."""
    if through:
        yield f"  kept awake during a workout, through {through}"
        return
    yield "  nothing keeps this machine awake: no desktop responds, as is usual over SSH and in"
    yield "  containers. A workout pauses if the machine sleeps."


def awake_as_json(through: str | None) -> dict[str, Any]:
    """Return the same as an object for scripts."""
    return {"works": through is not None, "through": through}
