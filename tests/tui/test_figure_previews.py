from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.foundation import folders
from hiptimer.session.settings.preferences import Preferences
from hiptimer.tui.screens.choices import ChoicesScreen
from hiptimer.tui.widgets import figure_previews
from hiptimer.tui.widgets.figure import FigureView
from hiptimer.tui.widgets.figure_previews import FigurePreviews
from hiptimer.tui.widgets.plain_text import PlainText
from tests.conftest import FakeClock, RecordingSpeaker, slow
from tests.tui.trial import on_trial

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.trial import Trial


@pytest.fixture(autouse=True)
def no_own_circuits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "user_circuits", lambda: tmp_path)


def shown(trial: Trial) -> FigurePreviews:
    return trial.app.screen.query_one(FigurePreviews)


def caption(trial: Trial) -> str:
    return str(shown(trial).query_one(PlainText).render())


@pytest.mark.parametrize("size", [(80, 24), *slow((120, 40), (200, 60))])
async def test_the_details_of_a_circuit_have_its_figures(size: tuple[int, int]) -> None:
    async with on_trial(FakeClock(), RecordingSpeaker(), None, size) as trial:
        await trial.press("end")
        assert shown(trial).is_on_screen
        assert caption(trial) == "Banded high knee pulses on your back"
        assert any(row.strip() for row in trial.rows_of("FigureView"))
        region = trial.app.screen.query_one("#details-pane").region
        assert shown(trial).region.x >= region.right
        assert region.height >= 9


@pytest.mark.parametrize("size", [(100, 15), *slow((40, 12), (20, 5))])
async def test_small_screens_have_none(size: tuple[int, int]) -> None:
    async with on_trial(FakeClock(), RecordingSpeaker(), None, size) as trial:
        await trial.press("end")
        assert not shown(trial).is_on_screen


async def test_without_the_figure_setting_no_preview_is_shown() -> None:
    preferences = Preferences(asked={"figure": False})
    async with on_trial(FakeClock(), RecordingSpeaker(), None, preferences=preferences) as trial:
        await trial.press("end")
        assert not shown(trial).is_on_screen


async def test_the_exercises_are_shown_one_after_the_other() -> None:
    async with on_trial(FakeClock(), RecordingSpeaker()) as trial:
        await trial.press("end")
        show = shown(trial)
        seen: list[str] = []
        for _ in range(400):
            if not seen or seen[-1] != caption(trial):
                seen.append(caption(trial))
            show._continue(0.25)
        assert seen[:5] == [
            "Banded high knee pulses on your back",
            "World's greatest stretch",
            "Slow banded mountain climber",
            "Split squat hip flexor hold",
            "Banded high knee pulses on your back",
        ]


async def test_figures_stop_moving_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure_previews, "_PATIENCE_SECONDS", 1.0)
    async with on_trial(FakeClock(), RecordingSpeaker()) as trial:
        await trial.press("end")
        show = shown(trial)
        show._continue(1.0)
        assert show._timer is None
        await trial.press("up")
        assert show._timer is not None


async def test_a_frame_that_comes_when_nothing_is_shown_any_more_changes_nothing() -> None:
    async with on_trial(FakeClock(), RecordingSpeaker()) as trial:
        await trial.press("end")
        show = shown(trial)
        show.show(())
        show._continue(0.25)
        assert show._timer is None


async def test_the_choices_show_the_exercise_in_focus() -> None:
    async with on_trial(FakeClock(), RecordingSpeaker(), None, (120, 40)) as trial:
        await trial.press("end", "enter")
        assert isinstance(trial.app.screen, ChoicesScreen)
        await trial.settle()
        assert shown(trial).query_one(FigureView).is_on_screen
        for _ in range(20):
            await trial.press("down")
            if "Rotate: open your chest" in " ".join(" ".join(trial.rows_of("#exercise")).split()):
                break
        assert caption(trial) == "World's greatest stretch"


async def test_behind_another_screen_nothing_moves() -> None:
    async with on_trial(FakeClock(), RecordingSpeaker(), None, (120, 40)) as trial:
        await trial.press("end")
        behind = shown(trial)
        await trial.press("enter")
        assert behind._timer is None
        await trial.press("escape")
        assert behind._timer is not None
