"""The command `figure`: draws a figure."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hiptimer.cli.bad_input import BadInput
from hiptimer.cli.figure_output import FigurePrinter
from hiptimer.cli.output_file import write_output
from hiptimer.drawing.figure.svg import figure_svg
from hiptimer.foundation.terminal import detect_terminal
from hiptimer.foundation.text.printable import printable, quoted
from hiptimer.foundation.text.spelling import similar
from hiptimer.foundation.toml.files import FaultyFile
from hiptimer.library.figure_files import loading as figure_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiptimer.circuit.figure.figure import Figure

_PLAIN_SIZE = (80, 24)


@click.command()
@click.argument("figure", required=False, metavar="NAME|FILE")
@click.option("--pose", help="Draw this pose only.")
@click.option("--svg", "output", metavar="FILE", help="Write SVG to a file; - is stdout.")
@click.option("--list", "lists", is_flag=True, help="List all figures with their poses.")
@click.pass_context
def figure(
    context: click.Context,
    /,
    *,
    figure: str | None,
    pose: str | None,
    output: str | None,
    lists: bool,
) -> None:
    """Draw a figure, moving if there is a terminal."""
    if lists:
        _print_list()
        return
    if figure is None:
        raise BadInput("write the name or the file of a figure; --list lists all")
    found = _found(figure)
    poses = _poses(found, pose)
    if output is not None:
        write_output(context, output, [figure_svg(found, poses)])
        return
    terminal = detect_terminal()
    is_terminal = sys.stdout.isatty() and terminal.kind not in ("", "dumb")
    charset = terminal.charset if is_terminal and terminal.colors else "ascii"
    printer = FigurePrinter(found, charset, terminal.size or _PLAIN_SIZE)
    if pose is None and is_terminal:
        printer.play()
    else:
        printer.print_poses(poses)


def _found(name: str) -> Figure:
    """Return the figure called `name`, or the one in that file: a path, or ending in ".toml"."""
    try:
        if "/" in name or name.endswith(".toml"):
            return figure_files.load(Path(name))
        if found := figure_files.find(name):
            return found
    except FaultyFile as error:
        raise BadInput(str(error)) from None
    nearest = similar(name, figure_files.names())
    meant = f"did you mean {printable(nearest)}?" if nearest else "--list lists all"
    raise BadInput(f"no figure named {quoted(name)}; {meant}")


def _poses(found: Figure, pose: str | None) -> Sequence[str]:
    if pose is None:
        return tuple(found.poses)
    if pose not in found.poses:
        raise BadInput(f"{found.name} has no pose {quoted(pose)}; it has: {', '.join(found.poses)}")
    return (pose,)


def _print_list() -> None:
    for name in figure_files.names():
        path = figure_files.path_of(name)
        try:
            found = figure_files.find(name)
        except FaultyFile as error:
            click.echo(f"{printable(name)}  BROKEN\n    {error.problems[0]}")
            continue
        if found and path:
            click.echo(f"{printable(name)}  {', '.join(found.poses)}")
            if figure_files.is_own(path):
                click.echo(f"    yours: {printable(str(path))}")
