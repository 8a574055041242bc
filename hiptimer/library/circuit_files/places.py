"""Where the parts of a circuit are in its document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiptimer.circuit.model import Circuit, Exercise
    from hiptimer.foundation.toml.faults import Where


def exercise_places(circuit: Circuit) -> Iterator[tuple[Where, Exercise]]:
    """Yield each exercise with its place: `exercise` 0, or `block` 0 `exercise` 0."""
    for number, block in enumerate(circuit.blocks):
        within: Where = ("block", number) if block.id else ()
        for index, exercise in enumerate(block.exercises):
            yield (*within, "exercise", index), exercise
