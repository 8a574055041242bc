"""Where files live: what ships with the program, and what the user adds.

Asking makes no folder; whoever writes there makes it.
"""

from __future__ import annotations

from pathlib import Path

import platformdirs


def circuits() -> Path:
    """Return the folder of the shipped circuits."""
    return _shipped("circuits")


def sounds() -> Path:
    """Return the folder of the shipped sounds."""
    return _shipped("sounds")


def user_circuits() -> Path:
    """Return the folder of the user's own circuits, inside the platform's config folder."""
    return platformdirs.user_config_path("hiptimer", appauthor=False) / "circuits"


def _shipped(folder: str) -> Path:
    """Return a data folder: inside the package once installed, beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / folder
    return inside if inside.is_dir() else package.parent / folder
