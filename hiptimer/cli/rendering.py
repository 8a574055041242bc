"""Writes a workout down as sound, and shows how far it is."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from hiptimer.cli.arguments import say_fit
from hiptimer.cli.bad_input import BadInput
from hiptimer.cli.preferred import known_voice, preferences_of
from hiptimer.foundation.signals import BROKEN_PIPE, SignalledToLeave, exit_code, raise_on_signals
from hiptimer.foundation.text.durations import clock_face
from hiptimer.foundation.text.printable import printable
from hiptimer.session.sound import preferred_sound
from hiptimer.session.wav_file import STDOUT, Soundtrack, TooLong, Unwritable, opened, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hiptimer.plan.plan import Plan


def render_plan(context: click.Context, plan: Plan, volume: int, output: str) -> None:
    """Write all that is heard of the workout of `plan` to the file `output`.

    Raises:
        BadInput: that is too long, it cannot be written, or nobody has the voice.

    """
    say_fit(plan)
    try:
        with raise_on_signals(), known_voice(), opened(output) as file:
            # What plays here matters to no file.
            preferences = preferences_of(context, sound="auto")
            sound = preferred_sound(preferences)
            for complaint in preferences.complaints:
                click.echo(complaint, err=True)
            if sound.voice:
                with _progress("Voice", 100) as advance:
                    percent = 0
                    for done, total in sound.prepared(plan.timeline):
                        advance(100 * done // total - percent)
                        percent = 100 * done // total
            sound.complain()
            soundtrack = Soundtrack(plan.timeline, volume, sound.arrangement)
            with _progress("Sound", soundtrack.size) as advance:
                for number in written(soundtrack, file):
                    advance(number)
    except SignalledToLeave as signalled:
        context.exit(exit_code(signalled.number))
    except (TooLong, Unwritable) as error:
        raise BadInput(printable(str(error))) from None
    except BrokenPipeError:
        context.exit(exit_code(BROKEN_PIPE))
    if output != STDOUT:
        # Stdout may be what was written to, as /dev/stdout.
        click.echo(f"{printable(output)}: {clock_face(soundtrack.seconds)}", err=True)


@contextmanager
def _progress(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """Show how much of `length` is done, where somebody looks on, and yield what moves it on."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda _: None
        return
    # It moves the cursor, which `sys.stderr` would not let through.
    with click.progressbar(length=length, label=label, file=sys.__stderr__) as bar:
        yield bar.update
