from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.color import Color

from hiptimer.drawing.figure.scene import FAR, FLOOR, NEAR, TRUNK
from hiptimer.foundation import folders
from hiptimer.library import loading
from hiptimer.plan.timeline import PhaseKind
from hiptimer.session.settings.preferences import Preferences
from hiptimer.tui.colors import FIELDS, contrast
from hiptimer.tui.view_models.workout_texts import TONES
from hiptimer.tui.widgets.figure import FigureView
from hiptimer.tui.widgets.large_text import LargeText
from hiptimer.tui.widgets.phase_field import PhaseField
from hiptimer.tui.widgets.trouble_row import TroubleRow
from tests.conftest import FakeClock, RecordingSpeaker, circuit, exercise, open_hold, slow, timed
from tests.tui.trial import on_trial

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.circuit.model import Circuit
    from tests.tui.trial import Trial


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder for circuits of one's own."""
    monkeypatch.setattr(folders, "user_circuits", lambda: tmp_path)
    return tmp_path


def whitt() -> Circuit:
    found = loading.find("whitt-hip-flexor").circuit
    assert found
    return found


def view(trial: Trial) -> FigureView:
    return trial.screen.query_one(FigureView)


def picture(trial: Trial) -> list[str]:
    """Return what stands on the screen where the figure is."""
    region = view(trial).region
    rows = trial.rows()[region.y : region.bottom]
    return [row[region.x : region.right] for row in rows]


class Repaints:
    """Counts how often the figure is painted."""

    def __init__(self, trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self._refresh = view(trial).refresh
        monkeypatch.setattr(view(trial), "refresh", self._counted)

    def _counted(self, *regions: object, **given: object) -> object:
        self.count += 1
        return self._refresh(*regions, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [(80, 24), *slow((110, 30), (120, 34), (200, 60))])
async def test_the_figure_is_beside_or_above_the_count_in_every_phase(
    size: tuple[int, int],
) -> None:
    async with on_trial(FakeClock(), RecordingSpeaker(), whitt(), size) as trial:
        for _ in range(16):
            field = trial.screen.query_one(PhaseField)
            assert view(trial).is_on_screen, trial.moment.phase.kind
            assert field.region.contains_region(view(trial).region)
            number = trial.screen.query_one("#number", LargeText)
            assert number.is_drawn, (number.text, number.size, trial.moment.phase.kind)
            assert not view(trial).region.overlaps(number.region)
            trial.workout.next()
            await trial.pass_seconds(0.5)


@pytest.mark.parametrize("size", [(40, 12), *slow((20, 5), (1, 1))])
async def test_small_screens_have_no_figure(size: tuple[int, int]) -> None:
    async with on_trial(FakeClock(), RecordingSpeaker(), whitt(), size) as trial:
        await trial.pass_until_kind(PhaseKind.WORK)
        assert not view(trial).display


async def test_the_figure_moves_with_the_exercise_and_paints_nothing_while_paused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with on_trial(FakeClock(), RecordingSpeaker(), whitt()) as trial:
        await trial.pass_until(lambda moment: moment.rep is not None)
        await trial.pass_seconds(1.0)
        before = picture(trial)
        await trial.pass_seconds(1.5)
        assert picture(trial) != before
        await trial.press("space")
        before = picture(trial)
        repaints = Repaints(trial, monkeypatch)
        await trial.pass_seconds(5.0)
        assert picture(trial) == before
        assert repaints.count == 0
        await trial.press("space")
        await trial.pass_seconds(10.0)
        assert repaints.count > 0


async def test_while_getting_ready_the_figure_is_painted_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with on_trial(FakeClock(), RecordingSpeaker(), whitt()) as trial:
        repaints = Repaints(trial, monkeypatch)
        await trial.pass_seconds(10.0)
        assert trial.kind() is PhaseKind.PREPARE
        assert repaints.count == 0


async def test_without_the_figure_setting_the_digits_are_larger() -> None:
    areas = []
    for wants in (True, False):
        preferences = Preferences(asked={"figure": wants})
        async with on_trial(
            FakeClock(), RecordingSpeaker(), whitt(), preferences=preferences
        ) as trial:
            assert view(trial).display == wants
            areas.append(trial.screen.query_one("#number").size.area)
    assert areas[0] < areas[1]


async def test_an_exercise_without_a_figure_leaves_all_room_to_the_count() -> None:
    plain = circuit(exercise("pulses", timed(20.0)), exercise("unheard-of", open_hold()))
    async with on_trial(FakeClock(), RecordingSpeaker(), plain) as trial:
        assert view(trial).display
        await trial.pass_until(lambda moment: moment.phase.effort.movement.id == "unheard-of")
        assert not view(trial).display


async def test_a_figure_that_cannot_be_shown_is_named(own: Path) -> None:
    (own / "figures").mkdir()
    (own / "figures" / "plank.toml").write_text("[pose.start]\nhip = 1\n")
    plank = circuit(exercise("plank", timed(20.0)))
    async with on_trial(FakeClock(), RecordingSpeaker(), plank) as trial:
        message = str(trial.screen.query_one(TroubleRow).render())
        assert "plank.toml:2: pose start hip: 1 is not a spot" in message
        assert not view(trial).display


@pytest.mark.parametrize("theme", ["hiptimer", *slow("textual-light", "ansi-dark", "ansi-light")])
async def test_the_figure_is_seen_under_every_theme(theme: str) -> None:
    async with on_trial(FakeClock(), RecordingSpeaker(), whitt()) as trial:
        trial.app.theme = theme
        await trial.pilot.pause()
        strips = [view(trial).render_lines(view(trial).region.reset_offset)]
        styles = {segment.style for strip in strips[0] for segment in strip}
        assert len({style.color for style in styles if style}) > 2


async def test_no_part_of_a_body_has_the_color_of_a_dark_field_in_a_palette_theme() -> None:
    async with on_trial(FakeClock(), RecordingSpeaker(), None, (120, 40)) as trial:
        trial.app.theme = "ansi-dark"
        await trial.pilot.pause()
        shown = trial.app.screen.query(FigureView).first()
        inks = shown._inks(shown.background_colors[1])
        assert shown.display
        assert {inks[part].ansi for part in (NEAR, TRUNK, FLOOR)} == {15}
        assert inks[FAR].ansi == 8


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("share", [1.0, 0.8, 0.55])
def test_every_shade_of_a_body_has_enough_contrast_in_every_phase(tone: str, share: float) -> None:
    field, text = Color.parse(FIELDS[f"phase-{tone}"]), Color.parse(FIELDS["phase-text"])
    assert contrast(field.blend(text, share), field) >= 3.0
    assert contrast(Color.parse(FIELDS["phase-gear"]), field) >= 3.0
