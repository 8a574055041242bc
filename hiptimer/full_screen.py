"""A session on the full screen, from start to exit code.

The first frame waits for nothing that it does not show: the way to the loudspeaker is loaded with
the first workout, everything else by the screen that needs it.
"""

from __future__ import annotations

import gc
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from hiptimer.session import code_of_session, keeping_here, workout_here
from hiptimer.terminal import terminal_here

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiptimer.plan import Plan
    from hiptimer.resuming import Taken
    from hiptimer.settings.preferences import Preferences
    from hiptimer.sound import Sound
    from hiptimer.timeline import Timeline
    from hiptimer.workout import Workout


def is_terminal() -> bool:
    """Return whether a full screen can be shown and keys can be read."""
    return terminal_here().obstacle is None


def run_full_screen(
    plan: Plan | None, preferences: Preferences, speed: float = 1.0, taken: Taken | None = None
) -> int:
    """Show the library, or the workout of `plan` at once, and return the exit code.

    The workout may be one to go on with, which was `taken`.

    Raises:
        UnknownVoice: nobody has the voice that was asked for.

    """
    with _everything_loaded_stays():
        from hiptimer.tui.app import HipTimerApp

    with ExitStack() as session:
        keeping = session.enter_context(keeping_here(speed))
        opened: list[Sound] = []

        def sound() -> Sound:
            from hiptimer.sound import preferred_sound

            if not opened:
                opened.append(session.enter_context(preferred_sound(preferences, speed)))
            return opened[0]

        def new_workout(plan: Plan, taken: Taken | None) -> Workout:
            workout = workout_here(
                plan, preferences, sound(), app.bell, keeping=keeping, taken=taken
            )
            keeping.keep(workout, plan, taken)
            return workout

        def prepared(timeline: Timeline) -> Iterator[tuple[int, int]]:
            from hiptimer.sound import follow

            follow(preferences, sound())
            yield from sound().prepared(timeline)

        def complaints() -> Iterator[str]:
            yield from preferences.complaints
            for it in opened:
                yield from it.complaints()
            yield from keeping.complaints()

        if plan:
            # A voice that nobody has is said before the screen changes.
            sound()
        app = HipTimerApp(
            new_workout,
            plan,
            prepared=prepared,
            preferences=preferences,
            charset=terminal_here().charset,
            complaints=complaints,
            taken=taken,
            keeping=keeping,
        )
        app.run()
    return code_of_session(keeping, app.return_code or 0)


@contextmanager
def _everything_loaded_stays() -> Iterator[None]:
    """Look for no garbage among what is loaded inside: that takes a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
