"""Reports in every command when the diary, or a part of it, cannot be read."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import click

from hiptimer.diary.unreadable import UNREADABLE, skipped_words, unreadable_words
from hiptimer.foundation.clock import date_and_time
from hiptimer.foundation.folders import user_data
from hiptimer.foundation.text.printable import printable
from hiptimer.session.session_diary import import_unsaved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_Found = TypeVar("_Found")


@contextmanager
def report_unreadable() -> Iterator[None]:
    """Import workouts that could not be saved earlier, then report why the diary is unreadable.

    Raises:
        click.ClickException: it cannot be read.

    """
    for line in import_unsaved(user_data(), date_and_time()):
        click.echo(printable(line), err=True)
    with _diary_errors():
        yield


@contextmanager
def report_unreadable_and_skipped() -> Iterator[None]:
    """Say why if the diary cannot be read, and at the end which of its workouts could not be.

    Raises:
        click.ClickException: the diary cannot be read.

    """
    with report_unreadable():
        yield
    for line in skipped_words(user_data()):
        click.echo(line, err=True)


def report_while_reading(found: Iterable[_Found]) -> Iterator[_Found]:
    """Yield what is read from the diary piece by piece, and say why if it cannot be read.

    An error of the caller, who may write a piece to a full disk, is not taken for one of the diary.

    Raises:
        click.ClickException: the diary cannot be read.

    """
    with _diary_errors():
        yield from found


@contextmanager
def _diary_errors() -> Iterator[None]:
    try:
        yield
    except UNREADABLE as error:
        raise click.ClickException(printable(unreadable_words(error))) from None
