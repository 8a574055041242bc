"""The formats of an exported diary, apart from what writes them, which takes long to load."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMS: Final[Mapping[str, str]] = {
    "json": "holds all there is, for a backup",
    "csv": "a row an attempt",
    "jrnl": "an entry a workout",
    "fit": "a strength activity a workout, for Garmin, Strava and others",
}
"""What a file in each format holds, as continuation of its name in the help."""
