"""FIT files, read back with a library that is independent of the one that writes them."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import fitdecode
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.history.formats.activity import Activity, RestSet, WorkSet, activity
from hiptimer.history.formats.fit_file import EARLIEST, LATEST, NoFitTime, fit_bytes
from hiptimer.plan.feelings import Feelings
from hiptimer.workout.workout import Workout
from tests.conftest import exercise, paced
from tests.diary.days import MORNING, Day, everything, only_details, plan_of, whole_workout
from tests.history.formats.exports import run_restless_workout

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.plan.effort import EffortSide

CLOSE = timedelta(seconds=0.5)


def messages(contents: bytes) -> list[tuple[str, dict[str, Any]]]:
    """Return the messages in order, each with its fields. A wrong checksum is an error."""
    reader = fitdecode.FitReader(
        io.BytesIO(contents),
        check_crc=fitdecode.CrcCheck.RAISE,
        error_handling=fitdecode.ErrorHandling.RAISE,
    )
    with reader:
        return [
            (frame.name, {field.name: field.value for field in frame.fields})
            for frame in reader
            if frame.frame_type == fitdecode.FIT_FRAME_DATA
        ]


def messages_named(contents: bytes, name: str) -> list[dict[str, Any]]:
    return [fields for it, fields in messages(contents) if it == name]


def only(contents: bytes, name: str) -> dict[str, Any]:
    (fields,) = messages_named(contents, name)
    return fields


def titles_of_sets(contents: bytes) -> list[str]:
    """Return the title of each work set, which is in another message of the file."""
    titles = {
        (it["exercise_category"], it["exercise_name"]): it["wkt_step_name"]
        for it in messages_named(contents, "exercise_title")
    }
    return [
        titles[it["category"], it["category_subtype"]]
        for it in messages_named(contents, "set")
        if it["set_type"] == "active"
    ]


def done_once(name: str, side: EffortSide | None = None, **changed: Any) -> Activity:
    """Return a workout of twenty minutes with half a minute of work."""
    ends = MORNING + timedelta(minutes=20)
    work = WorkSet(name, side, MORNING, MORNING + timedelta(seconds=30), 30.0, None, None)
    found = Activity("abc", "trial", "Trial", MORNING, ends, 1200.0, None, (work,), ())
    return replace(found, **changed)


def test_a_workout_is_an_activity_of_strength_training(tmp_path: Path) -> None:
    whole_workout(tmp_path, feelings=Feelings(effort=6))
    found = activity(only_details(tmp_path))
    contents = fit_bytes(found)
    assert [name for name, _ in messages(contents)] == [
        "file_id",
        "sport",
        "exercise_title",
        "exercise_title",
        "event",
        "record",
        "set",
        "set",
        "set",
        "record",
        "event",
        "lap",
        "session",
        "activity",
    ]
    file_id = only(contents, "file_id")
    assert (file_id["type"], file_id["product_name"]) == ("activity", "hiptimer")
    assert file_id["time_created"] == MORNING
    assert only(contents, "sport")["name"] == "Trial"
    for name in ("session", "lap"):
        totals = only(contents, name)
        assert (totals["sport"], totals["sub_sport"]) == ("training", "strength_training")
        assert totals["start_time"] == MORNING
        assert totals["timestamp"] == MORNING + timedelta(seconds=75)
        assert totals["total_elapsed_time"] == pytest.approx(75.0, abs=0.01)
        assert totals["total_timer_time"] == pytest.approx(75.0, abs=0.01)
    session = only(contents, "session")
    assert (session["num_laps"], session["first_lap_index"]) == (1, 0)
    assert (session["sport_profile_name"], session["workout_rpe"]) == ("Trial", 60)
    closing = only(contents, "activity")
    assert closing["num_sessions"] == 1
    assert closing["total_timer_time"] == session["total_timer_time"]


def test_the_local_time_is_that_of_the_workout(tmp_path: Path) -> None:
    whole_workout(tmp_path)
    closing = only(fit_bytes(activity(only_details(tmp_path))), "activity")
    assert closing["timestamp"] == datetime(2026, 8, 7, 5, 16, 15, tzinfo=UTC)
    assert closing["local_timestamp"].replace(tzinfo=None) == datetime(2026, 8, 7, 7, 16, 15)


def test_every_set_has_its_exercise_its_side_and_its_seconds(tmp_path: Path) -> None:
    whole_workout(tmp_path)
    contents = fit_bytes(activity(only_details(tmp_path)))
    assert titles_of_sets(contents) == ["Stretch, left", "Stretch, right"]
    assert [
        (it["message_index"], it["set_type"], it["start_time"], it["timestamp"])
        for it in messages_named(contents, "set")
    ] == [
        (number, kind, MORNING + timedelta(seconds=begin), MORNING + timedelta(seconds=end))
        for number, kind, begin, end in [
            (0, "active", 10, 40),
            (1, "rest", 40, 45),
            (2, "active", 45, 75),
        ]
    ]


def test_a_set_has_its_reps_and_its_weight_in_kilograms(tmp_path: Path) -> None:
    plan = plan_of(exercise("lunge", paced(6)), exercise("climber", paced(3)))
    whole_workout(tmp_path, plan, loads={"lunge": "7.5 kg", "climber": "heavy band"})
    lunge, _, climber = messages_named(fit_bytes(activity(only_details(tmp_path))), "set")
    assert (lunge["repetitions"], climber["repetitions"]) == (6, 3)
    assert (lunge["weight"], lunge["weight_display_unit"]) == (7.5, "kilogram")
    assert climber.get("weight") is None


def test_a_pause_stops_the_timer(tmp_path: Path) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.at(20.0, Workout.pause)
    day.at(25.0, Workout.resume)
    day.to_the_end()
    day.close()
    contents = fit_bytes(activity(only_details(tmp_path)))
    assert [
        (it["event"], it["event_type"], (it["timestamp"] - MORNING).total_seconds())
        for it in messages_named(contents, "event")
    ] == [
        ("timer", "start", 0),
        ("timer", "stop_all", 20),
        ("timer", "start", 30),
        ("timer", "stop_all", 85),
    ]
    session = only(contents, "session")
    assert session["total_elapsed_time"] == pytest.approx(85.0, abs=0.01)
    assert session["total_timer_time"] == pytest.approx(75.0, abs=0.01)


@given(seed=st.integers(0, 2**32))
def test_the_sets_are_those_of_the_diary_in_order_after_any_commands(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("restless")
    run_restless_workout(folder, everything(), seed)
    found = activity(only_details(folder))
    contents = fit_bytes(found)
    read = messages_named(contents, "set")
    assert len(read) == len(found.sets)
    for number, (it, was) in enumerate(zip(read, found.sets, strict=True)):
        assert it["message_index"] == number
        assert it["set_type"] == ("rest" if isinstance(was, RestSet) else "active")
        assert it["duration"] == pytest.approx(was.seconds, abs=0.0006)
        assert abs(it["start_time"] - was.starts) <= CLOSE
        assert abs(it["timestamp"] - was.ends) <= CLOSE
        if isinstance(was, WorkSet):
            assert it.get("repetitions") == was.reps
            assert it.get("weight") == was.weight_kg
    work = [it for it in found.sets if isinstance(it, WorkSet)]
    assert titles_of_sets(contents) == [
        f"{it.exercise}, {it.side}" if it.side else it.exercise for it in work
    ]
    session = only(contents, "session")
    assert session["total_timer_time"] == pytest.approx(found.timer_seconds, abs=0.001)
    assert session["total_elapsed_time"] == pytest.approx(found.elapsed_seconds, abs=0.001)
    moments = [
        fields["timestamp"] for name, fields in messages(contents) if name in ("set", "event")
    ]
    assert moments == sorted(moments)
    kinds = [it["event_type"] for it in messages_named(contents, "event")]
    assert kinds == ["start", "stop_all"] * (1 + len(found.pauses))


def test_the_same_workout_gives_the_same_file_and_another_does_not() -> None:
    assert fit_bytes(done_once("Squat")) == fit_bytes(done_once("Squat"))
    one, other = (fit_bytes(done_once("Squat", key=key)) for key in ("abc", "abd"))
    assert only(one, "file_id")["serial_number"] != only(other, "file_id")["serial_number"]


@pytest.mark.parametrize(
    ("side", "title"),
    [(None, "Squat"), ("right", "Squat, right"), ("alternate", "Squat, alternating")],
)
def test_the_title_has_the_side(side: EffortSide | None, title: str) -> None:
    assert titles_of_sets(fit_bytes(done_once("Squat", side))) == [title]


@given(name=st.text(max_size=300), side=st.sampled_from([None, "left", "right", "alternate"]))
def test_a_file_with_any_exercise_name_can_be_read(name: str, side: EffortSide | None) -> None:
    (title,) = titles_of_sets(fit_bytes(done_once(name, side, title=name))) or [""]
    assert (title or "").isprintable()
    assert side is None or (title or "").endswith(("left", "right", "alternating"))


def test_a_name_too_long_for_fit_is_cut_between_letters_and_keeps_its_side() -> None:
    (title,) = titles_of_sets(fit_bytes(done_once("müßig " * 60, "left")))
    assert title.startswith("müßig müßig")
    assert title.endswith(", left")
    assert 250 <= len(title.encode()) <= 254


def test_a_workout_outside_the_time_range_of_fit_is_refused() -> None:
    for day in (EARLIEST - timedelta(days=1), LATEST + timedelta(days=1)):
        with pytest.raises(NoFitTime, match=f"{day:%Y-%m-%d}"):
            fit_bytes(done_once("Squat", starts=day, ends=day + timedelta(minutes=20)))
    day = EARLIEST
    found = fit_bytes(done_once("Squat", starts=day, ends=day + timedelta(minutes=20)))
    assert only(found, "session")["start_time"] == EARLIEST
