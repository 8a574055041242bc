"""The command `import`: adds workouts from an export to the diary."""

from __future__ import annotations

from pathlib import Path

import click

from hiptimer.cli.bad_input import BadInput
from hiptimer.cli.diary_errors import report_unreadable
from hiptimer.foundation.bounded_file import UnreadableFile, open_bounded
from hiptimer.foundation.clock import date_and_time
from hiptimer.foundation.folders import user_data
from hiptimer.foundation.text.printable import printable
from hiptimer.foundation.text.sentences import counted
from hiptimer.history.formats.importing import LARGEST_FILE_BYTES, import_json
from hiptimer.history.formats.json_reading import BadDiary


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_(*, file: Path) -> None:
    """Import what `export --format json` wrote.

    Workouts that are already in the diary are not changed.
    """
    if file.suffix == ".toml":
        raise BadInput(printable(f"{file} is a circuit; add it with: hiptimer add {file}"))
    try:
        with (
            open_bounded(file, LARGEST_FILE_BYTES, may_be_pipe=True) as opened,
            report_unreadable(),
        ):
            imported = import_json(opened, user_data(), date_and_time().timestamp())
    except UnreadableFile as error:
        raise BadInput(printable(f"{file} {error}")) from None
    except BadDiary as error:
        raise BadInput(printable(f"{file}: {error}; nothing was imported")) from None
    if imported.put_aside:
        click.echo(printable(f"The damaged diary is kept as {imported.put_aside}"), err=True)
    there = f"; already in the diary: {imported.known}" if imported.known else ""
    click.echo(f"{counted(imported.new, 'workout')} imported{there}")
