"""What the workout screen shows for a moment only, or for some efforts only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.plan.timeline import PhaseKind
from hiptimer.session.settings.preferences import Preferences
from hiptimer.tui.view_models.workout_texts import glance
from hiptimer.tui.widgets.large_text import LargeText
from hiptimer.tui.widgets.phase_field import PhaseField
from hiptimer.tui.widgets.progress_line import ProgressLine
from hiptimer.tui.widgets.side_band import SideBand
from tests.conftest import circuit, exercise, open_hold, slow, timed
from tests.mat import Mat
from tests.tui.trial import on_trial, two_sided

if TYPE_CHECKING:
    from tests.conftest import FakeClock, RecordingSpeaker
    from tests.tui.trial import Trial

SIZES = [(80, 24), *slow((120, 34), (40, 12), (20, 5))]


@pytest.mark.parametrize("size", SIZES)
async def test_a_change_of_side_fills_the_screen_and_counts_down(
    size: tuple[int, int], fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, two_sided(), size) as trial:
        await trial.pass_until_kind(PhaseKind.SWITCH)
        word = trial.screen.query_one("#phase-word", LargeText)
        regions = []
        for seconds_to_go in ("5", "4", "3", "2", "1"):
            shown = trial.screen.query("#beside, Ahead")
            assert not any(it.is_on_screen and it.region.height for it in shown)
            assert word.text == "SWITCH"
            assert trial.number() == seconds_to_go
            regions.append(trial.screen.query_one(SideBand).region)
            await trial.pass_seconds(1)
        assert regions[0].height > 0
        assert len(set(regions)) == 1


def test_a_pause_in_a_change_of_side_is_shown_as_a_pause() -> None:
    mat = Mat.started(exercise("stretch", timed(30), sides="each"))
    mat.until(40.5)
    assert glance(mat.workout.snapshot()).is_turn
    mat.workout.pause()
    assert not glance(mat.workout.snapshot()).is_turn


def is_lit(trial: Trial) -> bool:
    return trial.screen.query_one(PhaseField).has_class("-lit")


async def test_the_screen_flashes_before_a_phase_ends(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        await trial.pass_seconds(6.75)
        assert not is_lit(trial)
        ground = trial.screen.query_one(PhaseField).styles.background
        await trial.pass_seconds(0.25)
        assert is_lit(trial)
        assert trial.screen.query_one(PhaseField).styles.background != ground
        await trial.pass_seconds(0.25)
        assert not is_lit(trial)
        await trial.pass_seconds(0.75)
        assert is_lit(trial)


async def test_without_the_flash_setting_nothing_flashes(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    preferences = Preferences(asked={"flash": False})
    async with on_trial(fake_clock, speaker, two_sided(), preferences=preferences) as trial:
        await trial.pass_seconds(7)
        assert trial.number() == " 3"
        assert not is_lit(trial)


@pytest.mark.parametrize("size", [(80, 24), *slow((120, 34))])
async def test_an_open_hold_is_one_number_and_the_other_side_a_mark_on_its_bar(
    size: tuple[int, int], fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    squat = exercise("squat", open_hold(), sides="each", side_means="foot in front")
    async with on_trial(fake_clock, speaker, circuit(squat), size) as trial:
        await trial.pass_until_kind(PhaseKind.WORK)
        assert trial.number() == "0:00"
        await trial.pass_seconds(48)
        await trial.press("enter")
        await trial.pass_until_kind(PhaseKind.WORK)
        await trial.pass_seconds(12)
        assert trial.number() == "0:12"
        assert "left side today 0:48" in trial.text()
        assert trial.rows_of("PhaseBar")[0].count("┃") == 2


async def test_when_it_ends_is_shown_and_moves_with_a_pause(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    long = circuit(exercise("plank", timed(600)))
    async with on_trial(fake_clock, speaker, long) as trial:
        assert "10:10 to go ends 17:15" in trial.text()
        await trial.pass_seconds(30)
        assert "9:40 to go ends 17:15" in trial.text()
        await trial.press("space")
        fake_clock.advance(240)
        trial.screen.tick()
        await trial.pilot.pause()
        assert "9:40 to go ends 17:19" in trial.text()


async def test_the_whole_workout_is_one_row(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, two_sided()) as trial:
        row = trial.rows_of("ProgressLine")
        assert len(row) == 1
        assert row[0].startswith("●──")
        await trial.pass_until_kind(PhaseKind.SWITCH)
        await trial.pass_until_kind(PhaseKind.WORK)
        assert trial.rows_of("ProgressLine")[0].startswith("━━━")
        assert (
            len(trial.rows_of("ProgressLine")[0]) == trial.screen.query_one(ProgressLine).size.width
        )
