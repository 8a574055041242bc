"""Shows the library when no command is given: full screen, or as a list without a terminal."""

from __future__ import annotations

import click

from hiptimer.cli.preferred_options import read_settings
from hiptimer.session.settings.preferences import Preferences
from hiptimer.tui.full_screen import is_terminal, run_full_screen


def show_library() -> int:
    """Show the library, and return the exit code."""
    reading, _ = read_settings(None)
    if is_terminal():
        return run_full_screen(None, Preferences(reading))
    from hiptimer.cli.commands.list_ import print_list

    print_list()
    click.echo("\nThis is not a terminal. `hiptimer run CIRCUIT` runs a workout in line mode.")
    return 0
