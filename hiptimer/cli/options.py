"""The options that commands share, and those whose default is in the settings."""

from __future__ import annotations

import math
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from hiptimer.audio.backends import DEFAULT_DEVICE, SOUNDS
from hiptimer.audio.sounds.pitches import PITCHES
from hiptimer.audio.voice.speech_programs import BRIEF, SHIPPED, SYNTHESIZERS
from hiptimer.cli.completion import (
    complete_device,
    complete_exercise,
    complete_pick,
    complete_start,
    complete_voice,
)
from hiptimer.foundation.terminal import CHARSETS
from hiptimer.foundation.text.printable import quoted

if TYPE_CHECKING:
    from collections.abc import Callable


def _given(
    command: Callable[..., None], *options: Callable[[Callable[..., None]], Callable[..., None]]
) -> Callable[..., None]:
    """Return `command` with `options`, which its help lists in this order."""
    for option in reversed(options):
        command = option(command)
    return command


def takes_choices(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the options by which a person picks for today."""
    return _given(
        command,
        click.option("--sets", type=int, help="Number of sets; may be fewer than prescribed."),
        click.option(
            "--with",
            "picks",
            multiple=True,
            metavar="ID.KEY=VALUE",
            shell_complete=complete_pick,
            help="Choose a value in an offered range, such as pulses.time=25s; see `show`.",
        ),
        click.option(
            "--without",
            multiple=True,
            metavar="ID",
            shell_complete=complete_exercise,
            help="Skip an exercise today.",
        ),
        click.option(
            "--fit",
            metavar="DURATION",
            help="Time limit, such as 20m: drops sets, then rounds, until the workout fits.",
        ),
    )


def takes_feelings(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the options by which a person says what goes into the diary beforehand."""
    return _given(
        command,
        click.option("--pain", type=click.IntRange(0, 10), help="Pain now, from 0 to 10."),
        click.option(
            "--load",
            "loads",
            multiple=True,
            metavar="ID=TEXT",
            help="Today's load of an exercise, such as pulses='heavy band, red'.",
        ),
    )


def local_midnight(
    _context: click.Context, _option: click.Parameter, text: str | None
) -> datetime | None:
    """Return the midnight with which the date `text` begins here.

    Raises:
        click.BadParameter: it is not a date, or the system knows no time zone so far away.

    """
    try:
        return datetime.strptime(text, "%Y-%m-%d").astimezone() if text is not None else None
    except (ValueError, OverflowError, OSError):
        raise click.BadParameter(f"{quoted(text)}: use a date such as 2026-09-01") from None


def real_number(_context: click.Context, _option: click.Parameter, number: float) -> float:
    """Return `number`.

    Raises:
        click.BadParameter: it is nan, which no range keeps out.

    """
    if math.isnan(number):
        raise click.BadParameter("nan is not a number; use one such as 2")
    return number


def takes_since(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the option that skips older workouts; a date begins at its midnight."""
    option = click.option(
        "--since",
        callback=local_midnight,
        metavar="YYYY-MM-DD",
        help="Only workouts on that day or later.",
    )
    return option(command)


def takes_volume(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the option that says how loud a workout is."""
    option = click.option(
        "--volume", type=click.IntRange(0, 100), default=100, show_default=True, help="In percent."
    )
    return option(command)


def takes_device(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the option that says on which device sound is played."""
    option = click.option(
        "--device",
        default=DEFAULT_DEVICE,
        show_default=True,
        metavar="NAME",
        shell_complete=complete_device,
        help="Loudspeaker or headset; `doctor` lists them.",
    )
    return option(command)


def takes_view(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the options that say what shows and plays a workout, and what keys do."""
    return _given(
        command,
        click.option(
            "--sound",
            type=click.Choice(SOUNDS),
            default="auto",
            show_default=True,
            help="Audio output; auto is the first that works.",
        ),
        takes_device,
        click.option(
            "--plain",
            is_flag=True,
            help="Line mode: one line per event instead of the full screen.",
        ),
        click.option(
            "--charset",
            type=click.Choice(CHARSETS),
            default="auto",
            show_default=True,
            help="Style of the large digits; auto is the finest that the terminal can show.",
        ),
        click.option(
            "--figure/--no-figure",
            default=True,
            show_default=True,
            help="Show a figure that moves like the exercise, if there is room.",
        ),
        click.option(
            "--flash/--no-flash",
            default=True,
            show_default=True,
            help="Flash the screen at 3, 2 and 1 before a phase ends.",
        ),
        click.option(
            "--any-key/--no-any-key",
            help="Any key except space, q and escape means Done during a workout.",
        ),
    )


def takes_start_and_volume(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the options that say where a workout begins and how loud it is."""
    return _given(
        command,
        click.option(
            "--from",
            "start",
            metavar="SET[.EXERCISE]",
            shell_complete=complete_start,
            help="Start at this set and exercise, such as 2.pulses.",
        ),
        click.option("--prepare", metavar="DURATION", help="Time to get ready, such as 20s."),
        takes_volume,
    )


def takes_voice(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the option that says who speaks."""
    option = click.option(
        "--voice",
        default="auto",
        show_default=True,
        metavar="auto|off|NAME",
        shell_complete=complete_voice,
        help=f"Voice: {', '.join(SYNTHESIZERS)}, one of their voices, or {SHIPPED}. {BRIEF}, also "
        "before a name, says only names, sides and ends.",
    )
    return option(command)


def takes_pitch(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the option that says how high the sounds are."""
    option = click.option(
        "--pitch",
        type=click.Choice(list(PITCHES)),
        default="normal",
        show_default=True,
        help="Pitch of the sounds.",
    )
    return option(command)


def takes_headphones(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the option that lets sides be heard from their side."""
    option = click.option(
        "--headphones/--no-headphones",
        help="Stereo: left cues in the left ear, right cues in the right.",
    )
    return option(command)


class PreferringCommand(click.Command):
    """A command some of whose options have their default from the settings."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Read the settings, unless the shell only wants to complete what is typed."""
        if not extra.get("resilient_parsing"):
            from hiptimer.cli.preferred_options import read_settings

            extra["obj"], extra["default_map"] = read_settings(info_name)
        return super().make_context(info_name, args, parent, **extra)
