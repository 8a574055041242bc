"""All settings: the name of each in the file, its kind, its meaning and its default."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from hiptimer.audio.backends import SOUNDS
from hiptimer.audio.sounds.pitches import PITCHES
from hiptimer.audio.voice.speech_programs import BRIEF, VOICES
from hiptimer.foundation.terminal import CHARSETS
from hiptimer.plan.timeline import SHORT_LEAD_IN_SECONDS
from hiptimer.session.settings.keys import Keys
from hiptimer.session.settings.kinds import OneOf, Percent, Seconds, SpeechCommand, Switch

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
    voice_command: str = ""
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

    @property
    def is_brief(self) -> bool:
        """Whether the voice says only names, sides and ends."""
        return self.voice.split()[:1] == [BRIEF]

    @property
    def speaker(self) -> str:
        """The name of the voice, however much it says."""
        return (
            self.voice.strip().removeprefix(BRIEF).strip() or "auto"
            if self.is_brief
            else self.voice
        )


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
        Setting("sound", "sound", OneOf(SOUNDS), "What plays; auto is the first that works"),
        Setting(
            "volume", "volume", Percent(), "In percent; also changed with [ and ] during a workout"
        ),
        Setting("muted", "muted", Switch(), "Whether a workout begins in silence"),
        Setting("pitch", "pitch", OneOf(tuple(PITCHES)), "How high the sounds are"),
        Setting("headphones", "headphones", Switch(), "Stereo: left cues in the left ear"),
        Setting(
            "voice",
            "voice",
            OneOf(VOICES, is_open=True),
            "Who speaks; any voice they have will do, too",
        ),
        Setting(
            "voice_command",
            "voice command",
            SpeechCommand(),
            "Speaks the text on its stdin into the WAV file {path}; edit it in the settings file",
        ),
        Setting("charset", "drawn with", OneOf(CHARSETS), "What large digits are drawn with"),
        Setting("figure", "figure", Switch(), "Whether a figure moves as the exercise goes"),
        Setting("flash", "flash", Switch(), "Whether the screen flashes at 3, 2 and 1"),
        Setting(
            "any_key",
            "any key is done",
            Switch(),
            "While a workout runs, any key but space, q and escape is Done",
        ),
        Setting(
            "lead_in_seconds",
            "lead-in",
            Seconds(SHORTEST_LEAD_IN_SECONDS, 60.0),
            "Time to get back into position after a short pause",
        ),
        Setting(
            "reach_seconds",
            "reach",
            Seconds(0.0, 30.0),
            "Your way to the key: taken off a hold to fatigue that you end",
        ),
    )
}
"""Each setting except the keys, by its name in the file, in the order of the file."""
