"""The error of every command for input that cannot be used."""

from __future__ import annotations

import sys
from typing import IO, Any

import click


class BadInput(click.ClickException):
    """Input that cannot be used: one clear message, exit code 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the message and nothing else."""
        click.echo(self.message, file=file or sys.stderr)
