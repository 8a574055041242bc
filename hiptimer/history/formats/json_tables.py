"""The schema of the whole diary as JSON."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - pydantic looks it up
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    model_validator,
)

from hiptimer.diary.records import Outcome, PauseKind
from hiptimer.diary.stored_choices import read_choices
from hiptimer.diary.valid_rows import EARLIEST, LATEST, MOST, MOST_AWAY_SECONDS, MOST_SECONDS
from hiptimer.foundation.text.printable import quoted
from hiptimer.foundation.toml.faults import Misread
from hiptimer.foundation.toml.text_values import text
from hiptimer.plan.effort import Dose, EffortSide
from hiptimer.plan.feelings import SoreSide
from hiptimer.workout.events import EndedBy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

FORMAT: Final = 2
"""Version 1 has no pain of efforts, and does not say which reps were confirmed."""

MOST_EFFORTS: Final = 20_000
"""The most efforts of a plan: with the rests between them, two bytes in a FIT file."""

MOST_CHARACTERS: Final = 1_000_000
"""The longest text, so that any diary can be exported and imported."""

DEEPEST: Final = 20
"""The deepest nesting of lists and tables in a document; circuits reach four."""

MOST_NUMBER: Final = 2.0**53
"""The highest number in a document: a float represents every integer up to this."""

_Count = Annotated[int, Field(ge=0, le=MOST)]
_Seconds = Annotated[float, Field(ge=0, le=MOST_SECONDS, allow_inf_nan=False)]
_AwaySeconds = Annotated[float, Field(ge=0, le=MOST_AWAY_SECONDS, allow_inf_nan=False)]
_UpToTen = Annotated[int, Field(ge=0, le=10)]
_Line = Annotated[str, AfterValidator(partial(text, most=MOST_CHARACTERS))]


def _moment(moment: datetime) -> datetime:
    if not EARLIEST <= moment <= LATEST:
        raise ValueError(f"is not between the years {EARLIEST.year} and {LATEST.year}")
    return moment


_Moment = Annotated[AwareDatetime, AfterValidator(_moment)]


def check_choices(table: dict[str, Any]) -> dict[str, Any]:
    """Return a valid table of choices unchanged; it is empty if they were unreadable on export.

    Raises:
        ValueError: a key is missing or unknown, or has a value of the wrong type.

    """
    if table:
        read_choices(table)
    return table


def check_document(table: dict[str, Any]) -> dict[str, Any]:
    """Return a valid copy of a circuit unchanged; it is empty if it was unreadable on export.

    A circuit of another version may have other keys and values.

    Raises:
        ValueError: it has no title, no exercises, or a value that is invalid in any circuit.

    """
    if not table:
        return table
    match table:
        case {"title": str(), "block": [_, *_] as blocks}:
            for number, block in enumerate(blocks):
                _check_exercises(block, f"block[{number}]")
        case _:
            _check_exercises(table)
    for place, value in _values(table, ""):
        if isinstance(value, str):
            try:
                text(value, lines=True)
            except Misread as error:
                raise ValueError(f"{place}: {error.message}") from None
        elif isinstance(value, int | float) and not -MOST_NUMBER <= value <= MOST_NUMBER:
            raise ValueError(f"{place}: {quoted(value)} is not a number that a circuit can have")
    return table


def _check_exercises(table: object, where: str = "") -> None:
    """Raise `ValueError` if a circuit, or the block at `where`, lacks a title or exercises."""
    match table:
        case {"title": str(), "exercise": [_, *_] as exercises}:
            for number, exercise in enumerate(exercises):
                match exercise:
                    case {"name": str()}:
                        pass
                    case _:
                        place = f"{where}.exercise[{number}]".removeprefix(".")
                        raise ValueError(f'{place}: write a table like {{"name": "…"}}')
        case _:
            right = 'like {"title": "…", "exercise": [{"name": "…"}]}'
            what = f"{where}: write a block" if where else "write a circuit"
            raise ValueError(f"{what} {right}")


def _values(value: object, place: str, depth: int = 0) -> Iterator[tuple[str, object]]:
    """Yield each key and each scalar value, with its place."""
    if depth > DEEPEST:
        raise ValueError(f"{place}: is nested too deeply")
    match value:
        case dict():
            for key, inner in value.items():
                yield place or "a key", key
                yield from _values(inner, f"{place}.{key}" if place else key, depth + 1)
        case list():
            for number, inner in enumerate(value):
                yield from _values(inner, f"{place}[{number}]", depth + 1)
        case _:
            yield place, value


class _Table(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class EffortTable(_Table):
    """A planned effort; `phase` is its index on the timeline."""

    phase: _Count
    exercise: _Line
    title: _Line
    variant: _Line
    set: _Count
    round: _Count
    side: EffortSide | None
    dose: Dose
    target_seconds: _Seconds
    reps: _Count | None
    # Older exports do not have these keys.
    block: _Line | None = None
    target_reps: _Count | None = None
    circuit: _Line | None = None


class PlanTable(_Table):
    """A copy of a circuit, the choices, and the resulting efforts."""

    circuit: _Line
    title: _Line
    document: Annotated[dict[str, Any], AfterValidator(check_document)]
    choices: Annotated[dict[str, Any], AfterValidator(check_choices)]
    efforts: Annotated[list[EffortTable], Field(min_length=1, max_length=MOST_EFFORTS)]

    @model_validator(mode="after")
    def _require_ascending_phases(self) -> Self:
        phases = [effort.phase for effort in self.efforts]
        if phases != sorted(set(phases)):
            raise ValueError("the phases of efforts must be in increasing order")
        return self


class _AttemptTable(_Table):
    phase: _Count
    ended_by: EndedBy
    ended_at_seconds: _Seconds
    seconds: _Seconds
    reps: _Count | None
    # Format 1 does not have this key.
    confirmed: bool | None = None


class _PainTable(_Table):
    phase: _Count
    said_at_seconds: _Seconds
    pain: _UpToTen | None


class _PauseTable(_Table):
    kind: PauseKind
    began_at_seconds: _Seconds
    seconds: _Seconds | None
    away_seconds: _AwaySeconds


class _FeelingsTable(_Table):
    pain_before: _UpToTen | None = None
    pain_after: _UpToTen | None = None
    effort: _UpToTen | None = None
    pain_next_morning: _UpToTen | None = None
    sore_side: SoreSide | None = None
    note: _Line = ""
    asked_next_morning: bool = False


class _InterruptedAtTable(_Table):
    phase: _Count
    elapsed_seconds: _Seconds
    phase_seconds: _Seconds | None
    heard: _Count
    marked: _Moment


class WorkoutTable(_Table):
    """A workout; `plan` is the index of its plan in `plans`."""

    id: Annotated[str, Field(pattern="^[0-9a-f]{1,64}$")]
    plan: _Count
    started: _Moment
    ended: _Moment | None
    outcome: Outcome
    spent_seconds: _Seconds
    attempts: list[_AttemptTable]
    # Format 1 does not have this key.
    pains: list[_PainTable] = []
    pauses: list[_PauseTable]
    loads: dict[_Line, _Line]
    # Older exports do not have this key.
    feelings: _FeelingsTable = _FeelingsTable()
    left_at: _InterruptedAtTable | None

    @model_validator(mode="after")
    def _require_place_only_if_unfinished(self) -> Self:
        if self.left_at and self.outcome is not Outcome.UNFINISHED:
            raise ValueError("an ended workout has no place to resume from")
        return self


class DiaryTable(_Table):
    """The diary without its plans and workouts, which are read one by one."""

    format: Literal[1, 2]
    plans: Annotated[list[None], Field(max_length=0)]
    workouts: Annotated[list[None], Field(max_length=0)]
