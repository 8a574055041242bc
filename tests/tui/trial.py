"""Runs the full-screen app in tests, with a fake clock, and reads its screen."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.events import MouseDown, MouseUp
from textual.widgets._footer import FooterKey

from hiptimer.audio.score.performance import performances_on
from hiptimer.plan.choices import default_choices
from hiptimer.plan.feelings import Feelings
from hiptimer.plan.plan import Plan
from hiptimer.session.settings.preferences import Preferences
from hiptimer.tui.app import HipTimerApp
from hiptimer.tui.screens.workout import WorkoutScreen
from hiptimer.tui.widgets.large_text import LargeText
from hiptimer.tui.widgets.notice import Notice
from hiptimer.workout.workout import Workout
from tests.conftest import circuit, exercise, open_hold, timed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping

    from textual.pilot import Pilot
    from textual.widget import Widget

    from hiptimer.circuit.model import Circuit
    from hiptimer.foundation.terminal import Charset
    from hiptimer.plan.timeline import PhaseKind, Timeline
    from hiptimer.session.resuming import ClaimedWorkout
    from hiptimer.session.session_diary import SessionDiary
    from hiptimer.workout.events import EndedBy
    from hiptimer.workout.playhead import State
    from hiptimer.workout.snapshot import Snapshot
    from tests.conftest import FakeClock, RecordingSpeaker

STEP_SECONDS = 0.25


@dataclass
class Trial:
    """A running app with the clock and the speaker of its workouts."""

    app: HipTimerApp
    pilot: Pilot[int]
    clock: FakeClock
    speaker: RecordingSpeaker
    session: SessionOnTrial

    @property
    def screen(self) -> WorkoutScreen:
        """The screen of the workout under way, even if another one covers it."""
        found = [it for it in self.app.screen_stack if isinstance(it, WorkoutScreen)]
        assert found, f"no workout is on: {self.app.screen_stack}"
        return found[0]

    @property
    def workout(self) -> Workout:
        return self.screen.workout

    @property
    def moment(self) -> Snapshot:
        return self.workout.snapshot()

    def state(self) -> State:
        """Return the state of the playhead."""
        return self.workout.state

    def kind(self) -> PhaseKind:
        """Return the kind of the phase under way."""
        return self.moment.phase.kind

    def side(self) -> str | None:
        """Return the side of the current or coming effort."""
        return self.moment.phase.effort.side

    def ended_by(self) -> EndedBy:
        """Return what ended the last attempt."""
        return self.workout.attempts[-1].by

    def number(self) -> str:
        """Return the large number."""
        return self.screen.query_one("#number", LargeText).text

    def rows(self) -> list[str]:
        """Return the screen, row by row."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]

    def rows_of(self, selector: str) -> list[str]:
        """Return the area of a widget, row by row."""
        region = self.app.screen.query_one(selector).region
        rows = self.rows()[region.y : region.bottom]
        return [row[region.x : region.right] for row in rows]

    def text(self, columns: slice = slice(None)) -> str:
        """Return the text in `columns` of the screen, with every run of blanks as one."""
        return " ".join(" ".join(row[columns] for row in self.rows()).split())

    def answer(self) -> str:
        """Return the response to the last key while it is visible."""
        notice = self.app.screen.query_one(Notice)
        return str(notice.render()) if notice.display else ""

    async def let_notice_fall_silent(self) -> None:
        """Hide the notice, as its timer does."""
        self.app.screen.query_one(Notice).hide()
        await self.pilot.pause()

    def messages(self) -> list[str]:
        """Return the notifications."""
        return [notification.message for notification in self.app._notifications]

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()
        # On a busy machine, the screen that a key opens is not laid out yet.
        while not self.app.screen.is_mounted:
            await self.pilot.pause()

    async def click(
        self,
        where: str | Widget,
        offset: tuple[int, int] = (0, 0),
        *,
        button: int = 1,
        modifier: str = "",
        released_at: tuple[int, int] | None = None,
    ) -> None:
        """Press and release a mouse button, as the terminal reports it to the app.

        The pilot's own click passes the app by.
        """
        widget = self.app.screen.query_one(where) if isinstance(where, str) else where
        corner = widget.region.offset
        for kind, place in ((MouseDown, offset), (MouseUp, released_at or offset)):
            x, y = corner + place
            event = kind(
                None,
                x,
                y,
                0,
                0,
                button,
                shift=modifier == "shift",
                meta=modifier == "meta",
                ctrl=modifier == "ctrl",
                screen_x=x,
                screen_y=y,
            )
            self.app.post_message(event)
            await self.pilot.pause()

    async def settle(self) -> None:
        """Wait until the figure and then the number have their final sizes."""
        await self.pilot.pause()
        await self.pilot.pause()

    async def pass_seconds(self, seconds: float) -> None:
        for _ in range(round(seconds / STEP_SECONDS)):
            self.clock.advance(STEP_SECONDS)
            self.screen.tick()
        await self.settle()

    async def pass_until_kind(self, kind: PhaseKind) -> None:
        await self.pass_until(lambda moment: moment.phase.kind is kind)

    async def pass_until(self, reached: Callable[[Snapshot], bool]) -> None:
        for _ in range(10_000):
            if reached(self.moment):
                break
            self.clock.advance(STEP_SECONDS)
            self.workout.tick()
        assert reached(self.moment)
        self.screen.tick()
        await self.settle()


def footer_key(trial: Trial, name: str) -> FooterKey:
    return next(it for it in trial.app.screen.query(FooterKey) if it.description == name)


def two_sided() -> Circuit:
    """Return a circuit with a stretch on each side and an open hold."""
    lunge = exercise(
        "lunge",
        timed(20.0),
        word="STRETCH",
        sides="each",
        side_means="foot in front",
        equipment=("heavy band",),
        how=("Step [bold]far[/] out.",),
        tip="Breathe.",
        warning="No pain.",
        variants=("arms down", "arms up"),
    )
    return circuit(lunge, exercise("plank", open_hold(), word="HOLD"))


@dataclass
class SessionOnTrial:
    """A session with a fake clock; `progress` simulates the preparation of the voice."""

    clock: FakeClock
    speaker: RecordingSpeaker
    diary: SessionDiary | None = None
    preferences: Preferences = field(default_factory=Preferences)
    progress: Callable[[], Iterable[tuple[int, int]]] | None = None
    trouble: tuple[str, ...] = ()
    tests: Iterable[str] = ()
    devices: Mapping[str, str] = field(default_factory=lambda: {"default": "default"})

    @property
    def has_voice(self) -> bool:
        return self.progress is not None

    def prepare_voice(self, _timeline: Timeline) -> Iterable[tuple[int, int]]:
        return self.progress() if self.progress else ()

    def new_workout(
        self, plan: Plan, _ring: Callable[[], None], claimed: ClaimedWorkout | None
    ) -> Workout:
        earlier = claimed.earlier if claimed else None
        heard = performances_on(self.speaker)
        workout = Workout(plan.timeline, heard, self.clock.clock(), earlier=earlier)
        if self.diary:
            self.diary.record(workout, plan, claimed)
        return workout

    def device_words(self) -> Mapping[str, str]:
        return self.devices

    def try_sound(self, _ring: Callable[[], None]) -> Iterator[str]:
        yield from self.tests

    def try_voice(self) -> Iterator[str]:
        yield from self.tests

    def complaints(self) -> list[str]:
        return [*self.trouble, *(self.diary.complaints() if self.diary else ())]


@asynccontextmanager
async def on_trial(
    clock: FakeClock,
    speaker: RecordingSpeaker,
    first: Circuit | None = None,
    size: tuple[int, int] = (80, 24),
    charset: Charset = "quadrant",
    *,
    pain_now: int | None = None,
    diary: SessionDiary | None = None,
    preferences: Preferences | None = None,
    app_type: type[HipTimerApp] = HipTimerApp,
) -> AsyncIterator[Trial]:
    """Run the app, starting with the workout of `first` if given."""
    feelings = Feelings(pain_before=pain_now)
    plan = Plan(first, "trial", default_choices(first), feelings=feelings) if first else None

    session = SessionOnTrial(clock, speaker, diary, preferences or Preferences())
    app = app_type(session, plan, charset=charset)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        yield Trial(app, pilot, clock, speaker, session)
