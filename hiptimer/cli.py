"""The commands, and the only place where circuits, sound and views are wired together.

What a command needs is imported when it runs: `--version` loads no pydantic, and nothing but the
full-screen view loads Textual.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

import hiptimer

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


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(hiptimer.__version__, prog_name="hiptimer")
@click.pass_context
def cli(context: click.Context) -> None:
    """Lead a workout through its sets, holds, slow returns and changes of side.

    Without a command: the library of circuits, full screen.
    """
    if context.invoked_subcommand is not None:
        return
    from hiptimer.session import SoundChoice, is_terminal, run_full_screen

    if is_terminal():
        context.exit(run_full_screen(None, SoundChoice()))
    _print_list()
    click.echo("\nNo terminal here. `hiptimer run CIRCUIT` leads through one line by line.")


@cli.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for scripts.")
def list_(*, as_json: bool) -> None:
    """List the circuits, shipped and your own."""
    if as_json:
        _print_list_as_json()
    else:
        _print_list()


@cli.command()
@click.argument("circuit", shell_complete=circuit_names)
@takes_choices
@click.option("--json", "as_json", is_flag=True, help="As JSON, every cue at its moment.")
def show(
    *, circuit: str, sets: int | None, picks: Sequence[str], without: Sequence[str], as_json: bool
) -> None:
    """Show a circuit and the workout it makes today: what is done and heard when."""
    from hiptimer.as_json import timeline_as_json
    from hiptimer.listing import show_lines

    plan = _plan(circuit, sets, picks, without)
    if as_json:
        click.echo(json.dumps(timeline_as_json(plan.timeline), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(show_lines(plan.circuit, plan.choices, plan.timeline)))


@cli.command()
@click.argument("circuit", shell_complete=circuit_names)
@takes_choices
@click.option("--from", "start", metavar="SET[.EXERCISE]", help="Begin there, as in 2.pulses.")
@click.option("--prepare", metavar="DURATION", help="Time to get ready, as in 20s.")
@click.option(
    "--sound",
    type=click.Choice(
        ["auto", "simpleaudio", "miniaudio", "pw-cat", "pacat", "aplay", "bell", "off"]
    ),
    default="auto",
    show_default=True,
    help="What plays; auto is the first that works.",
)
@click.option(
    "--volume", type=click.IntRange(0, 100), default=100, show_default=True, help="In percent."
)
@click.option(
    "--speed",
    type=click.FloatRange(0.1, 100),
    default=1.0,
    show_default=True,
    help="Rehearse with a clock that runs so many times as fast.",
)
@click.option("--plain", is_flag=True, help="A line an event instead of the full screen.")
@click.pass_context
def run(
    context: click.Context,
    *,
    circuit: str,
    sets: int | None,
    picks: Sequence[str],
    without: Sequence[str],
    start: str | None,
    prepare: str | None,
    sound: str,
    volume: int,
    speed: float,
    plain: bool,
) -> None:
    """Start a workout at once."""
    from hiptimer.session import SoundChoice, is_terminal, run_full_screen, run_plain

    plan = _plan(circuit, sets, picks, without, start=start, prepare=prepare)
    choice = SoundChoice(sound, volume, speed)
    view = run_plain if plain or not is_terminal() else run_full_screen
    context.exit(view(plan, choice))


@cli.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_context
def check(context: click.Context, *, files: Sequence[Path]) -> None:
    """Check circuit files; every problem with its line."""
    from hiptimer.circuit_file.misread import printable
    from hiptimer.library import CircuitFileError, load

    are_good = True
    for path in files:
        try:
            circuit = load(path)
        except CircuitFileError as error:
            click.echo(str(error), err=True)
            are_good = False
        else:
            number = len(circuit.exercises)
            exercises = "1 exercise" if number == 1 else f"{number} exercises"
            click.echo(f"{printable(str(path))}: good: {circuit.title}, {exercises}")
    context.exit(0 if are_good else 2)


@cli.command()
def schema() -> None:
    """Print the JSON Schema of circuit files, for editors."""
    from hiptimer.circuit_file.schema import schema as schema_text

    click.echo(schema_text(), nl=False)


@cli.command()
@click.argument("name")
@click.option("--from", "source", shell_complete=circuit_names, help="Copy this circuit.")
def new(*, name: str, source: str | None) -> None:
    """Write a circuit of your own to begin with, full of comments."""
    from hiptimer.library import CircuitFileError
    from hiptimer.new_circuit import new_circuit

    try:
        path = new_circuit(name, _entry(source) if source else None)
    except FileExistsError as error:
        raise BadInput(f"{error.filename} is there already; choose another name") from None
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise BadInput(f"{error.filename} cannot be written: {reason}") from None
    except (ValueError, CircuitFileError) as error:
        raise BadInput(str(error)) from None
    click.echo(f"{path}\nEdit it, then: hiptimer check {path}, hiptimer run {name}")


def main() -> None:
    """Run the program and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character gets an escape in its place, not a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = cli.main(prog_name="hiptimer", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        code = 130
    sys.exit(code)


def _entry(name: str) -> Entry:
    from hiptimer.library import UnknownCircuit, find

    try:
        return find(name)
    except UnknownCircuit as error:
        raise BadInput(str(error)) from None


def _plan(
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
        ChoiceError,
        default_choices,
        with_exercise_left_out,
        with_pick,
        with_prepare,
        with_sets,
        with_start,
    )
    from hiptimer.circuit_file.misread import printable
    from hiptimer.compiler import NothingToDo
    from hiptimer.plan import Plan

    entry = _entry(name)
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


def _print_list() -> None:
    from hiptimer.library import entries
    from hiptimer.listing import list_lines
    from hiptimer.places import user_circuits

    for entry in entries():
        click.echo("\n".join(list_lines(entry)))
    click.echo(f"\nYour own circuits: *.toml in {user_circuits()} (`hiptimer new NAME` begins one)")


def _print_list_as_json() -> None:
    from hiptimer.as_json import broken_as_json, circuit_as_json
    from hiptimer.library import entries
    from hiptimer.listing import planned_seconds

    listed = [
        circuit_as_json(entry, entry.circuit, planned_seconds(entry, entry.circuit))
        if entry.circuit
        else broken_as_json(entry)
        for entry in entries()
    ]
    click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
