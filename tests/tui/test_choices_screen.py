from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import Paste

from hiptimer.circuit.model import Range
from hiptimer.history.last_time import LastTime
from hiptimer.library import loading
from hiptimer.plan.choices import default_choices
from hiptimer.plan.feelings import Feelings
from hiptimer.plan.plan import Plan
from hiptimer.tui.screens.choices import ChoicesScreen
from hiptimer.tui.themed_app import ThemedApp
from hiptimer.tui.view_models.choice_rows import ChoiceRow, choice_rows
from hiptimer.tui.widgets.choice_line import ChoiceLine
from hiptimer.tui.widgets.text_line import LineInput, TextLine
from tests.conftest import circuit, exercise, timed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiptimer.circuit.model import Circuit
    from hiptimer.plan.choices import Choices


class ChoicesApp(ThemedApp[None]):
    """Asks for the choices of one circuit."""

    def __init__(self, trial: Circuit, last: LastTime | None = None) -> None:
        super().__init__()
        self.trial = trial
        self.last = last
        self.plan: Plan | None = None

    def on_mount(self) -> None:
        self.push_screen(ChoicesScreen(self.trial, "trial", self.last), self.keep)

    def shown(self, key: str) -> str:
        """Return what stands in the line about `key`, with every run of blanks as one."""
        (line,) = (it for it in self.screen.query(ChoiceLine) if it.row.key == key)
        return " ".join(str(line.render()).split())

    def keep(self, plan: Plan | None) -> None:
        self.plan = plan


def whitt() -> Circuit:
    found = loading.find("whitt-hip-flexor").circuit
    assert found
    return found


def rows(trial: Circuit, choices: Choices | None = None) -> dict[str, ChoiceRow[Choices]]:
    return {row.key: row for row in choice_rows(trial, choices or default_choices(trial))}


def values(trial: Circuit, key: str) -> list[str]:
    """Return all values of a row, by moving left to the end and then right."""
    choices = default_choices(trial)
    while (less := rows(trial, choices)[key].less) is not None:
        choices = less
    found = [rows(trial, choices)[key].value]
    while (more := rows(trial, choices)[key].more) is not None:
        choices = more
        found.append(rows(trial, choices)[key].value)
    return found


def hidden(app: ThemedApp[None]) -> set[str]:
    """Return what the lines are about that can be changed and are not shown."""
    return {line.row.key for line in app.screen.query(ChoiceLine) if not line.display}


def steps(trial: Circuit) -> Iterator[Choices]:
    """Yield the choices that the time of a plank comes to, from the least to the most."""
    choices: Choices | None = default_choices(trial)
    while choices:
        yield choices
        choices = rows(trial, choices)["plank.time"].more


def test_there_is_a_row_for_all_that_a_circuit_leaves_open() -> None:
    assert list(rows(whitt())) == [
        "sets",
        "fit",
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
        ("sets", [f"{number} (prescribed 3–4)" for number in (1, 2, 3, 4)]),
        ("pulses.time", ["15s", "20s", "25s", "30s"]),
        ("pulses.side", ["both", "left only", "right only"]),
        ("pulses.first_side", ["left", "right"]),
        ("pulses.variant", ["heel pressed into the floor", "straight leg hovering"]),
        ("pulses", ["do it", "skipped"]),
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


def test_the_time_to_fit_into_goes_down_to_the_shortest_there_is_and_up_to_all_of_it() -> None:
    limits = values(whitt(), "fit")
    assert limits == ["10m", "15m", "20m", "25m", "30m", "as long as it takes"]
    short = circuit(exercise("plank", timed(60.0)), sets=Range.single(2))
    assert values(short, "fit") == ["2m", "3m", "as long as it takes"]
    assert values(circuit(exercise("plank", timed(0.0))), "fit") == ["as long as it takes"]


@pytest.mark.parametrize(
    ("key", "scale"),
    [
        ("sets", "1 ╌╌●─ 4"),
        ("pulses.time", "15s ───●───── 30s"),
        ("pulses.side", ""),
        ("fit", ""),
    ],
)
def test_a_range_is_shown_as_a_scale(key: str, scale: str) -> None:
    assert rows(whitt())[key].scale == scale


def test_the_mark_of_a_scale_is_at_its_value() -> None:
    counts = exercise("plank", timed(10.0), rounds=Range(2, 4, 3))
    assert rows(circuit(counts))["plank.rounds"].scale == "2 ─●─ 4"
    many = exercise("plank", timed(10.0), rounds=Range(1, 20, 20))
    assert rows(circuit(many))["plank.rounds"].scale == "1 ────────● 20"
    assert rows(circuit(many))["sets"].scale == ""
    time = circuit(exercise("plank", timed(10.0, 50.0)))
    assert [it.scale for it in (rows(time, choices)["plank.time"] for choices in steps(time))] == [
        f"10s {'─' * place}●{'─' * (8 - place)} 50s" for place in (0, 1, 2, 3, 4, 5, 6, 7, 8)
    ]


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


def test_a_skipped_exercise_has_no_choices_and_can_be_included_again() -> None:
    skipped = rows(whitt())["pulses"].more
    assert skipped
    after = rows(whitt(), skipped)
    assert after["pulses"].value == "skipped"
    assert "pulses.time" not in after
    assert after["pulses"].less == default_choices(whitt())


def test_the_last_exercise_cannot_be_skipped() -> None:
    assert rows(circuit(exercise("plank", timed(7.0))))["plank"].more is None


def test_one_side_only_has_no_first_side() -> None:
    one_side = rows(whitt())["pulses.side"].more
    assert "pulses.first_side" not in rows(whitt(), one_side)


async def test_the_arrow_keys_change_the_line_in_focus_and_the_plan_follows() -> None:
    app = ChoicesApp(whitt())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("left", "down", "down", "right", *["down"] * 4, "right")
        screen = app.screen
        assert isinstance(screen, ChoicesScreen)
        choices = screen.choices
        assert (choices.sets, choices.prepare_seconds) == (2, 35)
        assert choices.picks["pulses.time"] == 25
        planned = screen.query_one("#planned")
        assert str(planned.render()) == "21:36 planned"
        await pilot.press("enter")
        await pilot.pause()
    assert app.plan == Plan(whitt(), "trial", choices, feelings=Feelings())


async def test_a_reduction_to_fit_is_shown_and_started() -> None:
    app = ChoicesApp(whitt())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "left", "left", "left")
        planned = app.screen.query_one("#planned")
        words = "To fit into 20m: 2 of 3–4 sets, 1 of 2 rounds of Banded high knee pulses on your"
        assert str(planned.render()) == f"{words} back: 18:59"
        assert planned.size.height == 2
        await pilot.press("enter")
        await pilot.pause()
    assert app.plan
    assert app.plan.choices.sets == 2
    assert app.plan.planned_seconds == 18 * 60 + 59


async def test_a_plan_that_has_become_too_long_to_fit_is_not_started() -> None:
    plank, march = exercise("plank", timed(60.0)), exercise("march", timed(60.0))
    app = ChoicesApp(circuit(plank, march, sets=Range.single(2)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*["down"] * 4, "right", *["up"] * 3, "left", "left")
        await pilot.press(*["down"] * 3, "left")
        words = "2m is too short: the fewest possible sets and rounds take 2m25s; "
        assert words in str(app.screen.query_one("#planned").render())
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ChoicesScreen)
        assert [it.message for it in app._notifications][-1].startswith(words)


async def test_a_line_that_makes_no_sense_any_more_is_hidden_and_comes_back() -> None:
    app = ChoicesApp(whitt())
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "down", "right")
        assert hidden(app) == {
            "sore_side",
            "pulses.variant",
            "pulses.time",
            "pulses.first_side",
            "pulses.side",
        }
        assert [line.key for line in app.screen.query(TextLine) if not line.display] == ["pulses"]
        await pilot.press("left")
        assert hidden(app) == {"sore_side"}
        assert all(line.display for line in app.screen.query(TextLine))


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


def banded() -> Circuit:
    """Return a circuit with a band in the first of two exercises."""
    pulses = exercise("pulses", timed(20.0), equipment=("band",))
    return circuit(pulses, exercise("plank", timed(30.0)))


async def test_without_a_pain_rating_a_workout_starts_as_usual() -> None:
    app = ChoicesApp(banded(), LastTime(sore_side="left"))
    async with app.run_test() as pilot:
        await pilot.press("right", "enter")
        await pilot.pause()
    assert app.plan
    assert app.plan.feelings == Feelings()
    assert app.plan.loads == {}


async def test_pain_is_asked_above_the_sets_and_the_side_is_that_of_the_last_time() -> None:
    app = ChoicesApp(banded(), LastTime(sore_side="left"))
    async with app.run_test() as pilot:
        assert app.shown("pain_before") == "pain now not rated ▶ 0 ─────────── 10"
        await pilot.press("up", "right")
        assert app.shown("pain_before") == "pain now ◀ 0, none ▶ 0 ●────────── 10"
        assert hidden(app) == {"sore_side"}
        await pilot.press("right", "right")
        assert hidden(app) == set()
        assert app.shown("sore_side") == "sore side ◀ left ▶"
        await pilot.press("down", "right", "enter")
        await pilot.pause()
    assert app.plan
    assert app.plan.feelings == Feelings(pain_before=2, sore_side="right")


async def test_an_answer_can_be_undone() -> None:
    app = ChoicesApp(banded(), LastTime(sore_side="left"))
    async with app.run_test() as pilot:
        await pilot.press("up", "right", "right", "left")
        assert hidden(app) == {"sore_side"}
        await pilot.press("d", "enter")
        await pilot.pause()
    assert app.plan
    assert app.plan.feelings == Feelings(pain_before=0)
    app = ChoicesApp(banded())
    async with app.run_test() as pilot:
        await pilot.press("up", "right", "left", "left", "enter")
        await pilot.pause()
    assert app.plan
    assert app.plan.feelings == Feelings()


async def test_a_load_is_typed_into_the_line_of_its_exercise_and_enter_starts() -> None:
    app = ChoicesApp(banded())
    async with app.run_test() as pilot:
        assert [line.key for line in app.screen.query(TextLine)] == ["pulses"]
        await pilot.press(*["down"] * 4, *"quad band", "space", "left", "down", "up", "enter")
        await pilot.pause()
    assert app.plan
    assert app.plan.loads == {"pulses": "quad band"}


async def test_a_load_is_that_of_the_last_time_until_it_is_changed() -> None:
    app = ChoicesApp(banded(), LastTime(loads={"pulses": "red", "plank": "5 kg"}))
    async with app.run_test() as pilot:
        assert [line.value for line in app.screen.query(TextLine)] == ["red", "5 kg"]
        await pilot.press(*["down"] * 4, *"dish", *["down"] * 2, "ctrl+u", "enter")
        await pilot.pause()
    assert app.plan
    assert app.plan.loads == {"pulses": "reddish"}


async def test_a_skipped_exercise_has_no_load() -> None:
    app = ChoicesApp(banded(), LastTime(loads={"pulses": "red"}))
    async with app.run_test() as pilot:
        await pilot.press(*["down"] * 3, "right")
        assert not app.screen.query_one(TextLine).display
        await pilot.press("enter")
        await pilot.pause()
    assert app.plan
    assert app.plan.loads == {}


@pytest.mark.parametrize("pasted", ["8 kg\x1b[2J", "x" * 61])
async def test_a_load_is_one_short_line_without_anything_a_terminal_obeys(pasted: str) -> None:
    app = ChoicesApp(banded())
    async with app.run_test() as pilot:
        await pilot.press(*["down"] * 4, "b")
        app.screen.query_one(LineInput).post_message(Paste(pasted))
        await pilot.pause()
        assert app.screen.query_one(TextLine).value == "b"
