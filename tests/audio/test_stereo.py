from __future__ import annotations

import pytest

from hiptimer.audio.player.mixer import LATEST_SECONDS, Mixer
from hiptimer.audio.player.stereo import FAR_GAIN, StereoMixer, new_mixer
from hiptimer.audio.sounds.sample_cache import SampleCache
from hiptimer.audio.sounds.tones import RATE, natural_seconds, render
from hiptimer.audio.speaker import Note


def frame_of(moment: float) -> int:
    return round(moment * RATE)


@pytest.mark.parametrize(
    ("pan", "left", "right"),
    [(0.0, 1.0, 1.0), (-1.0, 1.0, FAR_GAIN), (1.0, FAR_GAIN, 1.0), (-0.5, 1.0, 0.625)],
)
def test_a_note_is_whole_on_its_side_and_softer_on_the_other(
    pan: float, left: float, right: float
) -> None:
    stereo = StereoMixer(SampleCache())
    stereo.replace([Note(0.0, "go", pan=pan)])
    block = stereo.mix(frame_of(natural_seconds("go")), frame_of)
    for samples, gain in ((block[0::2], left), (block[1::2], right)):
        for sample, sound in zip(samples, render("go"), strict=True):
            assert abs(sample - sound * gain) <= 1


def test_the_block_size_does_not_change_either_side() -> None:
    notes = [Note(0.0, "return", pan=-1.0), Note(0.05, "beat", pan=1.0), Note(0.1, "go")]
    whole, parts = StereoMixer(SampleCache(), 60), StereoMixer(SampleCache(), 60)
    whole.replace(notes)
    parts.replace(notes)
    wanted = whole.mix(12_000, frame_of)
    assert wanted == sum(
        (parts.mix(frames, frame_of) for frames in (1, 959, 5040, 6000)), start=wanted[:0]
    )


def test_volume_and_score_apply_to_both_sides() -> None:
    stereo = StereoMixer(SampleCache())
    stereo.replace([Note(0.0, "return")])
    assert any(stereo.mix(RATE // 10, frame_of))
    stereo.set_volume(0)
    stereo.mix(RATE // 10, frame_of)
    assert not any(stereo.mix(RATE // 10, frame_of))
    assert stereo.position == 3 * (RATE // 10)
    stereo.set_volume(100)
    stereo.replace([Note(0.5, "beat", pan=1.0)])
    stereo.mix(frame_of(natural_seconds("beat") + 2 * LATEST_SECONDS + 0.3), frame_of)
    assert stereo.played == 1


def test_a_mono_mixer_ignores_the_pan() -> None:
    mono = new_mixer(SampleCache())
    assert isinstance(mono, Mixer)
    mono.replace([Note(0.0, "go", pan=1.0)])
    assert mono.mix(len(render("go")), frame_of) == render("go")
