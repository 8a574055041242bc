from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from hiptimer.audio.voice.speech_programs import SHIPPED
from hiptimer.audio.voice.voice import find_voice
from hiptimer.cli.bad_input import BadInput
from hiptimer.cli.options import takes_voice
from hiptimer.cli.preferred_options import report_unknown_choice

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@takes_voice
def speak(*, voice: str) -> None:
    """Print the name of the voice."""
    with report_unknown_choice():
        speaks = find_voice(voice)
    click.echo(speaks.name if speaks else "nobody")


@pytest.fixture(autouse=True)
def _no_synthesizer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.parametrize(
    ("arguments", "who"),
    [([], SHIPPED), (["--voice", "off"], "nobody"), (["--voice=auto"], SHIPPED)],
)
def test_the_option_selects_the_voice(arguments: list[str], who: str) -> None:
    assert CliRunner().invoke(speak, arguments).output == f"{who}\n"


def test_an_unavailable_voice_is_bad_input() -> None:
    refused = CliRunner().invoke(speak, ["--voice", "espeak-ng"])
    assert refused.exit_code == 2
    assert refused.output.startswith("espeak-ng cannot speak here: it is not installed.")


def test_the_name_of_a_voice_is_printed_without_control_characters() -> None:
    with pytest.raises(BadInput) as refused, report_unknown_choice():
        find_voice("\x1b[2J")
    assert "\x1b" not in refused.value.message
