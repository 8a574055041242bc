"""The ways to the loudspeaker: what each is, how it is installed, and how a program is called."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

NOT_INSTALLED: Final = "is not installed"
"""What is wrong with a missing backend or synthesizer, as a continuation of its name."""


class Backend(NamedTuple):
    """A system program that reads samples from its stdin, or else a Python library.

    `arguments` are those of the program for raw samples and a small buffer, and `packages` its
    package for each package manager; a library has neither, because pip installs it. `wheels` are
    the systems, or systems and machines, for which a library need not be compiled. It
    `needs_alsa_headers` to be compiled on Linux. One that `plays_through_server` always plays
    through a sound server. One that `needs_spare` can only be silenced by ending its process, so
    another process is kept ready.
    """

    name: str
    arguments: str = ""
    packages: Mapping[str, str] = MappingProxyType({})
    wheels: frozenset[str] = frozenset()
    needs_alsa_headers: bool = False
    plays_through_server: bool = False
    needs_spare: bool = False

    @property
    def is_library(self) -> bool:
        """Whether it is a Python library."""
        return not self.arguments


BACKENDS: Final[Mapping[str, Backend]] = {
    it.name: it
    for it in (
        Backend("simpleaudio", needs_alsa_headers=True, needs_spare=True),
        Backend("miniaudio", wheels=frozenset({"Darwin", "Windows", "Linux x86_64"})),
        Backend(
            "pw-cat",
            "--playback --raw --rate=48000 --channels={channels} --format=s16 --latency=20ms -",
            {"apt-get": "pipewire-bin", "dnf": "pipewire-utils", "pacman": "pipewire"},
            plays_through_server=True,
        ),
        Backend(
            "pacat",
            "--playback --raw --rate=48000 --channels={channels} --format=s16le "
            "--latency-msec=20 --process-time-msec=10 --client-name=hiptimer",
            {
                "apt-get": "pulseaudio-utils",
                "dnf": "pulseaudio-utils",
                "pacman": "libpulse",
                "brew": "pulseaudio",
            },
            plays_through_server=True,
        ),
        Backend(
            "aplay",
            "--quiet --file-type=raw --format=S16_LE --rate=48000 --channels={channels} "
            "--buffer-time=40000 --period-time=10000 -",
            {"apt-get": "alsa-utils", "dnf": "alsa-utils", "pacman": "alsa-utils"},
        ),
    )
}
"""Each audio backend by its name, in the order in which a player process tries them."""

DEFAULT_DEVICE: Final = "default"
"""The name for the device that the system itself plays on."""

SOUNDS: Final = ("auto", *BACKENDS, "bell", "off")
"""What can be chosen to play: the first backend that works, one of them, the bell, or nothing."""
