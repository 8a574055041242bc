from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.app import App

from hiptimer import library
from hiptimer.choices import default_choices
from hiptimer.circuit import Range
from hiptimer.plan import Plan
from hiptimer.tui.choice_rows import ChoiceRow, choice_rows
from hiptimer.tui.colours import FIELDS
from hiptimer.tui.screens.choices import ChoicesScreen
from tests.conftest import circuit, exercise, timed

if TYPE_CHECKING:
    from hiptimer.choices import Choices
    from hiptimer.circuit import Circuit


class ChoicesApp(App[None]):
    """Asks for the choices of one circuit."""

    CSS_PATH = "../../hiptimer/tui/hiptimer.tcss"

    def __init__(self, trial: Circuit) -> None:
        super().__init__()
        self.trial = trial
        self.plan: Plan | None = None

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return FIELDS

    def on_mount(self) -> None:
        self.push_screen(ChoicesScreen(self.trial, "trial"), self.keep)

    def keep(self, plan: Plan | None) -> None:
        self.plan = plan


def whitt() -> Circuit:
    found = library.find("whitt-hip-flexor").circuit
    assert found
    return found


def rows(trial: Circuit, choices: Choices | None = None) -> dict[str, ChoiceRow]:
    return {row.key: row for row in choice_rows(trial, choices or default_choices(trial))}


def values(trial: Circuit, key: str) -> list[str]:
    """Return all values of a row, by going left as far as possible and then right."""
    choices = default_choices(trial)
    while (less := rows(trial, choices)[key].less) is not None:
        choices = less
    found = [rows(trial, choices)[key].value]
    while (more := rows(trial, choices)[key].more) is not None:
        choices = more
        found.append(rows(trial, choices)[key].value)
    return found


def test_there_is_a_row_for_all_that_a_circuit_leaves_open() -> None:
    assert list(rows(whitt())) == [
        "sets",
        "prepare",
        "pulses",
        "pulses.variant",
        "pulses.time",
        "pulses.first_side",
        "pulses.side",
        "greatest-stretch",
        "greatest-stretch.first_side",
        "greatest-stretch.side",
        "mountain-climber",
        "mountain-climber.first_side",
        "mountain-climber.side",
        "split-squat-hold",
        "split-squat-hold.variant",
        "split-squat-hold.first_side",
        "split-squat-hold.side",
    ]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("sets", [f"{number} of the prescribed 3–4" for number in (1, 2, 3, 4)]),
        ("pulses.time", ["15s", "20s", "25s", "30s"]),
        ("pulses.side", ["both", "left only", "right only"]),
        ("pulses.first_side", ["left", "right"]),
        ("pulses.variant", ["heel pressed into the floor", "straight leg hovering"]),
        ("pulses", ["do it", "left out"]),
    ],
)
def test_a_row_runs_from_one_end_to_the_other(key: str, expected: list[str]) -> None:
    assert values(whitt(), key) == expected


def test_a_range_is_crossed_in_round_steps_and_both_ends_are_reached() -> None:
    odd = circuit(exercise("plank", timed(7.0, 22.0)), exercise("march", timed(60.0, 100.0)))
    assert values(odd, "plank.time") == ["7s", "10s", "15s", "20s", "22s"]
    short = circuit(exercise("plank", timed(5.0, 10.0)))
    assert values(short, "plank.time") == ["5s", "6s", "7s", "8s", "9s", "10s"]
    long = circuit(exercise("plank", timed(70.0, 135.0)))
    assert values(long, "plank.time") == ["1m10s", "1m15s", "1m30s", "1m45s", "2m", "2m15s"]


def test_the_time_to_get_ready_is_never_less_than_none() -> None:
    trial = circuit(exercise("plank", timed(7.0)), prepare_seconds=7.0)
    row = rows(trial)["prepare"]
    assert row.less
    assert row.less.prepare_seconds == 5
    assert row.more
    assert row.more.prepare_seconds == 10
    least = rows(trial, rows(trial, row.less)["prepare"].less)["prepare"]
    assert least.value == "0s"
    assert least.less is None


def test_an_exercise_left_out_has_nothing_to_choose_and_can_be_put_back() -> None:
    left_out = rows(whitt())["pulses"].more
    assert left_out
    after = rows(whitt(), left_out)
    assert after["pulses"].value == "left out"
    assert "pulses.time" not in after
    assert after["pulses"].less == default_choices(whitt())


def test_the_last_exercise_cannot_be_left_out() -> None:
    assert rows(circuit(exercise("plank", timed(7.0))))["plank"].more is None


def test_who_does_one_side_only_has_no_first_side() -> None:
    one_side = rows(whitt())["pulses.side"].more
    assert "pulses.first_side" not in rows(whitt(), one_side)


async def test_the_arrow_keys_change_the_line_in_focus_and_the_plan_follows() -> None:
    app = ChoicesApp(whitt())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("left", "down", "right", "down", "down", "down", "right")
        screen = app.screen
        assert isinstance(screen, ChoicesScreen)
        choices = screen.choices
        assert (choices.sets, choices.prepare_seconds) == (2, 35)
        assert choices.picks["pulses.time"] == 25
        planned = screen.query_one("#planned")
        assert str(planned.render()) == "21:36 planned"
        await pilot.press("enter")
        await pilot.pause()
    assert app.plan == Plan(whitt(), "trial", choices)


async def test_a_line_that_makes_no_sense_any_more_is_hidden_and_comes_back() -> None:
    app = ChoicesApp(whitt())
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "right")
        hidden = [line for line in app.screen.query("ChoiceLine") if not line.display]
        assert len(hidden) == 4
        await pilot.press("left")
        assert all(line.display for line in app.screen.query("ChoiceLine"))


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_going_back_chooses_nothing(key: str) -> None:
    app = ChoicesApp(whitt())
    async with app.run_test() as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert not isinstance(app.screen, ChoicesScreen)
    assert app.plan is None


async def test_a_plan_with_nothing_to_do_is_not_started() -> None:
    empty = circuit(exercise("plank", timed(0.0)), sets=Range(1, 2, 1))
    app = ChoicesApp(empty)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ChoicesScreen)
        assert "0:00 planned" in str(app.screen.query_one("#planned").render())
