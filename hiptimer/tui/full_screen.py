"""Runs a session on the full screen, from start to exit code.

To make the first frame appear quickly, the sound modules are loaded with the first workout, and
everything else by the screen that needs it.
"""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from hiptimer.foundation.terminal import detect_terminal
from hiptimer.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from hiptimer.plan.plan import Plan
    from hiptimer.session.resuming import ClaimedWorkout
    from hiptimer.session.settings.preferences import Preferences
    from hiptimer.tui.app import HipTimerApp


def is_terminal() -> bool:
    """Return whether a full screen can be shown and keys can be read."""
    return detect_terminal().obstacle is None


def run_full_screen(
    plan: Plan | None,
    preferences: Preferences,
    speed: float = 1.0,
    claimed: ClaimedWorkout | None = None,
) -> int:
    """Show the library, or directly the workout of `plan`, and return the exit code.

    `claimed` is the interrupted workout to resume, if any.

    Raises:
        UnknownVoice, UnknownDevice: the requested voice or device does not exist.

    """
    app_type = load_app()
    with Session(preferences, speed) as session:
        if plan:
            # An unknown voice is reported before the screen changes.
            _ = session.sound
        app = app_type(session, plan, claimed=claimed, charset=detect_terminal().charset)
        app.run()
    return session.exit_code(app.return_code or 0)


def load_app() -> type[HipTimerApp]:
    """Import Textual, and return the app of the full screen."""
    with _everything_loaded_stays(), _without_openssl():
        from hiptimer.tui.app import HipTimerApp
    return HipTimerApp


@contextmanager
def _everything_loaded_stays() -> Iterator[None]:
    """Exclude objects created inside from garbage collection, which takes a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def _without_openssl() -> Iterator[None]:
    """Import asyncio as where Python has no OpenSSL, which takes 5 MB and is never used."""
    if "ssl" in sys.modules:
        yield
        return
    modules = cast("dict[str, ModuleType | None]", sys.modules)
    modules["ssl"] = None
    try:
        yield
    finally:
        del modules["ssl"]
