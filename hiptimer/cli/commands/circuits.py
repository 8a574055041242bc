"""Commands on circuits: what there is, what it makes, whether a file is good, a new one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hiptimer.cli.arguments import BadInput, named_entry, planned, say_fit
from hiptimer.cli.options import circuit_names, takes_choices

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for scripts.")
def list_(*, as_json: bool) -> None:
    """List the circuits, shipped and your own."""
    if as_json:
        _print_list_as_json()
    else:
        print_list()


@click.command()
@click.argument("circuit", shell_complete=circuit_names)
@takes_choices
@click.option("--json", "as_json", is_flag=True, help="As JSON, every cue at its moment.")
def show(
    *,
    circuit: str,
    sets: int | None,
    picks: Sequence[str],
    without: Sequence[str],
    fit: str | None,
    as_json: bool,
) -> None:
    """Show a circuit and the workout it makes today: what is done and heard when."""
    from hiptimer.cli.listing import show_lines
    from hiptimer.cli.listing_json import timeline_as_json

    plan = planned(circuit, sets, picks, without, fit=fit)
    if as_json:
        say_fit(plan)
        click.echo(json.dumps(timeline_as_json(plan.timeline), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(show_lines(plan)))


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_context
def check(context: click.Context, *, files: Sequence[Path]) -> None:
    """Check circuit files, and figures in a folder `figures`; every problem with its line."""
    from hiptimer.foundation.text.printable import printable
    from hiptimer.foundation.toml.files import FaultyFile

    are_good = True
    for path in files:
        try:
            found = _checked(path)
        except FaultyFile as error:
            click.echo(str(error), err=True)
            are_good = False
        else:
            click.echo(f"{printable(str(path))}: good: {found}")
    context.exit(0 if are_good else 2)


@click.command()
def schema() -> None:
    """Print the JSON Schema of circuit files, for editors."""
    from hiptimer.library.file.schema import schema as schema_text

    click.echo(schema_text(), nl=False)


@click.command()
@click.argument("name")
@click.option("--from", "source", shell_complete=circuit_names, help="Copy this circuit.")
def new(*, name: str, source: str | None) -> None:
    """Write a circuit of your own to begin with, full of comments."""
    from hiptimer.foundation.bounded_file import UnreadableFile
    from hiptimer.foundation.text.printable import printable
    from hiptimer.foundation.toml.files import FaultyFile
    from hiptimer.library.template import argument_for, new_circuit

    try:
        path = new_circuit(name, named_entry(source) if source else None)
    except FileExistsError as error:
        taken = printable(str(error.filename))
        raise BadInput(f"{taken} is there already; choose another name") from None
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise BadInput(printable(f"{error.filename} cannot be written: {reason}")) from None
    except (ValueError, FaultyFile) as error:
        raise BadInput(str(error)) from None
    except UnreadableFile as error:
        raise BadInput(f"the circuit {source} {error}") from None
    where = printable(str(path))
    click.echo(f"{where}\nEdit it, then: hiptimer check {where}, hiptimer run {argument_for(name)}")


def _checked(path: Path) -> str:
    """Return what the good file `path` holds."""
    from hiptimer.foundation.toml.files import FaultyFile
    from hiptimer.library.figure_files import files
    from hiptimer.library.loading import load

    if files.is_figure_file(path):
        return f"a figure, {len(files.load(path).poses)} poses"
    circuit = load(path)
    if problems := files.missing_figures(path, circuit):
        raise FaultyFile(problems)
    number = len(circuit.exercises)
    return f"{circuit.title}, {'1 exercise' if number == 1 else f'{number} exercises'}"


def print_list() -> None:
    """Print the circuits with sets, time and needs, and where one's own lie."""
    from hiptimer.cli.listing import list_lines
    from hiptimer.foundation.folders import user_circuits
    from hiptimer.foundation.text.printable import printable
    from hiptimer.library.loading import entries

    for entry in entries():
        click.echo("\n".join(list_lines(entry)))
    folder = printable(str(user_circuits()))
    click.echo(f"\nYour own circuits: *.toml in {folder} (`hiptimer new NAME` begins one)")


def _print_list_as_json() -> None:
    from hiptimer.cli.listing import planned_seconds
    from hiptimer.cli.listing_json import broken_as_json, circuit_as_json
    from hiptimer.library.loading import entries

    listed = [
        circuit_as_json(entry, entry.circuit, planned_seconds(entry, entry.circuit))
        if entry.circuit
        else broken_as_json(entry)
        for entry in entries()
    ]
    click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
