"""Renders the sounds that ship with hiptimer.

python -m tools.render_sounds      writes each of them to sounds/NAME.wav
"""

from __future__ import annotations

from hiptimer.audio.sounds import wav
from hiptimer.audio.sounds.tones import SOUNDS, render
from hiptimer.foundation import folders


def write_all() -> None:
    """Write each sound, replacing existing files."""
    folder = folders.sounds()
    folder.mkdir(parents=True, exist_ok=True)
    for sound in SOUNDS:
        wav.write(folder / f"{sound}.wav", render(sound))


if __name__ == "__main__":
    write_all()
