from __future__ import annotations

import ast

import pytest

from tests.imports import clock_readings, imports


@pytest.mark.parametrize(
    ("source", "imported"),
    [
        ("import textual.app as app", "textual.app"),
        ("from textual import app", "textual.app"),
        ("from .player import main", "hiptimer.audio.player.main"),
        ("from .. import engine", "hiptimer.engine"),
        ("def lazily():\n    import textual", "textual"),
        ("try:\n    import simpleaudio\nexcept ImportError:\n    pass", "simpleaudio"),
        ("importlib.import_module('miniaudio')", "miniaudio"),
        ("__import__('miniaudio')", "miniaudio"),
        ("if TYPE_CHECKING:\n    pass\nelse:\n    import textual", "textual"),
    ],
)
def test_every_way_to_import_is_found(source: str, imported: str) -> None:
    assert [name for name, _ in imports(ast.parse(source), "hiptimer.audio")] == [imported]


@pytest.mark.parametrize("condition", ["TYPE_CHECKING", "typing.TYPE_CHECKING"])
def test_imports_for_the_type_checker_do_not_count(condition: str) -> None:
    tree = ast.parse(f"if {condition}:\n    import textual")
    assert list(imports(tree, "hiptimer")) == []


@pytest.mark.parametrize(
    "source",
    [
        "import time",
        "from time import monotonic",
        "def lazily():\n    import time as clock",
        "started = datetime.now()",
        "started = datetime.datetime.now(UTC)",
        "today = date.today()",
        "now = workout.clock.monotonic()",
        "now = loop.time()",
        "now = asyncio.get_running_loop().time()",
    ],
)
def test_every_way_to_read_a_clock_is_found(source: str) -> None:
    assert len(clock_readings(ast.parse(source))) == 1


@pytest.mark.parametrize("source", ["self.now(3.0)", "engine.time", "from datetime import date"])
def test_a_name_that_only_resembles_a_clock_is_not_one(source: str) -> None:
    assert clock_readings(ast.parse(source)) == []
