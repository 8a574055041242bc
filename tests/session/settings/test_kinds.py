from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.foundation.toml.faults import Misread
from hiptimer.session.settings.kinds import (
    Milliseconds,
    OneOf,
    Percent,
    Seconds,
    SpeechCommand,
    Switch,
)
from hiptimer.session.settings.settings import SETTINGS, Setting, Settings

if TYPE_CHECKING:
    from hiptimer.session.settings.kinds import Value

EACH_SETTING = pytest.mark.parametrize("setting", SETTINGS.values(), ids=list(SETTINGS))


@EACH_SETTING
def test_a_written_value_is_read_as_the_same_value(setting: Setting) -> None:
    value: Value | None = setting.value(Settings())
    while value is not None:
        assert setting.kind.read(setting.kind.file_value(value)) == value
        value = setting.kind.step(value, +1)


@EACH_SETTING
def test_a_step_and_a_step_back_restore_the_value(setting: Setting) -> None:
    value = setting.value(Settings())
    for by in (-1, +1):
        beside = setting.kind.step(value, by)
        assert beside is None or setting.kind.step(beside, -by) == value


@pytest.mark.parametrize(
    ("kind", "raw", "right"),
    [
        (Switch(), "yes", "write true or false"),
        (Switch(), 1, "write true or false"),
        (OneOf(("low", "high")), "lower", 'write one of "low", "high"'),
        (OneOf(("auto",), is_open=True), "  ", "a name in quotes"),
        (OneOf(("auto",), is_open=True), 3, "a name in quotes"),
        (Percent(), 101, "from 0 to 100"),
        (Percent(), -1, "from 0 to 100"),
        (Percent(), True, "from 0 to 100"),
        (Percent(), 55.5, "from 0 to 100"),
        (Seconds(3, 60), "2s", "write a time from 3s to 1m"),
        (Seconds(3, 60), "soon", "write it like"),
        (Seconds(3, 60), True, "write"),
        (Milliseconds(1000), "1001ms", "from 0ms to 1000ms"),
        (Milliseconds(1000), "2s", "from 0ms to 1000ms"),
        (Milliseconds(1000), "-5ms", "write it like"),
        (Milliseconds(1000), "1.5ms", "write it like"),
        (Milliseconds(1000), True, "write"),
        (SpeechCommand(), 3, 'as in "text2wave -o {path}"'),
        (SpeechCommand(), "mimic3", "has no {path} for the sound file to write"),
        (SpeechCommand(), "mimic3 'a {path}", "has a quote that is not closed"),
    ],
)
def test_an_invalid_value_is_refused_with_a_remedy(
    kind: Switch | OneOf | Percent | Seconds | Milliseconds | SpeechCommand, raw: object, right: str
) -> None:
    with pytest.raises(Misread, match=right):
        kind.read(raw)


@pytest.mark.parametrize(
    ("kind", "value", "less", "more"),
    [
        (Switch(), False, None, True),
        (Switch(), True, False, None),
        (Percent(), 35, 30, 40),
        (Percent(), 0, None, 10),
        (Percent(), 100, 90, None),
        (Percent(), 95, 90, 100),
        (Seconds(3, 60), 5.5, 5.0, 6.0),
        (Seconds(3, 60), 3.5, 3.0, 4.0),
        (Seconds(3, 60), 3.0, None, 4.0),
        (Seconds(3, 59.5), 59.0, 58.0, 59.5),
        (Milliseconds(1000), 0.0, None, 0.05),
        (Milliseconds(1000), 0.22, 0.2, 0.25),
        (Milliseconds(1000), 1.0, 0.95, None),
        (OneOf(("a", "b"), is_open=True), "mine", "b", None),
        (OneOf(("a", "b")), "a", None, "b"),
    ],
)
def test_a_step_leads_to_the_next_round_value(
    kind: Switch | OneOf | Percent | Seconds | Milliseconds,
    value: float | str,
    less: object,
    more: object,
) -> None:
    assert (kind.step(value, -1), kind.step(value, +1)) == (less, more)


@pytest.mark.parametrize("raw", ["200ms", "0.2s", 0.2])
def test_a_latency_is_read_in_any_notation(raw: object) -> None:
    latency = Milliseconds(1000)
    assert latency.read(raw) == 0.2
    assert (latency.words(0.2), latency.file_value(0.2)) == ("200 ms", "200ms")


def test_every_time_of_the_settings_may_be_in_milliseconds() -> None:
    assert Seconds(3, 60).read("4500ms") == 4.5
