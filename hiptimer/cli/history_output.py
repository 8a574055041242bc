"""Prints past workouts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hiptimer.cli.diary_errors import report_unreadable_and_skipped
from hiptimer.foundation.clock import date_and_time
from hiptimer.foundation.folders import user_data
from hiptimer.foundation.json_pieces import json_pieces
from hiptimer.foundation.text.printable import printable
from hiptimer.history.json_output import history_as_json
from hiptimer.history.reading import read_history, read_progress
from hiptimer.history.wording import history_lines, progress_lines

if TYPE_CHECKING:
    from datetime import datetime


def print_history(circuit: str | None, since: datetime | None, *, as_json: bool) -> None:
    """Print the workouts since a moment: those of `circuit`, or all."""
    today = date_and_time().date()
    # Circuits are known by their printable names, and SQLite takes no other text.
    circuit = None if circuit is None else printable(circuit)
    with report_unreadable_and_skipped():
        if as_json:
            told = history_as_json(user_data(), today, since, circuit)
            for piece in json_pieces(told, indent=2):
                click.echo(piece, nl=False)
            click.echo()
            return
        is_any = False
        for done in read_history(user_data(), since, circuit):
            is_any = True
            click.echo("\n".join(printable(line) for line in history_lines(done)))
        if is_any:
            progress = read_progress(user_data(), today, since, circuit)
            click.echo("\n".join(["", *map(printable, progress_lines(progress))]))
        else:
            click.echo(f"{no_workouts_words(since, circuit)}.")


def no_workouts_words(since: datetime | None, circuit: str | None = None) -> str:
    """Return in words that there are no workouts since a moment, of `circuit` or at all."""
    of = f" of {circuit}" if circuit else ""
    when = f"since {since:%Y-%m-%d}" if since else "yet"
    return f"No workouts{of} {when}"
