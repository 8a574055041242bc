"""Reads a whole diary that was exported as JSON, checking every value."""

from __future__ import annotations

import json
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from hiptimer.diary.plan_copies import PlanCopy, text_of
from hiptimer.diary.records import RecordedPause
from hiptimer.diary.workout_copies import InterruptedAt, WorkoutCopy
from hiptimer.foundation.text.printable import printable
from hiptimer.foundation.text.reasons import reason
from hiptimer.history.formats.json_parts import json_parts
from hiptimer.history.formats.json_tables import (
    FORMAT,
    DiaryTable,
    PlanTable,
    WorkoutTable,
)
from hiptimer.plan.feelings import EffortPain, Feelings
from hiptimer.workout.events import EffortEnded
from hiptimer.workout.playhead import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from hiptimer.history.formats.json_parts import JsonPart

Table = TypeVar("Table", bound=BaseModel)


class BadDiary(ValueError):
    """The text is not a diary; the message says what is wrong and where."""


def read_json(file: BinaryIO) -> Iterator[WorkoutCopy]:
    """Yield the workouts in the output of `json_file.json_text`, each as it is read.

    Raises:
        BadDiary: it is not such an output; the workouts before that place are valid.

    """
    reading = _Reading()
    text = TextIOWrapper(file, encoding="utf-8")
    try:
        for part in json_parts(text):
            if workout := reading.take(part):
                yield workout
        _validate(DiaryTable, json.dumps(reading.others))
    except (ValueError, RecursionError) as error:
        raise BadDiary(str(error)) from None
    except OSError as error:
        raise BadDiary(f"cannot be read: {reason(error)}") from None
    finally:
        # The caller closes the file.
        text.detach()


class _Reading:
    """The state of reading a diary."""

    def __init__(self) -> None:
        self.others: dict[str, Any] = {}
        self._plans: list[PlanCopy] = []
        self._phases: list[frozenset[int]] = []
        self._places: dict[str, int] = {}

    def take(self, part: JsonPart) -> WorkoutCopy | None:
        """Process a part, and return the workout if it is one."""
        name, place, text = part
        if not place and name in self.others:
            raise BadDiary(f"{_place((name,))}: appears twice; keep one of them")
        if place is None or name not in ("plans", "workouts"):
            self.others[name] = json.loads(text) if place is None else []
            if name == "format":
                _check_format(self.others[name])
            return None
        self.others[name] = []
        if name == "plans":
            plan = _validate(PlanTable, text, name, place)
            self._plans.append(_plan(plan))
            self._phases.append(frozenset(effort.phase for effort in plan.efforts))
            return None
        table = _validate(WorkoutTable, text, name, place)
        self._check(table, place)
        return _workout(table, self._plans[table.plan])

    def _check(self, table: WorkoutTable, place: int) -> None:
        """Raise `BadDiary` if a workout contradicts the parts before it."""
        if "plans" not in self.others:
            raise BadDiary("plans: must come before workouts")
        where = f"workouts[{place}]"
        if (first := self._places.setdefault(table.id, place)) != place:
            raise BadDiary(f"{where}.id: is also the id of workouts[{first}]; keep one of them")
        if table.plan >= len(self._plans):
            raise BadDiary(f"{where}.plan: there are {len(self._plans)} plans, numbered from 0")
        phases = self._phases[table.plan]
        for number, attempt in enumerate(table.attempts):
            if attempt.phase not in phases:
                raise BadDiary(f"{where}.attempts[{number}].phase: is not an effort of its plan")
        for number, said in enumerate(table.pains):
            if said.phase not in phases:
                raise BadDiary(f"{where}.pains[{number}].phase: is not an effort of its plan")
        if table.left_at and table.left_at.phase > max(phases):
            raise BadDiary(f"{where}.left_at.phase: is after the last effort of its plan")


def _validate(table: type[Table], text: str, *where: int | str) -> Table:
    try:
        return table.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        what = first["msg"].removeprefix("Value error, ")
        place = _place((*where, *first["loc"]))
        raise BadDiary(f"{place}: {what}" if place else what) from None


def _pains(table: WorkoutTable, plan: PlanCopy) -> Iterator[EffortPain]:
    efforts: dict[Any, Any] = {effort[0]: effort for effort in plan.efforts}
    for it in table.pains:
        _, exercise_id, title, _, _, _, side, *_ = efforts[it.phase]
        yield EffortPain(it.said_at_seconds, it.phase, exercise_id, title, side, it.pain)


def _check_format(number: object) -> None:
    if isinstance(number, int) and not isinstance(number, bool) and number > FORMAT:
        raise BadDiary(
            f"format: {number} is from a newer version of hiptimer; this one reads up to {FORMAT}"
        )
    if number not in range(1, FORMAT + 1):
        raise BadDiary(f"format: {printable(str(number))} is not valid; write 1 to {FORMAT}")


def _place(path: tuple[int | str, ...]) -> str:
    """Return a place in a file: "workouts[3].started"."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return printable("".join(parts).removeprefix("."))


def _plan(plan: PlanTable) -> PlanCopy:
    return PlanCopy(
        plan.circuit,
        plan.title,
        text_of(plan.document),
        text_of(plan.choices),
        tuple(tuple(it.model_dump(mode="json").values()) for it in plan.efforts),
    )


def _workout(table: WorkoutTable, plan: PlanCopy) -> WorkoutCopy:
    left_at = table.left_at
    return WorkoutCopy(
        key=table.id,
        plan=plan,
        started_at=table.started,
        ended_at=table.ended,
        outcome=table.outcome,
        spent_seconds=table.spent_seconds,
        attempts=tuple(
            EffortEnded(
                it.ended_at_seconds,
                it.phase,
                it.ended_by,
                it.seconds,
                it.reps,
                confirmed=it.confirmed,
            )
            for it in table.attempts
        ),
        pauses=tuple(
            RecordedPause(it.kind, it.began_at_seconds, it.seconds, it.away_seconds)
            for it in table.pauses
        ),
        loads=table.loads,
        feelings=Feelings(**dict(table.feelings), pains=tuple(_pains(table, plan))),
        interrupted_at=InterruptedAt(
            Place(left_at.phase, left_at.elapsed_seconds, left_at.phase_seconds, left_at.heard),
            left_at.marked,
        )
        if left_at
        else None,
    )
