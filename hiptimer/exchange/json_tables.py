"""What the whole diary as JSON may say, key by key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    model_validator,
)

from hiptimer.circuit_file.texts import text
from hiptimer.diary.recorded import Outcome, PauseKind, SoreSide
from hiptimer.events import EndedBy
from hiptimer.timeline import Dose

if TYPE_CHECKING:
    from typing import Self

# Only SQLite sets a limit: what it keeps as a whole number.
_Count = Annotated[int, Field(ge=0, lt=2**63)]
_Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
_UpToTen = Annotated[int, Field(ge=0, le=10)]
_Line = Annotated[str, AfterValidator(text)]


class _Table(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class EffortTable(_Table):
    """An effort as it was planned; `phase` is its place on the timeline."""

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


class PlanTable(_Table):
    """A circuit as it was, what was chosen, and the efforts that came to."""

    circuit: str
    title: str
    document: dict[str, Any]
    choices: dict[str, Any]
    efforts: Annotated[list[EffortTable], Field(min_length=1)]

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
    away_seconds: _Seconds


class _FeelingsTable(_Table):
    pain_before: _UpToTen | None = None
    pain_after: _UpToTen | None = None
    effort: _UpToTen | None = None
    pain_next_morning: _UpToTen | None = None
    sore_side: SoreSide | None = None
    note: _Line = ""
    asked_next_morning: bool = False


class _LeftAtTable(_Table):
    phase: _Count
    elapsed_seconds: _Seconds
    phase_seconds: _Seconds | None
    heard: _Count
    marked: AwareDatetime


class WorkoutTable(_Table):
    """A workout; `plan` is the place of its plan among `plans`."""

    id: Annotated[str, Field(pattern="^[0-9a-f]{1,64}$")]
    plan: _Count
    started: AwareDatetime
    ended: AwareDatetime | None
    outcome: Outcome
    spent_seconds: _Seconds
    attempts: list[_AttemptTable]
    pauses: list[_PauseTable]
    loads: dict[str, _Line]
    # Diaries that were exported earlier know of none.
    feelings: _FeelingsTable = _FeelingsTable()
    left_at: _LeftAtTable | None

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
