from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Button, ProgressBar

from hiptimer.plan.choices import default_choices
from hiptimer.plan.plan import Plan
from hiptimer.tui.app import HipTimerApp
from hiptimer.tui.screens.voice_preparation import VoiceScreen
from hiptimer.tui.screens.workout import WorkoutScreen
from hiptimer.tui.widgets.trouble_row import TroubleRow
from tests.tui.trial import SessionOnTrial, two_sided
from tests.tui.virtual_time import Gate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.pilot import Pilot

    from tests.conftest import FakeClock, RecordingSpeaker

WAIT_SECONDS = 10.0


def app(
    clock: FakeClock,
    speaker: RecordingSpeaker,
    progress: Callable[[], Iterator[tuple[int, int]]],
) -> HipTimerApp:
    """Return an app that begins with a workout once `progress` has come to its end."""
    plan = Plan(two_sided(), "trial", default_choices(two_sided()))
    return HipTimerApp(SessionOnTrial(clock, speaker, progress=progress), plan)


async def wait_until(pilot: Pilot[int], is_so: Callable[[], bool]) -> None:
    for _ in range(10_000):
        if is_so():
            return
        await pilot.pause()
    raise AssertionError("it never came to that")


async def test_the_workout_begins_when_the_voice_is_ready(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    ready = Gate()

    def progress() -> Iterator[tuple[int, int]]:
        yield 3, 12
        ready.wait(WAIT_SECONDS)

    trial = app(fake_clock, speaker, progress)
    async with trial.run_test() as pilot:
        await wait_until(pilot, lambda: trial.screen.query_one(ProgressBar).progress == 3)
        assert isinstance(trial.screen, VoiceScreen)
        assert trial.screen.query_one(ProgressBar).total == 12
        assert not speaker.scores
        ready.set()
        await wait_until(pilot, lambda: bool(speaker.scores))
        assert isinstance(trial.screen, WorkoutScreen)


async def test_a_workout_can_start_before_the_voice_is_complete(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    go_on = Gate()
    given: list[int] = []

    def progress() -> Iterator[tuple[int, int]]:
        for done in range(1, 13):
            given.append(done)
            yield done, 12
            go_on.wait(WAIT_SECONDS)

    trial = app(fake_clock, speaker, progress)
    async with trial.run_test() as pilot:
        await wait_until(pilot, lambda: given == [1])
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(trial.screen, WorkoutScreen))
        go_on.set()
        await trial.workers.wait_for_complete()
        assert given in ([1], [1, 2])


async def test_a_problem_with_the_voice_is_reported_once_when_the_workout_starts(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    session = SessionOnTrial(fake_clock, speaker)

    def progress() -> Iterator[tuple[int, int]]:
        session.trouble = ("Voice: it [broke] down",)
        yield 1, 1

    session.progress = progress
    trial = HipTimerApp(session, Plan(two_sided(), "trial", default_choices(two_sided())))
    async with trial.run_test() as pilot:
        await wait_until(pilot, lambda: isinstance(trial.screen, WorkoutScreen))
        await pilot.pause()
        await pilot.pause()
        assert str(trial.screen.query_one(TroubleRow).render()) == session.trouble[0]


async def test_a_click_on_start_now_starts_the_workout(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    go_on = Gate()

    def progress() -> Iterator[tuple[int, int]]:
        yield 1, 12
        go_on.wait(WAIT_SECONDS)

    trial = app(fake_clock, speaker, progress)
    async with trial.run_test() as pilot:
        await wait_until(pilot, lambda: isinstance(trial.screen, VoiceScreen))
        assert str(trial.screen.query_one(".headline").render()) == two_sided().title
        trial.screen.query_one("#wait").visible = True
        await pilot.pause()
        await pilot.click(Button)
        await wait_until(pilot, lambda: isinstance(trial.screen, WorkoutScreen))
        go_on.set()
