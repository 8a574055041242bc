from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from textual.geometry import Size

from hiptimer.foundation import folders
from hiptimer.library import loading
from hiptimer.plan.timeline import PhaseKind
from hiptimer.tui.widgets.large_text import LargeText
from hiptimer.tui.widgets.phase_field import PhaseField
from hiptimer.tui.widgets.plain_text import PlainText
from hiptimer.tui.widgets.side_band import SideBand
from tests.conftest import FakeClock, RecordingSpeaker, circuit, exercise, slow, timed
from tests.tui.trial import on_trial

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.circuit.model import Circuit
    from hiptimer.foundation.terminal import Charset
    from tests.tui.trial import Trial


def shipped(name: str) -> Circuit:
    found = loading.find(name).circuit
    assert found
    return found


@pytest.fixture(autouse=True)
def no_own_circuits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "user_circuits", lambda: tmp_path)


# How many rows high the number that counts is at least, in an effort that has a side.
DIGIT_ROWS = {(20, 5): 3, (40, 12): 4, (80, 24): 8, (120, 34): 12, (200, 60): 24}


@pytest.mark.parametrize(
    "size", [(80, 24), *slow((200, 60), (110, 30), (80, 30), (100, 40), (40, 12), (20, 5))]
)
async def test_nothing_is_cut_at_any_size(size: tuple[int, int]) -> None:
    await look_through("whitt-hip-flexor", size)


@pytest.mark.slow
@pytest.mark.parametrize("name", loading.ids())
@pytest.mark.parametrize("size", [(80, 24), (120, 34)])
async def test_nothing_of_a_shipped_circuit_is_cut(name: str, size: tuple[int, int]) -> None:
    await look_through(name, size)


async def look_through(name: str, size: tuple[int, int]) -> None:
    """Assert for each kind of phase of a circuit that it can be read in full."""
    clock = FakeClock()
    async with on_trial(clock, RecordingSpeaker(), shipped(name), size) as trial:
        shown = set()
        for phase in trial.workout.timeline.phases:
            trial.screen.tick()
            movement = phase.effort.movement
            if phase.effort.set > 1:
                break
            assert trial.moment.phase == phase
            if (movement, phase.kind) not in shown:
                shown.add((movement, phase.kind))
                await trial.settle()
                look_at(trial)
            trial.workout.next()


def look_at(trial: Trial) -> None:
    """Assert that all that there is a place for can be read in full."""
    # Columns stand side by side, so a text is looked for word by word.
    text, screen, movement = trial.text(), trial.screen, trial.moment.phase.effort.movement
    texts = {
        "#title": (movement.title,),
        "#beside": (*movement.how, movement.tip, movement.warning),
        "#time-to-go": (str(screen.query_one("#time-to-go", PlainText).render()),),
        "#caption": (str(screen.query_one("#caption", PlainText).render()),),
    }
    for selector, all_words in texts.items():
        if screen.query(selector).first().is_on_screen:
            for words in all_words:
                assert all(word in text for word in words.split()), (selector, words, text)
    field = screen.query_one(PhaseField)
    assert screen.query_one("#body").region.contains_region(field.region)
    for widget in field.query("*"):
        if widget.is_on_screen:
            assert field.region.contains_region(widget.region), widget
    for drawn in field.query(LargeText):
        if drawn.is_on_screen and not drawn.is_drawn:
            rows = "".join(trial.rows_of(f"#{drawn.id}"))
            assert all(word in rows for word in drawn.text.split()), drawn.text
    for widget in screen.query("*"):
        assert not (widget.is_on_screen and any(widget.scrollbars_enabled)), widget


@pytest.mark.parametrize("charset", ["quadrant", *slow("half", "ascii")])
@pytest.mark.parametrize("size", [(20, 5), (80, 24), *slow((40, 12), (120, 34), (200, 60))])
async def test_the_number_that_counts_is_large_at_every_size(
    size: tuple[int, int], charset: Charset
) -> None:
    whitt = shipped("whitt-hip-flexor")
    # A number of two digits, in every phase.
    pulses = replace(whitt.exercises[0], dose=timed(30))
    pulsing = replace(whitt, blocks=(replace(whitt.blocks[0], exercises=(pulses,)),))
    async with on_trial(FakeClock(), RecordingSpeaker(), pulsing, size, charset) as trial:
        for kind in (PhaseKind.PREPARE, PhaseKind.WORK, PhaseKind.SWITCH):
            await trial.pass_until_kind(kind)
            rows = trial.rows_of("#number")
            inked = [row for row in rows if row.strip()]
            assert trial.screen.query("#number").first(LargeText).is_drawn
            # Between efforts, the name of what comes is large as well.
            least = (
                DIGIT_ROWS[size] if kind is PhaseKind.WORK else max(3, DIGIT_ROWS[size] * 2 // 3)
            )
            assert len(inked) >= least, "\n".join(rows)


async def test_a_number_is_drawn_in_the_characters_asked_for() -> None:
    clock, speaker, knees = FakeClock(), RecordingSpeaker(), shipped("runner-warm-up")
    async with on_trial(clock, speaker, knees, (80, 24), "ascii") as trial:
        await trial.pass_until_kind(PhaseKind.WORK)
        assert "".join(trial.rows_of("PhaseField")).isascii()
        assert "#" in "".join(trial.rows_of("#count"))


@pytest.mark.parametrize("size", [(20, 5), *slow((40, 12), (1, 1))])
async def test_small_terminals_show_what_matters_most_or_at_least_do_not_crash(
    size: tuple[int, int],
) -> None:
    clock = FakeClock()
    whitt = shipped("whitt-hip-flexor")
    async with on_trial(clock, RecordingSpeaker(), whitt, size) as trial:
        for kind in (PhaseKind.PREPARE, PhaseKind.WORK, PhaseKind.SWITCH):
            await trial.pass_until_kind(kind)
            if size > (1, 1):
                assert trial.screen.query_one("#phase-word", LargeText).text in trial.text()
                band = trial.screen.query_one(SideBand)
                assert band.has_class(f"-{trial.moment.phase.effort.side}")
                assert band.region.height
        await trial.press("q")
        if size > (1, 1):
            assert "Stop the workout?" in trial.text()
            assert "End workout (e)" in trial.text()
        await trial.press("e")
        assert trial.rows()


@pytest.mark.parametrize("size", [(20, 5), *slow((200, 60), (40, 12), (1, 1))])
async def test_library_choices_and_help_fit_any_size(size: tuple[int, int]) -> None:
    async with on_trial(FakeClock(), RecordingSpeaker(), None, size) as trial:
        await trial.press("question_mark", "escape", "down", "enter", "right", "down", "escape")
        assert len(trial.rows()) == size[1]


async def test_a_terminal_may_change_its_size_at_any_time() -> None:
    clock = FakeClock()
    async with on_trial(clock, RecordingSpeaker(), shipped("whitt-hip-flexor")) as trial:
        counter = trial.screen.query("#number").first(LargeText)
        assert counter.is_drawn
        for width, height in ((20, 5), (1, 1), (200, 60), (40, 12), (80, 24)):
            await trial.pilot.resize_terminal(width, height)
            await trial.pass_seconds(0.5)
            assert trial.app.size == Size(width, height)
        assert counter.is_drawn
        assert "GET READY" in trial.text()
        assert trial.screen.query_one(SideBand).has_class("-left")


@pytest.mark.parametrize("kind", [PhaseKind.PREPARE, *slow(PhaseKind.WORK, PhaseKind.SWITCH)])
async def test_a_resized_screen_looks_as_if_it_had_always_been_that_size(kind: PhaseKind) -> None:
    whitt = shipped("whitt-hip-flexor")
    sizes = ((40, 12), (200, 60), (20, 5), (120, 34), (80, 24))
    expected = []
    for size in sizes:
        async with on_trial(FakeClock(), RecordingSpeaker(), whitt, size) as fresh:
            await fresh.pass_until_kind(kind)
            expected.append(fresh.rows())
    async with on_trial(FakeClock(), RecordingSpeaker(), whitt) as trial:
        await trial.pass_until_kind(kind)
        for size, rows in zip(sizes, expected, strict=True):
            await trial.pilot.resize_terminal(*size)
            await trial.settle()
            assert trial.rows() == rows


@pytest.mark.parametrize(
    "size", [(20, 5), *slow((80, 24), (40, 12), (100, 30), (120, 34), (200, 60))]
)
async def test_the_exercise_and_its_set_are_plain_text_at_every_size(size: tuple[int, int]) -> None:
    async with on_trial(
        FakeClock(), RecordingSpeaker(), shipped("whitt-hip-flexor"), size
    ) as trial:
        for kind in (PhaseKind.PREPARE, PhaseKind.WORK, PhaseKind.SWITCH):
            await trial.pass_until_kind(kind)
            title = trial.moment.phase.effort.movement.title
            assert "set 1 of 3" in trial.text()
            assert title in trial.text() or title[:6] + "…" in trial.text()
        await trial.press("space")
        assert "set 1 of 3" in trial.text()
        assert title in trial.text() or title[:6] + "…" in trial.text()


async def test_a_long_name_does_not_touch_what_follows_in_its_row() -> None:
    whitt = shipped("whitt-hip-flexor")
    async with on_trial(FakeClock(), RecordingSpeaker(), whitt, (64, 24)) as trial:
        assert "…  GET READY  " in trial.rows()[0]
        await trial.press("m")
        assert "…  muted  " in trial.rows()[0]


@pytest.mark.parametrize(
    "size", [(80, 24), *slow((20, 5), (40, 12), (100, 30), (120, 34), (200, 60))]
)
async def test_a_cell_of_air_is_around_everything_large(size: tuple[int, int]) -> None:
    async with on_trial(
        FakeClock(), RecordingSpeaker(), shipped("whitt-hip-flexor"), size
    ) as trial:
        for kind in (PhaseKind.PREPARE, PhaseKind.WORK, PhaseKind.SWITCH, PhaseKind.REST):
            await trial.pass_until_kind(kind)
            for large in trial.screen.query(LargeText):
                if large.is_drawn and large.region:
                    rows = trial.rows()[large.region.y : large.region.bottom]
                    edges = {row[0] for row in rows} | {row[-1] for row in rows}
                    assert edges == {" "}


async def test_on_the_smallest_screens_side_and_verb_share_a_row() -> None:
    whitt = shipped("whitt-hip-flexor")
    async with on_trial(FakeClock(), RecordingSpeaker(), whitt, (20, 5)) as trial:
        assert trial.rows()[1] == "◀ LEFT     GET READY"
        await trial.pass_until_kind(PhaseKind.SWITCH)
        assert trial.rows()[1] == "SWITCH       RIGHT ▶"
    march = circuit(exercise("march", timed(30.0), sides="alternate"))
    async with on_trial(FakeClock(), RecordingSpeaker(), march, (20, 5)) as trial:
        assert trial.rows()[1] == "◀▶         GET READY"


@pytest.mark.parametrize("columns", [80, 120, *slow(110)])
async def test_the_meaning_of_a_side_is_drawn_even_if_the_arrow_has_no_room(columns: int) -> None:
    stretch = circuit(exercise("lunge", timed(30.0), sides="each", side_means="foot in front"))
    async with on_trial(FakeClock(), RecordingSpeaker(), stretch, (columns, 30)) as trial:
        band = "".join(trial.rows_of("#side"))
        assert "foot in front" not in band
        assert "█" in band
