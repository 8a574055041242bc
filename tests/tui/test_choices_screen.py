from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from textual.events import Paste

from hiptimer.circuit.amounts import Range
from hiptimer.circuit.model import Block
from hiptimer.history.last_time import LastTime
from hiptimer.library import loading
from hiptimer.plan.choices import default_choices, with_exercise_skipped, with_sets
from hiptimer.plan.feelings import Feelings
from hiptimer.plan.plan import Plan
from hiptimer.tui.screens.choices import ChoicesScreen
from hiptimer.tui.themed_app import ThemedApp
from hiptimer.tui.view_models.todays_circuits import CircuitToday
from hiptimer.tui.widgets.choice_line import ChoiceLine
from hiptimer.tui.widgets.exercise_group import ExerciseGroup, ExerciseLine
from hiptimer.tui.widgets.start_button import StartButton
from hiptimer.tui.widgets.text_line import LineInput, TextLine
from tests.conftest import circuit, exercise, picks_but_sets, timed
from tests.tui.trial import on_trial

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from hiptimer.circuit.model import Circuit
    from hiptimer.history.logbook import Suggester
    from tests.conftest import FakeClock, RecordingSpeaker

FIRST_EXERCISE = ["down"] * 4
"""The keys from the sets to the first exercise, if there is no pain."""


class ChoicesApp(ThemedApp[None]):
    """Asks for the choices of one circuit."""

    def __init__(
        self, trial: Circuit, last: LastTime | None = None, suggester: Suggester | None = None
    ) -> None:
        super().__init__()
        self.trial = trial
        self.last = last
        self.suggester = suggester
        self.plan: Plan | None = None

    def on_mount(self) -> None:
        screen = ChoicesScreen(
            CircuitToday(self.trial, "trial", self.last, suggester=self.suggester)
        )
        self.push_screen(screen, self.keep)

    @property
    def today(self) -> ChoicesScreen:
        """The screen under test, even if a question covers it."""
        (found,) = (it for it in self.screen_stack if isinstance(it, ChoicesScreen))
        return found

    @property
    def total(self) -> str:
        return str(self.today.query_one("#total").render())

    @property
    def doses(self) -> list[str]:
        """Return the line of each exercise, with every run of blanks as one."""
        return [" ".join(str(it.render()).split()) for it in self.today.query(ExerciseLine)]

    def line(self, key: str) -> ChoiceLine[object]:
        (line,) = (it for it in self.today.query(ChoiceLine) if it.row.key == key)
        return line

    def shown(self, key: str) -> str:
        """Return the line about `key`, with every run of blanks as one."""
        return " ".join(str(self.line(key).render()).split())

    def row_keys(self) -> list[str]:
        """Return the keys of the lines that can be reached."""
        return [it.row.key for it in self.today.focus_chain if isinstance(it, ChoiceLine)]

    def is_focused(self, key: str) -> bool:
        """Return whether the line about `key` has the focus, or the exercise with that id."""
        focused = self.today.focused
        if isinstance(focused, ExerciseLine):
            return focused.row.id == key
        return isinstance(focused, ChoiceLine) and focused.row.key == key

    def keep(self, plan: Plan | None) -> None:
        self.plan = plan


async def click(pilot: Pilot[None], app: ChoicesApp, key: str, mark: str, nth: int = 0) -> None:
    """Click a character of the line about `key`."""
    line = app.line(key)
    text = str(line.render())
    at = -1
    for _ in range(nth + 1):
        at = text.index(mark, at + 1)
    await pilot.click(line, offset=(line.styles.padding.left + at, 0))
    await pilot.pause()


def whitt() -> Circuit:
    found = loading.find("whitt-hip-flexor").circuit
    assert found
    return found


def banded() -> Circuit:
    """Return a circuit with a band in the first of two exercises."""
    pulses = exercise("pulses", timed(20.0), equipment=("band",))
    return circuit(pulses, exercise("plank", timed(30.0)))


async def test_the_sets_of_each_block_are_on_the_card_and_its_rests_below_the_exercises() -> None:
    blocks = tuple(
        Block(
            id=title.casefold(),
            title=title,
            sets=Range(1, sets, 1),
            rest_between_sets=(Range(10.0, 60.0, 30.0),),
            exercises=(exercise(f"part-{sets}", timed(20.0)),),
        )
        for title, sets in (("Main", 3), ("Once", 1))
    )
    app = ChoicesApp(replace(circuit(), blocks=blocks))
    async with app.run_test(size=(80, 24)):
        rests = ["main.rest_between_sets", "once.rest_between_sets"]
        assert app.row_keys() == ["main.sets", "fit", "pain_before", "prepare", *rests]
        assert app.shown(rests[0]).startswith("Main: rest between sets ◀ 30 s ▶")


async def test_the_card_comes_first_then_one_line_for_each_exercise() -> None:
    app = ChoicesApp(whitt())
    async with app.run_test(size=(80, 24)):
        assert app.total == "30:39 total"
        assert app.row_keys() == ["sets", "fit", "pain_before", "prepare"]
        assert app.shown("sets") == "sets ◀ 3 (prescribed 3–4) ▶ 1 ╌╌●─ 4"
        assert app.shown("fit") == "time limit ◀ none"
        assert app.doses[0] == "▸ ✓ Banded high knee pulses on your back 2 × to fatigue each side"
        assert {it.region.height for it in app.today.query(ExerciseLine)} == {1}
        rows = [it.region.y for it in app.today.query("ChoiceLine, #total, Button, ExerciseLine")]
        visible = [y for y in rows if y]
        assert visible == sorted(visible)


async def test_a_narrow_line_names_the_exercise_without_the_stump_of_its_dose() -> None:
    app = ChoicesApp(whitt())
    async with app.run_test(size=(40, 12)):
        assert app.doses == [f"▸ ✓ {it.name}" for it in whitt().exercises]


async def test_on_a_narrow_screen_the_load_is_below_the_other_values() -> None:
    app = ChoicesApp(circuit(exercise("pulses", timed(20.0, 40.0), equipment=("band",))))
    async with app.run_test(size=(40, 24)) as pilot:
        app.today.add_class("-narrow")
        await pilot.press(*FIRST_EXERCISE, "right")
        await pilot.pause()
        line = app.line("pulses.time")
        left = line.content_region.x
        assert app.today.query_one(".opened TextLine PlainText").content_region.x == left
        value = str(line.render()).index("20 s")
        assert app.today.query_one(LineInput).content_region.x == left + value


async def test_the_arrow_keys_change_the_line_in_focus_and_the_plan_follows() -> None:
    app = ChoicesApp(whitt())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("left", *FIRST_EXERCISE, "right", *["down"] * 3, "left", "left")
        choices = app.today.choices
        assert choices.picks["sets"] == 2
        assert choices.picks["pulses.time"] == 25.0
        assert app.total == "21:31 total"
        await pilot.press("s")
        await pilot.pause()
    assert app.plan == Plan(whitt(), "trial", choices, feelings=Feelings())


@pytest.mark.parametrize("key", ["enter", "right"])
async def test_an_exercise_opens_on_demand_and_enter_closes_it(key: str) -> None:
    app = ChoicesApp(whitt())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*FIRST_EXERCISE, key)
        assert app.doses[0].startswith("▾")
        assert app.row_keys()[3:-1] == [
            *("pulses.variant", "pulses.time", "pulses.first_side", "pulses.side")
        ]
        await pilot.press("down", "down", "enter")
        assert app.row_keys() == ["sets", "fit", "pain_before", "prepare"]
        assert app.is_focused("pulses")
        await pilot.press("right", "left")
        assert app.doses[0].startswith("▸")
        assert app.plan is None


async def test_space_skips_an_exercise_and_includes_it_again() -> None:
    app = ChoicesApp(banded())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*FIRST_EXERCISE, "right", "space")
        assert app.doses[0] == "▸ – Pulses skipped"
        assert app.is_focused("pulses")
        assert app.today.plan.loads == {}
        await pilot.press("right", "enter")
        assert not app.today.query(ExerciseGroup).first().is_open
        await pilot.press("down", "space")
        assert app.today.choices.without == {"pulses"}
        assert [it.message for it in app._notifications] == ["At least one exercise remains."]
        await pilot.press("up", "space")
        assert app.today.choices == default_choices(banded())


async def test_a_number_is_typed_into_the_row_under_the_cursor() -> None:
    app = ChoicesApp(whitt())
    async with app.run_test(size=(80, 24)) as pilot:
        for down, digits, shown in (
            (0, "2", "sets ◀ 2 (prescribed 3–4) ▶ 1 ╌●── 4"),
            (0, "3", "sets ◀ 3 (prescribed 3–4) ▶ 1 ╌╌●─ 4"),
            (0, "12", "sets ◀ 2 (prescribed 3–4) ▶ 1 ╌●── 4"),
            (1, "40", "time limit ◀ 40 min ▶"),
            (2, "7", "pain now ◀ 7, high ▶ 0 ───────●─── 10"),
            (2, "10", "pain now ◀ 10, worst imaginable 0 ──────────● 10"),
            (2, "34", "pain now ◀ 4, moderate ▶ 0 ────●────── 10"),
        ):
            await pilot.press(*["down"] * down, *digits)
            assert app.shown(("sets", "fit", "pain_before")[down]) == shown
            # What was typed is complete once the cursor has left the row.
            app.today.query(ExerciseLine).first().focus()
            app.line("sets").focus()
            await pilot.pause()


async def test_a_number_waits_for_the_digits_that_make_it_valid() -> None:
    app = ChoicesApp(whitt())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*FIRST_EXERCISE, "right", *["down"] * 3, "2")
        assert app.shown("pulses.time") == "time ◀ 2▏ 15 s ────────● 30 s"
        assert picks_but_sets(app.today.choices) == {}
        await pilot.press("backspace", "2", "5")
        assert app.shown("pulses.time") == "time ◀ 25 s ▶ 15 s ─────●─── 30 s"
        await pilot.press("2", "up")
        assert app.shown("pulses.time").startswith("time ◀ 25 s ▶")
        assert app.today.choices.picks["pulses.time"] == 25.0


async def test_a_number_that_is_not_offered_changes_nothing_and_says_what_is() -> None:
    app = ChoicesApp(whitt())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("9")
        assert [it.message for it in app._notifications] == ["9 sets: choose 1-4."]
        assert app.today.choices.picks["sets"] == 3


async def test_a_digit_in_a_load_is_a_character_of_it() -> None:
    app = ChoicesApp(banded())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*FIRST_EXERCISE, "enter", "down", *"8 kg", "s", "d", "a")
        assert app.today.query_one(TextLine).value == "8 kgsda"
        assert app.doses[0] == "▾ ✓ Pulses 20 s · 8 kgsda"


async def test_the_arrows_and_the_scale_of_a_row_are_clicked() -> None:
    app = ChoicesApp(whitt())
    async with app.run_test(size=(80, 24)) as pilot:
        await click(pilot, app, "sets", "◀")
        assert app.today.choices.picks["sets"] == 2
        await click(pilot, app, "sets", "▶")
        await click(pilot, app, "sets", "▶")
        assert app.today.choices.picks["sets"] == 4
        await click(pilot, app, "sets", "╌")
        assert app.today.choices.picks["sets"] == 1
        await click(pilot, app, "pain_before", "─", 3)
        assert app.today.feelings.pain_before == 3
        await click(pilot, app, "sets", "p")
        assert app.today.choices.picks["sets"] == 1


async def test_only_the_main_button_of_the_mouse_changes_anything(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("enter")
        today = trial.app.screen
        assert isinstance(today, ChoicesScreen)
        line = next(it for it in today.query(ChoiceLine) if it.row.key == "sets")
        at = line.styles.padding.left + str(line.render()).index("◀")
        await trial.click(line, (at, 0), button=3)
        await trial.click(today.query(ExerciseLine).first(), button=3)
        assert today.choices.picks["sets"] == 3
        assert not today.query(ExerciseGroup).first().is_open


async def test_an_exercise_is_opened_by_a_click_and_skipped_by_one_on_its_mark() -> None:
    app = ChoicesApp(whitt())
    async with app.run_test(size=(80, 24)) as pilot:
        line = app.today.query(ExerciseLine).first()
        await pilot.click(line, offset=(12, 0))
        assert app.doses[0].startswith("▾ ✓")
        await pilot.click(line, offset=(12, 0))
        assert app.doses[0].startswith("▸ ✓")
        await pilot.click(line, offset=(3, 0))
        await pilot.pause()
        assert app.today.choices.without == {"pulses"}


async def test_start_is_clicked_or_entered() -> None:
    for way in ("click", "enter", "s"):
        app = ChoicesApp(whitt())
        async with app.run_test(size=(80, 24)) as pilot:
            if way == "click":
                await pilot.click(StartButton)
            else:
                await pilot.press(*["down"] * 3, way)
            await pilot.pause()
        assert app.plan, way


async def test_a_row_that_a_time_limit_changed_shows_both_values_and_is_started() -> None:
    app = ChoicesApp(whitt())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "2", "0")
        assert app.shown("sets") == "sets ◀ 3 → 2 (prescribed 3–4) ▶ 1 ╌╌●─ 4"
        assert app.doses[0].endswith("2 → 1 × to fatigue each side")
        assert app.total == "18:39 total"
        await pilot.press("s")
        await pilot.pause()
    assert app.plan
    assert app.plan.choices.picks["sets"] == 2
    assert app.plan.planned_seconds == 18 * 60 + 39


async def test_a_plan_that_has_become_too_long_for_its_limit_is_not_started() -> None:
    plank, march = exercise("plank", timed(60.0)), exercise("march", timed(60.0))
    app = ChoicesApp(circuit(plank, march, sets=Range.single(2)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "2")
        words = "2m is too short: the fewest possible sets and rounds take 2m25s; "
        assert words in app.total
        await pilot.press("s")
        await pilot.pause()
        assert [it.message for it in app._notifications][-1].startswith(words)
    assert app.plan is None


async def test_only_the_very_same_choices_are_called_the_same_as_last_time() -> None:
    usual = default_choices(whitt())
    for done, is_same in ((usual, True), (with_sets(whitt(), usual, 1), False)):
        app = ChoicesApp(whitt(), LastTime(usual, done=done))
        async with app.run_test(size=(80, 24)) as pilot:
            assert app.total == "30:39 total" + is_same * " · same as last time"
            await pilot.press("left")
            assert "same" not in app.total
    skipped = with_exercise_skipped(whitt(), usual, "pulses")
    app = ChoicesApp(whitt(), LastTime(usual, done=skipped))
    async with app.run_test(size=(80, 24)):
        assert app.total == "30:39 total"
        assert "skipped" not in " ".join(app.doses)


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
        assert app.total == "0:00 total"


async def test_without_a_pain_rating_a_workout_starts_as_usual() -> None:
    app = ChoicesApp(banded(), LastTime(sore_side="left"))
    async with app.run_test() as pilot:
        await pilot.press("right", "enter")
        await pilot.pause()
    assert app.plan
    assert app.plan.feelings == Feelings()
    assert app.plan.loads == {}


async def test_pain_is_asked_in_the_card_and_the_side_is_that_of_the_last_time() -> None:
    app = ChoicesApp(banded(), LastTime(sore_side="left"))
    async with app.run_test() as pilot:
        assert app.shown("pain_before") == "pain now not rated ▶ 0 ─────────── 10"
        await pilot.press("down", "down", "right")
        assert app.shown("pain_before") == "pain now ◀ 0, none ▶ 0 ●────────── 10"
        assert "sore_side" not in app.row_keys()
        await pilot.press("right", "right")
        assert app.shown("sore_side") == "sore side ◀ left side ▶"
        await pilot.press("down", "right", "enter")
        await pilot.pause()
    assert app.plan
    assert app.plan.feelings == Feelings(pain_before=2, sore_side="right")


async def test_an_answer_can_be_undone() -> None:
    app = ChoicesApp(banded(), LastTime(sore_side="left"))
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "right", "right", "left")
        assert "sore_side" not in app.row_keys()
        await pilot.press("d", "enter")
        await pilot.pause()
    assert app.plan
    assert app.plan.feelings == Feelings(pain_before=0)
    app = ChoicesApp(banded())
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "right", "left", "left", "enter")
        await pilot.pause()
    assert app.plan
    assert app.plan.feelings == Feelings()


async def test_a_load_is_typed_into_the_line_of_its_exercise() -> None:
    app = ChoicesApp(banded())
    async with app.run_test() as pilot:
        assert [line.key for line in app.today.query(TextLine)] == ["pulses"]
        await pilot.press(*FIRST_EXERCISE, "enter", "down", *"quad band", "space", "left", "enter")
        assert app.is_focused("pulses")
        await pilot.press("s")
        await pilot.pause()
    assert app.plan
    assert app.plan.loads == {"pulses": "quad band"}


async def test_a_load_is_that_of_the_last_time_until_it_is_changed() -> None:
    app = ChoicesApp(banded(), LastTime(loads={"pulses": "red", "plank": "5 kg"}))
    async with app.run_test() as pilot:
        assert app.doses == ["▸ ✓ Pulses 20 s · red", "▸ ✓ Plank 30 s · 5 kg"]
        await pilot.press(*FIRST_EXERCISE, "enter", "down", *"dish", "down", "enter")
        await pilot.press("down", "ctrl+u", "enter", "s")
        await pilot.pause()
    assert app.plan
    assert app.plan.loads == {"pulses": "reddish"}


async def test_a_skipped_exercise_has_no_load() -> None:
    app = ChoicesApp(banded(), LastTime(loads={"pulses": "red"}))
    async with app.run_test() as pilot:
        await pilot.press(*FIRST_EXERCISE, "space", "s")
        await pilot.pause()
    assert app.plan
    assert app.plan.loads == {}


@pytest.mark.parametrize("pasted", ["8 kg\x1b[2J", "x" * 61])
async def test_a_load_is_one_short_line_without_anything_a_terminal_obeys(pasted: str) -> None:
    app = ChoicesApp(banded())
    async with app.run_test() as pilot:
        await pilot.press(*FIRST_EXERCISE, "enter", "down", "b")
        app.today.query_one(LineInput).post_message(Paste(pasted))
        await pilot.pause()
        assert app.today.query_one(TextLine).value == "b"
