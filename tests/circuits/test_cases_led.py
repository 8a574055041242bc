"""Programs as people are handed them: led through, killed and resumed, and exported."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING

import pytest

from hiptimer.cli.line_mode.lines import event_lines
from hiptimer.diary.records import Outcome
from hiptimer.foundation.clock import date_and_time
from hiptimer.history.formats.activity import WorkSet
from hiptimer.history.formats.exporting import FORMS
from hiptimer.history.formats.fit_activities import fit_activities
from hiptimer.history.report.page import report_html
from hiptimer.history.report.report import read_report
from hiptimer.library.loading import load
from hiptimer.plan.choices import default_choices
from hiptimer.plan.plan import Plan
from hiptimer.plan.wording import effort_words, place_words
from hiptimer.tui.screens.summary import SummaryScreen
from hiptimer.tui.widgets.side_band import SideBand
from hiptimer.workout.summary import summary_of
from tests.circuits.leading import lead
from tests.circuits.test_cases import CASES
from tests.conftest import one_in
from tests.diary.days import MORNING, Day, only_details, only_waiting
from tests.history.formats.exports import export_diary, import_json, read_json
from tests.tui.trial import on_trial

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.plan.timeline import Phase
    from hiptimer.workout.snapshot import Snapshot
    from tests.conftest import FakeClock, RecordingSpeaker

NAMES = sorted(path.stem for path in CASES.glob("*.toml"))


def plan_of(name: str) -> Plan:
    circuit = load(CASES / f"{name}.toml")
    return Plan(circuit, name, default_choices(circuit))


def last_of_each_kind(name: str) -> list[int]:
    """Return the last phase of each kind on the timeline of a case, in order."""

    def kind(phase: Phase) -> tuple[object, ...]:
        it = phase.effort
        return phase.kind, phase.waits, *((it.dose, bool(it.tempo)) if phase.is_effort else ())

    return sorted({kind(it): at for at, it in enumerate(plan_of(name).timeline.phases)}.values())


def is_halfway(moment: Snapshot, phase: Phase) -> bool:
    return moment.phase.number == phase.number and moment.elapsed > phase.target_seconds / 2


@pytest.mark.parametrize("name", NAMES)
def test_a_case_is_led_through_in_lines_and_exported(tmp_path: Path, name: str) -> None:
    plan, lines = plan_of(name), list[str]()
    day = Day(tmp_path / "one", plan, plan.loads_today)
    day.workout.listeners.append(lambda it: lines.extend(event_lines(it, day.workout)))
    day.workout.start()
    lead(day.workout, day.pass_seconds)
    day.close()
    efforts = [it.effort for it in plan.timeline.phases if it.is_effort]
    begun = [f"{it.movement.word}: {effort_words(it)}; " for it in efforts]
    told = [line for line in lines if line.startswith(tuple(begun))]
    assert [line[: len(it)] for line, it in zip(told, begun, strict=True)] == begun
    assert summary_of(plan, day.workout).efforts_done == len(efforts)
    assert only_details(tmp_path / "one").workout.is_complete
    exports = {form: export_diary(tmp_path / "one", form) for form in FORMS}
    assert exports["csv"].count(b"\r\n") == len(efforts) + 1
    assert plan.circuit.title.encode() in exports["jrnl"]
    ((_, activity),) = fit_activities(tmp_path / "one")
    assert sum(isinstance(it, WorkSet) for it in activity.sets) == len(efforts)
    import_json(exports["json"], tmp_path / "other", MORNING.timestamp())
    assert read_json(export_diary(tmp_path / "other", "json")) == read_json(exports["json"])
    report = report_html(read_report(tmp_path / "other", None, date_and_time()))
    assert all(it.name in report for it in plan.circuit.exercises)


@pytest.mark.parametrize("name", one_in(3, NAMES))
async def test_a_case_is_led_through_on_the_screen(
    name: str, fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    async with on_trial(fake_clock, speaker, plan_of(name).circuit, (100, 30)) as it:
        workout = it.workout

        def pass_seconds(seconds: float) -> None:
            it.clock.advance(seconds)
            workout.tick()

        for index in last_of_each_kind(name):
            phase = workout.timeline.phases[index]
            lead(workout, pass_seconds, partial(is_halfway, phase=phase))
            await it.pass_seconds(0.25)
            assert phase.effort.movement.title in it.text()
            assert place_words(phase.effort) in it.text()
            assert it.screen.query_one(SideBand).display is (phase.effort.side is not None)
            asks = phase.seconds is None
            assert ("Enter when" in it.text()) is asks
        lead(workout, pass_seconds)
        it.screen.tick()
        await it.settle()
        assert isinstance(it.app.screen, SummaryScreen)
        efforts = sum(phase.is_effort for phase in workout.timeline.phases)
        assert f"{efforts} of {efforts}" in it.text()


@pytest.mark.parametrize(
    "case", one_in(3, [(name, index) for name in NAMES for index in last_of_each_kind(name)])
)
def test_a_case_that_was_killed_resumes_in_the_same_phase_and_rep(
    tmp_path: Path, case: tuple[str, int]
) -> None:
    name, index = case
    plan = plan_of(name)
    phase = plan.timeline.phases[index]
    day = Day(tmp_path / "killed", plan)
    day.workout.start()
    lead(day.workout, day.pass_seconds, partial(is_halfway, phase=phase))
    before = day.workout.snapshot()
    day.close()
    # Of a program that was killed, only the files remain, without its locks.
    files = shutil.copytree(tmp_path / "killed", tmp_path / "found")
    day = Day.after(only_waiting(files), files)
    day.workout.resume()
    resumed = day.workout.snapshot()
    assert day.workout.head.index == index
    if before.rep:
        assert resumed.rep
        assert (resumed.rep.rep, resumed.rep.side) == (before.rep.rep, before.rep.side)
    else:
        assert 0 <= before.elapsed - resumed.elapsed <= 1.1
    lead(day.workout, day.pass_seconds)
    day.close()
    done = summary_of(plan, day.workout)
    assert done.efforts_done == done.efforts_planned
    assert only_details(files).workout.outcome is Outcome.FINISHED
