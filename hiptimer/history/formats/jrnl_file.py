"""The diary as text for jrnl (`jrnl --import --file FILE`): one entry per workout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiptimer.history.wording import history_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hiptimer.diary.records import Details


def jrnl_text(workouts: Iterable[Details]) -> Iterator[str]:
    """Yield an entry for each of `workouts`, tagged @hiptimer."""
    between = ""
    for done in workouts:
        yield between + _entry(done)
        between = "\n"


def _entry(done: Details) -> str:
    headline, *below = history_lines(done)
    when = f"{done.workout.started_at:%Y-%m-%d %H:%M}"
    title = headline.removeprefix(when).strip().replace("  ", ", ")
    return "\n".join([f"[{when}] {_line(title)}", *map(_body_line, below), "@hiptimer", ""])


def _body_line(text: str) -> str:
    # jrnl would parse a line that begins with a bracket as the date of the next entry.
    line = _line(text)
    return f"- {line}" if line.startswith("[") else line


def _line(text: str) -> str:
    return " ".join(text.split())
