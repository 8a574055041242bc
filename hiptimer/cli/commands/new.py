"""The command `new`: writes the beginnings of a circuit."""

from __future__ import annotations

import click

from hiptimer.cli.bad_input import BadInput
from hiptimer.cli.circuit_names import find_entry
from hiptimer.cli.completion import complete_circuit_name
from hiptimer.foundation.bounded_file import UnreadableFile
from hiptimer.foundation.text.printable import printable
from hiptimer.foundation.text.reasons import reason
from hiptimer.foundation.toml.files import FaultyFile
from hiptimer.library.template import argument_for, new_circuit


@click.command()
@click.argument("name")
@click.option(
    "--from",
    "source",
    shell_complete=complete_circuit_name,
    help="Copy this circuit instead of the template.",
)
@click.option(
    "--from-text",
    "line",
    metavar="LINE",
    help="Write the circuit of this line, such as '3 x 30s plank, rest 20s; 10 squats'.",
)
def new(*, name: str, source: str | None, line: str | None) -> None:
    """Create a circuit of your own from a commented template."""
    if source is not None and line is not None:
        raise BadInput("--from and --from-text exclude each other; use one of them")
    try:
        path = new_circuit(
            name,
            find_entry(source) if source is not None else None,
            _text(line) if line is not None else None,
        )
    except FileExistsError as error:
        taken = printable(str(error.filename))
        raise BadInput(f"{taken} already exists; choose another name") from None
    except OSError as error:
        raise BadInput(printable(f"{error.filename} cannot be written: {reason(error)}")) from None
    except (ValueError, FaultyFile) as error:
        raise BadInput(str(error)) from None
    except UnreadableFile as error:
        raise BadInput(f"the circuit {source} {error}") from None
    where = printable(str(path))
    click.echo(f"{where}\nEdit it, then: hiptimer check {where}, hiptimer run {argument_for(name)}")


def _text(line: str) -> str:
    # Imported late, because the shell completes circuits and pydantic is slow to import.
    from hiptimer.library.one_line import UnreadableLine, circuit_file_text

    try:
        return circuit_file_text(line)
    except UnreadableLine as error:
        raise BadInput(str(error)) from None
