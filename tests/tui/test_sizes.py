from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.geometry import Size

from hiptimer import library, places
from hiptimer.timeline import Kind
from hiptimer.tui.widgets.large_word import LargeWord
from hiptimer.tui.widgets.letters import large
from hiptimer.tui.widgets.phase_field import PhaseField
from tests.conftest import FakeClock, RecordingSpeaker
from tests.tui.trial import on_trial

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.circuit import Circuit


def shipped(name: str) -> Circuit:
    found = library.find(name).circuit
    assert found
    return found


@pytest.fixture(autouse=True)
def no_own_circuits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "user_circuits", lambda: tmp_path)


@pytest.mark.parametrize(
    ("name", "size"),
    [
        *((name, size) for name in library.ids() for size in ((80, 24), (120, 40))),
        *(("whitt-hip-flexor", size) for size in ((200, 60), (110, 30), (80, 30), (100, 40))),
    ],
)
async def test_nothing_of_a_shipped_circuit_is_cut(name: str, size: tuple[int, int]) -> None:
    clock = FakeClock()
    async with on_trial(clock, RecordingSpeaker(), shipped(name), size) as trial:
        shown = set()
        for phase in trial.workout.timeline.phases:
            trial.screen.tick()
            movement = phase.effort.movement
            if phase.effort.set > 1:
                break
            assert trial.moment.phase == phase
            if (movement, phase.kind) in shown:
                trial.workout.next()
                continue
            shown.add((movement, phase.kind))
            await trial.pilot.pause()
            field = trial.screen.query_one(PhaseField)
            # Columns stand side by side, so a text is looked for word by word.
            text = trial.text()
            for words in (movement.title, *movement.how, movement.tip, movement.warning):
                assert all(word in text for word in words.split()), (phase.kind, words, text)
            assert f"{trial.screen.query_one('#time-left').render()}" in text
            for widget in trial.screen.query("#phase-word, #title, #side, Digits, .caption"):
                if widget.is_on_screen:
                    assert field.region.contains_region(widget.region), widget
            beside = trial.screen.query_one("#beside")
            assert beside.max_scroll_y == 0, (movement.title, beside.virtual_size, beside.size)
            trial.workout.next()


@pytest.mark.parametrize("size", [(40, 12), (20, 5), (1, 1)])
async def test_small_terminals_show_what_matters_most_or_at_least_do_not_crash(
    size: tuple[int, int],
) -> None:
    clock = FakeClock()
    whitt = shipped("whitt-hip-flexor")
    async with on_trial(clock, RecordingSpeaker(), whitt, size) as trial:
        for kind in (Kind.PREPARE, Kind.WORK, Kind.SWITCH):
            await trial.pass_until_kind(kind)
            if size > (1, 1):
                assert trial.screen.query_one(LargeWord).render_line(0).text.strip() in trial.text()
                assert (trial.moment.phase.effort.side or "").upper() in trial.text()
                digits = trial.screen.query("Digits").first()
                assert trial.screen.region.contains_region(digits.region)
        await trial.press("q")
        if size > (1, 1):
            assert "Leave the workout?" in trial.text()
            assert "y leave" in trial.text()
        await trial.press("y")
        assert trial.rows()


@pytest.mark.parametrize("size", [(200, 60), (40, 12), (20, 5), (1, 1)])
async def test_library_choices_and_help_stand_any_size(size: tuple[int, int]) -> None:
    async with on_trial(FakeClock(), RecordingSpeaker(), None, size) as trial:
        await trial.press("question_mark", "escape", "down", "enter", "right", "down", "escape")
        assert len(trial.rows()) == size[1]


async def test_a_terminal_may_change_its_size_at_any_time() -> None:
    clock = FakeClock()
    async with on_trial(clock, RecordingSpeaker(), shipped("whitt-hip-flexor")) as trial:
        assert "┃" in trial.text()
        for width, height in ((20, 5), (1, 1), (200, 60), (40, 12), (80, 24)):
            await trial.pilot.resize_terminal(width, height)
            await trial.pass_seconds(0.5)
            assert trial.app.size == Size(width, height)
        assert "GET READY" in trial.text()
        assert "LEFT knee up" in trial.text()


def test_large_letters_are_three_rows_of_one_width_or_none() -> None:
    rows = large("SWITCH", 80)
    assert rows
    assert len(rows) == 3
    assert len({len(row) for row in rows}) == 1
    assert large("SWITCH", 5) is None
    assert large("ÜBER", 80) is None
