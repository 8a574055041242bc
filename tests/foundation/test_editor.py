from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pytest

from hiptimer.foundation.editor import NoEditor, edit, editor_command

if TYPE_CHECKING:
    from pathlib import Path


def test_visual_comes_before_editor_and_keeps_its_options() -> None:
    environment = {"VISUAL": "code --wait 'a b'", "EDITOR": "nano"}
    assert editor_command(environment) == ["code", "--wait", "a b"]
    assert editor_command({"VISUAL": " ", "EDITOR": "nano"}) == ["nano"]


def test_without_a_variable_the_first_usual_editor_that_is_installed_is_taken(
    tmp_path: Path,
) -> None:
    for name in ("vi", "nano"):
        (tmp_path / name).touch(mode=0o700)
    assert editor_command({"PATH": str(tmp_path)}) == ["nano"]


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"PATH": ""}, "no text editor found; set VISUAL or EDITOR"),
        ({"EDITOR": "'vi"}, "EDITOR is not a command: 'vi; set VISUAL or EDITOR"),
    ],
)
def test_a_missing_editor_is_reported_with_the_remedy(
    environment: dict[str, str], message: str
) -> None:
    with pytest.raises(NoEditor, match=message):
        editor_command(environment)


def test_an_editor_that_cannot_be_started_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor -x")
    with pytest.raises(NoEditor, match="the editor no-such-editor cannot be started: no such file"):
        edit(tmp_path / "a.toml")


def test_an_interrupt_for_the_editor_does_not_end_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import os, signal, sys\n"
        "os.kill(os.getppid(), signal.SIGINT)\n"
        "open(sys.argv[1], 'w').write(str(signal.getsignal(signal.SIGINT)))\n"
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    # A background job ignores interrupts, and what it starts inherits that.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        edit(tmp_path / "a.toml")
        after = signal.getsignal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
    assert "default_int_handler" in (tmp_path / "a.toml").read_text()
    assert after is signal.default_int_handler
