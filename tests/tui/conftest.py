"""Makes the full-screen app cheap to test: waits end with the work, and styles are parsed once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.widget import Widget

from tests.tui.virtual_time import VirtualTimeLoop, virtual_time, wait_for_idle, wait_for_work

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable

    from textual.css.styles import RulesMap

_FLAGS: Final = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")

_apply: Final = Stylesheet.apply
_styled: Final[dict[Any, tuple[RulesMap, dict[str, bool]]]] = {}

_parse_rules: Final = Stylesheet._parse_rules
_parsed: Final[dict[tuple[Any, ...], list[RuleSet]]] = {}

_parse: Final = Stylesheet.parse
_sheets: Final[dict[tuple[int, ...], list[RuleSet]]] = {}


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


def parse_to_one_list(sheet: Stylesheet) -> None:
    """Parse a stylesheet as Textual does; equal stylesheets then have the same list of rules."""
    _parse(sheet)
    rules = sheet._rules or []
    sheet._rules = _sheets.setdefault(tuple(map(id, rules)), rules)


def style_as_before(
    sheet: Stylesheet, node: DOMNode, *, cache: dict[Any, Any] | None = None, **_: bool
) -> None:
    """Style a node as Textual does, or as an equal node of an earlier app was styled."""
    key = (id(sheet.rules), look_of(node, {} if cache is None else cache))
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


def draw_nothing(compositor: Compositor, **_: Any) -> None:
    """Draw no update. A test that reads the screen has all of it drawn, and is not affected."""
    compositor._dirty_regions.clear()


@pytest.fixture(autouse=True)
def run_apps_cheaply(monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> None:
    """Let Textual wait for its work alone, and share parsed styles between the apps of tests.

    With the quick profile, updates that no terminal shows are not drawn either, and a node gets the
    styles of an equal one.
    """
    monkeypatch.setattr("textual._time.get_time", virtual_time)
    monkeypatch.setattr("textual.pilot.Pilot._wait_for_screen", wait_for_work)
    monkeypatch.setattr("textual.pilot.wait_for_idle", wait_for_idle)
    monkeypatch.setattr("textual.app.wait_for_idle", wait_for_work)
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr(Stylesheet, "_parse_rules", parse_rules_once)
    monkeypatch.setattr(Stylesheet, "parse", parse_to_one_list)
    # Textual, too, hashes a set of rules by its identity, but in Python, for each rule and widget.
    monkeypatch.setattr(RuleSet, "__hash__", object.__hash__)
    if pytestconfig.getoption("hypothesis_profile", None) != "full":
        monkeypatch.setattr(Compositor, "render_update", draw_nothing)
        monkeypatch.setattr(Stylesheet, "apply", style_as_before)
