"""Personal sounds: WAVs in the config folder that replace the built-in sounds.

Each is converted once into hiptimer's native form and cached by its content, so that a changed file
is converted again and the player only loads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.audio.sounds import wav
from hiptimer.audio.sounds.clip_cache import ClipCache
from hiptimer.audio.sounds.meanings import UnknownSound, require_sound
from hiptimer.audio.sounds.palette import Palette
from hiptimer.audio.sounds.pitches import PITCHES
from hiptimer.foundation import folders
from hiptimer.foundation.bounded_file import UnreadableFile, read_bounded
from hiptimer.foundation.digest import digest
from hiptimer.foundation.text.printable import printable
from hiptimer.foundation.text.reasons import reason

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.audio.sounds.wav import Clip

LONGEST_SECONDS = 10.0

_SUFFIX = ".wav"
_SHELF = "own"
_FORM = "1"
"""The version of the conversion; cached files of another version are stale."""


def load_palette(pitch: str = "normal", *, headphones: bool = False) -> tuple[Palette, list[str]]:
    """Return the palette, and a line for the person on each WAV that cannot be used.

    `pitch` is one of `PITCHES`. The built-in sound plays instead of a WAV that cannot be used.
    """
    cache = ClipCache(folders.cache() / "sounds")
    own, complaints = {}, []
    for path in own_files():
        try:
            sound = _sound(path)
            own[sound] = _own_form(path, cache)
        except wav.BadWav as error:
            complaints.append(f"{printable(str(path))} {error}")
    if own:
        cache.tidy()
    return Palette(PITCHES[pitch], own, pans=headphones), complaints


def own_files() -> list[Path]:
    """Return every WAV in the folder of personal sounds, whatever its name."""
    try:
        paths = sorted(folders.user_sounds().iterdir())
    except OSError:
        return []
    return [it for it in paths if it.suffix.lower() == _SUFFIX and not it.name.startswith(".")]


def own_file(sound: str) -> Path:
    """Return the path of the file that replaces `sound`; it need not exist."""
    return folders.user_sounds() / f"{sound}{_SUFFIX}"


def _sound(path: Path) -> str:
    """Return the name of the sound that `path` replaces. Raises BadWav if there is none."""
    try:
        sound = require_sound(path.stem)
    except UnknownSound as error:
        sound = error.nearest
    if path.name != f"{sound}{_SUFFIX}":
        raise wav.BadWav(f"is not the name of a sound; the nearest is {sound}{_SUFFIX}")
    return sound


def _own_form(path: Path, cache: ClipCache) -> Clip:
    """Return `path` in hiptimer's native form. Raises BadWav if it cannot be used."""
    wav.check(path, LONGEST_SECONDS)
    try:
        content = digest(read_bounded(path, wav.LARGEST_FILE_BYTES))
        clip = cache.clip(_SHELF, content, _FORM)
        return clip or cache.keep(wav.read(path, LONGEST_SECONDS), _SHELF, content, _FORM)
    except OSError as error:
        raise wav.BadWav(f"cannot be used: {reason(error)}") from None
    except UnreadableFile as error:
        raise wav.BadWav(str(error)) from None
