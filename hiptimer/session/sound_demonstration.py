"""Plays sounds in sequence, each after its name and meaning, to learn them by ear."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Final, Protocol

from hiptimer.audio.player.supervisor import PlayerSpeaker
from hiptimer.audio.sounds.meanings import MEANINGS
from hiptimer.audio.sounds.palette import Palette
from hiptimer.audio.speaker import Note
from hiptimer.foundation.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from hiptimer.audio.speaker import Speaker
    from hiptimer.session.settings.settings import Settings
    from hiptimer.session.sound import Sound

READ_SECONDS = 0.7
"""From the name to the sound: time to read the name and for a sleeping sound card to wake up."""
RING_SECONDS = 0.5
"""From the end of a sound to the next name: longer than the output latency of any device."""
PAUSE_SECONDS = 0.1
"""Between two spoken phrases."""

TEST_SOUNDS: Final = ("switch-left", "switch-right", "go")
"""The sounds of a test; on headphones, the first two are heard in one ear each."""
TEST_PHRASES: Final = ("Get ready.",)

_PANS: Final = {"switch-left": -1.0, "switch-right": 1.0}


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
    clock: Clock,
    wait: Callable[[float], object],
    *,
    palette: Palette | None = None,
) -> Iterator[str]:
    """Yield each of `sounds` with its meaning, and then play it.

    `wait` waits for a number of seconds. Sounds for which `palette` has a personal WAV are marked.

    Raises:
        Unheard: the speaker fails, at the start or later.

    """
    palette = palette or Palette()
    width = max(map(len, sounds := list(sounds)), default=0)
    for sound in sounds:
        _check(speaker)
        mark = " (your own)" if sound in palette.own else ""
        yield f"{sound:{width}}  {MEANINGS[sound]}{mark}"
        pan = _PANS.get(sound, 0.0)
        note = Note(clock.monotonic() + READ_SECONDS, sound, pan=pan)
        speaker.play([palette.apply(note)])
        wait(READ_SECONDS + palette.seconds(sound) + RING_SECONDS)
    _check(speaker)


def _check(speaker: Speaker) -> None:
    if speaker.trouble is not None:
        raise Unheard(speaker.trouble)


def play_sounds(sounds: Sequence[str], sound: Sound, write: Callable[[str], None]) -> None:
    """Play `sounds` in sequence, each after its name and meaning have been passed to `write`.

    Raises:
        Unheard: no sound can be played.

    """
    sound.complain()
    for line in _played(sound, sounds, Clock(), Event().wait):
        write(line)


def try_sound(
    sound: Sound, ring: Callable[[], None], clock: Clock, wait: Callable[[float], object]
) -> Iterator[str]:
    """Yield each sound of a short test, and then play it, as a workout does; `ring` is the bell.

    Raises:
        Unheard: no sound can be played.

    """
    if sound.settings.sound == "bell":
        yield "The bell of the terminal"
        ring()
        return
    _require_audible(sound.settings)
    yield from _played(sound, TEST_SOUNDS, clock, wait)


def try_voice(sound: Sound, clock: Clock, wait: Callable[[float], object]) -> Iterator[str]:
    """Yield the name of the voice with a phrase, and then speak it.

    Raises:
        Unheard: there is no voice, or it cannot be played.

    """
    if sound.settings.voice == "off":
        raise Unheard("The voice is off")
    _require_audible(sound.settings)
    voice = sound.voice
    for _ in voice.prepare([TEST_PHRASES]) if voice else ():
        pass
    clips = voice.clips(TEST_PHRASES) if voice else None
    if not (voice and clips):
        raise Unheard((voice and voice.trouble) or "No voice can speak here")
    yield f"{voice.name}: “{' '.join(TEST_PHRASES)}”"
    speaker = _opened(sound)
    moment, notes = clock.monotonic() + READ_SECONDS, []
    for clip in clips:
        notes.append(Note(moment, clip.path))
        moment += clip.seconds + PAUSE_SECONDS
    speaker.play(notes)
    wait(moment - clock.monotonic() + RING_SECONDS)
    _check(speaker)


def _played(
    sound: Sound, sounds: Sequence[str], clock: Clock, wait: Callable[[float], object]
) -> Iterator[str]:
    return demonstrate(sounds, _opened(sound), clock, wait, palette=sound.palette)


def _opened(sound: Sound) -> Speaker:
    """Return the speaker once it has opened, with the volume of the settings."""
    speaker = sound.speaker
    if isinstance(speaker, PlayerSpeaker):
        wait_until_open(speaker)
    speaker.set_volume(sound.settings.volume)
    return speaker


def _require_audible(settings: Settings) -> None:
    if not settings.wants_speaker:
        raise Unheard(f"Audio output is {settings.sound}")
    if not settings.volume:
        raise Unheard("The volume is 0 %")
