from __future__ import annotations

import io
import signal
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.score.performance import ANSWER_PITCH, REFUSAL_PITCH, performances_on
from hiptimer.circuit.amounts import Range
from hiptimer.circuit.doses import FreeReps
from hiptimer.cli.line_mode.lines import KEYS
from hiptimer.cli.line_mode.view import PlainView
from hiptimer.library.loading import load
from hiptimer.plan.choices import default_choices, with_sets
from hiptimer.plan.plan import Plan
from hiptimer.session.settings.keys import Keys
from hiptimer.workout.events import Interrupted
from hiptimer.workout.playhead import State
from hiptimer.workout.workout import Workout
from tests.conftest import circuit, exercise, slow, timed
from tests.programs import SHORT_CIRCUIT, environment, hiptimer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hiptimer.workout.events import Event
    from tests.conftest import FakeClock, RecordingSpeaker


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    path = tmp_path / "short.toml"
    path.write_text(SHORT_CIRCUIT)
    circuit = load(path)
    return Plan(circuit, "short", default_choices(circuit))


class Session:
    """A plain view with a fake clock and commands typed by the test."""

    def __init__(self, plan: Plan, clock: FakeClock, speaker: RecordingSpeaker) -> None:
        self.clock = clock
        self.speaker = speaker
        self.workout = Workout(plan.timeline, performances_on(speaker), clock.clock())
        self.output = io.StringIO()
        self.view = PlainView(self.workout, io.StringIO(), self.output, can_save=True)

    def pass_time(self, seconds: float) -> None:
        for _ in range(round(seconds * 8)):
            self.workout.due_in_seconds()
            self.clock.advance(0.125)
            self.workout.tick()

    def type(self, line: str | None) -> None:
        self.view.obey(line)

    def lines(self) -> list[str]:
        """Return what was written since the last call."""
        written = self.output.getvalue().splitlines()
        self.output.seek(0)
        self.output.truncate()
        return written


@pytest.fixture
def session(plan: Plan, fake_clock: FakeClock, speaker: RecordingSpeaker) -> Session:
    session = Session(plan, fake_clock, speaker)
    session.workout.start()
    return session


def test_a_timed_effort_is_printed_from_its_announcement_to_its_last_second(
    session: Session,
) -> None:
    session.pass_time(8.0)
    assert session.lines() == [
        " 0:00  Get ready: Stretch, left, foot in front. 4s.",
        " 0:00  Step into a lunge.",
        " 0:00  Breathe.",
        " 0:01  3",
        " 0:02  2",
        " 0:03  1",
        " 0:04  WORK: Stretch, left, foot in front; 4s; set 1 of 1",
        " 0:05  3",
        " 0:05  Sink.",
        " 0:06  2",
        " 0:07  1",
        " 0:08  Switch: right, foot in front. 4s.",
    ]


def test_paced_reps_are_counted_beat_by_beat(session: Session) -> None:
    session.pass_time(20.0)
    session.lines()
    session.pass_time(6.0)
    assert session.lines() == [
        " 0:21  return",
        " 0:23  Last one.",
        " 0:23  rep 2 of 2: drive",
        " 0:24  return",
        " 0:26  Rest. Next: Squat. Heavy band off. 4s.",
    ]


def test_enter_ends_a_hold_and_keeps_it(session: Session) -> None:
    session.pass_time(42.25)
    session.lines()
    session.type("")
    assert session.lines() == [" 0:42  kept: 12.2s"]
    assert session.workout.state is State.FINISHED


def test_p_pauses_and_resumes_with_a_lead_in(session: Session) -> None:
    session.pass_time(6.5)
    session.lines()
    session.type("p")
    session.pass_time(60.0)
    assert session.lines() == [" 0:06  paused; p and Enter to resume"]
    session.type("p")
    session.pass_time(5.0)
    assert session.lines() == [
        " 1:06  get into position: Stretch, left, foot in front; resuming in 5s",
        " 1:08  3",
        " 1:09  2",
        " 1:10  1",
        " 1:11  resumed",
    ]


def test_each_letter_gives_its_command(session: Session) -> None:
    session.type("n")
    assert session.workout.head.index == 1
    session.pass_time(1.0)
    session.type("+")
    assert session.workout.head.seconds == 9.0
    session.type("-")
    assert session.workout.head.seconds == 4.0
    session.type("r")
    assert session.workout.state is State.RESUMING
    session.type("n")
    session.type("b")
    assert session.workout.head.index == 1
    session.type("m")
    assert session.workout.is_muted


def test_q_asks_and_the_workout_waits(session: Session) -> None:
    session.pass_time(6.5)
    session.lines()
    session.type("Q")
    session.pass_time(60.0)
    assert session.workout.state is State.PAUSED
    question = (
        "Stop the workout? s = save for later, e = end workout, c or Esc = continue; and Enter"
    )
    assert session.lines() == [question]
    # Letters of the workout, and Enter, may have been on their way.
    for line in ("", "n", "p", "q"):
        session.type(line)
    assert session.lines() == [question] * 4
    assert session.workout.state is State.PAUSED


@pytest.mark.parametrize("line", ["c", "C", "\x1b"])
def test_c_or_escape_continues_through_the_lead_in(session: Session, line: str) -> None:
    session.pass_time(6.5)
    session.type("q")
    session.lines()
    session.type(line)
    assert session.lines()[-1] == "Continuing."
    assert session.workout.state is State.RESUMING


def test_a_paused_workout_is_still_paused_after_the_question(session: Session) -> None:
    session.type("p")
    session.type("q")
    session.type("c")
    assert session.workout.state is State.PAUSED
    assert session.lines()[-1] == "paused; p and Enter to resume"


def test_e_ends_the_workout_for_good(session: Session) -> None:
    events = heard(session)
    session.type("q")
    session.type("e")
    assert session.workout.head.is_over
    assert not any(isinstance(it, Interrupted) for it in events)


@pytest.mark.parametrize("line", ["s", "S", None])
def test_s_or_the_end_of_the_input_saves_for_later(session: Session, line: str | None) -> None:
    events = heard(session)
    session.type("q")
    session.type(line)
    assert session.workout.head.is_over
    assert any(isinstance(it, Interrupted) for it in events)


def test_a_rehearsal_cannot_be_saved(session: Session) -> None:
    session.view = PlainView(session.workout, io.StringIO(), session.output)
    session.type("q")
    session.lines()
    session.type("s")
    (question,) = session.lines()
    assert "save" not in question
    session.type(None)
    assert session.workout.state is State.STOPPED


def test_q_in_the_last_open_hold_ends_it_and_asks_nothing(session: Session) -> None:
    session.pass_time(42.0)
    session.lines()
    session.type("q")
    assert session.workout.state is State.FINISHED
    assert session.lines() == [" 0:42  kept: 12s"]


def heard(session: Session) -> list[Event]:
    """Return the list to which each event of the workout will be added."""
    events: list[Event] = []
    session.workout.listeners.append(events.append)
    return events


def test_brackets_change_and_print_the_volume(session: Session) -> None:
    session.lines()
    session.type("[")
    session.type("m")
    session.type("[")
    session.type("]")
    session.type("]")
    assert session.lines() == [
        "volume 90 %",
        "volume 80 %, muted",
        "volume 90 %",
        "volume 100 %",
    ]


def test_e_ends_with_this_set_and_undoes_that(
    plan: Plan, fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    two_sets = replace(plan, choices=with_sets(plan.circuit, plan.choices, 2))
    session = Session(two_sets, fake_clock, speaker)
    session.workout.start()
    session.lines()
    session.type("e")
    session.type("e")
    assert session.lines() == ["Ending after this set.", "Back to all 2 sets."]
    session.type("e")
    session.pass_time(31.0)
    session.type("")
    assert session.workout.state is State.FINISHED


def test_w_prints_the_position_and_moves_nothing(session: Session) -> None:
    session.pass_time(4.0)
    before = session.workout.head.place
    session.lines()
    session.type("w")
    assert session.lines() == [
        (
            "WORK: Stretch, left, foot in front; 4s to go; set 1 of 1; "
            "next: Stretch, right, foot in front; workout: 0:31 to go, ends 17:05"
        )
    ]
    assert session.workout.head.place == before


def test_a_character_added_to_a_command_gives_it_also_in_line_mode(
    plan: Plan, fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    session = Session(plan, fake_clock, speaker)
    keys = Keys().with_key("mute", "ж").with_key("done", "d")
    session.view = PlainView(session.workout, io.StringIO(), session.output, tuple, keys.letters())
    session.workout.start()
    session.type("Ж")
    assert session.workout.is_muted
    session.type("m")
    assert not session.workout.is_muted
    before = session.workout.snapshot().remaining
    session.type("d")
    assert session.workout.snapshot().remaining < before


def test_a_digit_added_to_a_command_does_not_count_as_reps(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    lift = circuit(exercise("lift", FreeReps(Range.single(10), None)), prepare_seconds=0.0)
    session = Session(Plan(lift, "lift", default_choices(lift)), fake_clock, speaker)
    letters = Keys().with_key("mute", "7").letters()
    session.view = PlainView(session.workout, io.StringIO(), session.output, tuple, letters)
    session.workout.start()
    session.pass_time(1.0)
    session.type("7")
    assert session.workout.is_muted
    session.type("8")
    assert [it.reps for it in session.workout.attempts] == [8]


def test_an_unknown_letter_is_answered_with_the_keys(session: Session) -> None:
    session.lines()
    session.type("x")
    assert session.lines() == [KEYS]


def test_a_refused_command_is_answered_with_the_reason(session: Session) -> None:
    session.lines()
    session.type("b")
    assert session.lines() == ["Not now: this is the first effort."]


@pytest.mark.parametrize(
    ("line", "pitch"), [("x", REFUSAL_PITCH), ("b", REFUSAL_PITCH), ("w", ANSWER_PITCH)]
)
def test_a_line_that_moves_nothing_is_answered_by_a_tone(
    session: Session, line: str, pitch: float
) -> None:
    session.pass_time(0.25)
    session.type(line)
    (answer,) = [note for note in session.speaker.scores[-1] if note.sound == "kept"]
    assert (answer.moment, answer.pitch) == (session.clock.monotonic, pitch)


def test_at_the_end_of_input_open_holds_end_at_their_target(session: Session) -> None:
    session.pass_time(31.0)
    session.type(None)
    session.pass_time(4.0)
    assert session.workout.state is State.FINISHED
    assert session.workout.attempts[-1].seconds == pytest.approx(5.0)


@pytest.mark.parametrize("can_save", [True, False])
def test_a_pause_at_the_end_of_the_input_ends_the_workout_or_saves_it(
    session: Session, can_save: bool
) -> None:
    session.view = PlainView(session.workout, io.StringIO(), session.output, can_save=can_save)
    session.pass_time(8.0)
    session.type("p")
    session.lines()
    session.type(None)
    assert session.lines()[-1] == (
        "Saved for later; `hiptimer resume` resumes it." if can_save else "Ended."
    )
    assert session.workout.head.is_over


def test_sleep_of_the_machine_is_reported_and_pauses_the_workout(session: Session) -> None:
    session.pass_time(5.0)
    session.lines()
    session.clock.sleep(90.0)
    session.workout.tick()
    assert session.lines() == [
        " 0:05  the machine slept for 1m30s",
        " 0:05  paused; p and Enter to resume",
    ]


def test_trouble_with_the_sound_is_reported_once(
    session: Session, speaker: RecordingSpeaker
) -> None:
    session.lines()
    speaker.trouble = "No sound: nothing found a device"
    session.view.say_trouble()
    session.view.say_trouble()
    assert session.lines() == ["No sound: nothing found a device."]


def test_an_interruption_of_the_sound_is_reported_once(
    session: Session, speaker: RecordingSpeaker
) -> None:
    session.lines()
    speaker.interruption = "The sound was interrupted and is back"
    session.view.say_trouble()
    session.view.say_trouble()
    assert session.lines() == ["The sound was interrupted and is back."]


def test_every_loss_and_return_of_the_sound_is_reported(
    session: Session, speaker: RecordingSpeaker
) -> None:
    session.lines()
    for _ in range(2):
        speaker.trouble, speaker.interruption = "No sound: pacat found no device", None
        session.view.say_trouble()
        speaker.trouble, speaker.interruption = None, "The sound was interrupted and is back"
        session.view.say_trouble()
    gone, back = "No sound: pacat found no device.", "The sound was interrupted and is back."
    assert session.lines() == [gone, back, gone, back]


def test_a_question_is_answered_by_the_next_line_unchanged(session: Session) -> None:
    view = PlainView(session.workout, io.StringIO("n\n"), session.output)
    view._read_commands()
    view.discard_input()
    session.lines()
    assert view.ask("Any note?") is None
    assert session.lines() == []
    view = PlainView(session.workout, io.StringIO("Knee fine\n"), session.output)
    view._read_commands()
    assert view.ask("Any note?") == "Knee fine"
    assert session.lines() == ["Any note?"]
    assert view.ask("Another?") is None
    assert view.ask("Another?") is None


def test_the_program_runs_a_circuit_to_its_end_without_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "short.toml"
    path.write_text(SHORT_CIRCUIT)
    ended = hiptimer("run", str(path), "--speed", "50", "--sound", "off", home=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert "\x1b" not in ended.stdout
    assert "Workout complete: 4 of 4 efforts in 0:3" in ended.stdout


def test_q_ends_with_exit_code_1_and_a_summary(tmp_path: Path) -> None:
    ended = hiptimer("run", "foam-rolling", "--sound", "off", home=tmp_path, stdin="q\n")
    assert ended.returncode == 1
    assert "Ended early after 0:00: 0 of 4 efforts done" in ended.stdout


@pytest.mark.parametrize("number", [signal.SIGTERM, *slow(signal.SIGINT, signal.SIGHUP)])
def test_a_signal_ends_the_program_with_its_summary(tmp_path: Path, number: int) -> None:
    command = [sys.executable, "-m", "hiptimer", "run", "foam-rolling", "--sound", "off"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(tmp_path),
    ) as program:
        assert program.stdout
        while "Get ready" not in program.stdout.readline():
            pass
        program.send_signal(number)
        rest = program.stdout.read()
        assert program.wait(10) == 128 + number
    assert "efforts done" in rest


def test_o_asks_how_much_it_hurts_and_whether_to_leave_the_exercise_out(
    plan: Plan, fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    twice = Plan(plan.circuit, "short", with_sets(plan.circuit, plan.choices, 2))
    session = Session(twice, fake_clock, speaker)
    session.workout.start()
    session.type("o")
    assert session.lines()[-1] == "Not now: no effort has begun yet."
    session.pass_time(14)
    session.lines()
    session.type("o")
    assert session.lines()[-1] == "How much does it hurt? 0 to 10, or Enter to skip"
    assert session.workout.state is State.PAUSED
    session.type("11")
    assert session.lines() == ["How much does it hurt? 0 to 10, or Enter to skip"]
    session.type("10")
    title = session.workout.timeline.phases[1].effort.movement.title
    assert session.lines() == [f"Drop {title} for the rest of today? d, or Enter to keep it"]
    assert [it.pain for it in session.workout.pains] == [10]
    session.type("d")
    assert session.lines()[-1] == f"Dropped: {title}. p and Enter to resume."
    assert session.workout.left_out_titles == [title]


@pytest.mark.parametrize(
    ("answers", "pain", "closing"),
    [
        (["4"], 4, ["Pain 4, moderate."]),
        (["004"], 4, ["Pain 4, moderate."]),
        ([""], None, []),
        ([], None, []),
    ],
)
def test_pain_in_the_last_effort_is_rated_after_the_end_even_from_a_pipe(
    answers: list[str],
    pain: int | None,
    closing: list[str],
    fake_clock: FakeClock,
    speaker: RecordingSpeaker,
) -> None:
    plank = circuit(exercise("plank", timed(20)), prepare_seconds=0.0)
    session = Session(Plan(plank, "short", default_choices(plank)), fake_clock, speaker)

    def commands() -> Iterator[str]:
        while session.workout.state is not State.RUNNING:
            pass
        fake_clock.advance(0.5)
        yield from ("o", *answers)

    session.view._commands = commands()  # type: ignore[assignment]
    session.view.follow()
    assert [it.pain for it in session.workout.pains] == [pain]
    lines = session.lines()
    asked = lines.index("How much does it hurt? 0 to 10, or Enter to skip")
    assert lines[asked + 1 :] == closing
