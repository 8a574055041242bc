"""An activity as a FIT file for Garmin, Strava and others: strength training, set by set.

FIT has no sides, and only the exercises of its own list. Ours are written as exercises of an
unknown category, with a title that includes the side.
"""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from fit_tool.fit_file_builder import FitFileBuilder
from fit_tool.profile import profile_type as fit
from fit_tool.profile.messages.activity_message import ActivityMessage
from fit_tool.profile.messages.event_message import EventMessage
from fit_tool.profile.messages.exercise_title_message import ExerciseTitleMessage
from fit_tool.profile.messages.file_id_message import FileIdMessage
from fit_tool.profile.messages.lap_message import LapMessage
from fit_tool.profile.messages.record_message import RecordMessage
from fit_tool.profile.messages.session_message import SessionMessage
from fit_tool.profile.messages.set_message import SetMessage
from fit_tool.profile.messages.sport_message import SportMessage

from hiptimer.foundation.text.printable import printable
from hiptimer.history.formats.activity import WorkSet
from hiptimer.plan.wording import side_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hiptimer.history.formats.activity import Activity, RestSet

EARLIEST = datetime(1998, 8, 1, tzinfo=UTC)
"""FIT interprets smaller values as the time since a device was switched on."""

LATEST = datetime(2120, 1, 1, tzinfo=UTC)
"""FIT stores seconds in four bytes."""

_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
_LONGEST_TEXT_BYTES = 254
_MOST_REPS = 0xFFFE
# FIT stores milliseconds in four bytes; a machine may have slept for longer.
_MOST_SECONDS = 0xFFFF_FFFE / 1000


class NoFitTime(ValueError):
    """The date of a workout is outside the range of FIT."""


def require_fit_time(activity: Activity) -> None:
    """Raise `NoFitTime` if `activity` was before `EARLIEST` or after `LATEST`."""
    if not EARLIEST <= activity.starts <= activity.ends <= LATEST:
        raise NoFitTime(f"{activity.starts:%Y-%m-%d}")


def fit_bytes(activity: Activity) -> bytes:
    """Return `activity` as a FIT file.

    Raises:
        NoFitTime: it was before `EARLIEST` or after `LATEST`.

    """
    require_fit_time(activity)
    builder = FitFileBuilder(strict=True)
    builder.add_all(list(_messages(activity)))
    return bytes(builder.build_bytes())


def _messages(activity: Activity) -> Iterator[Any]:
    titles: dict[str, int] = {}
    for it in activity.sets:
        if isinstance(it, WorkSet):
            titles.setdefault(_title(it), len(titles))
    yield _file_id(activity)
    yield _sport(activity)
    for title, number in titles.items():
        yield _exercise_title(title, number)
    yield _timer(activity.starts, fit.EventType.START)
    yield _record(activity.starts)
    sets = ((it.ends, _set(it, number, titles)) for number, it in enumerate(activity.sets))
    pauses = chain.from_iterable(
        (
            (stood_from, _timer(stood_from, fit.EventType.STOP_ALL)),
            (went_on, _timer(went_on, fit.EventType.START)),
        )
        for stood_from, went_on in activity.pauses
    )
    # A hold may end at the same moment as a pause begins; the stable sort keeps the set first.
    for _, message in sorted(chain(sets, pauses), key=itemgetter(0)):
        yield message
    yield _record(activity.ends)
    yield _timer(activity.ends, fit.EventType.STOP_ALL)
    yield _lap(activity)
    yield _session(activity)
    yield _closing(activity)


def _file_id(activity: Activity) -> FileIdMessage:
    message = FileIdMessage()
    message.type = fit.FileType.ACTIVITY
    message.manufacturer = fit.Manufacturer.DEVELOPMENT
    message.product = 0
    message.product_name = "hiptimer"
    # Identifies the workout if it is exported again; FIT reads 0 as a missing number.
    message.serial_number = zlib.crc32(activity.key.encode()) or 1
    message.time_created = _milliseconds(activity.starts)
    return message


def _sport(activity: Activity) -> SportMessage:
    message = SportMessage(local_id=1)
    message.sport = fit.Sport.TRAINING
    message.sub_sport = fit.SubSport.STRENGTH_TRAINING
    message.sport_name = _cut(activity.title, _LONGEST_TEXT_BYTES)
    return message


def _exercise_title(title: str, number: int) -> ExerciseTitleMessage:
    message = ExerciseTitleMessage(local_id=2)
    message.message_index = number
    message.exercise_category = fit.ExerciseCategory.UNKNOWN
    message.exercise_name = number
    message.workout_step_name = title
    return message


def _timer(moment: datetime, event_type: fit.EventType) -> EventMessage:
    message = EventMessage(local_id=3)
    message.timestamp = _milliseconds(moment)
    message.event = fit.Event.TIMER
    message.event_type = event_type
    message.event_group = 0
    return message


def _record(moment: datetime) -> RecordMessage:
    # An activity must have a record, even if nothing was measured.
    message = RecordMessage(local_id=4)
    message.timestamp = _milliseconds(moment)
    return message


def _set(it: WorkSet | RestSet, number: int, titles: Mapping[str, int]) -> SetMessage:
    message = SetMessage(local_id=5 if isinstance(it, WorkSet) else 6)
    message.timestamp = _milliseconds(it.ends)
    message.start_time = _milliseconds(it.starts)
    message.duration = it.seconds
    message.message_index = number
    message.set_type = fit.SetType.ACTIVE if isinstance(it, WorkSet) else fit.SetType.REST
    if isinstance(it, WorkSet):
        message.category = [fit.ExerciseCategory.UNKNOWN]
        message.category_subtype = [titles[_title(it)]]
        if it.reps is not None:
            message.repetitions = min(it.reps, _MOST_REPS)
        if it.weight_kg is not None:
            message.weight = it.weight_kg
            message.weight_display_unit = fit.FitBaseUnit.KILOGRAM
    return message


def _lap(activity: Activity) -> LapMessage:
    message = LapMessage(local_id=7)
    _set_totals(message, activity)
    message.message_index = 0
    message.event = fit.Event.LAP
    message.event_type = fit.EventType.STOP
    message.lap_trigger = fit.LapTrigger.SESSION_END
    return message


def _session(activity: Activity) -> SessionMessage:
    message = SessionMessage(local_id=8)
    _set_totals(message, activity)
    message.message_index = 0
    message.event = fit.Event.SESSION
    message.event_type = fit.EventType.STOP
    message.first_lap_index = 0
    message.num_laps = 1
    message.trigger = fit.SessionTrigger.ACTIVITY_END
    if activity.effort is not None:
        message.workout_rpe = 10 * activity.effort
    message.sport_profile_name = _cut(activity.title, _LONGEST_TEXT_BYTES)
    return message


def _set_totals(message: LapMessage | SessionMessage, activity: Activity) -> None:
    message.timestamp = _milliseconds(activity.ends)
    message.start_time = _milliseconds(activity.starts)
    message.total_elapsed_time = min(activity.elapsed_seconds, _MOST_SECONDS)
    message.total_timer_time = activity.timer_seconds
    message.sport = fit.Sport.TRAINING
    message.sub_sport = fit.SubSport.STRENGTH_TRAINING


def _closing(activity: Activity) -> ActivityMessage:
    message = ActivityMessage(local_id=9)
    message.timestamp = _milliseconds(activity.ends)
    on_the_wall = activity.ends.replace(tzinfo=UTC)
    message.local_timestamp = round((on_the_wall - _EPOCH).total_seconds())
    message.total_timer_time = activity.timer_seconds
    message.num_sessions = 1
    message.type = fit.Activity.MANUAL
    message.event = fit.Event.ACTIVITY
    message.event_type = fit.EventType.STOP
    return message


def _title(it: WorkSet) -> str:
    """Return the exercise with its side; only the exercise is cut if the title is too long."""
    side = f", {side_word(it.side)}" if it.side else ""
    return _cut(it.exercise, _LONGEST_TEXT_BYTES - len(side)) + side


def _cut(text: str, most_bytes: int) -> str:
    return printable(text).encode()[:most_bytes].decode(errors="ignore")


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
