from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.circuit.model import Stage
from hiptimer.plan.cues import effort_cues, pause_cues
from hiptimer.plan.effort import Beat, Dose, Effort, Movement
from hiptimer.plan.timeline import Cue, Gear, PhaseKind
from tests.conftest import effort, paced_effort

LUNGE = Movement("lunge", "Lunge", "STRETCH", side_means="foot in front")
LIFT, HOLD, LOWER = Beat("lift", 1.0), Beat("hold", 5.0), Beat("lower", 2.0)


def heard(cues: tuple[Cue, ...]) -> list[tuple[float, str | None]]:
    return [(cue.at, cue.sound) for cue in cues]


def timed_cues(seconds: float, **given_: Any) -> list[tuple[float, str | None]]:
    return heard(effort_cues(effort(Dose.TIME, seconds, **given_), seconds))


def open_effort(target: float, cap: float, *stages: Stage) -> Effort:
    return effort(Dose.OPEN, target, cap_seconds=cap, stages=stages)


@pytest.mark.parametrize(
    ("kind", "sound"),
    [(PhaseKind.PREPARE, None), (PhaseKind.SWITCH, "switch-left"), (PhaseKind.REST, "rest")],
)
def test_a_pause_opens_with_its_sound_and_its_words_and_ends_with_three_ticks(
    kind: PhaseKind, sound: str | None
) -> None:
    coming = effort(side="left", movement=LUNGE)
    opening, *ticks = pause_cues(kind, coming, Gear(on=("band",)), 10.0)
    assert (opening.at, opening.sound) == (0.0, sound)
    assert opening.say is not None
    assert opening.say.endswith("left, foot in front. Band on.")
    assert ticks == [Cue(7.0, "tick-in"), Cue(8.0, "tick-in"), Cue(9.0, "tick-in")]


def test_a_switch_sounds_like_the_side_that_comes() -> None:
    (opening, *_) = pause_cues(PhaseKind.SWITCH, effort(side="right"), Gear(), 5.0)
    assert opening.sound == "switch-right"


@pytest.mark.parametrize(
    ("seconds", "ticks"),
    [(3.0, [1.0, 2.0]), (2.5, [0.5, 1.5]), (1.0, []), (0.5, []), (3.25, [0.25, 1.25, 2.25])],
)
def test_a_short_pause_keeps_only_the_ticks_after_its_start(
    seconds: float, ticks: list[float]
) -> None:
    cues = pause_cues(PhaseKind.REST, effort(), Gear(), seconds)
    assert heard(cues) == [(0.0, "rest"), *((at, "tick-in") for at in ticks)]


def test_a_timed_effort_has_go_halfway_and_three_ticks_out() -> None:
    assert timed_cues(30.0) == [
        (0.0, "go"),
        (15.0, "halfway"),
        (27.0, "tick-out"),
        (28.0, "tick-out"),
        (29.0, "tick-out"),
    ]


@pytest.mark.parametrize(("seconds", "has_halfway"), [(20.0, True), (19.9, False)])
def test_halfway_is_heard_from_twenty_seconds_on(seconds: float, has_halfway: bool) -> None:
    assert ((seconds / 2, "halfway") in timed_cues(seconds)) is has_halfway


@pytest.mark.parametrize(("seconds", "has_halfway"), [(18.25, True), (18.0, False), (17.75, False)])
def test_a_shortened_effort_is_halfway_only_before_its_countdown(
    seconds: float, *, has_halfway: bool
) -> None:
    cues = heard(effort_cues(effort(Dose.TIME, 30.0), seconds))
    assert ((15.0, "halfway") in cues) is has_halfway
    assert cues[-3:] == [(seconds - before, "tick-out") for before in (3.0, 2.0, 1.0)]


@pytest.mark.parametrize(
    ("seconds", "ticks"), [(3.0, [1.0, 2.0]), (2.0, [1.0]), (1.0, []), (0.25, [])]
)
def test_a_short_effort_keeps_go_and_the_ticks_after_it(seconds: float, ticks: list[float]) -> None:
    assert timed_cues(seconds) == [(0.0, "go"), *((at, "tick-out") for at in ticks)]


def test_stages_take_the_place_of_halfway() -> None:
    stages = (Stage(10.0, "rotate"), Stage(20.0, "lean back"))
    cues = effort_cues(effort(stages=stages), 30.0)
    assert cues[1:3] == (Cue(10.0, "stage", "rotate"), Cue(20.0, "stage", "lean back"))
    assert "halfway" not in {cue.sound for cue in cues}


def test_a_stage_at_the_moment_of_another_cue_gives_it_its_words() -> None:
    stages = (Stage(0.0, "sink"), Stage(28.0, "let go"))
    cues = effort_cues(effort(stages=stages), 30.0)
    assert cues == (
        Cue(0.0, "go", "sink"),
        Cue(27.0, "tick-out"),
        Cue(28.0, "tick-out", "let go"),
        Cue(29.0, "tick-out"),
    )


@pytest.mark.parametrize("at", [30.0, 40.0])
def test_a_stage_that_today_does_not_reach_is_dropped(at: float) -> None:
    cues = effort_cues(effort(stages=(Stage(5.0, "sink"), Stage(at, "never"))), 30.0)
    assert [cue.say for cue in cues if cue.say] == ["sink"]


def test_paced_reps_sound_each_beat_by_its_role_and_announce_the_last() -> None:
    cues = effort_cues(paced_effort(2, LIFT, HOLD, LOWER), 16.0)
    assert heard(cues) == [
        (0.0, "drive"),
        (1.0, "beat"),
        (6.0, "return"),
        (8.0, "last-rep"),
        (8.0, "drive"),
        (9.0, "beat"),
        (14.0, "return"),
    ]
    assert cues[3].say == "Last one."


def test_the_falling_tone_is_that_of_the_eccentric_beat_at_any_place() -> None:
    nordic_curl = paced_effort(1, Beat("lower", 3.0), Beat("up", 1.0))
    assert heard(effort_cues(nordic_curl, 4.0)) == [
        *((0.0, "last-rep"), (0.0, "return"), (3.0, "drive"))
    ]


@pytest.mark.parametrize(("seconds", "sound"), [(8.0, "return"), (8.1, "beat")])
def test_a_beat_over_eight_seconds_is_marked_at_its_start_and_counted_down(
    seconds: float, sound: str
) -> None:
    cues = effort_cues(paced_effort(1, Beat("in", 4.0), Beat("out", seconds)), 4.0 + seconds)
    ends = [4.0 + seconds - before for before in (3.0, 2.0, 1.0)] if sound == "beat" else []
    assert heard(cues[1:]) == [
        (0.0, "drive"),
        (4.0, sound),
        *((pytest.approx(at), "tick-out") for at in ends),
    ]


def test_paced_reps_have_no_go_no_halfway_and_no_ticks() -> None:
    cues = effort_cues(paced_effort(10), 40.0)
    assert {cue.sound for cue in cues} == {"drive", "return", "last-rep"}


def test_a_tempo_of_one_beat_drives_and_never_returns() -> None:
    cues = effort_cues(paced_effort(3, Beat("pump", 1.0)), 3.0)
    assert heard(cues) == [(0.0, "drive"), (1.0, "drive"), (2.0, "last-rep"), (2.0, "drive")]


def test_a_single_rep_is_the_last_and_says_what_it_is() -> None:
    cues = effort_cues(paced_effort(1), 4.0, "Climber, left.")
    assert cues[:2] == (Cue(0.0, "last-rep", "Climber, left. Last one."), Cue(0.0, "drive"))


def test_a_stage_in_paced_reps_has_a_moment_of_its_own() -> None:
    cues = effort_cues(paced_effort(2, stages=(Stage(2.5, "slower"), Stage(4.0, "now"))), 8.0)
    assert Cue(2.5, "stage", "slower") in cues
    assert Cue(4.0, "last-rep", "Last one. now") in cues


def test_the_target_and_the_countdown_of_an_open_hold_take_the_place_of_a_hold_tick() -> None:
    assert heard(effort_cues(open_effort(30.0, 61.0), None)) == [
        (0.0, "go"),
        (10.0, "hold-tick"),
        (20.0, "hold-tick"),
        (30.0, "target"),
        (40.0, "hold-tick"),
        (50.0, "hold-tick"),
        (58.0, "tick-out"),
        (59.0, "tick-out"),
        (60.0, "tick-out"),
    ]


def test_all_cues_of_an_open_hold_come_before_its_cap() -> None:
    cues = effort_cues(open_effort(25.0, 30.0, Stage(29.0, "breathe"), Stage(30.0, "no")), None)
    assert heard(cues) == [
        (0.0, "go"),
        (10.0, "hold-tick"),
        (20.0, "hold-tick"),
        (25.0, "target"),
        (27.0, "tick-out"),
        (28.0, "tick-out"),
        (29.0, "tick-out"),
    ]
    assert cues[-1].say == "breathe"


def test_a_target_at_the_cap_is_not_marked_because_the_cap_is_heard() -> None:
    cues = effort_cues(open_effort(20.0, 20.0), None)
    assert heard(cues) == [
        (0.0, "go"),
        (10.0, "hold-tick"),
        *((at, "tick-out") for at in (17.0, 18.0, 19.0)),
    ]


def test_a_target_takes_the_place_of_a_tick_of_the_countdown() -> None:
    cues = effort_cues(open_effort(8.0, 10.0), None)
    assert heard(cues) == [
        *((0.0, "go"), (7.0, "tick-out"), (8.0, "target"), (9.0, "tick-out")),
    ]


def test_untimed_reps_have_go_and_nothing_more() -> None:
    assert effort_cues(effort(Dose.FREE, 30.0, reps=10), None) == (Cue(0.0, "go"),)


def test_an_effort_that_no_pause_announces_says_itself_what_it_is() -> None:
    cues = effort_cues(effort(stages=(Stage(0.0, "sink"),)), 30.0, "Stretch.")
    assert cues[0] == Cue(0.0, "go", "Stretch. sink")


@given(
    st.integers(1, 9000).map(lambda tenths: tenths / 10),
    st.lists(st.integers(0, 9000).map(lambda tenths: tenths / 10), unique=True, max_size=5),
    st.booleans(),
)
def test_cues_are_in_order_inside_their_phase_and_no_stage_coincides_with_another_cue(
    seconds: float, ats: list[float], is_open: bool
) -> None:
    stages = tuple(Stage(at, f"at {at}") for at in sorted(ats))
    if is_open:
        cues = effort_cues(open_effort(seconds, seconds, *stages), None)
    else:
        cues = effort_cues(effort(Dose.TIME, seconds, stages=stages), seconds)
    moments = [cue.at for cue in cues]
    assert moments == sorted(moments)
    assert len(set(moments)) == len(moments)
    assert moments[0] == 0.0
    assert moments[-1] < seconds
    said = [cue.say for cue in cues if cue.say]
    assert said == [stage.say for stage in stages if stage.at < seconds]
