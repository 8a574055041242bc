"""The sound of a session: the loudspeaker, the sounds and the voice."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from hiptimer.audio.player.supervisor import PlayerSpeaker
from hiptimer.audio.score.performance import heard_on
from hiptimer.audio.score.score import Arrangement
from hiptimer.audio.score.speech import NoVoice, wordings
from hiptimer.audio.sounds.personal_sounds import load_palette
from hiptimer.audio.speaker import SilentSpeaker
from hiptimer.audio.voice.voice import UnknownVoice, voice_called
from hiptimer.foundation.clock import Clock
from hiptimer.plan.timeline import SHORT_LEAD_IN_SECONDS
from hiptimer.session.bell import Bell
from hiptimer.workout.workout import Workout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hiptimer.audio.speaker import Speaker
    from hiptimer.audio.voice.voice import RecordedVoice
    from hiptimer.plan.timeline import Timeline
    from hiptimer.session.settings.preferences import Preferences
    from hiptimer.workout.hold_marks import HoldKey
    from hiptimer.workout.playhead import Earlier


@dataclass(frozen=True, slots=True)
class SoundChoice:
    """How a workout sounds: what plays it, the volume in percent, and how fast time runs.

    `pitch` is one of `palette.PITCHES`; with `headphones`, the cues of a side play on that
    side. `voice` is "auto", "off" or a name; see `voice.voice_called`. With `muted`, the
    workout starts muted.
    """

    sound: str = "auto"
    volume: int = 100
    speed: float = 1.0
    pitch: str = "normal"
    headphones: bool = False
    voice: str = "auto"
    muted: bool = False

    @property
    def backend(self) -> str | None:
        """The backend of the player; None for the first one that works."""
        return None if self.sound == "auto" else self.sound

    @property
    def is_bell_alone(self) -> bool:
        """Whether no loudspeaker is requested."""
        return self.sound in ("bell", "off")


class Sound:
    """The sound of a session: each part is opened when a workout first needs it.

    A context manager, which stops the sound and closes everything when it exits. Raises
    `UnknownVoice` if the chosen voice does not exist.
    """

    def __init__(self, choice: SoundChoice) -> None:
        self.choice = choice
        if choice.voice != "auto":
            _ = self.voice
        self.palette, self._complaints = load_palette(choice.pitch, headphones=choice.headphones)

    def choose(self, choice: SoundChoice) -> None:
        """Use `choice` from the next workout on; unchanged parts stay open."""
        before, self.choice = self.choice, choice
        if (choice.sound, choice.headphones) != (before.sound, before.headphones):
            self._close_speaker()
        if (choice.sound, choice.voice) != (before.sound, before.voice):
            vars(self).pop("voice", None)
            if choice.voice != "auto":
                _ = self.voice
        if (choice.pitch, choice.headphones) != (before.pitch, before.headphones):
            self.palette, self._complaints = load_palette(
                choice.pitch, headphones=choice.headphones
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close_speaker()

    def _close_speaker(self) -> None:
        # Not opened yet: nothing to close.
        if "speaker" in vars(self):
            self.speaker.close()
            del self.speaker

    @cached_property
    def speaker(self) -> Speaker:
        """The speaker; it may still be searching for a working backend."""
        if self.choice.is_bell_alone:
            return SilentSpeaker()
        return PlayerSpeaker(
            self.choice.backend, self.choice.volume, headphones=self.choice.headphones
        )

    @cached_property
    def voice(self) -> RecordedVoice | None:
        """The voice; finding it takes a moment."""
        return None if self.choice.is_bell_alone else voice_called(self.choice.voice)

    @property
    def arrangement(self) -> Arrangement:
        """The palette and the voice that a score is played with."""
        return Arrangement(self.palette, self.voice or NoVoice())

    def complaints(self) -> list[str]:
        """Return the problems known so far that the person should know about, one line each."""
        voice: RecordedVoice | None = vars(self).get("voice")
        trouble = [f"Voice: {voice.trouble}"] if voice and voice.trouble else []
        return [*self._complaints, *trouble]

    def prepared(self, timeline: Timeline) -> Iterator[tuple[int, int]]:
        """Record the phrases of a workout. Yield the number recorded and the total."""
        if self.voice:
            yield from self.voice.prepare(wordings(timeline))

    def workout(
        self,
        timeline: Timeline,
        ring: Callable[[], None],
        *,
        short_lead_in_seconds: float = SHORT_LEAD_IN_SECONDS,
        reach_seconds: float = 0.0,
        earlier: Earlier | None = None,
        last_holds: Mapping[HoldKey, float] = MappingProxyType({}),
    ) -> Workout:
        """Return a workout with sound, or with `ring` as the bell if that fails; see `Workout`."""
        workout = Workout(
            timeline,
            heard_on(self.speaker, self.arrangement),
            Clock(speed=self.choice.speed),
            volume=self.choice.volume,
            muted=self.choice.muted,
            short_lead_in_seconds=short_lead_in_seconds,
            reach_seconds=reach_seconds,
            earlier=earlier,
            last_holds=last_holds,
        )
        if self.choice.sound in ("bell", "auto"):
            is_forced = self.choice.sound == "bell"
            bell = Bell(workout, ring, lambda: is_forced or self.speaker.trouble is not None)
            workout.listeners.append(bell)
        return workout

    def complain(self) -> None:
        """Write each complaint to stderr, one per line, for use without a screen."""
        for complaint in self.complaints():
            print(complaint, file=sys.stderr)


def preferred_choice(preferences: Preferences, speed: float = 1.0) -> SoundChoice:
    """Return how a workout sounds according to `preferences`."""
    settings = preferences.settings
    return SoundChoice(
        settings.sound,
        settings.volume,
        speed,
        settings.pitch,
        settings.headphones,
        settings.voice,
        settings.muted,
    )


def preferred_sound(preferences: Preferences, speed: float = 1.0) -> Sound:
    """Return the sound of a session according to `preferences`.

    If the voice in the settings file does not exist, the automatic choice replaces it.

    Raises:
        UnknownVoice: the voice requested on the command line does not exist.

    """
    try:
        return Sound(preferred_choice(preferences, speed))
    except UnknownVoice as error:
        if "voice" in preferences.asked:
            raise
        preferences.refuse("voice", str(error), "auto")
    return Sound(preferred_choice(preferences, speed))


def update_sound(preferences: Preferences, sound: Sound) -> None:
    """Update `sound` to the current `preferences`."""
    try:
        sound.choose(preferred_choice(preferences, sound.choice.speed))
    except UnknownVoice as error:
        preferences.refuse("voice", str(error), "auto")
        sound.choose(preferred_choice(preferences, sound.choice.speed))
