"""Tests the speech synthesizers on this machine, and names what installs missing ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hiptimer.audio.backends import NOT_INSTALLED
from hiptimer.audio.voice.speech_program import CannotSpeak
from hiptimer.audio.voice.speech_programs import COMMAND, PREFERRED, SHIPPED, SYNTHESIZERS
from hiptimer.audio.voice.synthesizers import find_synthesizer
from hiptimer.cli.doctor.remedies import library_remedy, package_remedy
from hiptimer.foundation import folders
from hiptimer.foundation.text.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hiptimer.cli.doctor.remedies import Remedy, System


@dataclass(frozen=True, slots=True)
class SynthesizerState:
    """The state of a synthesizer: `trouble` is None if it speaks, with its voice `voice`.

    `remedy` is set if it is not installed but could be.
    """

    name: str
    trouble: str | None
    voice: str | None = None
    remedy: Remedy | None = None


def try_synthesizers(system: System, command: str = "") -> Iterator[SynthesizerState]:
    """Test each synthesizer silently, in the order of `auto`; `command` is the configured one."""
    for name, program in SYNTHESIZERS.items():
        try:
            found = find_synthesizer(name, command if name == COMMAND else None)
            yield SynthesizerState(name, None, found.voice)
        except CannotSpeak as error:
            trouble, remedy = str(error), None
            if trouble == NOT_INSTALLED and program.system:
                trouble += f"; comes with {program.system}"
            elif trouble == NOT_INSTALLED:
                remedy = (
                    library_remedy(program.pip, system)
                    if program.pip
                    else package_remedy(program.packages, system)
                )
            yield SynthesizerState(name, trouble, remedy=remedy)


def count_shipped_phrases() -> int:
    """Return how many of the phrases shipped with hiptimer are present."""
    return len(list(folders.phrases().glob("*.wav")))


def chosen_voices(tried: Sequence[SynthesizerState], phrases: int) -> tuple[str, ...]:
    """Return what `--voice auto` uses, followed by what it uses where the first cannot say all."""
    working = [it.name for it in tried if it.trouble is None]
    preferred = [name for name in working if name in PREFERRED]
    if preferred:
        return (preferred[0],)
    return (*([SHIPPED] if phrases else []), *working[:1])


def voice_lines(tried: Sequence[SynthesizerState], phrases: int) -> Iterator[str]:
    """Yield the state of each synthesizer, what installs it, and what `auto` uses."""
    for it in tried:
        voice = f", with the voice {it.voice}" if it.voice else ""
        yield f"  {it.name:12} {printable(it.trouble or f'works{voice}')}"
        if it.remedy:
            command = it.remedy.command
            added = f"to install it: {command}" if command else "no known command installs it here"
            yield f"  {'':12} {added}"
    yield f"  {SHIPPED:12} {phrases or 'no'} recorded phrases"
    match chosen_voices(tried, phrases):
        case ():
            yield "  auto finds no voice: nothing will be spoken"
        case (first,):
            yield f"  auto uses {first}"
        case (first, other, *_):
            yield f"  auto uses {first}, or {other} if the phrases cannot say a workout"


def voice_as_json(tried: Sequence[SynthesizerState], phrases: int) -> dict[str, Any]:
    """Return the same as an object for scripts."""
    chosen = chosen_voices(tried, phrases)
    return {
        "synthesizers": [
            {
                "name": it.name,
                "works": it.trouble is None,
                "trouble": it.trouble,
                "voice": it.voice,
                "add": it.remedy.command if it.remedy else None,
            }
            for it in tried
        ],
        "shipped_phrases": phrases,
        "auto": next(iter(chosen), None),
        "auto_otherwise": next(iter(chosen[1:]), None),
    }
