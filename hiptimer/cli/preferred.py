"""What the settings say, where the command line says nothing."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from click.core import ParameterSource

from hiptimer.audio.voice.voice import UnknownVoice
from hiptimer.cli.bad_input import BadInput
from hiptimer.foundation.folders import user_settings
from hiptimer.foundation.text.printable import printable
from hiptimer.session.settings.preferences import Preferences
from hiptimer.session.settings.reading import Reading, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    import click

_PREFERRED_VIEW = ("sound", "charset", "figure", "flash", "any_key")
_PREFERRED_SOUNDS = ("volume", "pitch", "headphones", "voice")
_PREFERRED: dict[str | None, tuple[str, ...]] = {
    "run": (*_PREFERRED_VIEW, *_PREFERRED_SOUNDS),
    "resume": (*_PREFERRED_VIEW, *_PREFERRED_SOUNDS),
    "render": ("pitch", "headphones", "voice"),
    "sounds": ("sound", "volume", "pitch"),
}
"""The options of each command that have their default from the settings."""


def read_settings(command: str | None) -> tuple[Reading, dict[str, Any]]:
    """Return what the settings say, and what it makes the defaults of the options of `command`."""
    reading = read(user_settings())
    defaults = {option: getattr(reading.settings, option) for option in _PREFERRED.get(command, ())}
    if command == "sounds" and reading.settings.sound in ("bell", "off"):
        # There is nothing to learn from a bell.
        del defaults["sound"]
    return reading, defaults


def preferences_of(context: click.Context, **fixed: object) -> Preferences:
    """Return the settings with the options that were given to the command of `context`.

    What is `fixed`, by attribute, is so whatever the settings say.
    """
    asked = fixed | {
        option: context.params[option]
        for option in _PREFERRED.get(context.info_name, ())
        if context.get_parameter_source(option) is ParameterSource.COMMANDLINE
    }
    if "volume" in asked:
        # Whoever says how loud wants to hear it.
        asked["muted"] = False
    reading = context.find_object(Reading)
    if reading is None:
        raise LookupError("no settings were read")
    return Preferences(reading, asked)


@contextmanager
def known_voice() -> Iterator[None]:
    """Say what would be right where nobody speaks under the name that was given.

    Raises:
        BadInput: that is so.

    """
    try:
        yield
    except UnknownVoice as error:
        raise BadInput(printable(str(error))) from None
