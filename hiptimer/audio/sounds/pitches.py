"""How high all sounds are: the choices of the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

PITCHES: Final[Mapping[str, float]] = {"low": 0.7, "normal": 1.0, "high": 1.4}
"""The pitch factors by name. At the lowest, all sounds stay above 250 Hz."""
