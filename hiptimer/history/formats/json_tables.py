"""What the whole diary as JSON may say, key by key."""

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

from hiptimer.diary.kept_choices import read_choices
from hiptimer.diary.records import Outcome, PauseKind
from hiptimer.diary.sound_rows import EARLIEST, LATEST, MOST, MOST_AWAY_SECONDS, MOST_SECONDS
from hiptimer.foundation.text.printable import quoted
from hiptimer.foundation.toml.faults import Misread
from hiptimer.foundation.toml.texts import text
from hiptimer.plan.feelings import SoreSide
from hiptimer.plan.timeline import Dose
from hiptimer.workout.events import EndedBy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

MOST_EFFORTS: Final = 20_000
"""How many efforts a plan has at most: with rests between them, two bytes of a FIT file."""

MOST_CHARACTERS: Final = 1_000_000
"""The longest text: what a diary holds can be exported and imported."""

DEEPEST: Final = 20
"""How deep lists and tables of a document are nested; those of circuits come to four."""

MOST_NUMBER: Final = 2.0**53
"""The highest number of a document: up to here a float holds each whole number."""

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


def choices(table: dict[str, Any]) -> dict[str, Any]:
    """Return what was chosen as it is; empty where that could not be read any more.

    Raises:
        ValueError: a key is missing, unknown, or has a value of another kind.

    """
    if table:
        read_choices(table)
    return table


def document(table: dict[str, Any]) -> dict[str, Any]:
    """Return the copy of a circuit as it is; empty where that could not be read any more.

    A circuit of another version may have other keys, and other values of them.

    Raises:
        ValueError: it has no title or no exercises, or a value that no circuit can have.

    """
    if not table:
        return table
    match table:
        case {"title": str(), "exercise": [_, *_] as exercises}:
            for number, exercise in enumerate(exercises):
                match exercise:
                    case {"name": str()}:
                        pass
                    case _:
                        raise ValueError(f'exercise[{number}]: write a table like {{"name": "…"}}')
        case _:
            raise ValueError('write a circuit like {"title": "…", "exercise": [{"name": "…"}]}')
    for place, value in _values(table, ""):
        if isinstance(value, str):
            try:
                text(value, lines=True)
            except Misread as error:
                raise ValueError(f"{place}: {error.message}") from None
        elif isinstance(value, int | float) and not -MOST_NUMBER <= value <= MOST_NUMBER:
            raise ValueError(f"{place}: {quoted(value)} is not a number that a circuit can have")
    return table


def _values(value: object, place: str, depth: int = 0) -> Iterator[tuple[str, object]]:
    """Yield each key and each value that holds no others, with its place."""
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
    """An effort as it was planned; `phase` is its place on the timeline."""

    phase: _Count
    exercise: _Line
    title: _Line
    variant: _Line
    set: _Count
    round: _Count
    side: Literal["left", "right", "alternate"] | None
    dose: Dose
    target_seconds: _Seconds
    reps: _Count | None


class PlanTable(_Table):
    """A circuit as it was, what was chosen, and the efforts that came to."""

    circuit: _Line
    title: _Line
    document: Annotated[dict[str, Any], AfterValidator(document)]
    choices: Annotated[dict[str, Any], AfterValidator(choices)]
    efforts: Annotated[list[EffortTable], Field(min_length=1, max_length=MOST_EFFORTS)]

    @model_validator(mode="after")
    def _come_one_after_the_other(self) -> Self:
        phases = [effort.phase for effort in self.efforts]
        if phases != sorted(set(phases)):
            raise ValueError("the phases of efforts have to rise")
        return self


class _AttemptTable(_Table):
    phase: _Count
    ended_by: EndedBy
    ended_at_seconds: _Seconds
    seconds: _Seconds
    reps: _Count | None


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
    """A workout; `plan` is the place of its plan among `plans`."""

    id: Annotated[str, Field(pattern="^[0-9a-f]{1,64}$")]
    plan: _Count
    started: _Moment
    ended: _Moment | None
    outcome: Outcome
    spent_seconds: _Seconds
    attempts: list[_AttemptTable]
    pauses: list[_PauseTable]
    loads: dict[_Line, _Line]
    # Diaries that were exported earlier know of none.
    feelings: _FeelingsTable = _FeelingsTable()
    left_at: _InterruptedAtTable | None

    @model_validator(mode="after")
    def _only_what_is_unfinished_goes_on(self) -> Self:
        if self.left_at and self.outcome is not Outcome.UNFINISHED:
            raise ValueError("what has ended stands nowhere any more")
        return self


class DiaryTable(_Table):
    """All of it but its plans and workouts, which are read one by one."""

    format: Literal[1]
    plans: Annotated[list[None], Field(max_length=0)]
    workouts: Annotated[list[None], Field(max_length=0)]
