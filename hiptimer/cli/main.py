"""The command `hiptimer`: the library if no command is given, otherwise one of the commands.

A command's module is imported when the command is called: `--version` loads no pydantic, and only
the full screen loads Textual.
"""

from __future__ import annotations

import os

import click

import hiptimer
from hiptimer.cli.lazy_command import LazyCommand, LazyGroup
from hiptimer.foundation.signals import SignaledToEnd, end_program, exit_code
from hiptimer.foundation.streams import close_streams, open_streams


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(hiptimer.__version__, prog_name="hiptimer")
@click.pass_context
def cli(context: click.Context) -> None:
    """Guide you through a workout: sets, holds, slow returns, changes of side.

    Without a command, open the library of circuits.
    """
    if context.invoked_subcommand is None:
        from hiptimer.cli.show_library import show_library

        context.exit(show_library())


COMMANDS = {
    "list_": "List the circuits, shipped and your own.",
    "show": "Show a circuit and today's workout, phase by phase.",
    "check": "Check circuit files and figure files for errors.",
    "fmt": "Write circuit files in their normal form.",
    "pack": "Write a circuit and its figures to one file, to hand on.",
    "figure": "Draw a figure, or those of a circuit, moving if there is a terminal.",
    "schema": "Print the JSON Schema of circuit files, for editors.",
    "prompt": "Print the circuit format on one page, to paste into a language model.",
    "new": "Create a circuit of your own from a commented template.",
    "copy": "Copy a circuit under another title, with its comments.",
    "edit": "Edit a circuit of your own in your editor, then check it.",
    "add": "Check a circuit file, and copy it into your folder of circuits.",
    "run": "Start a workout immediately.",
    "resume": "Resume the last interrupted workout where it stopped.",
    "render": "Write all the audio of a workout to a WAV file, for a phone.",
    "history": "Show past workouts, newest first.",
    "export": "Export the diary in a format that other programs read.",
    "report": "Write a page for your therapist: frequency, holds, pain, loads.",
    "import_": "Import what `export --format json` wrote.",
    "sounds": "Play every sound of a workout with its name and meaning.",
    "doctor": "Check sound, voice, terminal and folders; plays three beeps.",
    "settings": "Show the settings in effect, their file, and any problems.",
}
"""The first sentence of each command's help, by its function; its module has the same name."""

for _function, _help in COMMANDS.items():
    cli.add_command(LazyCommand(f"hiptimer.cli.commands.{_function}", _function, _help))


def main() -> None:
    """Run the program and exit with its code."""
    open_streams()
    if "_HIPTIMER_COMPLETE" in os.environ:
        from click.shell_completion import add_completion_class

        from hiptimer.cli.bash_completion import BashCompletion

        add_completion_class(BashCompletion)
    try:
        code = cli.main(prog_name="hiptimer", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except SignaledToEnd as signalled:
        code = exit_code(signalled.number)
    end_program(close_streams(code or 0))
