"""Writes `docs/hiptimer.1`: the manual page, from the help of each command.

python -m tools.manual

One page for all commands, so that `man hiptimer` finds every option; click-man writes one for each
and does not load commands that are loaded when called.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hiptimer.cli.lazy_command import load_command
from hiptimer.cli.main import cli

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parent.parent / "docs" / "hiptimer.1"

FILES = (
    ("~/.config/hiptimer/circuits", "your circuits; your figures are in its folder figures"),
    ("~/.config/hiptimer/settings.toml", "your settings"),
    ("~/.config/hiptimer/sounds", "WAV files that replace sounds"),
    ("~/.config/hiptimer/voices", "voices for piper"),
    ("~/.local/share/hiptimer/diary.db", "the diary"),
)
"""The files of a person on Linux; `hiptimer doctor` shows those of any system."""

EXIT_CODES = (
    ("0", "the workout is complete; for other commands: done"),
    ("1", "the workout ended early or was not recorded, or the command failed"),
    ("2", "a file or an option cannot be used; the message says what would be right"),
    ("128 + n", "ended by signal n"),
)


def escape(text: str) -> str:
    """Return `text` so that no roff program takes a part of it as an instruction."""
    escaped = text.replace("\\", "\\(rs").replace("-", "\\-").replace("~", "\\(ti")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


def _entry(term: str, text: str) -> Iterator[str]:
    yield from (".TP", f"\\fB{escape(term)}\\fR", escape(text))


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        yield from (".PP", escape(" ".join(paragraph.split())))


def _command(name: str, context: click.Context) -> Iterator[str]:
    command = load_command(cli.commands[name])
    usage = " ".join(command.collect_usage_pieces(context))
    yield from (".SS", f"hiptimer {name} {escape(usage)}")
    yield from _paragraphs(command.help or "")
    for option in command.params:
        record = option.get_help_record(context)
        if record and record[1]:
            yield from _entry(*record)


def manual() -> str:
    """Return the page, in the language of man(7)."""
    context = click.Context(cli, info_name="hiptimer")
    lines = ['.TH HIPTIMER 1 "" hiptimer "User commands"']
    lines += [".SH NAME", r"hiptimer \- a workout timer that you can follow from the mat"]
    lines += [".SH SYNOPSIS", r"\fBhiptimer\fR [COMMAND] [OPTIONS]", ".SH DESCRIPTION"]
    lines += _paragraphs(cli.help or "")
    lines.append(".SH COMMANDS")
    for name in cli.list_commands(context):
        lines += _command(name, context)
    for title, entries in (("FILES", FILES), ("EXIT STATUS", EXIT_CODES)):
        lines.append(f".SH {title}")
        for term, text in entries:
            lines += _entry(term, text)
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the page."""
    PAGE.write_text(manual(), encoding="utf-8")


if __name__ == "__main__":
    main()
