"""Commands whose modules are loaded when called, not when listed."""

from __future__ import annotations

from importlib import import_module

import click


class LazyCommand(click.Command):
    """The command `function` of `module`; `short_help` is listed without loading it."""

    def __init__(self, module: str, function: str, short_help: str) -> None:
        super().__init__(function.rstrip("_"), help=short_help)
        self.module = module
        self.function = function


class LazyGroup(click.Group):
    """A group that loads a command when it is called, completed, or asked for its help."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the name and command that `args` begin with, and the other arguments."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, command and load_command(command), rest


def load_command(command: click.Command) -> click.Command:
    """Return the command that a lazy one loads, and any other unchanged."""
    if not isinstance(command, LazyCommand):
        return command
    found: click.Command = getattr(import_module(command.module), command.function)
    return found
