"""The sound of a session: the loudspeaker, the sounds and the voice."""

from __future__ import annotations

import sys
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Self

from hiptimer.audio.backends import DEFAULT_DEVICE
from hiptimer.audio.devices import UnknownDevice, find_device, find_devices
from hiptimer.audio.player.playback import Playback
from hiptimer.audio.player.supervisor import PlayerSpeaker
from hiptimer.audio.score.arrangement import Arrangement
from hiptimer.audio.score.coach import fullest_wordings, wordings
from hiptimer.audio.score.performance import performances_on
from hiptimer.audio.score.speech import NoVoice
from hiptimer.audio.sounds.personal_sounds import load_palette
from hiptimer.audio.speaker import SilentSpeaker
from hiptimer.audio.voice.speech_programs import UnknownVoice
from hiptimer.audio.voice.voice import find_voice
from hiptimer.foundation.clock import Clock
from hiptimer.plan.effort import SHORT_LEAD_IN_SECONDS
from hiptimer.session.bell import Bell
from hiptimer.session.settings.settings import SETTINGS, Settings
from hiptimer.workout.workout import Workout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hiptimer.audio.devices import Device
    from hiptimer.audio.speaker import Speaker
    from hiptimer.audio.voice.voice import RecordedVoice
    from hiptimer.plan.timeline import Timeline
    from hiptimer.session.settings.preferences import Preferences
    from hiptimer.workout.hold_marks import HoldKey
    from hiptimer.workout.playhead import EarlierPart

_CHOOSES_DEVICE: Final = "miniaudio"
"""The backend that plays on a chosen device if there is no sound server."""


class Sound:
    """The sound of a session: each part is opened when a workout first needs it.

    `settings` say what plays, how loud it starts and who speaks; time runs `speed` times as fast.
    A context manager, which stops the sound and closes everything when it exits. Raises
    `UnknownVoice` or `UnknownDevice` if the chosen voice or device does not exist.
    """

    def __init__(self, settings: Settings, speed: float = 1.0) -> None:
        self.settings = settings
        self.speed = speed
        self._speaker: Speaker | None = None
        self._device: Device | None = None
        self._voice: RecordedVoice | None = None
        self._require_device()
        self._require_voice()
        self._load_palette()

    def choose(self, settings: Settings) -> None:
        """Use `settings` from the next workout on; unchanged parts stay open."""
        before, self.settings = self.settings, settings
        if (settings.pitch, settings.headphones) != (before.pitch, before.headphones):
            self._load_palette()
        speech, spoke = ((it.sound, it.voice, it.voice_command) for it in (settings, before))
        if speech != spoke:
            self._voice = None
        if _output(settings) != _output(before):
            self._close_speaker()
            self._require_device()
        self._require_voice()

    def _require_device(self) -> None:
        settings, self._device = self.settings, None
        if not settings.wants_speaker or settings.device == DEFAULT_DEVICE:
            return
        device = find_device(settings.device, find_devices())
        if not device.is_sink and settings.sound not in ("auto", _CHOOSES_DEVICE):
            raise UnknownDevice(
                f"{settings.sound} cannot play on a chosen device here; {_CHOOSES_DEVICE} can"
            )
        self._device = device

    def _require_voice(self) -> None:
        # Looking for any voice takes a moment and cannot fail, so it waits until one is needed.
        if self.settings.speaker != "auto":
            _ = self.voice

    def _load_palette(self) -> None:
        self.palette, self._complaints = load_palette(
            self.settings.pitch, headphones=self.settings.headphones
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close_speaker()

    def _close_speaker(self) -> None:
        if self._speaker:
            self._speaker.close()
            self._speaker = None

    @property
    def speaker(self) -> Speaker:
        """The speaker; it may still be searching for a working backend."""
        if self._speaker is None:
            self._speaker = self._open_speaker()
        return self._speaker

    def _open_speaker(self) -> Speaker:
        settings = self.settings
        if not settings.wants_speaker:
            return SilentSpeaker()
        device = self._device
        backend = None if settings.sound == "auto" else settings.sound
        if device and not device.is_sink:
            backend = _CHOOSES_DEVICE
        playback = Playback(settings.headphones, device.name if device else "", settings.duck)
        return PlayerSpeaker(backend, settings.volume, playback)

    @property
    def voice(self) -> RecordedVoice | None:
        """The voice; finding it takes a moment."""
        if self._voice is None and self.settings.wants_speaker:
            self._voice = find_voice(self.settings.speaker, self.settings.voice_command)
        return self._voice

    @property
    def arrangement(self) -> Arrangement:
        """The palette and the voice that a score is played with, and how early."""
        return Arrangement(
            self.palette,
            self.voice or NoVoice(),
            self.settings.is_brief,
            latency_seconds=self.settings.latency_seconds,
        )

    def complaints(self) -> list[str]:
        """Return the problems known so far that the person should know about, one line each."""
        trouble = self._voice.trouble if self._voice else None
        return [*self._complaints, *([f"Voice: {trouble}"] if trouble else [])]

    def prepare_voice(self, timeline: Timeline) -> Iterator[tuple[int, int]]:
        """Record the phrases of a workout. Yield the number recorded and the total."""
        if self.voice:
            is_brief = self.settings.is_brief
            yield from self.voice.prepare(
                wordings(timeline, is_brief=is_brief),
                fullest_wordings(timeline, is_brief=is_brief),
            )

    def new_workout(
        self,
        timeline: Timeline,
        ring: Callable[[], None],
        *,
        short_lead_in_seconds: float = SHORT_LEAD_IN_SECONDS,
        reach_seconds: float = 0.0,
        earlier: EarlierPart | None = None,
        last_holds: Mapping[HoldKey, float] = MappingProxyType({}),
    ) -> Workout:
        """Return a workout with sound, or with `ring` as the bell if that fails; see `Workout`."""
        workout = Workout(
            timeline,
            performances_on(self.speaker, self.arrangement),
            Clock(speed=self.speed),
            volume=self.settings.volume,
            muted=self.settings.muted,
            short_lead_in_seconds=short_lead_in_seconds,
            reach_seconds=reach_seconds,
            earlier=earlier,
            last_holds=last_holds,
        )
        if self.settings.sound in ("bell", "auto"):
            is_forced = self.settings.sound == "bell"
            bell = Bell(workout, ring, lambda: is_forced or self.speaker.trouble is not None)
            workout.listeners.append(bell)
        return workout

    def complain(self) -> None:
        """Write each complaint to stderr, one per line, for use without a screen."""
        for complaint in self.complaints():
            print(complaint, file=sys.stderr)


def open_sound(preferences: Preferences, speed: float = 1.0) -> Sound:
    """Return the sound of a session according to `preferences`.

    If the voice or the device in the settings file does not exist, the default replaces it.

    Raises:
        UnknownVoice, UnknownDevice: what was requested on the command line does not exist.

    """
    while True:
        try:
            return Sound(preferences.settings, speed)
        except (UnknownVoice, UnknownDevice) as error:
            if _key(error) in preferences.asked:
                raise
            _refuse(preferences, error)


def update_sound(preferences: Preferences, sound: Sound) -> None:
    """Update `sound` to the current `preferences`."""
    while True:
        try:
            sound.choose(preferences.settings)
        except (UnknownVoice, UnknownDevice) as error:
            _refuse(preferences, error)
        else:
            return


def _output(settings: Settings) -> tuple[object, ...]:
    """Return the settings with which a speaker is opened: after a change it is opened again."""
    return settings.sound, settings.device, settings.headphones, settings.duck


def _key(error: UnknownVoice | UnknownDevice) -> str:
    return "device" if isinstance(error, UnknownDevice) else "voice"


def _refuse(preferences: Preferences, error: UnknownVoice | UnknownDevice) -> None:
    """Replace what does not exist by its default, and complain about it."""
    key = _key(error)
    preferences.refuse(key, str(error), SETTINGS[key].value(Settings()))
