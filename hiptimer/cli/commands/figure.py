"""The command `figure`: draws figures."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from hiptimer.cli.bad_input import BadInput
from hiptimer.cli.completion import complete_figure
from hiptimer.cli.figure_names import figures_inside, find_figures
from hiptimer.cli.figure_output import FigurePrinter
from hiptimer.cli.output_file import write_output
from hiptimer.drawing.figure.svg import figure_svg
from hiptimer.foundation.terminal import detect_terminal
from hiptimer.foundation.text.printable import printable, quoted
from hiptimer.foundation.toml.files import FaultyFile
from hiptimer.library.figure_files import loading as figure_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiptimer.circuit.figure.figure import Figure
    from hiptimer.drawing.figure.preview import Preview

_PLAIN_SIZE = (80, 24)


@click.command()
@click.argument(
    "figure",
    required=False,
    metavar="NAME|FILE|CIRCUIT[:EXERCISE]",
    shell_complete=complete_figure,
)
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
    """Draw a figure, or those of a circuit, moving if there is a terminal."""
    if lists:
        _print_list()
        return
    if figure is None:
        raise BadInput("write the name of a figure or circuit, or a file; --list lists all figures")
    found = find_figures(figure)
    for it in found:
        _check_pose(it.figure, pose)
    if output is not None:
        write_output(context, output, [_svg(figure, found, pose)])
        return
    terminal = detect_terminal()
    is_terminal = sys.stdout.isatty() and terminal.kind not in ("", "dumb")
    charset = terminal.charset if is_terminal and terminal.colors else "ascii"
    printer = FigurePrinter(charset, terminal.size or _PLAIN_SIZE)
    if pose is None and is_terminal:
        printer.play(found)
        return
    for it in found:
        printer.print_poses(it, _poses(it.figure, pose))


def _check_pose(figure: Figure, pose: str | None) -> None:
    if pose not in (None, *figure.poses):
        words = ", ".join(figure.poses)
        raise BadInput(f"{figure.name} has no pose {quoted(str(pose))}; it has: {words}")


def _poses(figure: Figure, pose: str | None) -> Sequence[str]:
    return tuple(figure.poses) if pose is None else (pose,)


def _svg(name: str, found: Sequence[Preview], pose: str | None) -> bytes:
    if len(found) > 1:
        names = ", ".join(f"{printable(name)}:{it.exercise_id}" for it in found)
        raise BadInput(f"--svg draws one figure; write one of: {names}")
    return figure_svg(found[0].figure, _poses(found[0].figure, pose))


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
    for name, inside in figures_inside():
        click.echo(f"{name}  {', '.join(figure_files.own(inside).poses)}")
