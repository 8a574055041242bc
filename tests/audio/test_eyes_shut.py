"""What a listener knows who hears the words and the sounds of a workout, and sees nothing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.score.arrangement import Arrangement, is_words
from hiptimer.audio.score.score import upcoming_notes
from hiptimer.audio.score.speech import plain
from hiptimer.cli.circuit_json import timeline_as_json
from hiptimer.foundation import folders
from hiptimer.library.joining import join_circuits
from hiptimer.library.loading import load
from hiptimer.plan.choices import default_choices
from hiptimer.plan.compiler import compile_timeline
from hiptimer.plan.wording import seconds_words
from hiptimer.workout.engine import Engine
from tests.audio.talking import WordVoice

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from hiptimer.plan.timeline import Timeline

FILES = sorted(
    [
        *folders.circuits().glob("*.toml"),
        *(Path(__file__).parents[1] / "circuits" / "cases").glob("*.toml"),
    ]
)
BEGINNINGS = {"go", "drive", "beat", "return"}
ENDS = {"switch-left", "switch-right", "rest", "set-end", "last-set", "finish"}
SECONDS_PER_LETTER = 0.085
"""A slow voice."""
LATEST_SECONDS = 0.6
"""How much later than an effort its end may be heard, after a target."""


@dataclass(frozen=True)
class Heard:
    """An effort as it is heard, and all that is said from the end of the one before it."""

    begins: float
    ends: float
    words: Sequence[str]

    def side(self) -> str | None:
        """Return the side that is said first."""
        sides = {"left": "left", "right": "right", "alternating": "alternate"}
        return next((sides[words] for words in self.words if words in sides), None)

    def title(self, titles: Collection[str], before: str) -> str:
        """Return which of `titles` is said, `before` if none is."""
        return next((words for words in self.words if words in titles), before)


def timelines() -> Iterator[tuple[str, Timeline]]:
    named = [(path.stem, load(path)) for path in FILES]
    for id_, circuit in (*named, join_circuits(named[:2])):
        yield id_, compile_timeline(circuit, default_choices(circuit), id_)


def transcript(timeline: Timeline) -> list[tuple[float, str, bool]]:
    """Return each sound and phrase with its moment, and whether it is spoken."""
    engine = Engine(timeline, unattended=True)
    engine.start(0.0)
    arrangement = Arrangement(voice=WordVoice(SECONDS_PER_LETTER))
    notes = arrangement.space(upcoming_notes(engine, math.inf, arrangement))
    return [(it.moment, plain(it.sound.removesuffix(".wav")), is_words(it)) for it in notes]


def heard_efforts(timeline: Timeline) -> Iterator[Heard]:
    """Yield the efforts that follow from the transcript alone."""
    begins, words = None, list[str]()
    for moment, what, is_spoken in transcript(timeline):
        if is_spoken:
            words.append(what)
        elif begins is None and what in BEGINNINGS:
            begins = moment
        elif begins is not None and what in ENDS:
            yield Heard(begins, moment, words)
            begins, words = None, []


each_timeline = pytest.mark.parametrize(
    "timeline", [pytest.param(timeline, id=id_) for id_, timeline in timelines()]
)


@each_timeline
def test_each_effort_is_heard_with_its_exercise_its_side_and_its_time(timeline: Timeline) -> None:
    planned = [it for it in timeline_as_json(timeline)["phases"] if it["kind"] == "work"]
    titles = {plain(it["title"]): it["exercise"] for it in planned}
    title = ""
    for heard, plan in zip(heard_efforts(timeline), planned, strict=True):
        title = heard.title(titles, title)
        assert (titles[title], heard.side()) == (plan["exercise"], plan["side"]), plan["starts"]
        assert heard.begins == pytest.approx(plan["starts"], abs=0.002)
        length = plan["seconds"] or plan["target_seconds"]
        assert 0 <= heard.ends - heard.begins - length < LATEST_SECONDS


@each_timeline
def test_the_first_effort_of_an_exercise_is_heard_with_its_amount(timeline: Timeline) -> None:
    known: set[str] = set()
    efforts = [phase.effort for phase in timeline.phases if phase.is_effort]
    for heard, effort in zip(heard_efforts(timeline), efforts, strict=True):
        said = " ".join(heard.words)
        if effort.movement.id not in known:
            amount = effort.reps or effort.target_reps or seconds_words(effort.target_seconds)
            assert str(amount) in said, said
        known.add(effort.movement.id)


@each_timeline
def test_a_load_or_number_of_reps_that_the_other_side_does_not_have_is_heard(
    timeline: Timeline,
) -> None:
    efforts = [phase.effort for phase in timeline.phases if phase.is_effort]
    heard = list(heard_efforts(timeline))
    for (before, effort), it in zip(pairwise(efforts), heard[1:], strict=True):
        if effort.reps and (effort.reps, effort.load) != (before.reps, before.load):
            assert f"{effort.reps} reps" in it.words
            assert plain(effort.load) in ("", *it.words)
