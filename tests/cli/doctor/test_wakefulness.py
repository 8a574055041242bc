from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.cli.doctor.wakefulness import awake_as_json, awake_lines, awake_method

if TYPE_CHECKING:
    import pytest


def test_the_method_that_keeps_the_machine_awake_is_named() -> None:
    (line,) = awake_lines("caffeinate")
    assert line == "  kept awake during a workout, through caffeinate"
    assert awake_as_json("caffeinate") == {"works": True, "through": "caffeinate"}


def test_without_a_method_the_consequence_is_explained() -> None:
    words = " ".join(awake_lines(None))
    assert "nothing keeps this machine awake" in words
    assert "A workout pauses" in words
    assert awake_as_json(None) == {"works": False, "through": None}


def test_the_method_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("PATH", "")
    assert awake_method() is None
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "yes")
    assert awake_method() is not None
