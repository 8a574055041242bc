"""The selected sounds: built-in ones at a chosen pitch, or personal ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hiptimer.audio.sounds.tones import SOUNDS, natural_seconds
from hiptimer.audio.sounds.wav import BadWav, Clip, clip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiptimer.audio.speaker import Note


@dataclass(frozen=True, slots=True)
class Palette:
    """The sounds with frequencies multiplied by `pitch`; those in `own` are WAV files instead.

    `pans` is whether each ear hears its own side, for headphones.
    """

    pitch: float = 1.0
    own: Mapping[str, Clip] = field(default_factory=dict)
    pans: bool = False

    def seconds(self, sound: str) -> float:
        """Return the natural length of `sound`, a name or the path of a WAV."""
        if sound in self.own:
            return self.own[sound].seconds
        if sound in SOUNDS:
            return natural_seconds(sound)
        try:
            return clip(sound).seconds
        except BadWav:
            return 0.0

    def least_seconds(self, sound: str) -> float:
        """Return the length of a named `sound` of which nothing is cut off for another sound.

        A personal WAV takes no longer than the sound it replaces, if another one follows.
        """
        return min(self.seconds(sound), natural_seconds(sound))

    def apply(self, note: Note) -> Note:
        """Return `note` with this palette applied, for the player."""
        pan = note.pan if self.pans else 0.0
        if note.sound in self.own:
            return note._replace(sound=self.own[note.sound].path, pitch=1.0, pan=pan)
        pitch = note.pitch * self.pitch if note.sound in SOUNDS else note.pitch
        return note._replace(pitch=pitch, pan=pan)
