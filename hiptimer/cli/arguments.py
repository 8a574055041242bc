"""What a person wrote on the command line: a circuit, today's choices, and what is wrong there."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hiptimer.library.loading import Entry
    from hiptimer.plan.plan import Plan

Found = TypeVar("Found")


class BadInput(click.ClickException):
    """Something the person gave that cannot be used: one clear message, exit code 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the message and nothing else."""
        click.echo(self.message, file=file or sys.stderr)


@contextmanager
def known_voice() -> Iterator[None]:
    """Report which voices there are if the one that was asked for does not exist.

    Raises:
        BadInput: there is no such voice.

    """
    from hiptimer.audio.voice.voice import UnknownVoice
    from hiptimer.foundation.text.printable import printable

    try:
        yield
    except UnknownVoice as error:
        raise BadInput(printable(str(error))) from None


@contextmanager
def readable_diary() -> Iterator[None]:
    """Say why where the diary cannot be read, which first gets what it did not take earlier.

    Raises:
        click.ClickException: it cannot be read.

    """
    from hiptimer.foundation.clock import date_and_time
    from hiptimer.foundation.folders import user_data
    from hiptimer.foundation.text.printable import printable
    from hiptimer.session.keeper import take_in_unsaved

    for line in take_in_unsaved(user_data(), date_and_time()):
        click.echo(printable(line), err=True)
    with _diary_errors():
        yield


@contextmanager
def read_diary() -> Iterator[None]:
    """Say why if the diary cannot be read, and at the end which of its workouts could not be.

    Raises:
        click.ClickException: the diary cannot be read.

    """
    from hiptimer.diary.errors import skipped_words
    from hiptimer.foundation.folders import user_data

    with readable_diary():
        yield
    for line in skipped_words(user_data()):
        click.echo(line, err=True)


def each_readable(found: Iterable[Found]) -> Iterator[Found]:
    """Yield what is read from the diary piece by piece, and say why if it cannot be read.

    An error of the caller, who may write a piece to a full disk, is not taken for one of the diary.

    Raises:
        click.ClickException: the diary cannot be read.

    """
    with _diary_errors():
        yield from found


@contextmanager
def _diary_errors() -> Iterator[None]:
    from hiptimer.diary.errors import UNREADABLE, unreadable_words
    from hiptimer.foundation.text.printable import printable

    try:
        yield
    except UNREADABLE as error:
        raise click.ClickException(printable(unreadable_words(error))) from None


def named_entry(name: str) -> Entry:
    """Return the circuit that `name` names, or the file it is the path of.

    Raises:
        BadInput: no circuit has that name.

    """
    from hiptimer.library.loading import UnknownCircuit, find

    try:
        return find(name)
    except UnknownCircuit as error:
        raise BadInput(str(error)) from None


def planned(
    name: str,
    sets: int | None,
    picks: Sequence[str],
    without: Sequence[str],
    *,
    fit: str | None = None,
    start: str | None = None,
    prepare: str | None = None,
) -> Plan:
    """Return what `name` and today's options come to.

    Raises:
        BadInput: no such circuit, a broken one, or a choice it does not offer.

    """
    from hiptimer.foundation.text.printable import printable
    from hiptimer.plan.choices import (
        default_choices,
        with_exercise_skipped,
        with_fit,
        with_pick,
        with_prepare,
        with_sets,
        with_start,
    )
    from hiptimer.plan.compiler import NothingToDo
    from hiptimer.plan.offers import ChoiceError
    from hiptimer.plan.plan import Plan
    from hiptimer.plan.time_limit import fit_into_limit

    entry = named_entry(name)
    circuit = entry.circuit
    if circuit is None:
        raise BadInput("\n".join(str(problem) for problem in entry.problems))
    choices = default_choices(circuit)
    try:
        if sets is not None:
            choices = with_sets(circuit, choices, sets)
        for pick in picks:
            key, _, value = pick.partition("=")
            choices = with_pick(circuit, choices, key, value)
        for exercise_id in without:
            choices = with_exercise_skipped(circuit, choices, exercise_id)
        if prepare is not None:
            choices = with_prepare(choices, prepare)
        if start is not None:
            choices = with_start(circuit, choices, start)
        if fit is not None:
            choices = with_fit(choices, fit)
        plan = fit_into_limit(Plan(circuit, entry.id, choices))
        _ = plan.timeline
    except (ChoiceError, NothingToDo) as error:
        raise BadInput(printable(str(error))) from None
    return plan


def with_said(plan: Plan, pain: int | None, loads: Sequence[str]) -> Plan:
    """Return `plan` with what was said beforehand: pain now, and loads as ID=TEXT.

    Raises:
        BadInput: no such exercise today, or no text for one.

    """
    from hiptimer.foundation.text.printable import printable, quoted
    from hiptimer.foundation.toml.faults import Misread
    from hiptimer.foundation.toml.texts import LONGEST_NAME, filled_text, text
    from hiptimer.plan.feelings import Feelings

    today = [it.id for it in plan.circuit.exercises if it.id not in plan.choices.without]
    said = {}
    for load in loads:
        exercise_id, _, words = load.partition("=")
        if exercise_id not in today:
            raise BadInput(
                f"--load {quoted(load)}: write ID=TEXT; there are today: {', '.join(today)}"
            )
        try:
            said[exercise_id] = filled_text(text(words.strip(), most=LONGEST_NAME))
        except Misread as error:
            raise BadInput(printable(f"--load {exercise_id}: {error.message}")) from None
    return replace(plan, loads=said, feelings=Feelings(pain_before=pain))


def starts_in_spite_of_pain(plan: Plan) -> bool:
    """Return whether to start: with high pain only if the person says so; no answer is a no."""
    from hiptimer.plan.feelings import too_much_pain_words

    if plan.high_pain_now is None:
        return True
    click.echo(f"{too_much_pain_words(plan.high_pain_now)}.")
    if plan.circuit.warning:
        click.echo(plan.circuit.warning.strip())
    try:
        starts = click.confirm("Start anyway?", default=False)
    except click.Abort:
        click.echo()
        starts = False
    if not starts:
        click.echo("Not started.")
    return starts


def say_fit(plan: Plan) -> None:
    """Say what was reduced, where stdout is for something else."""
    if plan.fit_words:
        click.echo(plan.fit_words, err=True)
