"""The command `hiptimer` itself: without anything else the library, else one of the commands.

What a command needs is imported when it runs: `--version` loads no pydantic, and nothing but the
full-screen view loads Textual.
"""

from __future__ import annotations

import click

import hiptimer
from hiptimer.cli.commands import circuits, machine, records, workouts
from hiptimer.cli.options import prefer_settings, preferences_of
from hiptimer.foundation.signals import SignalledToLeave, end_program, exit_code
from hiptimer.foundation.streams import close_streams, open_streams


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(hiptimer.__version__, prog_name="hiptimer")
@click.pass_context
def cli(context: click.Context) -> None:
    """Lead a workout through its sets, holds, slow returns and changes of side.

    Without a command: the library of circuits, full screen.
    """
    prefer_settings(context)
    if context.invoked_subcommand is not None:
        return
    from hiptimer.tui.full_screen import is_terminal, run_full_screen

    if is_terminal():
        context.exit(run_full_screen(None, preferences_of(context)))
    circuits.print_list()
    click.echo("\nNo terminal here. `hiptimer run CIRCUIT` leads through one line by line.")


for _command in (
    circuits.list_,
    circuits.show,
    circuits.check,
    circuits.schema,
    circuits.new,
    workouts.run,
    workouts.resume,
    workouts.render,
    records.history,
    records.export,
    records.report,
    records.import_,
    machine.sounds,
    machine.doctor,
    machine.settings_,
):
    cli.add_command(_command)


def main() -> None:
    """Run the program and exit with its code."""
    open_streams()
    try:
        code = cli.main(prog_name="hiptimer", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        code = 130
    except SignalledToLeave as signalled:
        code = exit_code(signalled.number)
    end_program(close_streams(code or 0))
