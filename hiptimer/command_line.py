"""What a person writes on the command line: a circuit, today's choices, and what is wrong there."""

from __future__ import annotations

import sys
from typing import IO, TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hiptimer.library import Entry
    from hiptimer.plan import Plan


class BadInput(click.ClickException):
    """Something the person gave that cannot be used: one clear message, exit code 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the message and nothing else."""
        click.echo(self.message, file=file or sys.stderr)


def circuit_names(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the circuits whose names begin with what is typed; for a path, files."""
    from hiptimer.library import ids

    if "/" in incomplete:
        return [CompletionItem(incomplete, type="file")]
    return [CompletionItem(id_) for id_ in ids() if id_.startswith(incomplete)]


def takes_choices(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the options by which a person picks for today."""
    options = (
        click.option("--sets", type=int, help="How many sets; fewer than prescribed is fine."),
        click.option(
            "--with",
            "picks",
            multiple=True,
            metavar="ID.KEY=VALUE",
            help="Pick inside what a circuit offers, as in pulses.time=25s; `show` lists it.",
        ),
        click.option("--without", multiple=True, metavar="ID", help="Leave an exercise out today."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def takes_start_and_volume(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the options that say where a workout begins and how loud it is."""
    options = (
        click.option(
            "--from", "start", metavar="SET[.EXERCISE]", help="Begin there, as in 2.pulses."
        ),
        click.option("--prepare", metavar="DURATION", help="Time to get ready, as in 20s."),
        click.option(
            "--volume",
            type=click.IntRange(0, 100),
            default=100,
            show_default=True,
            help="In percent.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def named_entry(name: str) -> Entry:
    """Return the circuit that `name` names, or the file it is the path of.

    Raises:
        BadInput: no circuit has that name.

    """
    from hiptimer.library import UnknownCircuit, find

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
    start: str | None = None,
    prepare: str | None = None,
) -> Plan:
    """Return what `name` and today's options come to.

    Raises:
        BadInput: no such circuit, a broken one, or a choice it does not offer.

    """
    from hiptimer.choices import (
        default_choices,
        with_exercise_left_out,
        with_pick,
        with_prepare,
        with_sets,
        with_start,
    )
    from hiptimer.circuit_file.misread import printable
    from hiptimer.compiler import NothingToDo
    from hiptimer.offers import ChoiceError
    from hiptimer.plan import Plan

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
            choices = with_exercise_left_out(circuit, choices, exercise_id)
        if prepare is not None:
            choices = with_prepare(choices, prepare)
        if start is not None:
            choices = with_start(circuit, choices, start)
        plan = Plan(circuit, entry.id, choices)
        _ = plan.timeline
    except (ChoiceError, NothingToDo) as error:
        raise BadInput(printable(str(error))) from None
    return plan
