"""Makes the full-screen app cheap to test: waits end with the work, and styles are parsed once."""

from __future__ import annotations

import asyncio
from math import inf
from typing import TYPE_CHECKING, Any, Final

import pytest
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.widget import Widget

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from textual.css.styles import RulesMap

_FRAME_SECONDS: Final = 0.02
"""Longer than the time after which Textual draws what has changed."""

_PATIENCE: Final = 20
"""How often is waited in a row. With the clock of a test standing still, a timer may start again
immediately, and some tests let a thread wait."""

_FLAGS: Final = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")

_apply: Final = Stylesheet.apply
_styled: Final[dict[Any, tuple[RulesMap, dict[str, bool]]]] = {}

_parse_rules: Final = Stylesheet._parse_rules
_parsed: Final[dict[tuple[Any, ...], list[RuleSet]]] = {}

_parse: Final = Stylesheet.parse
_sheets: Final[dict[tuple[int, ...], list[RuleSet]]] = {}


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


def parse_to_one_list(sheet: Stylesheet) -> None:
    """Parse a stylesheet as Textual does; equal stylesheets then have the same list of rules."""
    _parse(sheet)
    rules = sheet._rules or []
    sheet._rules = _sheets.setdefault(tuple(map(id, rules)), rules)


def style_as_before(
    sheet: Stylesheet, node: DOMNode, *, animate: bool = False, cache: dict[Any, Any] | None = None
) -> None:
    """Style a node as Textual does, or as an equal node of an earlier app was styled."""
    key = (id(sheet.rules), look_of(node, {} if cache is None else cache))
    if key not in _styled:
        found: dict[Any, Any] = {}
        _apply(sheet, node, animate=animate, cache=found)
        # Textual keeps nothing if a rule looks at the siblings or children of the node.
        if found:
            _styled[key] = *found.values(), {it: getattr(node, it) for it in _FLAGS}
        return
    styles, flags = _styled[key]
    vars(node).update(flags)
    if node.styles.base._rules != styles:
        sheet.replace_rules(node, styles, animate=animate)
    sheet._process_component_classes(node)


def look_of(node: DOMNode, cache: dict[Any, Any]) -> tuple[Any, ...]:
    """Return all that rules look at in a node and in those that it is in; `cache` has some."""
    if node not in cache:
        above = look_of(node._parent, cache) if isinstance(node._parent, DOMNode) else ()
        if isinstance(node, Widget):
            state: Any = (node.mouse_hover, node.has_focus, node.disabled, node.can_focus)
        else:
            state = frozenset(node.get_pseudo_classes())
        cache[node] = (above, type(node), node.id, node.classes, state)
    look: tuple[Any, ...] = cache[node]
    return look


def draw_nothing(compositor: Compositor, **_: Any) -> None:
    """Draw no update. A test that reads the screen has all of it drawn, and is not affected."""
    compositor._dirty_regions.clear()


@pytest.fixture(autouse=True)
def run_apps_cheaply(monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> None:
    """Let Textual wait for its work alone, and share parsed styles between the apps of tests.

    With the quick profile, updates that no terminal shows are not drawn either, and a node gets the
    styles of an equal one.
    """
    monkeypatch.setattr("textual.pilot.wait_for_idle", wait_for_idle)
    monkeypatch.setattr("textual.app.wait_for_idle", wait_for_idle)
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", _FRAME_SECONDS / 20)
    monkeypatch.setattr(Stylesheet, "_parse_rules", parse_rules_once)
    monkeypatch.setattr(Stylesheet, "parse", parse_to_one_list)
    # Textual, too, hashes a set of rules by its identity, but in Python, for each rule and widget.
    monkeypatch.setattr(RuleSet, "__hash__", object.__hash__)
    if pytestconfig.getoption("hypothesis_profile", None) != "full":
        monkeypatch.setattr(Compositor, "render_update", draw_nothing)
        monkeypatch.setattr(Stylesheet, "apply", style_as_before)
