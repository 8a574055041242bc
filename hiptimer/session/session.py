"""A session: preferences, diary, sound and workouts combined, the same for every view."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from threading import Event
from typing import TYPE_CHECKING, Self

from hiptimer.audio.backends import DEFAULT_DEVICE
from hiptimer.foundation.clock import Clock, date_and_time
from hiptimer.foundation.folders import user_data
from hiptimer.session.awake import Awake
from hiptimer.session.session_diary import SessionDiary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hiptimer.plan.plan import Plan
    from hiptimer.plan.timeline import Timeline
    from hiptimer.session.resuming import ClaimedWorkout
    from hiptimer.session.settings.preferences import Preferences
    from hiptimer.session.sound import Sound
    from hiptimer.workout.workout import Workout


class Session:
    """Creates workouts with the person's preferences, with sound and recorded in the diary.

    A context manager, which stops the sound and saves what is unsaved when it exits. Time runs
    `speed` times as fast; at any speed other than 1 it is a rehearsal, and nothing is recorded.
    """

    def __init__(self, preferences: Preferences, speed: float = 1.0) -> None:
        self.preferences = preferences
        self.diary = SessionDiary(user_data(), date_and_time, is_rehearsal=speed != 1, say=_say)
        self._speed = speed
        self._sound: Sound | None = None
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        self._opened.enter_context(self.diary)
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    @property
    def sound(self) -> Sound:
        """The sound of the session, opened on first use.

        Raises:
            UnknownVoice, UnknownDevice: the requested voice or device does not exist.

        """
        from hiptimer.session.sound import open_sound

        if self._sound is None:
            sound = open_sound(self.preferences, self._speed)
            self._sound = self._opened.enter_context(sound)
        return self._sound

    @property
    def has_voice(self) -> bool:
        """Whether there may be words to record before a workout."""
        return self.preferences.settings.voice != "off"

    def prepare_voice(self, timeline: Timeline) -> Iterator[tuple[int, int]]:
        """Record the phrases of a workout. Yield the number recorded and the total."""
        yield from self._preferred_sound().prepare_voice(timeline)

    def device_words(self) -> dict[str, str]:
        """Return the devices that can be chosen, each with the words that describe it."""
        from hiptimer.audio.devices import device_words, find_devices

        return {DEFAULT_DEVICE: DEFAULT_DEVICE} | device_words(find_devices())

    def try_sound(self, ring: Callable[[], None]) -> Iterator[str]:
        """Yield each sound of a short test, and then play it; or yield why it cannot be heard."""
        from hiptimer.session.sound_demonstration import try_sound

        yield from _until_unheard(try_sound(self._preferred_sound(), ring, Clock(), Event().wait))

    def try_voice(self) -> Iterator[str]:
        """Yield a phrase, and then speak it; or yield why it cannot be heard."""
        from hiptimer.session.sound_demonstration import try_voice

        yield from _until_unheard(try_voice(self._preferred_sound(), Clock(), Event().wait))

    def new_workout(
        self, plan: Plan, ring: Callable[[], None], claimed: ClaimedWorkout | None = None
    ) -> Workout:
        """Return a workout that is recorded and has sound, with `ring` as the bell if sound fails.

        It resumes the workout in `claimed`, if there is one.
        """
        settings = self.preferences.settings
        workout = self._preferred_sound().new_workout(
            plan.timeline,
            ring,
            short_lead_in_seconds=settings.lead_in_seconds,
            reach_seconds=settings.reach_seconds,
            earlier=claimed.earlier if claimed else None,
            last_holds=self.diary.last_holds(plan.circuit_id),
        )
        workout.listeners.append(Awake(workout))
        self.diary.record(workout, plan, claimed)
        return workout

    def complaints(self) -> Iterator[str]:
        """Yield the problems known so far that the person should know about."""
        yield from self.preferences.complaints
        if self._sound:
            yield from self._sound.complaints()
        yield from self.diary.complaints()

    def exit_code(self, code: int) -> int:
        """Return the exit code of an ended session, after reporting whether it was recorded.

        That is `code`, or 1 instead of 0 if the diary is incomplete.
        """
        if self.diary.was_interrupted:
            _say("`hiptimer resume` continues where you were.")
        if self.diary.is_recorded:
            return code
        _say(f"Not recorded in the diary. {self.diary.trouble or ''}".rstrip())
        return code or 1

    def _preferred_sound(self) -> Sound:
        """Return the sound, updated to the current preferences."""
        from hiptimer.session.sound import update_sound

        update_sound(self.preferences, self.sound)
        return self.sound


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def _until_unheard(lines: Iterator[str]) -> Iterator[str]:
    """Yield `lines`; if the sound cannot be heard, the last one says why."""
    from hiptimer.session.sound_demonstration import Unheard

    try:
        yield from lines
    except Unheard as error:
        yield f"{error}."
