"""Makes the full-screen app cheap to test: waits end with the work, and styles are parsed once."""

from __future__ import annotations

from inspect import signature
from typing import TYPE_CHECKING, Any, Final
from weakref import ref

import pytest
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.widget import Widget

from hiptimer.tui.themed_app import ThemedApp
from tests.tui.virtual_time import VirtualTimeLoop, virtual_time, wait_for_idle, wait_for_work

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable
    from types import CodeType

    from textual.css.styles import RulesMap
    from textual.theme import Theme

_FLAGS: Final = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")

_apply: Final = Stylesheet.apply
_styled: Final[dict[Any, tuple[RulesMap, dict[str, bool]]]] = {}
_looks: Final[dict[Any, Any]] = {}

_parse_rules: Final = Stylesheet._parse_rules
_parsed: Final[dict[tuple[Any, ...], list[RuleSet]]] = {}

_parse: Final = Stylesheet.parse
_sheets: Final[dict[tuple[Any, ...], tuple[list[RuleSet], dict[str, list[RuleSet]]]]] = {}

_get_css_variables: Final = ThemedApp.get_css_variables
_colors: Final[dict[int, tuple[Theme, dict[str, str], dict[str, str]]]] = {}

_counts: Final[dict[CodeType, int]] = {}


_start: Final = MessagePump.__init__
_started: Final[list[ref[MessagePump]]] = []


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], AbstractEventLoop]]:
    """Run all tests of this folder in virtual time."""
    return {"virtual time": VirtualTimeLoop}


def parse_rules_once(sheet: Stylesheet, css: str, *given: Any, **named: Any) -> list[RuleSet]:
    """Parse CSS as Textual does, or return what the same CSS was parsed to in an earlier app."""
    variables = frozenset(sheet._variables.items())
    key = (variables, css, given, frozenset(named.items()))
    if key not in _parsed:
        _parsed[key] = _parse_rules(sheet, css, *given, **named)
    return _parsed[key]


def parse_sheet_once(sheet: Stylesheet) -> None:
    """Parse a stylesheet as Textual does; equal stylesheets then have the same list of rules."""
    key = (frozenset(sheet._variables.items()), tuple(sheet.source.items()))
    if key not in _sheets:
        _parse(sheet)
        _sheets[key] = sheet.rules, sheet.rules_map
    sheet._rules, sheet._rules_map = _sheets[key]
    sheet._require_parse = False


def colors_once(app: ThemedApp[Any]) -> dict[str, str]:
    """Return the colors of the theme, which are computed for the first app that has it."""
    theme = app.current_theme
    if id(theme) not in _colors:
        _colors[id(theme)] = theme, _get_css_variables(app), app.theme_variables
    _, colors, app.theme_variables = _colors[id(theme)]
    return colors.copy()


def count_parameters_once(function: Any) -> int:
    """Count parameters as Textual does, but once for all functions that have the same code."""
    plain = getattr(function, "__func__", function)
    code = getattr(plain, "__code__", None)
    if code is None or hasattr(plain, "__wrapped__"):
        return len(signature(function).parameters)
    if code not in _counts:
        _counts[code] = len(signature(plain).parameters)
    return _counts[code] - (plain is not function)


def style_as_before(
    sheet: Stylesheet, node: DOMNode, *, cache: dict[Any, Any] | None = None, **_: bool
) -> None:
    """Style a node as Textual does, or as an equal node of an earlier app was styled."""
    if cache is None:
        # A component of a widget is styled right after the widget.
        cache = _looks if type(node) is DOMNode else {}
    key = (id(sheet.rules), look_of(node, cache))
    base = node.styles.base
    if key not in _styled:
        _apply(sheet, node, cache={})
        flags = {it: getattr(node, it) for it in _FLAGS}
        # A rule that looks at the siblings or children of the node may say otherwise next time.
        if not (flags["_has_order_style"] or flags["_has_odd_or_even"]):
            _styled[key] = base.get_rules(), flags
        return
    rules, flags = _styled[key]
    vars(node).update(flags)
    if not base._rules:
        base.merge_rules(rules)
        node.notify_style_update()
    elif base._rules != rules:
        sheet.replace_rules(node, rules)
    if node._get_component_classes():
        _looks.clear()
        _looks[node] = cache[node]
        sheet._process_component_classes(node)


def look_of(node: DOMNode, cache: dict[Any, Any]) -> tuple[Any, ...]:
    """Return all that rules look at in a node and in those that it is in; `cache` has some."""
    if node not in cache:
        above = look_of(node._parent, cache) if isinstance(node._parent, DOMNode) else ()
        if isinstance(node, Widget):
            state: Any = (
                node.mouse_hover,
                node.has_focus,
                node.has_focus_within,
                node.disabled,
                node.can_focus,
            )
        else:
            state = frozenset(node.get_pseudo_classes())
        cache[node] = (above, type(node), node.id, node.classes, state)
    look: tuple[Any, ...] = cache[node]
    return look


def start_and_list(pump: MessagePump, *given: Any, **named: Any) -> None:
    """Start an app, a screen or a widget as Textual does, and list it."""
    _started.append(ref(pump))
    _start(pump, *given, **named)


def free_earlier_apps() -> None:
    """Free the apps of the last test: their cycles would cost the garbage collector more."""
    for it in _started:
        if pump := it():
            vars(pump).clear()
    _started.clear()


def draw_nothing(compositor: Compositor, **_: Any) -> None:
    """Draw no update. A test that reads the screen has all of it drawn, and is not affected."""
    compositor._dirty_regions.clear()


@pytest.fixture(autouse=True)
def run_apps_cheaply(monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> None:
    """Let Textual wait for its work alone, and share parsed styles between the apps of tests.

    With the quick profile, updates that no terminal shows are not drawn either, and a node gets the
    styles of an equal one.
    """
    free_earlier_apps()
    monkeypatch.setattr(MessagePump, "__init__", start_and_list)
    monkeypatch.setattr("textual._time.get_time", virtual_time)
    monkeypatch.setattr("textual.pilot.Pilot._wait_for_screen", wait_for_work)
    monkeypatch.setattr("textual.pilot.wait_for_idle", wait_for_idle)
    monkeypatch.setattr("textual.app.wait_for_idle", wait_for_work)
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr(Stylesheet, "_parse_rules", parse_rules_once)
    monkeypatch.setattr(Stylesheet, "parse", parse_sheet_once)
    monkeypatch.setattr(ThemedApp, "get_css_variables", colors_once)
    monkeypatch.setattr("textual._callback._count_parameters", count_parameters_once)
    # Textual, too, hashes a set of rules by its identity, but in Python, for each rule and widget.
    monkeypatch.setattr(RuleSet, "__hash__", object.__hash__)
    if pytestconfig.getoption("hypothesis_profile", None) != "full":
        monkeypatch.setattr(Compositor, "render_update", draw_nothing)
        monkeypatch.setattr(Stylesheet, "apply", style_as_before)
