"""The paths of shipped files and of the user's files.

Getting a path does not create its folder; the code that writes there creates it.
"""

from __future__ import annotations

from pathlib import Path

import platformdirs


def circuits() -> Path:
    """Return the folder of the shipped circuits."""
    return _shipped("circuits")


def figures() -> Path:
    """Return the folder of the shipped figures."""
    return circuits() / "figures"


def sounds() -> Path:
    """Return the folder of the shipped sounds."""
    return _shipped("sounds")


def phrases() -> Path:
    """Return the folder of the shipped recordings of words."""
    return sounds() / "phrases"


def user_circuits() -> Path:
    """Return the folder of the user's own circuits, inside the platform's config folder."""
    return platformdirs.user_config_path("hiptimer", appauthor=False) / "circuits"


def user_figures() -> Path:
    """Return the folder of the user's own figures, beside the user's circuits."""
    return user_circuits() / "figures"


def user_settings() -> Path:
    """Return the path of the user's settings file, in the platform's config folder."""
    return platformdirs.user_config_path("hiptimer", appauthor=False) / "settings.toml"


def user_sounds() -> Path:
    """Return the folder of the user's own sounds, inside the platform's config folder."""
    return platformdirs.user_config_path("hiptimer", appauthor=False) / "sounds"


def user_voices() -> Path:
    """Return the folder of the user's own voices, inside the platform's config folder."""
    return platformdirs.user_config_path("hiptimer", appauthor=False) / "voices"


def cache() -> Path:
    """Return the folder of files that can be regenerated, inside the platform's cache folder."""
    return platformdirs.user_cache_path("hiptimer", appauthor=False)


def user_data() -> Path:
    """Return the folder of the user's data, such as the diary."""
    return platformdirs.user_data_path("hiptimer", appauthor=False)


def _shipped(folder: str) -> Path:
    """Return a data folder: inside the package once installed, beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / folder
    return inside if inside.is_dir() else package.parent / folder
