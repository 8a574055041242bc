from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.score.performance import ANSWER_PITCH, REFUSAL_PITCH
from hiptimer.circuit.amounts import Range
from hiptimer.session.commands import COMMANDS
from tests.audio.talking import LetterVoice, heard_words
from tests.conftest import exercise, laid_out, timed
from tests.mat import Mat

if TYPE_CHECKING:
    from hiptimer.workout.workout import Workout

KEYS = [name for name, command in COMMANDS.items() if command.carry_out and name != "leave"]
SOON_SECONDS = 0.1


def talking_mat() -> Mat:
    """Prepare 0-25, left 25-55, switch 55-75, right 75-105, rest; two sets."""
    stretch = exercise("stretch", timed(30), sides="each", switch_seconds=20.0)
    mat = Mat(laid_out(stretch, sets=Range.single(2), prepare_seconds=25.0), voice=LetterVoice())
    mat.workout.start()
    return mat


def answers_to(mat: Mat, name: str, *, after: float = SOON_SECONDS) -> list[str]:
    """Press a key, and return what the score then has for the next moment."""
    carry_out = COMMANDS[name].carry_out
    assert carry_out
    mat.hearing.sounds()
    carry_out(mat.workout)
    now = mat.clock.monotonic
    return [it.sound for it in mat.hearing.scores[-1] if now <= it.moment <= now + after]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("seconds", [16.5, 35.5])
def test_every_key_puts_an_answer_into_the_score_immediately(key: str, seconds: float) -> None:
    mat = talking_mat()
    mat.until(seconds)
    if key in ("again", "hurts") and seconds < 25.0:
        return
    if key == "previous":
        mat.until(76.0)
    assert answers_to(mat, key)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (["longer"], ["Plus five."]),
        (["shorter"], ["Minus five."]),
        (["end_after_set"], ["Ending after this set."]),
        (["end_after_set", "end_after_set"], ["Ending after this set.", "Doing all sets."]),
    ],
)
@pytest.mark.parametrize("seconds", [6.5, 30.5])
def test_a_change_of_the_plan_is_answered_in_words(
    keys: list[str], words: list[str], seconds: float
) -> None:
    mat = talking_mat()
    mat.until(seconds)
    for number, key in enumerate(keys):
        mat.until(seconds + 2.0 * number)
        if not number:
            heard_words(mat)
        carry_out = COMMANDS[key].carry_out
        assert carry_out
        carry_out(mat.workout)
    mat.until(seconds + 2.0 * len(keys))
    assert [it for it in heard_words(mat) if it in words] == words


def test_a_resumed_effort_says_its_side_and_the_seconds_to_go() -> None:
    mat = talking_mat()
    mat.until(35.5)
    mat.workout.pause()
    mat.until(55.0)
    heard_words(mat)
    mat.workout.resume()
    mat.until(58.0)
    assert heard_words(mat) == ["left.", "20 seconds to go."]


def test_a_resumed_switch_says_its_side_and_the_seconds_to_go() -> None:
    mat = talking_mat()
    mat.until(57.5)
    mat.workout.pause()
    heard_words(mat)
    mat.workout.resume()
    mat.until(61.0)
    assert heard_words(mat) == ["right.", "18 seconds to go."]


def test_pain_is_asked_about_in_words() -> None:
    mat = talking_mat()
    mat.until(35.5)
    heard_words(mat)
    mat.workout.hurts()
    mat.until(40.0)
    assert heard_words(mat) == ["Stopped. How much, zero to ten?"]


@pytest.mark.parametrize("command", ["mute", "softer", "louder"])
def test_the_volume_is_answered_at_its_new_level(command: str) -> None:
    mat = talking_mat()
    mat.until(35.5)
    assert answers_to(mat, command) == ["kept"]
    assert mat.hearing.scores[-1][0].pitch == ANSWER_PITCH
    assert len(mat.hearing.volumes) == 2


def press_unknown(workout: Workout) -> None:
    workout.answer_key(is_refused=True)


@pytest.mark.parametrize("is_paused", [False, True])
def test_a_key_without_effect_is_a_low_tone_and_moves_nothing(*, is_paused: bool) -> None:
    mat = talking_mat()
    mat.until(35.5)
    if is_paused:
        mat.workout.pause()
        mat.until(37.5)
    before = mat.workout.head
    press_unknown(mat.workout)
    assert replace(mat.workout.head, now=before.now) == before
    (low,) = [note for note in mat.hearing.scores[-1] if note.sound == "kept"]
    assert (low.sound, low.pitch, low.moment) == ("kept", REFUSAL_PITCH, mat.clock.monotonic)


@pytest.mark.parametrize("ends_by", ["clock", "done"])
def test_the_end_is_said_after_the_last_effort(ends_by: str) -> None:
    mat = Mat(laid_out(exercise("plank", timed(45))), voice=LetterVoice())
    mat.workout.start()
    mat.until(50.0)
    if ends_by == "done":
        mat.workout.done()
    mat.until(62.0)
    assert mat.workout.head.is_over
    assert heard_words(mat)[-1] == "Done."
