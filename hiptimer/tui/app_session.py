"""What the app needs of a session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from hiptimer.plan.plan import Plan
    from hiptimer.plan.timeline import Timeline
    from hiptimer.session.resuming import ClaimedWorkout
    from hiptimer.session.session_diary import SessionDiary
    from hiptimer.session.settings.preferences import Preferences
    from hiptimer.workout.workout import Workout


class AppSession(Protocol):
    """The part of `hiptimer.session.session.Session` that the app uses."""

    @property
    def preferences(self) -> Preferences:
        """The settings in force."""

    @property
    def diary(self) -> SessionDiary | None:
        """The diary; None if there is none."""

    @property
    def has_voice(self) -> bool:
        """Whether there may be words to record before a workout."""

    def prepare_voice(self, timeline: Timeline) -> Iterable[tuple[int, int]]:
        """Record the phrases of a workout. Yield the number recorded and the total."""

    def device_words(self) -> Mapping[str, str]:
        """Return the devices that can be chosen, each with the words that describe it."""

    def try_sound(self, ring: Callable[[], None]) -> Iterator[str]:
        """Yield each sound of a short test, and then play it; or why it cannot be heard."""

    def try_voice(self) -> Iterator[str]:
        """Yield a phrase, and then speak it; or why it cannot be heard."""

    def new_workout(
        self, plan: Plan, ring: Callable[[], None], claimed: ClaimedWorkout | None
    ) -> Workout:
        """Return a workout with sound that is recorded in the diary."""

    def complaints(self) -> Iterable[str]:
        """Return the problems with settings, sound and diary known so far."""
