"""Commands on this machine: its sounds, what it can do, and what the person prefers."""

from __future__ import annotations

import json
import sys

import click

from hiptimer.audio.backends import BACKENDS
from hiptimer.cli.arguments import BadInput
from hiptimer.cli.options import takes_pitch


@click.command()
@click.option("--play", "only", metavar="NAME", help="Only this one.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, unheard.")
@click.option(
    "--sound",
    type=click.Choice(["auto", *BACKENDS]),
    default="auto",
    show_default=True,
    help="What plays; auto is the first that works.",
)
@click.option(
    "--volume", type=click.IntRange(0, 100), default=100, show_default=True, help="In percent."
)
@takes_pitch
@click.pass_context
def sounds(
    context: click.Context, *, only: str | None, as_json: bool, sound: str, volume: int, pitch: str
) -> None:
    """Play every sound of a workout with its name and meaning."""
    from hiptimer.audio.sounds.meanings import MEANINGS, UnknownSound, known
    from hiptimer.audio.sounds.personal_sounds import load_palette, own_file
    from hiptimer.cli.listing_json import sound_as_json
    from hiptimer.foundation.signals import SignalledToLeave, exit_code, raise_on_signals
    from hiptimer.foundation.text.printable import printable
    from hiptimer.session.demonstration import Unheard, play_sounds
    from hiptimer.session.settings.settings import Settings

    try:
        names = list(MEANINGS) if only is None else [known(only)]
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
        with raise_on_signals():
            play_sounds(names, Settings(sound=sound, volume=volume, pitch=pitch), click.echo)
    except SignalledToLeave as signalled:
        context.exit(exit_code(signalled.number))
    except Unheard as error:
        raise click.ClickException(str(error)) from None


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON; nobody is asked anything.")
@click.pass_context
def doctor(context: click.Context, *, as_json: bool) -> None:
    """Try what sound, voice, terminal and folders can do here; plays three beeps."""
    from hiptimer.cli.doctor.examination import examine, examined_as_json

    if as_json:
        found, was_played = examined_as_json()
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        was_played = examine(click.echo, click.confirm if sys.stdin.isatty() else None)
    context.exit(0 if was_played else 1)


@click.command("settings")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for scripts.")
@click.option("--new", is_flag=True, help="Write the file, full of comments, if there is none.")
@click.pass_context
def settings_(context: click.Context, *, as_json: bool, new: bool) -> None:
    """Show where your settings lie, what is in force, and what is wrong there."""
    from hiptimer.foundation.folders import user_settings
    from hiptimer.foundation.text.printable import printable
    from hiptimer.session.settings.file import Unwritable, write
    from hiptimer.session.settings.listing import settings_as_json, settings_lines
    from hiptimer.session.settings.reading import read

    path = user_settings()
    if new and not path.exists():
        try:
            write(path, {})
        except Unwritable as error:
            raise BadInput(str(error)) from None
    reading = read(path)
    if as_json:
        click.echo(json.dumps(settings_as_json(reading), indent=2, ensure_ascii=False))
    else:
        there = "" if path.exists() else " is not there yet; --new writes it"
        click.echo("\n".join([f"{printable(str(path))}{there}", *settings_lines(reading)]))
        for problem in reading.problems:
            click.echo(str(problem), err=True)
    context.exit(2 if reading.problems else 0)
