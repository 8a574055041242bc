"""The whole diary as JSON, and back: nothing is lost on the way."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from hiptimer.circuit_file.texts import text
from hiptimer.diary.copies import PlanCopy, text_of
from hiptimer.diary.recorded import Feelings, Outcome, PauseKind, RecordedPause, SoreSide
from hiptimer.diary.transfer import LeftAt, WholeWorkout
from hiptimer.playhead import EffortEnded, EndedBy, Place
from hiptimer.timeline import Dose

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

FORMAT = 1

# Only SQLite sets a limit: what it keeps as a whole number.
_Count = Annotated[int, Field(ge=0, lt=2**63)]
_Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
_UpToTen = Annotated[int, Field(ge=0, le=10)]
_Line = Annotated[str, AfterValidator(text)]


class BadDiary(ValueError):
    """A text that is no diary; the message says what is wrong and where."""


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class _Effort(_Part):
    phase: _Count
    exercise: str
    title: str
    variant: str
    set: _Count
    round: _Count
    side: Literal["left", "right", "alternate"] | None
    dose: Dose
    target_seconds: _Seconds
    reps: _Count | None


class _Plan(_Part):
    circuit: str
    title: str
    document: dict[str, Any]
    choices: dict[str, Any]
    efforts: Annotated[list[_Effort], Field(min_length=1)]

    @model_validator(mode="after")
    def _come_one_after_the_other(self) -> Self:
        phases = [effort.phase for effort in self.efforts]
        if phases != sorted(set(phases)):
            raise ValueError("the phases of efforts have to rise")
        return self


class _Attempt(_Part):
    phase: _Count
    ended_by: EndedBy
    ended_at_seconds: _Seconds
    seconds: _Seconds
    reps: _Count | None


class _Pause(_Part):
    kind: PauseKind
    began_at_seconds: _Seconds
    seconds: _Seconds | None
    away_seconds: _Seconds


class _Feelings(_Part):
    pain_before: _UpToTen | None = None
    pain_after: _UpToTen | None = None
    effort: _UpToTen | None = None
    pain_next_morning: _UpToTen | None = None
    sore_side: SoreSide | None = None
    note: _Line = ""
    asked_next_morning: bool = False


class _LeftAt(_Part):
    phase: _Count
    elapsed_seconds: _Seconds
    phase_seconds: _Seconds | None
    heard: _Count
    marked: AwareDatetime


class _Workout(_Part):
    id: Annotated[str, Field(pattern="^[0-9a-f]{1,64}$")]
    plan: _Count
    started: AwareDatetime
    ended: AwareDatetime | None
    outcome: Outcome
    spent_seconds: _Seconds
    attempts: list[_Attempt]
    pauses: list[_Pause]
    loads: dict[str, _Line]
    # Diaries that were exported earlier know of none.
    feelings: _Feelings = _Feelings()
    left_at: _LeftAt | None

    @model_validator(mode="after")
    def _only_what_is_unfinished_goes_on(self) -> Self:
        if self.left_at and self.outcome is not Outcome.UNFINISHED:
            raise ValueError("what has ended stands nowhere any more")
        return self


class _Diary(_Part):
    format: Literal[1]
    plans: list[_Plan]
    workouts: list[_Workout]

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        if len({it.id for it in self.workouts}) < len(self.workouts):
            raise ValueError("two workouts have the same id")
        for workout in self.workouts:
            if workout.plan >= len(self.plans):
                raise ValueError(f"workout {workout.id}: there is no plan {workout.plan}")
            phases = [effort.phase for effort in self.plans[workout.plan].efforts]
            if not {attempt.phase for attempt in workout.attempts} <= set(phases):
                raise ValueError(f"workout {workout.id}: an attempt at no effort of its plan")
            if workout.left_at and workout.left_at.phase > phases[-1]:
                raise ValueError(f"workout {workout.id}: left after its last effort")
        return self


def json_text(workouts: Iterable[WholeWorkout]) -> str:
    """Return `workouts`, each plan once, as `read_json` takes them back."""
    plans: list[PlanCopy] = []
    places: dict[str, int] = {}
    told = []
    for workout in workouts:
        place = places.setdefault(workout.plan.digest, len(plans))
        if place == len(plans):
            plans.append(workout.plan)
        told.append(_told(workout, place))
    diary = {"format": FORMAT, "plans": [_told_plan(it) for it in plans], "workouts": told}
    return json.dumps(diary, indent=1, ensure_ascii=False) + "\n"


def read_json(text: bytes) -> tuple[WholeWorkout, ...]:
    """Return the workouts that `json_text` has told of.

    Raises:
        BadDiary: it is not what `json_text` returns.

    """
    try:
        diary = _Diary.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        what = first["msg"].removeprefix("Value error, ")
        raise BadDiary(f"{where}: {what}" if where else what) from None
    plans = [_plan(it) for it in diary.plans]
    return tuple(_workout(it, plans[it.plan]) for it in diary.workouts)


def _told_plan(plan: PlanCopy) -> dict[str, Any]:
    return {
        "circuit": plan.circuit_id,
        "title": plan.title,
        "document": json.loads(plan.circuit),
        "choices": json.loads(plan.choices),
        "efforts": [
            dict(zip(_Effort.model_fields, effort, strict=True)) for effort in plan.efforts
        ],
    }


def _plan(plan: _Plan) -> PlanCopy:
    return PlanCopy(
        plan.circuit,
        plan.title,
        text_of(plan.document),
        text_of(plan.choices),
        tuple(tuple(it.model_dump(mode="json").values()) for it in plan.efforts),
    )


def _told(workout: WholeWorkout, plan: int) -> dict[str, Any]:
    left_at = workout.left_at
    return {
        "id": workout.key,
        "plan": plan,
        "started": workout.started_at.isoformat(),
        "ended": workout.ended_at.isoformat() if workout.ended_at else None,
        "outcome": workout.outcome,
        "spent_seconds": workout.spent_seconds,
        "attempts": [
            {
                "phase": it.index,
                "ended_by": it.by,
                "ended_at_seconds": it.moment,
                "seconds": it.seconds,
                "reps": it.reps,
            }
            for it in workout.attempts
        ],
        "pauses": [
            {
                "kind": it.kind,
                "began_at_seconds": it.began_at,
                "seconds": it.seconds,
                "away_seconds": it.away_seconds,
            }
            for it in workout.pauses
        ],
        "loads": dict(workout.loads),
        "feelings": asdict(workout.feelings),
        "left_at": left_at
        and {
            "phase": left_at.place.index,
            "elapsed_seconds": left_at.place.elapsed,
            "phase_seconds": left_at.place.seconds,
            "heard": left_at.place.heard,
            "marked": left_at.marked_at.isoformat(),
        },
    }


def _workout(told: _Workout, plan: PlanCopy) -> WholeWorkout:
    left_at = told.left_at
    return WholeWorkout(
        key=told.id,
        plan=plan,
        started_at=told.started,
        ended_at=told.ended,
        outcome=told.outcome,
        spent_seconds=told.spent_seconds,
        attempts=tuple(
            EffortEnded(it.ended_at_seconds, it.phase, it.ended_by, it.seconds, it.reps)
            for it in told.attempts
        ),
        pauses=tuple(
            RecordedPause(it.kind, it.began_at_seconds, it.seconds, it.away_seconds)
            for it in told.pauses
        ),
        loads=told.loads,
        feelings=Feelings(**dict(told.feelings)),
        left_at=LeftAt(
            Place(left_at.phase, left_at.elapsed_seconds, left_at.phase_seconds, left_at.heard),
            left_at.marked,
        )
        if left_at
        else None,
    )
