"""Plays sounds in sequence, each after its name and meaning, to learn them by ear."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Protocol

from hiptimer.audio.player.supervisor import PlayerSpeaker
from hiptimer.audio.sounds.meanings import MEANINGS
from hiptimer.audio.sounds.palette import Palette
from hiptimer.audio.speaker import Note
from hiptimer.foundation.clock import Clock
from hiptimer.session.sound import Sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hiptimer.audio.speaker import Speaker
    from hiptimer.session.settings.settings import Settings

READ_SECONDS = 0.7
"""From the name to the sound: time to read the name and for a sleeping sound card to wake up."""
RING_SECONDS = 0.5
"""From the end of a sound to the next name: longer than the output latency of any device."""


class Unheard(Exception):
    """No sound can be played. The message says why."""


class OpeningSpeaker(Protocol):
    """A speaker that may still be searching for a working backend."""

    def wait_until_known(self, timeout_seconds: float) -> bool:
        """Wait until the search has succeeded or failed. Return whether it ended in time."""


def wait_until_open(speaker: OpeningSpeaker, timeout_seconds: float = 15.0) -> None:
    """Wait until `speaker` works or has failed. Raises Unheard if neither happens in time."""
    if not speaker.wait_until_known(timeout_seconds):
        raise Unheard("No sound: the audio output does not respond")


def demonstrate(
    sounds: Iterable[str],
    speaker: Speaker,
    write: Callable[[str], None],
    clock: Clock,
    wait: Callable[[float], object],
    *,
    palette: Palette | None = None,
) -> None:
    """Play `sounds`, each after its name and meaning have been written.

    `wait` waits for a number of seconds. Sounds for which `palette` has a personal WAV are marked.

    Raises:
        Unheard: the speaker fails, at the start or later.

    """
    palette = palette or Palette()
    width = max(map(len, sounds := list(sounds)), default=0)
    for sound in sounds:
        _check(speaker)
        mark = " (your own)" if sound in palette.own else ""
        write(f"{sound:{width}}  {MEANINGS[sound]}{mark}")
        speaker.play([palette.apply(Note(clock.monotonic() + READ_SECONDS, sound))])
        wait(READ_SECONDS + palette.seconds(sound) + RING_SECONDS)
    _check(speaker)


def _check(speaker: Speaker) -> None:
    if speaker.trouble is not None:
        raise Unheard(speaker.trouble)


def play_sounds(sounds: Sequence[str], settings: Settings, write: Callable[[str], None]) -> None:
    """Play `sounds` in sequence, each after its name and meaning have been passed to `write`.

    Raises:
        Unheard: no sound can be played.

    """
    with Sound(settings) as sound:
        sound.complain()
        speaker = sound.speaker
        if isinstance(speaker, PlayerSpeaker):
            wait_until_open(speaker)
        demonstrate(sounds, speaker, write, Clock(), Event().wait, palette=sound.palette)
