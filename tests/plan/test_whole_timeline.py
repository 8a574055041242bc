"""A timeline compared whole, with a value in every field that an exercise can have."""

from __future__ import annotations

from hiptimer.circuit.amounts import Range
from hiptimer.circuit.doses import FreeReps
from hiptimer.circuit.model import Stage
from hiptimer.plan.compiler import compile_timeline
from hiptimer.plan.effort import Dose, Effort, Movement
from hiptimer.plan.lengths import phase_count, planned_seconds
from hiptimer.plan.timeline import Cue, Gear, Phase, PhaseKind, Timeline
from tests.conftest import chosen, circuit, exercise, open_hold, timed

STRETCH = exercise(
    "stretch",
    timed(4, 8),
    sides="each",
    first_side="right",
    side_means="knee up",
    prepare_seconds=7.0,
    switch_seconds=6.0,
    how=("Kneel.", "Lean."),
    tip="Breathe.",
    warning="Stop if it hurts.",
    variants=("deep", "light"),
    equipment=("mat", "band"),
    stages=(Stage(1.5, "sink"),),
    figure="kneeling-stretch",
)
SQUAT = exercise("squat", open_hold(12, 25), equipment=("mat", "chair"), first_side="right")
MARCH = exercise("march", FreeReps(Range.single(5), None))

TRIAL = circuit(
    STRETCH, SQUAT, MARCH, title="Trial", author="Whitt", source="A book", sets=Range(1, 2, 1)
)
CHOSEN = chosen(2, {"stretch.time": 5.0, "stretch.variant": "light"}, without=frozenset({"march"}))

_STRETCH = Movement(
    id="stretch",
    title="Stretch",
    word="WORK",
    first_side="right",
    side_means="knee up",
    variant="light",
    how=("Kneel.", "Lean."),
    tip="Breathe.",
    warning="Stop if it hurts.",
    equipment=("mat", "band"),
    figure="kneeling-stretch",
)
_SQUAT = Movement("squat", "Squat", "WORK", "right", equipment=("mat", "chair"))


def _stretch(side: str, number: int) -> Effort:
    return Effort(
        movement=_STRETCH,
        side="left" if side == "left" else "right",
        set=number,
        sets=2,
        round=1,
        rounds=1,
        dose=Dose.TIME,
        target_seconds=5.0,
        stages=(Stage(1.5, "sink"),),
        lead_in_seconds=7.0,
    )


def _squat(number: int) -> Effort:
    return Effort(
        _SQUAT,
        None,
        number,
        2,
        1,
        1,
        Dose.OPEN,
        12.0,
        cap_seconds=25.0,
        lead_in_seconds=10.0,
        is_isometric=True,
    )


def _ticks(sound: str, seconds: float) -> tuple[Cue, ...]:
    return tuple(Cue(seconds - before, sound) for before in (3.0, 2.0, 1.0))


def _set(number: int, kind: PhaseKind, seconds: float, starts: float) -> tuple[Phase, ...]:
    """Return the phases of a set that begins with a pause of `seconds` at `starts`."""
    right, left, squat = _stretch("right", number), _stretch("left", number), _squat(number)
    begins = starts + seconds
    opening = (
        Cue(0.0, None, "Get ready: Stretch, right, knee up. Get the mat. Band on.")
        if kind is PhaseKind.PREPARE
        else Cue(
            0.0,
            "rest",
            "Rest. Next: Stretch, right, knee up. Put the chair away. Band on. Keep the mat.",
        )
    )
    gear = (
        Gear(on=("mat", "band"))
        if kind is PhaseKind.PREPARE
        else Gear(on=("band",), off=("chair",), stays=("mat",))
    )
    work = (
        Cue(0.0, "go"),
        Cue(1.5, "stage", "sink"),
        *_ticks("tick-out", 5.0),
    )
    same, swap = Gear(stays=("mat", "band")), Gear(on=("chair",), off=("band",), stays=("mat",))
    switch = "Switch: left, knee up. Keep the mat. Keep the band on."
    rest = "Rest. Next: Squat. Band off. Get the chair. Keep the mat."
    return (
        Phase(kind, right, seconds, starts, (opening, *_ticks("tick-in", seconds)), gear),
        Phase(PhaseKind.WORK, right, 5.0, begins, work, gear),
        Phase(
            PhaseKind.SWITCH,
            left,
            6.0,
            begins + 5.0,
            (Cue(0.0, "switch-left", switch), *_ticks("tick-in", 6.0)),
            same,
        ),
        Phase(PhaseKind.WORK, left, 5.0, begins + 11.0, work, same),
        Phase(
            PhaseKind.REST,
            squat,
            15.0,
            begins + 16.0,
            (Cue(0.0, "rest", rest), *_ticks("tick-in", 15.0)),
            swap,
        ),
        Phase(
            PhaseKind.WORK,
            squat,
            None,
            begins + 31.0,
            (
                *(Cue(0.0, "go"), Cue(10.0, "hold-tick"), Cue(12.0, "target")),
                *(Cue(20.0, "hold-tick"), *_ticks("tick-out", 25.0)),
            ),
            swap,
            ends_set=number == 1,
        ),
    )


def test_every_field_of_a_circuit_is_on_its_timeline() -> None:
    phases = (*_set(1, PhaseKind.PREPARE, 10.0, 0.0), *_set(2, PhaseKind.REST, 60.0, 53.0))
    expected = Timeline(
        id="trial",
        title="Trial",
        author="Whitt",
        source="A book",
        sets=2,
        phases=tuple(phase._replace(number=number) for number, phase in enumerate(phases)),
    )
    assert compile_timeline(TRIAL, CHOSEN, "trial") == expected
    assert planned_seconds(TRIAL, CHOSEN) == expected.planned_seconds == 156.0
    assert phase_count(TRIAL, CHOSEN) == len(expected.phases)
