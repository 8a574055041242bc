"""Takes options that the command line does not set from the settings file."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from click.core import ParameterSource

from hiptimer.audio.devices import UnknownDevice
from hiptimer.audio.voice.speech_programs import UnknownVoice
from hiptimer.cli.bad_input import BadInput
from hiptimer.foundation.folders import user_settings
from hiptimer.foundation.text.printable import printable
from hiptimer.session.settings.preferences import Preferences
from hiptimer.session.settings.reading import LoadedSettings, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    import click

_PREFERRED_VIEW = ("sound", "device", "charset", "figure", "flash", "any_key")
_PREFERRED_SOUNDS = ("volume", "pitch", "headphones", "voice")
_PREFERRED: dict[str | None, tuple[str, ...]] = {
    "run": (*_PREFERRED_VIEW, *_PREFERRED_SOUNDS),
    "resume": (*_PREFERRED_VIEW, *_PREFERRED_SOUNDS),
    "render": ("pitch", "headphones", "voice"),
    "sounds": ("sound", "device", "volume", "pitch"),
}
"""The options of each command whose default is in the settings."""


def read_settings(command: str | None) -> tuple[LoadedSettings, dict[str, Any]]:
    """Return the settings, and the defaults they give to the options of `command`."""
    reading = read(user_settings())
    defaults = {option: getattr(reading.settings, option) for option in _PREFERRED.get(command, ())}
    if command == "sounds" and not reading.settings.wants_speaker:
        # The bell sounds the same for every name, and off is silent.
        del defaults["sound"]
    return reading, defaults


def preferences_of(context: click.Context, **fixed: object) -> Preferences:
    """Return the settings overridden by the options given to the command of `context`.

    `fixed` values, by attribute, override both.
    """
    asked = fixed | {
        option: context.params[option]
        for option in _PREFERRED.get(context.info_name, ())
        if context.get_parameter_source(option) is ParameterSource.COMMANDLINE
    }
    if "volume" in asked:
        # A volume on the command line means that sound is wanted.
        asked["muted"] = False
    reading = context.find_object(LoadedSettings)
    if reading is None:
        raise LookupError("no settings were read")
    return Preferences(reading, asked)


@contextmanager
def report_unknown_choice() -> Iterator[None]:
    """Report an unknown voice or device, with the known ones.

    Raises:
        BadInput: the requested voice or device does not exist.

    """
    try:
        yield
    except (UnknownVoice, UnknownDevice) as error:
        raise BadInput(printable(str(error))) from None
