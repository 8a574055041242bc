"""What is suggested among the choices: said in a line, accepted with one key."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hiptimer.foundation import folders
from hiptimer.library.loading import load
from hiptimer.plan.choices import default_choices
from hiptimer.plan.feelings import Feelings
from hiptimer.plan.plan import Plan
from hiptimer.session.session_diary import SessionDiary
from hiptimer.tui.screens.choices import ChoicesScreen
from hiptimer.tui.widgets.choice_line import ChoiceLine
from tests.conftest import FakeClock, RecordingSpeaker, picks_but_sets, slow
from tests.diary.days import MORNING, Wall
from tests.diary.past import keep, mornings, workout
from tests.tui.trial import on_trial

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.plan.choices import Choices
    from tests.tui.trial import Trial

MINE = """
title = "Mine"
sets = "2-3"
[[exercise]]
id = "pulses"
name = "Pulses"
sides = "each"
time = { from = "15s", to = "30s", default = "20s" }
equipment = ["band"]
"""
LIGHT = Feelings(pain_before=1, pain_after=1, effort=5)
HURT = Feelings(pain_before=1, pain_after=4, asked_next_morning=True)


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with one circuit of the user's own, which stands before the shipped ones."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "aaa.toml").write_text(MINE)
    monkeypatch.setattr(folders, "user_circuits", lambda: folder)
    return folder


def done(diary: Path, own: Path, *feelings: Feelings) -> None:
    """Keep a workout of the circuit every three days, the last five days before now."""
    circuit = load(own / "aaa.toml")
    plan = Plan(circuit, "aaa", default_choices(circuit))
    days = range(0, 3 * len(feelings), 3)
    keep(
        diary,
        *(workout(plan, at, feelings=it) for at, it in zip(mornings(*days), feelings, strict=True)),
    )


def choices(trial: Trial) -> Choices:
    screen = trial.app.screen
    assert isinstance(screen, ChoicesScreen)
    return screen.choices


def shown(trial: Trial) -> str:
    return " ".join(" ".join(trial.rows_of("#suggestion")).split())


def open_diary(folder: Path, clock: FakeClock, days: int) -> SessionDiary:
    return SessionDiary(folder, Wall(clock, MORNING + timedelta(days=days)))


async def test_a_step_is_suggested_and_one_key_accepts_it(tmp_path: Path, own: Path) -> None:
    done(tmp_path, own, LIGHT, LIGHT)
    clock = FakeClock()
    async with on_trial(clock, RecordingSpeaker(), diary=open_diary(tmp_path, clock, 8)) as trial:
        await trial.press("enter")
        before = choices(trial)
        assert shown(trial) == (
            "Complete twice, with low pain and effort. Pulses: try 25 s today (20 s last time)? [a]"
        )
        assert "a Accept" in " ".join(trial.rows()[-1].split())
        await trial.press("a")
        assert picks_but_sets(choices(trial)) == {"pulses.time": 25.0}
        assert choices(trial).picks["sets"] == before.picks["sets"]
        (line,) = (it for it in trial.app.screen.query(ChoiceLine) if it.row.key == "pulses.time")
        assert line.row.value == "25 s"
        assert shown(trial).endswith("Pulses: 25 s chosen (20 s last time).")
        assert "Accept" not in trial.rows()[-1]
        await trial.press("a")
        assert picks_but_sets(choices(trial)) == {"pulses.time": 25.0}
        await trial.press("d")
        assert shown(trial).endswith("[a]")


async def test_a_click_accepts_a_suggestion(tmp_path: Path, own: Path) -> None:
    done(tmp_path, own, LIGHT, LIGHT)
    clock = FakeClock()
    async with on_trial(clock, RecordingSpeaker(), diary=open_diary(tmp_path, clock, 8)) as trial:
        await trial.press("enter")
        await trial.click("#suggestion", (9, 0), button=3)
        assert picks_but_sets(choices(trial)) == {}
        await trial.pilot.click("#suggestion", offset=(9, 0))
        await trial.pilot.pause()
        assert picks_but_sets(choices(trial)) == {"pulses.time": 25.0}


async def test_after_more_pain_a_set_less_can_be_accepted(tmp_path: Path, own: Path) -> None:
    done(tmp_path, own, LIGHT, HURT)
    clock = FakeClock()
    async with on_trial(clock, RecordingSpeaker(), diary=open_diary(tmp_path, clock, 4)) as trial:
        await trial.press("enter")
        assert shown(trial).endswith("Try 1 set today? [a]")
        await trial.press("a")
        assert choices(trial).picks["sets"] == 1


async def test_with_the_advice_to_see_a_clinician_no_key_is_offered(
    tmp_path: Path, own: Path
) -> None:
    done(tmp_path, own, HURT, HURT)
    clock = FakeClock()
    async with on_trial(clock, RecordingSpeaker(), diary=open_diary(tmp_path, clock, 9)) as trial:
        await trial.press("enter")
        before = choices(trial)
        assert shown(trial).endswith("see a clinician before you continue.")
        await trial.press("a")
        assert choices(trial) == before


async def test_an_a_that_is_typed_is_a_letter(tmp_path: Path, own: Path) -> None:
    done(tmp_path, own, LIGHT, LIGHT)
    clock = FakeClock()
    async with on_trial(clock, RecordingSpeaker(), diary=open_diary(tmp_path, clock, 8)) as trial:
        await trial.press("enter", *["down"] * 5, "right", "down", "a")
        assert picks_but_sets(choices(trial)) == {}


async def test_without_a_suggestion_there_is_no_line(tmp_path: Path, own: Path) -> None:
    clock = FakeClock()
    async with on_trial(clock, RecordingSpeaker(), diary=open_diary(tmp_path, clock, 8)) as trial:
        await trial.press("enter")
        assert not trial.app.screen.query_one("#suggestion").display
        assert "Accept" not in trial.rows()[-1]
    done(tmp_path, own, LIGHT)
    async with on_trial(clock, RecordingSpeaker()) as trial:
        await trial.press("enter")
        assert not trial.app.screen.query_one("#suggestion").display


async def test_a_diary_that_cannot_be_read_suggests_nothing(tmp_path: Path) -> None:
    (tmp_path / "diary.db").write_bytes(b"no database " * 100)
    clock = FakeClock()
    async with on_trial(clock, RecordingSpeaker(), diary=open_diary(tmp_path, clock, 8)) as trial:
        await trial.press("enter")
        assert not trial.app.screen.query_one("#suggestion").display


@pytest.mark.parametrize("size", [(20, 5), *slow((200, 60), (80, 24), (40, 12), (1, 1))])
async def test_a_suggestion_fits_any_size(tmp_path: Path, own: Path, size: tuple[int, int]) -> None:
    done(tmp_path, own, HURT, HURT)
    clock = FakeClock()
    diary = open_diary(tmp_path, clock, 8)
    async with on_trial(clock, RecordingSpeaker(), size=size, diary=diary) as trial:
        await trial.press("enter")
        assert len(trial.rows()) == size[1]
        if size >= (40, 12):
            assert "see a clinician" in shown(trial)
