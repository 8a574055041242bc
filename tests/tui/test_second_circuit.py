"""Today with a second circuit after the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.diary.database import open_to_read
from hiptimer.diary.queries import workouts
from hiptimer.foundation import folders
from hiptimer.session.session_diary import SessionDiary
from hiptimer.tui.screens.choices import ChoicesScreen
from hiptimer.tui.screens.library import LibraryScreen
from hiptimer.tui.widgets.choice_line import ChoiceLine
from hiptimer.tui.widgets.text_line import LineInput
from tests.diary.days import Wall
from tests.tui.trial import Trial, on_trial

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import FakeClock, RecordingSpeaker

PLANK = """
title = "Plank"
sets = "1-3"
[[exercise]]
name = "Side plank"
hold = "20s-40s"
equipment = ["mat"]
"""
BRIDGE = """
title = "Bridge"
[[exercise]]
name = "Bridge"
reps = "8-12"
"""
TO_SECOND = ["down"] * 3
"""The keys from the sets to the second circuit."""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the only circuits: plank, and bridge."""
    for name in ("circuits", "user_circuits"):
        monkeypatch.setattr(folders, name, lambda: tmp_path)
    (tmp_path / "bridge.toml").write_text(BRIDGE)
    (tmp_path / "plank.toml").write_text(PLANK)
    return tmp_path


def today(trial: Trial) -> ChoicesScreen:
    screen = trial.app.screen
    assert isinstance(screen, ChoicesScreen)
    return screen


def shown(trial: Trial, key: str) -> str:
    """Return the line about `key`, with every run of blanks as one."""
    (line,) = (it for it in today(trial).query(ChoiceLine) if it.row.key == key)
    return " ".join(str(line.render()).split())


async def open_plank(trial: Trial) -> None:
    await trial.press("end", "enter")
    assert today(trial).circuit.title == "Plank"


@pytest.mark.usefixtures("own")
async def test_any_other_circuit_of_the_library_may_come_second_and_none_does_at_first(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await open_plank(trial)
        assert shown(trial, "then") == "then nothing ▶"
        await trial.press(*TO_SECOND, "right")
        assert shown(trial, "then") == "then ◀ Bridge"
        assert [it.id for it in today(trial).circuit.exercises] == ["side-plank", "bridge"]
        await trial.press("left")
        assert shown(trial, "then") == "then nothing ▶"
        assert [it.id for it in today(trial).circuit.exercises] == ["side-plank"]


@pytest.mark.usefixtures("own")
async def test_a_change_of_the_second_circuit_keeps_everything_chosen_for_the_first(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await open_plank(trial)
        await trial.press("3", "down", "down", "4", "down", "down")
        # Past the side of the pain, the second circuit and Start to the exercise.
        await trial.press("down", "down", "right", "down", *"red", "down", "right")
        assert isinstance(trial.app.screen, ChoicesScreen)
        before = today(trial).choices
        loads = [it.value for it in today(trial).query(LineInput)]
        assert (before.picks["sets"], before.picks["side-plank.hold"], loads) == (
            3.0,
            25.0,
            ["red"],
        )
        (line,) = (it for it in today(trial).query(ChoiceLine) if it.row.key == "then")
        line.focus()
        await trial.press("right")
        assert shown(trial, "plank.sets").startswith("Plank: sets ◀ 3 (prescribed 1–3)")
        assert today(trial).choices.picks["side-plank.hold"] == 25.0
        assert today(trial).feelings.pain_before == 4
        assert today(trial).plan.loads == {"side-plank": "red"}
        await trial.press("left")
        assert today(trial).choices == before
        assert today(trial).plan.loads == {"side-plank": "red"}


async def test_both_circuits_are_done_in_one_workout_that_the_diary_keeps_once(
    fake_clock: FakeClock, speaker: RecordingSpeaker, own: Path
) -> None:
    with SessionDiary(own / "diary", Wall(fake_clock)) as diary:
        async with on_trial(fake_clock, speaker, diary=diary) as trial:
            await open_plank(trial)
            await trial.press(*TO_SECOND, "right", "s")
            await trial.pass_seconds(10 + 20 + 10)
            assert "Bridge" in trial.text()
            await trial.press("q", "e")
    with open_to_read(own / "diary") as connection:
        assert connection
        (kept,) = workouts(connection)
    assert (kept.circuit_id, kept.title) == ("plank/bridge", "Plank + Bridge")


async def test_choices_open_again_without_the_second_circuit_once_its_file_has_changed(
    fake_clock: FakeClock, speaker: RecordingSpeaker, own: Path
) -> None:
    async with on_trial(fake_clock, speaker) as trial:
        await open_plank(trial)
        await trial.press(*TO_SECOND, "right")
        (own / "bridge.toml").write_text(BRIDGE.replace("8-12", "6-12"))
        library = next(it for it in trial.app.screen_stack if isinstance(it, LibraryScreen))
        library.look_for_changes()
        library.look_for_changes()
        await trial.app.workers.wait_for_complete()
        await trial.pilot.pause()
        assert shown(trial, "then") == "then nothing ▶"
        assert trial.messages() == ["Plank was changed."]


async def test_circuits_too_long_for_one_workout_are_refused_and_the_choice_stays(
    fake_clock: FakeClock, speaker: RecordingSpeaker, own: Path
) -> None:
    longest = BRIDGE.replace("Bridge", "Walk", 1).replace('reps = "8-12"', 'time = "1h"')
    (own / "walk.toml").write_text(f"{longest}rounds = 12\n".replace("[[ex", "prepare = 0\n[[ex"))
    async with on_trial(fake_clock, speaker) as trial:
        await trial.press("home", "enter", *TO_SECOND, "right", "right")
        assert shown(trial, "then") == "then ◀ Plank ▶"
        (message,) = trial.messages()
        assert "do not fit into one workout" in message
        assert "within 12 hours" in message
