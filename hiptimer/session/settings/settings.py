"""All settings: the name of each in the file, its kind, its meaning and its default."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from hiptimer.audio.backends import SOUNDS
from hiptimer.audio.sounds.pitches import PITCHES
from hiptimer.audio.voice.speech_programs import VOICES
from hiptimer.foundation.terminal import CHARSETS
from hiptimer.plan.timeline import SHORT_LEAD_IN_SECONDS
from hiptimer.session.settings.keys import Keys
from hiptimer.session.settings.kinds import OneOf, Percent, Seconds, Switch

if TYPE_CHECKING:
    from hiptimer.foundation.terminal import Charset
    from hiptimer.session.settings.kinds import Value, ValueKind

SHORTEST_LEAD_IN_SECONDS = 3.0
"""The length of the countdown before an effort resumes."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of all settings; those that are not given have their defaults."""

    theme: str = "hiptimer"
    sound: str = "auto"
    volume: int = 100
    muted: bool = False
    pitch: str = "normal"
    headphones: bool = False
    voice: str = "auto"
    charset: Charset | Literal["auto"] = "auto"
    figure: bool = True
    flash: bool = True
    any_key: bool = False
    lead_in_seconds: float = SHORT_LEAD_IN_SECONDS
    reach_seconds: float = 0.0
    keys: Keys = field(default_factory=Keys)

    @property
    def wants_speaker(self) -> bool:
        """Whether a loudspeaker is needed: not for the terminal's bell, and not for silence."""
        return self.sound not in ("bell", "off")


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting under its name in the file; `attribute` is its name in `Settings`.

    `label` is its name on the settings screen, `means` its effect in one sentence.
    """

    attribute: str
    label: str
    kind: ValueKind
    means: str

    @property
    def key(self) -> str:
        """The name in the file, where the value includes its unit."""
        return self.attribute.removesuffix("_seconds")

    def value(self, settings: Settings) -> Value:
        """Return the value of this setting."""
        value: Value = getattr(settings, self.attribute)
        return value


SETTINGS: Final = {
    it.key: it
    for it in (
        Setting(
            "theme", "colors", OneOf(("hiptimer",), is_open=True), "The colors of the full screen"
        ),
        Setting("sound", "sound", OneOf(SOUNDS), "Audio output; auto is the first that works"),
        Setting(
            "volume", "volume", Percent(), "In percent; also changed with [ and ] during a workout"
        ),
        Setting("muted", "muted", Switch(), "Whether a workout starts muted"),
        Setting("pitch", "pitch", OneOf(tuple(PITCHES)), "Pitch of the sounds"),
        Setting("headphones", "headphones", Switch(), "Stereo: left cues in the left ear"),
        Setting(
            "voice",
            "voice",
            OneOf(VOICES, is_open=True),
            "Voice: one of these programs, or the name of any of its voices",
        ),
        Setting("charset", "digit style", OneOf(CHARSETS), "Style of the large digits"),
        Setting("figure", "figure", Switch(), "Whether a figure shows the exercise"),
        Setting("flash", "flash", Switch(), "Whether the screen flashes at 3, 2 and 1"),
        Setting(
            "any_key",
            "any key = Done",
            Switch(),
            "Any key except space, q and escape means Done during a workout",
        ),
        Setting(
            "lead_in_seconds",
            "resume countdown",
            Seconds(SHORTEST_LEAD_IN_SECONDS, 60.0),
            "Time to get back into position after a short pause",
        ),
        Setting(
            "reach_seconds",
            "time to reach the key",
            Seconds(0.0, 30.0),
            "Time to reach the key, taken off each hold to fatigue that you end",
        ),
    )
}
"""Each setting except the keys, by its name in the file, in the order of the file."""
