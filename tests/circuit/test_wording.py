from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.circuit.amounts import Range, TempoBeat, Varying
from hiptimer.circuit.doses import FreeReps, PacedReps
from hiptimer.circuit.wording import equipment, prescribed_sets_words, prescription_words
from hiptimer.library import loading
from tests.conftest import circuit, exercise, open_hold, timed

if TYPE_CHECKING:
    from hiptimer.circuit.model import Exercise

SIDED = Varying((Range.single(3),), (Range.single(2),))
DRIVE = TempoBeat("drive", Range.single(1))


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (exercise("a", timed(30.0)), "30 s"),
        (exercise("a", timed(30.0, isometric=True), sides="each"), "hold 30 s each side"),
        (exercise("a", timed(15.0, 30.0), rounds=Range.single(2)), "2 × 15–30 s"),
        (exercise("a", timed(60.0, 180.0), sides="left"), "1–3 min left only"),
        (exercise("a", timed(45.0, 90.0)), "45 s – 1 min 30 s"),
        (exercise("a", timed(3600.0), rounds=Range(1, 2, 1)), "1–2 × 1 h"),
        (
            exercise("a", open_hold(), sides="each"),
            "hold to fatigue each side, about 30 s, at most 1 min 30 s",
        ),
        (
            exercise("a", PacedReps(Range(20, 30, 20), (DRIVE,)), sides="alternate"),
            "20–30 reps each side alternating, drive 1 s",
        ),
        (exercise("a", FreeReps(Range.single(1), None)), "1 rep, at your own pace"),
        (
            exercise("a", FreeReps(SIDED, None), sides="each", rounds=SIDED),
            "3 left, 2 right × 3 reps left, 2 reps right, at your own pace",
        ),
    ],
)
def test_a_dose_is_worded_as_prescribed(found: Exercise, words: str) -> None:
    assert prescription_words(found) == words


def test_sets_are_counted_in_words() -> None:
    one = exercise("a", timed(30.0))
    assert prescribed_sets_words(circuit(one)) == "1 set"
    assert prescribed_sets_words(circuit(one, sets=Range(3, 4, 3))) == "3–4 sets"


def test_equipment_is_named_once() -> None:
    strength = loading.find("runner-strength").circuit
    assert strength
    assert equipment(strength) == ("bottle or weight", "resistance band")
