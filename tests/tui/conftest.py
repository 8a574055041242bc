"""Makes the full-screen app cheap to test: waits end with the work, and styles are parsed once."""

from __future__ import annotations

import asyncio
from math import inf
from typing import TYPE_CHECKING, Any, Final

import pytest
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

_FRAME_SECONDS: Final = 0.02
"""Longer than the time after which Textual draws what has changed."""

_PATIENCE: Final = 20
"""How often is waited in a row. With the clock of a test standing still, a timer may start again
immediately, and some tests let a thread wait."""

_parse_rules: Final = Stylesheet._parse_rules
_parsed: Final[dict[tuple[Any, ...], list[RuleSet]]] = {}


async def wait_for_idle(_min_sleep: float = 0.0, _max_sleep: float = 0.0) -> None:
    """Wait until neither the event loop nor a thread has work to do before the next frame is drawn.

    Textual instead sleeps until the process needs little of the processor, which takes at least
    20 ms for each key, and on a busy machine ends before the work is done.
    """
    loop: Any = asyncio.get_running_loop()
    for _ in range(_PATIENCE):
        await asyncio.sleep(0)
        while loop._ready:
            await asyncio.sleep(0)
        due = min((it.when() for it in loop._scheduled if not it.cancelled()), default=inf)
        if due - loop.time() < _FRAME_SECONDS:
            await asyncio.sleep(max(0.0, due - loop.time()))
        elif is_computing(loop._default_executor):
            await asyncio.sleep(_FRAME_SECONDS / 4)
        else:
            return


def is_computing(threads: ThreadPoolExecutor | None) -> bool:
    """Return whether one of the threads that serve the event loop is at work."""
    return threads is not None and threads._idle_semaphore._value < len(threads._threads)


def parse_rules_once(sheet: Stylesheet, css: str, *given: Any, **named: Any) -> list[RuleSet]:
    """Parse CSS as Textual does, or return what the same CSS was parsed to in an earlier app."""
    variables = frozenset(sheet._variables.items())
    key = (variables, css, given, frozenset(named.items()))
    if key not in _parsed:
        _parsed[key] = _parse_rules(sheet, css, *given, **named)
    return _parsed[key]


def draw_nothing(compositor: Compositor, **_: Any) -> None:
    """Draw no update. A test that reads the screen has all of it drawn, and is not affected."""
    compositor._dirty_regions.clear()


@pytest.fixture(autouse=True)
def run_apps_cheaply(monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> None:
    """Let Textual wait for its work alone, and share parsed styles between the apps of tests.

    With the quick profile, updates that no terminal shows are not drawn either.
    """
    monkeypatch.setattr("textual.pilot.wait_for_idle", wait_for_idle)
    monkeypatch.setattr("textual.app.wait_for_idle", wait_for_idle)
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", _FRAME_SECONDS / 20)
    monkeypatch.setattr(Stylesheet, "_parse_rules", parse_rules_once)
    # Textual, too, hashes a set of rules by its identity, but in Python, for each rule and widget.
    monkeypatch.setattr(RuleSet, "__hash__", object.__hash__)
    if pytestconfig.getoption("hypothesis_profile", None) != "full":
        monkeypatch.setattr(Compositor, "render_update", draw_nothing)
