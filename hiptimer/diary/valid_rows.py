"""Defines which rows of a diary are sound, and hides all others from its readers.

SQLite resolves a table name to a temporary view first, if there is one. The views here have the
names of the tables, so every query of a reader, including sums, skips rows that are damaged or were
edited incorrectly by hand, and gets values of the expected types.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple, get_args

from hiptimer.diary.fragments import JOIN_CIRCUIT, local_time
from hiptimer.diary.records import Outcome, PauseKind
from hiptimer.foundation.text.sentences import counted
from hiptimer.plan.effort import Dose, EffortSide
from hiptimer.plan.feelings import SoreSide
from hiptimer.workout.events import EndedBy

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

EARLIEST: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""The date of a machine that has lost its clock."""

LATEST: Final = datetime(3000, 1, 1, tzinfo=UTC)

MOST: Final = 0xFFFF
"""The highest number of a phase, set or round, and of reps: two bytes in a FIT file."""

MOST_SECONDS: Final = 4_294_967.0
"""The longest effort, pause or workout: milliseconds in four bytes of a FIT file, 49 days."""

MOST_AWAY_SECONDS: Final = 1e9
"""The longest sleep of a machine in a workout: 31 years."""

LONGEST_KEY: Final = 64
_DAY_SECONDS: Final = 86_399.0

_NAMED: Final = 3


# These conditions run for each row that is read, so they use few function calls.


def _count(column: str) -> str:
    """Return a condition for integers from 0 to `MOST`, which equal their low bits."""
    return f"{column} = {column} & {MOST}"


def _seconds(column: str, most: float = MOST_SECONDS) -> str:
    return f"{column} BETWEEN 0 AND {most}"


def _moment(column: str) -> str:
    return f"{column} BETWEEN {EARLIEST.timestamp()} AND {LATEST.timestamp()}"


def _texts(*columns: str) -> str:
    """Return a condition for texts, which SQLite sorts after all numbers and before all blobs."""
    return " AND ".join(f"{column} >= '' AND {column} < x''" for column in columns)


def _long_text(column: str) -> str:
    """Return a condition for texts that does not read their overflow pages."""
    return f"typeof({column}) = 'text'"


def _any_of(column: str, words: Iterable[str]) -> str:
    return f"{column} IN ({', '.join(repr(str(word)) for word in words)})"


def _up_to_ten(column: str) -> str:
    return _or_null(column, f"{_count(column)} AND {column} <= 10")


def _or_null(column: str, condition: str) -> str:
    return f"({column} IS NULL OR {condition})"


_SOUND: Final[Mapping[str, tuple[str, ...]]] = {
    "circuit": (_texts("name", "title"), _long_text("document")),
    "plan": (
        _texts("digest"),
        _long_text("choices"),
        "EXISTS (SELECT 1 FROM effort WHERE plan_id = plan.id)",
    ),
    "effort": (
        _count("phase"),
        _texts("exercise", "title", "variant"),
        _count("set_number"),
        _count("round_number"),
        _or_null("side", _any_of("side", get_args(EffortSide))),
        _any_of("dose", Dose),
        _seconds("target_seconds"),
        _or_null("reps", _count("reps")),
        _or_null("block", _texts("block")),
        _or_null("target_reps", _count("target_reps")),
        _or_null("circuit", _texts("circuit")),
    ),
    "workout": (
        # The key is also the name of a lock file.
        _texts("key"),
        f"length(key) BETWEEN 1 AND {LONGEST_KEY} AND key NOT GLOB '*[^0-9a-f]*'",
        _moment("started_at"),
        f"utc_offset_seconds BETWEEN -{_DAY_SECONDS} AND {_DAY_SECONDS}",
        # Export formats cannot express fractions of a minute.
        "utc_offset_seconds / 60 = round(utc_offset_seconds / 60)",
        _or_null("ended_at", _moment("ended_at")),
        _any_of("outcome", Outcome),
        _seconds("spent_seconds"),
    ),
    "attempt": (
        _count("phase"),
        _any_of("ended_by", EndedBy),
        _seconds("ended_at_seconds"),
        _seconds("seconds"),
        _or_null("reps", _count("reps")),
        _or_null("confirmed", "confirmed IN (0, 1)"),
    ),
    "pain": (_count("phase"), _seconds("said_at_seconds"), _up_to_ten("pain")),
    "load": (_texts("exercise", "load"),),
    "pause": (
        _any_of("kind", PauseKind),
        _seconds("began_at_seconds"),
        _or_null("seconds", _seconds("seconds")),
        _seconds("away_seconds", MOST_AWAY_SECONDS),
    ),
    "place": (
        _count("phase"),
        _seconds("elapsed_seconds"),
        _or_null("phase_seconds", _seconds("phase_seconds")),
        _count("heard"),
        _moment("marked_at"),
        """
        EXISTS (
            SELECT 1 FROM workout JOIN effort USING (plan_id)
            WHERE workout.id = workout_id AND outcome = 'unfinished' AND effort.phase >= place.phase
        )
        """,
    ),
    "feelings": (
        *map(_up_to_ten, ("pain_before", "pain_after", "effort", "pain_next_morning")),
        _or_null("sore_side", _any_of("sore_side", get_args(SoreSide))),
        _or_null("note", _texts("note")),
        "asked_next_morning IN (0, 1)",
    ),
}
"""The conditions that all hold for a sound row, by table."""

_WITHIN_WORKOUTS: Final = ("attempt", "pain", "load", "pause", "place", "feelings")

_LISTED = f"SELECT workout.id FROM workout {JOIN_CIRCUIT}"


def _sound(table: str) -> str:
    return " AND ".join(f"({condition})" for condition in _SOUND[table])


def _owners_of_unsound(table: str, owner: str) -> str:
    return f"SELECT {owner} FROM main.{table} WHERE ({_sound(table)}) IS NOT TRUE"


_UNREAD = f"""
    SELECT started_at, utc_offset_seconds FROM main.workout
    WHERE id NOT IN ({_LISTED}) ORDER BY started_at, id
"""
_READ_IN_PART = f"""
    SELECT started_at, utc_offset_seconds FROM workout
    WHERE id IN ({_LISTED}) AND (
        plan_id IN ({_owners_of_unsound("effort", "plan_id")})
        OR id IN ({" UNION ".join(_owners_of_unsound(it, "workout_id") for it in _WITHIN_WORKOUTS)})
    ) ORDER BY started_at, id
"""


class StartTime(NamedTuple):
    """When a workout began, if that is readable."""

    started_at: object
    utc_offset_seconds: object

    @property
    def words(self) -> str:
        """The local time to the minute: "2026-09-01 18:20"; empty if unknown."""
        match self:
            case (float(at), float(offset)) if abs(offset) <= _DAY_SECONDS:
                if EARLIEST.timestamp() <= at <= LATEST.timestamp():
                    return f"{local_time(at, offset):%Y-%m-%d %H:%M}"
        return ""


def hide_invalid_rows(connection: sqlite3.Connection) -> None:
    """Hide unsound rows from queries on `connection`; `main.…` are still the complete tables."""
    connection.execute("PRAGMA temp_store = MEMORY")
    for table in _SOUND:
        connection.execute(
            f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE {_sound(table)}"
        )


def unread_lines(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield lines that say which workouts are skipped, and which are incomplete."""
    unread = [StartTime(*row) for row in connection.execute(_UNREAD)]
    in_part = [StartTime(*row) for row in connection.execute(_READ_IN_PART)]
    for moments, what in ((unread, "not be read"), (in_part, "be read only in part")):
        if moments:
            yield f"diary: {counted(len(moments), 'workout')} could {what} ({_listed(moments)})"


def _listed(moments: list[StartTime]) -> str:
    named = [it.words for it in moments if it.words]
    unnamed = len(moments) - len(named)
    more = len(named) - _NAMED
    return ", ".join(
        [
            *named[:_NAMED],
            *([f"{more} more"] if more > 0 else []),
            *([f"{unnamed} at an unknown time"] if unnamed else []),
        ]
    )
