"""The commands, and the only place where circuits, sound and views are wired together.

What a command needs is imported when it runs: `--version` loads no pydantic, and nothing but the
full-screen view loads Textual.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

import hiptimer
from hiptimer.command_line import (
    BadInput,
    circuit_names,
    named_entry,
    planned,
    takes_choices,
    takes_start_and_volume,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


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

    plan = planned(circuit, sets, picks, without)
    if as_json:
        click.echo(json.dumps(timeline_as_json(plan.timeline), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(show_lines(plan.circuit, plan.choices, plan.timeline)))


@cli.command()
@click.argument("circuit", shell_complete=circuit_names)
@takes_choices
@takes_start_and_volume
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

    plan = planned(circuit, sets, picks, without, start=start, prepare=prepare)
    choice = SoundChoice(sound, volume, speed)
    view = run_plain if plain or not is_terminal() else run_full_screen
    context.exit(view(plan, choice))


@cli.command()
@click.argument("circuit", shell_complete=circuit_names)
@takes_choices
@takes_start_and_volume
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(),
    metavar="FILE.wav",
    help="Where to; replaces a file of that name once it is complete. - is stdout.",
)
@click.pass_context
def render(
    context: click.Context,
    *,
    circuit: str,
    sets: int | None,
    picks: Sequence[str],
    without: Sequence[str],
    start: str | None,
    prepare: str | None,
    volume: int,
    output: str,
) -> None:
    """Write all that is heard of a workout to a WAV file, for a phone.

    Open holds and untimed reps end at their target.
    """
    from hiptimer.circuit_file.misread import printable
    from hiptimer.render import STDOUT, Soundtrack, TooLong, Unwritable, opened, written
    from hiptimer.signals import SignalledToLeave, exit_code, raised
    from hiptimer.words import clock_face

    plan = planned(circuit, sets, picks, without, start=start, prepare=prepare)
    try:
        soundtrack = Soundtrack(plan.timeline, volume)
        with raised(), opened(output) as file, _progress(soundtrack.size) as advance:
            for number in written(soundtrack, file):
                advance(number)
    except SignalledToLeave as signalled:
        context.exit(exit_code(signalled.number))
    except (TooLong, Unwritable) as error:
        raise BadInput(printable(str(error))) from None
    except BrokenPipeError:
        # Whoever read it has had enough.
        context.exit(1)
    if output != STDOUT:
        # Stdout may be what was written to, as /dev/stdout.
        click.echo(f"{printable(output)}: {clock_face(soundtrack.seconds)}", err=True)


@cli.command()
@click.option("--play", "only", metavar="NAME", help="Only this one.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, unheard.")
@click.option(
    "--sound",
    type=click.Choice(["auto", "simpleaudio", "miniaudio", "pw-cat", "pacat", "aplay"]),
    default="auto",
    show_default=True,
    help="What plays; auto is the first that works.",
)
@click.option(
    "--volume", type=click.IntRange(0, 100), default=100, show_default=True, help="In percent."
)
@click.pass_context
def sounds(
    context: click.Context, *, only: str | None, as_json: bool, sound: str, volume: int
) -> None:
    """Play every sound of a workout with its name and meaning."""
    from hiptimer.as_json import sound_as_json
    from hiptimer.audio.lexicon import MEANINGS, UnknownSound, known
    from hiptimer.audio.tones import own_seconds
    from hiptimer.circuit_file.misread import printable
    from hiptimer.demonstration import Unheard
    from hiptimer.session import SoundChoice, play_sounds
    from hiptimer.signals import SignalledToLeave, exit_code, raised

    try:
        names = list(MEANINGS) if only is None else [known(only)]
    except UnknownSound as error:
        raise BadInput(printable(str(error))) from None
    if as_json:
        listed = [sound_as_json(name, MEANINGS[name], own_seconds(name)) for name in names]
        click.echo(json.dumps(listed, indent=2))
        return
    try:
        with raised():
            play_sounds(names, SoundChoice(sound, volume), click.echo)
    except SignalledToLeave as signalled:
        context.exit(exit_code(signalled.number))
    except Unheard as error:
        raise click.ClickException(str(error)) from None


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON; nobody is asked anything.")
@click.pass_context
def doctor(context: click.Context, *, as_json: bool) -> None:
    """Try what sound, terminal and folders can do here; plays three beeps."""
    from hiptimer.doctor.examination import examine, examined_as_json

    if as_json:
        found, was_played = examined_as_json()
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        was_played = examine(click.echo, click.confirm if sys.stdin.isatty() else None)
    context.exit(0 if was_played else 1)


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
        path = new_circuit(name, named_entry(source) if source else None)
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


@contextmanager
def _progress(length: int) -> Iterator[Callable[[int], None]]:
    """Show how much of `length` is done, where somebody looks on, and yield what moves it on."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda _: None
        return
    with click.progressbar(length=length, file=sys.stderr) as bar:
        yield bar.update


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
