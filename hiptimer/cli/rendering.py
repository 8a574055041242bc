"""Renders a workout to a sound file and shows the progress."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from hiptimer.audio.backends import DEFAULT_DEVICE
from hiptimer.cli.bad_input import BadInput
from hiptimer.cli.build_plan import say_fit
from hiptimer.cli.preferred_options import preferences_of, report_unknown_choice
from hiptimer.foundation.signals import BROKEN_PIPE, SignaledToEnd, exit_code, raise_on_signals
from hiptimer.foundation.text.durations import clock_face
from hiptimer.foundation.text.printable import printable
from hiptimer.session.sound import open_sound
from hiptimer.session.soundtrack import (
    STDOUT,
    Soundtrack,
    TooLong,
    UnwritableOutput,
    open_wav_output,
    write_wav,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hiptimer.plan.plan import Plan


def render_plan(context: click.Context, plan: Plan, volume: int, output: str) -> None:
    """Write the sound of the workout of `plan` to the file `output`.

    Raises:
        BadInput: it is too long or cannot be written, or the voice does not exist.

    """
    say_fit(plan)
    try:
        with raise_on_signals(), report_unknown_choice(), open_wav_output(output) as file:
            # Neither backend nor device affects the file.
            preferences = preferences_of(context, sound="auto", device=DEFAULT_DEVICE)
            sound = open_sound(preferences)
            for complaint in preferences.complaints:
                click.echo(complaint, err=True)
            if sound.voice:
                with _progress("Voice", 100) as advance:
                    percent = 0
                    for done, total in sound.prepare_voice(plan.timeline):
                        advance(100 * done // total - percent)
                        percent = 100 * done // total
            sound.complain()
            soundtrack = Soundtrack(plan.timeline, volume, sound.arrangement)
            with _progress("Sound", soundtrack.size) as advance:
                for number in write_wav(soundtrack, file):
                    advance(number)
    except SignaledToEnd as signalled:
        context.exit(exit_code(signalled.number))
    except (TooLong, UnwritableOutput) as error:
        raise BadInput(printable(str(error))) from None
    except BrokenPipeError:
        context.exit(exit_code(BROKEN_PIPE))
    if output != STDOUT:
        # Stderr, since /dev/stdout may be the output file.
        click.echo(f"{printable(output)}: {clock_face(soundtrack.seconds)}", err=True)


@contextmanager
def _progress(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how much of `length` is done, and yield what advances it."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda _: None
        return
    # It moves the cursor, which `sys.stderr` would not let through.
    with click.progressbar(length=length, label=label, file=sys.__stderr__) as bar:
        yield bar.update
