"""Makes the full-screen app cheap to test: waits end with the work, and styles are parsed once."""

from __future__ import annotations

import asyncio
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

import pytest
from textual.css.stylesheet import Stylesheet

if TYPE_CHECKING:
    from textual.css.model import RuleSet

_FRAME_SECONDS: Final = 0.02
"""Longer than the 1/60 s after which Textual draws what has changed."""

_PATIENCE_SECONDS: Final = 10.0

_parse_rules: Final = Stylesheet._parse_rules
_parsed: Final[dict[tuple[Any, ...], list[RuleSet]]] = {}


async def wait_for_idle(_min_sleep: float = 0.0, _max_sleep: float = 0.0) -> None:
    """Wait until the event loop has nothing to do now or before the next frame is drawn.

    Textual instead sleeps until the process needs little of the processor, which takes at least
    20 ms for each key, and on a busy machine ends before the work is done.
    """
    loop: Any = asyncio.get_running_loop()
    latest = monotonic() + _PATIENCE_SECONDS
    while True:
        await asyncio.sleep(0)
        due = min((it.when() for it in loop._scheduled if not it.cancelled()), default=inf)
        wait = 0.0 if loop._ready else due - loop.time()
        if wait > _FRAME_SECONDS:
            return
        assert monotonic() < latest, "the app does not come to rest"
        await asyncio.sleep(max(0.0, wait))


def parse_rules_once(sheet: Stylesheet, css: str, *given: Any, **named: Any) -> list[RuleSet]:
    """Parse CSS as Textual does, or return what the same CSS was parsed to in an earlier app."""
    variables = frozenset(sheet._variables.items())
    key = (variables, css, given, frozenset(named.items()))
    if key not in _parsed:
        _parsed[key] = _parse_rules(sheet, css, *given, **named)
    return _parsed[key]


@pytest.fixture(autouse=True)
def run_apps_cheaply(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Textual wait for its work alone, and share parsed styles between the apps of tests."""
    monkeypatch.setattr("textual.pilot.wait_for_idle", wait_for_idle)
    monkeypatch.setattr("textual.app.wait_for_idle", wait_for_idle)
    monkeypatch.setattr(Stylesheet, "_parse_rules", parse_rules_once)
