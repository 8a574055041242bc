"""The manual page has every command and option, and is what the commands say now."""

from __future__ import annotations

import shutil
import subprocess

import click
import pytest

from hiptimer.cli.lazy_command import load_command
from hiptimer.cli.main import cli
from tools.manual import PAGE, escape, manual


def test_the_manual_page_is_up_to_date() -> None:
    assert PAGE.read_text() == manual(), "run: make manual"


@pytest.mark.parametrize("name", cli.commands)
def test_every_command_and_option_is_in_the_manual_page(name: str) -> None:
    page = PAGE.read_text()
    section = page.split(f".SS\nhiptimer {name} ")[1].split("\n.S")[0]
    command = load_command(cli.commands[name])
    options = [it for it in command.params if isinstance(it, click.Option)]
    names = [name for it in options for name in (*it.opts, *it.secondary_opts)]
    assert [it for it in names if escape(it) not in section] == []


@pytest.mark.parametrize("text", [".TH x", "'x", "\\fBx", "a-b", "~/x"])
def test_no_text_is_an_instruction_of_the_page(text: str) -> None:
    escaped = escape(text)
    assert not escaped.startswith((".", "'"))
    assert escaped.replace("\\(rs", "\\").replace("\\-", "-").replace("\\(ti", "~").endswith(text)


@pytest.mark.skipif(not shutil.which("man"), reason="man is not installed")
def test_the_manual_page_is_formatted_without_a_warning() -> None:
    shown = subprocess.run(
        ["man", "--warnings", "-l", PAGE],
        capture_output=True,
        text=True,
        check=True,
        env={"MANWIDTH": "80", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )
    assert shown.stderr == ""
    assert "--with ID.KEY=VALUE" in shown.stdout
