"""The command `fmt`: writes circuit files in their normal form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hiptimer.cli.circuit_names import named_file
from hiptimer.foundation.text.printable import printable
from hiptimer.foundation.text.reasons import reason
from hiptimer.foundation.toml.files import FaultyFile, Problem
from hiptimer.library.figure_files.loading import is_figure_file
from hiptimer.library.formatting import rewrite

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIGURE = "this is a figure; only circuit files have a normal form"


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--check",
    "is_check",
    is_flag=True,
    help="Change nothing; exit 1 if a file is not in its normal form.",
)
@click.pass_context
def fmt(context: click.Context, *, files: Sequence[Path], is_check: bool) -> None:
    """Write circuit files in their normal form.

    FILES are paths or names. Keys are put in order and quantities spelled alike. Comments and
    meaning stay the same. A file with errors is not changed.
    """
    codes = {0}
    for path in map(named_file, files):
        name = printable(str(path))
        try:
            changes = _rewrite(path, is_trial=is_check)
        except FaultyFile as error:
            click.echo(str(error), err=True)
            codes.add(2)
        except OSError as error:
            click.echo(f"{name} cannot be written: {reason(error)}", err=True)
            codes.add(2)
        else:
            if changes and is_check:
                codes.add(1)
            click.echo(f"{name}: {_outcome(changes=changes, is_check=is_check)}")
    context.exit(max(codes))


def _rewrite(path: Path, *, is_trial: bool) -> bool:
    if is_figure_file(path):
        raise FaultyFile((Problem(path, None, _FIGURE),))
    return rewrite(path, is_trial=is_trial)


def _outcome(*, changes: bool, is_check: bool) -> str:
    if not changes:
        return "OK"
    return "not in normal form; hiptimer fmt rewrites it" if is_check else "rewritten"
