from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.foundation.toml.faults import Misread
from hiptimer.session.settings.kinds import OneOf, Percent, Seconds, Switch
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
    ],
)
def test_an_invalid_value_is_refused_with_a_remedy(
    kind: Switch | OneOf | Percent | Seconds, raw: object, right: str
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
        (OneOf(("a", "b"), is_open=True), "mine", "b", None),
        (OneOf(("a", "b")), "a", None, "b"),
    ],
)
def test_a_step_leads_to_the_next_round_value(
    kind: Switch | OneOf | Percent | Seconds, value: float | str, less: object, more: object
) -> None:
    assert (kind.step(value, -1), kind.step(value, +1)) == (less, more)
