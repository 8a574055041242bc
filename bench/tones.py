"""Prints the loudness of every sound, next to that of speech, and the pair most alike.

python bench/tones.py
"""

from __future__ import annotations

from itertools import combinations
from statistics import median

from hiptimer.audio.sounds import wav
from hiptimer.audio.sounds.tones import SOUNDS, natural_seconds, render
from hiptimer.foundation import folders
from tests.ear import heard_sound, loudness


def main() -> None:
    """Print the figures."""
    phrases = sorted((folders.sounds() / "phrases").glob("*.wav"))
    spoken = [loudness(wav.read(path)) for path in phrases]
    speech = median(spoken)
    levels = {sound: loudness(render(sound)) for sound in SOUNDS}
    print(f"loudness: speech {speech:.1f} LUFS, momentary; all within 4 dB of it")
    print(f"  phrases {min(spoken) - speech:+.1f} to {max(spoken) - speech:+.1f} dB")
    for sound, level in levels.items():
        figures = f"{natural_seconds(sound):5.2f} s {level:7.1f} LUFS {level - speech:+5.1f} dB"
        print(f"  {sound:13}{figures}")
    distances = {
        pair: heard_sound(pair[0]).distance(heard_sound(pair[1]))
        for pair in combinations(SOUNDS, 2)
    }
    closest = min(distances, key=distances.__getitem__)
    print(
        f"most alike: {' and '.join(closest)}, {distances[closest]:.2f} times as far apart "
        "as an ear needs"
    )


if __name__ == "__main__":
    main()
