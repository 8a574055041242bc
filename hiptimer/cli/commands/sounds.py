"""The command `sounds`: plays every sound of a workout."""

from __future__ import annotations

import json

import click

from hiptimer.audio.backends import BACKENDS
from hiptimer.audio.sounds.meanings import MEANINGS, UnknownSound, require_sound
from hiptimer.audio.sounds.personal_sounds import load_palette, own_file
from hiptimer.cli.bad_input import BadInput
from hiptimer.cli.circuit_json import sound_as_json
from hiptimer.cli.completion import complete_sound
from hiptimer.cli.options import PreferringCommand, takes_device, takes_pitch
from hiptimer.cli.preferred_options import preferences_of, report_unknown_choice
from hiptimer.foundation.signals import SignaledToEnd, exit_code, raise_on_signals
from hiptimer.foundation.text.printable import printable
from hiptimer.session.sound import open_sound
from hiptimer.session.sound_demonstration import Unheard, play_sounds


@click.command(cls=PreferringCommand)
@click.option(
    "--play",
    "only",
    metavar="NAME",
    shell_complete=complete_sound,
    help="Play only this sound.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, without playing.")
@click.option(
    "--sound",
    type=click.Choice(["auto", *BACKENDS]),
    default="auto",
    show_default=True,
    help="Audio output; auto is the first that works.",
)
@takes_device
@click.option(
    "--volume", type=click.IntRange(0, 100), default=100, show_default=True, help="In percent."
)
@takes_pitch
@click.pass_context
def sounds(
    context: click.Context,
    /,
    *,
    only: str | None,
    as_json: bool,
    sound: str,
    volume: int,
    pitch: str,
    **_preferences: object,
) -> None:
    """Play every sound of a workout with its name and meaning."""
    try:
        names = list(MEANINGS) if only is None else [require_sound(only)]
    except UnknownSound as error:
        raise BadInput(printable(str(error))) from None
    if as_json:
        palette, complaints = load_palette(pitch)
        for complaint in complaints:
            click.echo(complaint, err=True)
        listed = [
            sound_as_json(
                name,
                MEANINGS[name],
                palette.seconds(name),
                own_file(name) if name in palette.own else None,
            )
            for name in names
        ]
        click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
        return
    try:
        preferences = preferences_of(
            context, sound=sound, volume=volume, voice="off", headphones=False
        )
        with raise_on_signals(), report_unknown_choice(), open_sound(preferences) as opened:
            for complaint in preferences.complaints:
                click.echo(complaint, err=True)
            play_sounds(names, opened, click.echo)
    except SignaledToEnd as signalled:
        context.exit(exit_code(signalled.number))
    except Unheard as error:
        raise click.ClickException(str(error)) from None
