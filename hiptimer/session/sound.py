"""All that a session is heard through: the loudspeaker, the sounds and the voice."""

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
    """How a workout is to be heard: what plays, how loud in percent, and how fast time runs.

    `pitch` is one of `audio.palette.PITCHES`; with `headphones` sides are heard from their side.
    `voice` is "auto", "off" or a name; see `audio.voice.voice_called`. `muted` begins in silence.
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
        """What the player is to play through; None for the first that works."""
        return None if self.sound == "auto" else self.sound

    @property
    def is_bell_alone(self) -> bool:
        """Whether no loudspeaker is asked for."""
        return self.sound in ("bell", "off")


class Sound:
    """What a session is heard through: each part is opened when a workout first needs it.

    A context manager, which falls silent and lets go of everything at its end. Raises
    `audio.voice.UnknownVoice` where nobody speaks under the name that was chosen.
    """

    def __init__(self, choice: SoundChoice) -> None:
        self.choice = choice
        if choice.voice != "auto":
            _ = self.voice
        self.palette, self._complaints = load_palette(choice.pitch, headphones=choice.headphones)

    def choose(self, choice: SoundChoice) -> None:
        """Sound as `choice` says from the next workout on; what it leaves alone stays open."""
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
        # What was never asked for was never opened.
        if "speaker" in vars(self):
            self.speaker.close()
            del self.speaker

    @cached_property
    def speaker(self) -> Speaker:
        """What plays; it may still be looking for a way to be heard."""
        if self.choice.is_bell_alone:
            return SilentSpeaker()
        return PlayerSpeaker(
            self.choice.backend, self.choice.volume, headphones=self.choice.headphones
        )

    @cached_property
    def voice(self) -> RecordedVoice | None:
        """Who speaks; finding that out takes a moment."""
        return None if self.choice.is_bell_alone else voice_called(self.choice.voice)

    @property
    def arrangement(self) -> Arrangement:
        """What a score is played with."""
        return Arrangement(self.palette, self.voice or NoVoice())

    def complaints(self) -> list[str]:
        """Return what the person should know, a line each, as far as it is known by now."""
        voice: RecordedVoice | None = vars(self).get("voice")
        trouble = [f"Voice: {voice.trouble}"] if voice and voice.trouble else []
        return [*self._complaints, *trouble]

    def prepared(self, timeline: Timeline) -> Iterator[tuple[int, int]]:
        """Have recorded what there is to say, and yield how many of how many wordings are."""
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
        """Return a workout that is heard, or by `ring` where that fails; see `Workout`."""
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
        """Tell the person where no screen does: a line on stderr each."""
        for complaint in self.complaints():
            print(complaint, file=sys.stderr)


def preferred_choice(preferences: Preferences, speed: float = 1.0) -> SoundChoice:
    """Return how a workout is to be heard as the person prefers."""
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
    """Return what a session is heard through as the person prefers.

    Instead of a voice of the settings that nobody has, whoever is there speaks.

    Raises:
        UnknownVoice: nobody has the voice that was asked for today.

    """
    try:
        return Sound(preferred_choice(preferences, speed))
    except UnknownVoice as error:
        if "voice" in preferences.asked:
            raise
        preferences.refuse("voice", str(error), "auto")
    return Sound(preferred_choice(preferences, speed))


def follow(preferences: Preferences, sound: Sound) -> None:
    """Have `sound` sound as the person prefers by now."""
    try:
        sound.choose(preferred_choice(preferences, sound.choice.speed))
    except UnknownVoice as error:
        preferences.refuse("voice", str(error), "auto")
        sound.choose(preferred_choice(preferences, sound.choice.speed))
