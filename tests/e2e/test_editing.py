"""The library in a real terminal lends it to an editor, and shows what was saved."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.e2e.terminal import Terminal, terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not Terminal.is_installed(), reason="tmux is not installed"),
]

EDITOR = """#!/bin/sh
trap : INT
echo "The editor has $1"
until read answer; do :; done
sed -i "s/^title = .*/title = \\"$answer\\"/" "$1"
"""


@pytest.fixture
def shell() -> Iterator[Terminal]:
    # A socket's path must be short, and that of a test folder may be too long.
    folder = Path(tempfile.mkdtemp(prefix="hiptimer-"))
    editor = folder / "editor"
    editor.write_text(EDITOR)
    editor.chmod(0o700)
    with terminal(folder) as shell:
        shell.enter(f"export PYTHONPATH={Path(__file__).parents[2]} VISUAL={editor}")
        yield shell
    shutil.rmtree(folder)


def test_a_circuit_is_copied_edited_changed_outside_deleted_and_brought_back(
    shell: Terminal,
) -> None:
    own = shell.folder / ".config" / "hiptimer" / "circuits" / "my-hips.toml"
    shell.start()
    shell.wait_for("Whitt's hip flexor circuit", "q Quit")
    shell.press("c")
    shell.wait_for("Title of the copy")
    shell.press(*"my-hips", "Enter")
    shell.wait_for("My hips", "Created")
    shell.press("e")
    shell.wait_for(f"The editor has {own}")
    # Ctrl+C is for the editor; hiptimer stays.
    shell.press("C-c")
    shell.enter("Written in the editor")
    shell.wait_for("Written in the editor", "q Quit")
    own.write_text(own.read_text().replace('switch = "', 'switch = "x', 1))
    shell.wait_for("my-hips cannot be used", "is not a duration")
    own.write_text(own.read_text().replace('switch = "x', 'switch = "', 1))
    shell.wait_for("Written in the editor")
    shell.press("x")
    shell.wait_for("u Undo")
    assert not own.exists()
    shell.press("u")
    shell.wait_for("Brought back")
    assert own.exists()
    shell.press("q")
    shell.wait_for("ready>")
