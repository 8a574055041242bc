"""Commands that lead through a workout, or write one down as sound."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from hiptimer.cli.arguments import (
    BadInput,
    known_voice,
    planned,
    readable_diary,
    say_fit,
    starts_in_spite_of_pain,
    with_said,
)
from hiptimer.cli.options import (
    circuit_names,
    preferences_of,
    real_number,
    takes_choices,
    takes_feelings,
    takes_headphones,
    takes_pitch,
    takes_start_and_volume,
    takes_view,
    takes_voice,
    takes_volume,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


@click.command()
@click.argument("circuit", shell_complete=circuit_names)
@takes_choices
@takes_start_and_volume
@takes_pitch
@takes_headphones
@takes_voice
@takes_view
@click.option(
    "--speed",
    type=click.FloatRange(0.1, 100),
    callback=real_number,
    default=1.0,
    show_default=True,
    help="Rehearse with a clock that runs so many times as fast.",
)
@takes_feelings
@click.pass_context
def run(
    context: click.Context,
    /,
    *,
    circuit: str,
    sets: int | None,
    picks: Sequence[str],
    without: Sequence[str],
    fit: str | None,
    start: str | None,
    prepare: str | None,
    speed: float,
    pain: int | None,
    loads: Sequence[str],
    plain: bool,
    **_preferences: object,
) -> None:
    """Start a workout immediately."""
    from hiptimer.cli.line_mode.run import run_plain
    from hiptimer.tui.full_screen import is_terminal, run_full_screen

    plan = planned(circuit, sets, picks, without, fit=fit, start=start, prepare=prepare)
    plan = with_said(plan, pain, loads)
    preferences = preferences_of(context)
    with known_voice():
        if plain or not is_terminal():
            code = run_plain(plan, preferences, speed) if starts_in_spite_of_pain(plan) else 1
            context.exit(code)
        context.exit(run_full_screen(plan, preferences, speed))


@click.command()
@takes_volume
@takes_pitch
@takes_headphones
@takes_voice
@takes_view
@click.pass_context
def resume(context: click.Context, /, *, plain: bool, **_preferences: object) -> None:
    """Resume the last interrupted workout where it stopped."""
    from hiptimer.cli.line_mode.run import run_plain
    from hiptimer.foundation.clock import date_and_time
    from hiptimer.foundation.folders import user_data
    from hiptimer.foundation.text.printable import printable
    from hiptimer.session.resuming import CannotGoOn, take, wanted
    from hiptimer.tui.full_screen import is_terminal, run_full_screen

    preferences = preferences_of(context)
    try:
        with readable_diary():
            taken = take(user_data(), wanted(user_data(), date_and_time()))
    except CannotGoOn as reason:
        raise BadInput(printable(str(reason))) from None
    with known_voice():
        if plain or not is_terminal():
            context.exit(run_plain(taken.plan, preferences, taken=taken))
        context.exit(run_full_screen(taken.plan, preferences, taken=taken))


@click.command()
@click.argument("circuit", shell_complete=circuit_names)
@takes_choices
@takes_start_and_volume
@takes_pitch
@takes_headphones
@takes_voice
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(),
    metavar="FILE.wav",
    help="Where to; replaces a file of that name once it is complete. - is stdout.",
)
@click.pass_context
def render(
    context: click.Context,
    /,
    *,
    circuit: str,
    sets: int | None,
    picks: Sequence[str],
    without: Sequence[str],
    fit: str | None,
    start: str | None,
    prepare: str | None,
    volume: int,
    output: str,
    **_preferences: object,
) -> None:
    """Write all that is heard of a workout to a WAV file, for a phone.

    Open holds and untimed reps end at their target.
    """
    from hiptimer.foundation.signals import (
        BROKEN_PIPE,
        SignalledToLeave,
        exit_code,
        raise_on_signals,
    )
    from hiptimer.foundation.text.durations import clock_face
    from hiptimer.foundation.text.printable import printable
    from hiptimer.session.sound import preferred_sound
    from hiptimer.session.wav_file import STDOUT, Soundtrack, TooLong, Unwritable, opened, written

    plan = planned(circuit, sets, picks, without, fit=fit, start=start, prepare=prepare)
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
    """Show on a terminal how much of `length` is done, and yield what advances it."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda _: None
        return
    # It moves the cursor, which `sys.stderr` would not let through.
    with click.progressbar(length=length, label=label, file=sys.__stderr__) as bar:
        yield bar.update
