"""The command `history`: past workouts in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hiptimer.cli.completion import complete_circuit_name
from hiptimer.cli.options import takes_since

if TYPE_CHECKING:
    from datetime import datetime


@click.command()
@click.option(
    "--circuit", metavar="ID", shell_complete=complete_circuit_name, help="Only this circuit."
)
@takes_since
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with every attempt.")
def history(*, circuit: str | None, since: datetime | None, as_json: bool) -> None:
    """Show past workouts, newest first.

    Then workouts per week, and left against right.
    """
    from hiptimer.cli.history_output import print_history

    print_history(circuit, since, as_json=as_json)
