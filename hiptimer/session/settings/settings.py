"""All settings: the name of each in the file, its kind, its meaning and its default."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from hiptimer.audio.backends import DEFAULT_DEVICE, SOUNDS
from hiptimer.audio.sounds.pitches import PITCHES
from hiptimer.audio.voice.speech_programs import BRIEF, VOICES
from hiptimer.foundation.terminal import CHARSETS
from hiptimer.plan.effort import SHORT_LEAD_IN_SECONDS
from hiptimer.session.settings.keys import Keys
from hiptimer.session.settings.kinds import (
    Milliseconds,
    OneOf,
    Percent,
    Seconds,
    SpeechCommand,
    Switch,
)

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
    device: str = DEFAULT_DEVICE
    duck: bool = True
    latency_seconds: float = 0.0
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


class Setting(NamedTuple):
    """A setting under its name in the file; `attribute` is its name in `Settings`.

    `group` and `label` are where the settings screen shows it, and `means` is its effect in one
    sentence.
    """

    attribute: str
    group: str
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


_SETTINGS: Final = (
    Setting(
        "sound",
        "Sound",
        "Audio output",
        OneOf(SOUNDS),
        "What plays the sounds; auto is the first that works",
    ),
    Setting(
        "volume",
        "Sound",
        "Volume",
        Percent(),
        "In percent. Also changed with [ and ] during a workout",
    ),
    Setting("muted", "Sound", "Muted", Switch(), "Workouts start without sound"),
    Setting("pitch", "Sound", "Pitch", OneOf(tuple(PITCHES)), "How high the sounds are"),
    Setting("headphones", "Sound", "Headphones", Switch(), "Stereo: left cues in the left ear"),
    Setting(
        "device",
        "Sound",
        "Device",
        OneOf((DEFAULT_DEVICE,), is_open=True),
        "The loudspeaker or headset; hiptimer doctor lists them, and default is the system's own",
    ),
    Setting(
        "duck", "Sound", "Music gives way", Switch(), "Asks the sound server to turn music down"
    ),
    Setting(
        "latency_seconds",
        "Sound",
        "Latency",
        Milliseconds(1000),
        "How late Bluetooth is: cues are played that much earlier",
    ),
    Setting(
        "voice",
        "Voice",
        "Voice",
        OneOf(VOICES, is_open=True),
        "A speech program, or the name of one of its voices; auto is the first that works",
    ),
    Setting(
        "voice_command",
        "Voice",
        "Voice command",
        SpeechCommand(),
        "Speaks the text on its stdin into the WAV file {path}; edit it in the settings file",
    ),
    Setting(
        "theme",
        "Screen",
        "Theme",
        OneOf(("hiptimer",), is_open=True),
        "The colors of the full screen",
    ),
    Setting("charset", "Screen", "Digit style", OneOf(CHARSETS), "The characters of large digits"),
    Setting("figure", "Screen", "Moving figure", Switch(), "A figure shows each exercise"),
    Setting("flash", "Screen", "Flash", Switch(), "The screen flashes at 3, 2 and 1"),
    Setting(
        "any_key",
        "Workout",
        "Any key = Done",
        Switch(),
        "During a workout, any key except space, q and escape is Done",
    ),
    Setting(
        "lead_in_seconds",
        "Workout",
        "Resume countdown",
        Seconds(SHORTEST_LEAD_IN_SECONDS, 60.0),
        "Time to get back into position after a short pause",
    ),
    Setting(
        "reach_seconds",
        "Workout",
        "Time to reach the key",
        Seconds(0.0, 30.0),
        "Subtracted from an open hold that you end",
    ),
)

SETTINGS: Final = {it.key: it for it in _SETTINGS}
"""Each setting except the keys, by its name in the file, in the order of the file."""
