"""What a person writes on the command line: a circuit, today's choices, and what is wrong there."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Any

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hiptimer.library import Entry
    from hiptimer.plan import Plan
    from hiptimer.settings.preferences import Preferences

_PREFERRED = {
    "run": (
        "sound",
        "volume",
        "pitch",
        "headphones",
        "voice",
        "charset",
        "figure",
        "flash",
        "any_key",
    ),
    "resume": (
        "sound",
        "volume",
        "pitch",
        "headphones",
        "voice",
        "charset",
        "figure",
        "flash",
        "any_key",
    ),
    "render": ("pitch", "headphones", "voice"),
    "sounds": ("sound", "volume", "pitch"),
}
"""The options of each command that have their default from the settings."""


class BadInput(click.ClickException):
    """Something the person gave that cannot be used: one clear message, exit code 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the message and nothing else."""
        click.echo(self.message, file=file or sys.stderr)


def circuit_names(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the circuits whose names begin with what is typed; for a path, files."""
    from hiptimer.library import ids

    if "/" in incomplete:
        return [CompletionItem(incomplete, type="file")]
    return [CompletionItem(id_) for id_ in ids() if id_.startswith(incomplete)]


def takes_choices(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the options by which a person picks for today."""
    options = (
        click.option("--sets", type=int, help="How many sets; fewer than prescribed is fine."),
        click.option(
            "--with",
            "picks",
            multiple=True,
            metavar="ID.KEY=VALUE",
            help="Pick inside what a circuit offers, as in pulses.time=25s; `show` lists it.",
        ),
        click.option("--without", multiple=True, metavar="ID", help="Leave an exercise out today."),
        click.option(
            "--fit",
            metavar="DURATION",
            help="Take sets off, then rounds, until it fits, as in 20m; it says which.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def takes_feelings(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the options by which a person says what goes into the diary beforehand."""
    options = (
        click.option("--pain", type=click.IntRange(0, 10), help="How much it hurts now, 0 to 10."),
        click.option(
            "--load",
            "loads",
            multiple=True,
            metavar="ID=TEXT",
            help="What an exercise is done with today, as in pulses='heavy band, red'.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def takes_since(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the option that leaves out what is older; a date begins at its midnight."""
    option = click.option(
        "--since",
        type=click.DateTime(["%Y-%m-%d"]),
        callback=lambda _context, _option, day: day and day.astimezone(),
        metavar="YYYY-MM-DD",
        help="Only what was done on that day or later.",
    )
    return option(command)


def takes_volume(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the option that says how loud a workout is."""
    option = click.option(
        "--volume", type=click.IntRange(0, 100), default=100, show_default=True, help="In percent."
    )
    return option(command)


def takes_view(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the options that say what shows and plays a workout, and what keys do."""
    options = (
        click.option(
            "--sound",
            type=click.Choice(
                ["auto", "simpleaudio", "miniaudio", "pw-cat", "pacat", "aplay", "bell", "off"]
            ),
            default="auto",
            show_default=True,
            help="What plays; auto is the first that works.",
        ),
        click.option("--plain", is_flag=True, help="A line an event instead of the full screen."),
        click.option(
            "--charset",
            type=click.Choice(["auto", "quadrant", "half", "ascii"]),
            default="auto",
            show_default=True,
            help="What digits are drawn with on the full screen; auto is what the terminal can "
            "show.",
        ),
        click.option(
            "--figure/--no-figure",
            default=True,
            show_default=True,
            help="Show a figure that moves as the exercise goes, where there is room for it.",
        ),
        click.option(
            "--flash/--no-flash",
            default=True,
            show_default=True,
            help="Let the screen flash at 3, 2 and 1 before a phase ends.",
        ),
        click.option(
            "--any-key/--no-any-key",
            help="Any key but space, q and escape is Done while the workout runs.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def takes_start_and_volume(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the options that say where a workout begins and how loud it is."""
    options = (
        click.option(
            "--from", "start", metavar="SET[.EXERCISE]", help="Begin there, as in 2.pulses."
        ),
        click.option("--prepare", metavar="DURATION", help="Time to get ready, as in 20s."),
        takes_volume,
    )
    for option in reversed(options):
        command = option(command)
    return command


def takes_voice(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the option that says who speaks."""
    option = click.option(
        "--voice",
        default="auto",
        show_default=True,
        metavar="auto|off|NAME",
        help="Who speaks: espeak-ng, say, sapi, a voice of theirs, or shipped.",
    )
    return option(command)


@contextmanager
def known_voice() -> Iterator[None]:
    """Say what would be right where nobody speaks under the name that was given.

    Raises:
        BadInput: that is so.

    """
    from hiptimer.audio.voice import UnknownVoice
    from hiptimer.circuit_file.misread import printable

    try:
        yield
    except UnknownVoice as error:
        raise BadInput(printable(str(error))) from None


@contextmanager
def readable_diary() -> Iterator[None]:
    """Say why where the diary cannot be read.

    Raises:
        click.ClickException: that is so.

    """
    from hiptimer.circuit_file.misread import printable
    from hiptimer.diary.unreadable import UNREADABLE, unreadable_words

    try:
        yield
    except UNREADABLE as error:
        raise click.ClickException(printable(unreadable_words(error))) from None


def takes_pitch(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the option that says how high the sounds are."""
    option = click.option(
        "--pitch",
        type=click.Choice(["low", "normal", "high"]),
        default="normal",
        show_default=True,
        help="How high the sounds are.",
    )
    return option(command)


def takes_headphones(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the option that lets sides be heard from their side."""
    option = click.option(
        "--headphones/--no-headphones",
        help="In stereo: what is done on the left comes from there.",
    )
    return option(command)


def prefer_settings(context: click.Context) -> None:
    """Let what the settings say be the default of the options of the command `context` invokes."""
    if context.invoked_subcommand not in (None, *_PREFERRED):
        return
    from hiptimer.places import user_settings
    from hiptimer.settings.reading import read

    context.obj = reading = read(user_settings())
    context.default_map = {
        command: {option: getattr(reading.settings, option) for option in options}
        for command, options in _PREFERRED.items()
    }
    if reading.settings.sound in ("bell", "off"):
        # There is nothing to learn from a bell.
        del context.default_map["sounds"]["sound"]


def preferences_of(context: click.Context, **fixed: object) -> Preferences:
    """Return the settings with the options that were given to the command of `context`.

    What is `fixed`, by attribute, is so whatever the settings say.
    """
    from hiptimer.settings.preferences import Preferences
    from hiptimer.settings.reading import Reading

    asked = fixed | {
        option: context.params[option]
        for option in _PREFERRED.get(context.info_name or "", ())
        if context.get_parameter_source(option) is ParameterSource.COMMANDLINE
    }
    if "volume" in asked:
        # Whoever says how loud wants to hear it.
        asked["muted"] = False
    reading = context.find_object(Reading)
    if reading is None:
        raise LookupError("no settings were read")
    return Preferences(reading, asked)


def named_entry(name: str) -> Entry:
    """Return the circuit that `name` names, or the file it is the path of.

    Raises:
        BadInput: no circuit has that name.

    """
    from hiptimer.library import UnknownCircuit, find

    try:
        return find(name)
    except UnknownCircuit as error:
        raise BadInput(str(error)) from None


def planned(
    name: str,
    sets: int | None,
    picks: Sequence[str],
    without: Sequence[str],
    *,
    fit: str | None = None,
    start: str | None = None,
    prepare: str | None = None,
) -> Plan:
    """Return what `name` and today's options come to.

    Raises:
        BadInput: no such circuit, a broken one, or a choice it does not offer.

    """
    from hiptimer.choices import (
        default_choices,
        with_exercise_left_out,
        with_fit,
        with_pick,
        with_prepare,
        with_sets,
        with_start,
    )
    from hiptimer.circuit_file.misread import printable
    from hiptimer.compiler import NothingToDo
    from hiptimer.fit import fitted
    from hiptimer.offers import ChoiceError
    from hiptimer.plan import Plan

    entry = named_entry(name)
    circuit = entry.circuit
    if circuit is None:
        raise BadInput("\n".join(str(problem) for problem in entry.problems))
    choices = default_choices(circuit)
    try:
        if sets is not None:
            choices = with_sets(circuit, choices, sets)
        for pick in picks:
            key, _, value = pick.partition("=")
            choices = with_pick(circuit, choices, key, value)
        for exercise_id in without:
            choices = with_exercise_left_out(circuit, choices, exercise_id)
        if prepare is not None:
            choices = with_prepare(choices, prepare)
        if start is not None:
            choices = with_start(circuit, choices, start)
        if fit is not None:
            choices = with_fit(choices, fit)
        plan = fitted(Plan(circuit, entry.id, choices))
        _ = plan.timeline
    except (ChoiceError, NothingToDo) as error:
        raise BadInput(printable(str(error))) from None
    return plan


def with_said(plan: Plan, pain: int | None, loads: Sequence[str]) -> Plan:
    """Return `plan` with what was said beforehand: pain now, and loads as ID=TEXT.

    Raises:
        BadInput: no such exercise today, or no text for one.

    """
    from hiptimer.circuit_file.misread import Misread, printable, quoted
    from hiptimer.circuit_file.texts import LONGEST_NAME, filled_text, text
    from hiptimer.diary.recorded import Feelings

    today = [it.id for it in plan.circuit.exercises if it.id not in plan.choices.without]
    said = {}
    for load in loads:
        exercise_id, _, words = load.partition("=")
        if exercise_id not in today:
            raise BadInput(
                f"--load {quoted(load)}: write ID=TEXT; there are today: {', '.join(today)}"
            )
        try:
            said[exercise_id] = filled_text(text(words.strip(), most=LONGEST_NAME))
        except Misread as error:
            raise BadInput(printable(f"--load {exercise_id}: {error.message}")) from None
    return replace(plan, loads=said, feelings=Feelings(pain_before=pain))


def say_fit(plan: Plan) -> None:
    """Say what was reduced, where stdout is for something else."""
    if plan.fit_words:
        click.echo(plan.fit_words, err=True)
