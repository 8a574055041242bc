"""Thousands of circuits: the first are shown immediately, and keys work while the rest come."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

from hiptimer.library.loading import find
from hiptimer.tui import library_entries
from hiptimer.tui.app import HipTimerApp
from hiptimer.tui.library_entries import LibraryEntry
from hiptimer.tui.screens.library import READ_AT_ONCE, LibraryScreen
from hiptimer.tui.widgets.circuit_list import LISTED_AT_ONCE, CircuitList
from tests.conftest import FakeClock, RecordingSpeaker
from tests.tui.trial import SessionOnTrial

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    import pytest
    from textual.pilot import Pilot

MANY = 2 * LISTED_AT_ONCE + 10


def many(number: int, first: int = 0) -> list[LibraryEntry]:
    entry = find("foam-rolling")
    return [LibraryEntry(replace(entry, id=f"own-{it:05}")) for it in range(first, first + number)]


@asynccontextmanager
async def opened() -> AsyncIterator[tuple[Pilot[int], CircuitList]]:
    """Open the library, which may be reading its circuits still."""
    app = HipTimerApp(SessionOnTrial(FakeClock(), RecordingSpeaker()))
    async with app.run_test(size=(80, 24)) as pilot:
        yield pilot, app.screen.query_one(CircuitList)


def library(pilot: Pilot[int]) -> LibraryScreen:
    screen = pilot.app.screen
    assert isinstance(screen, LibraryScreen)
    return screen


class Reading:
    """Circuits of which `first` are read immediately, and the rest when `rest` is set."""

    def __init__(self, first: int, total: int) -> None:
        self.rest = Event()
        self.read = 0
        self._first = first
        self._total = total

    def __call__(self) -> Iterator[LibraryEntry]:
        for it in many(self._total):
            if self.read == self._first:
                self.rest.wait(60.0)
            self.read += 1
            yield it


async def test_the_first_circuits_are_shown_and_searched_while_the_rest_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reading = Reading(READ_AT_ONCE, 3 * READ_AT_ONCE)
    monkeypatch.setattr(library_entries, "library_entries", reading)
    try:
        async with opened() as (pilot, circuits):
            while not circuits.is_any:
                await pilot.pause()
            assert circuits.option_count == READ_AT_ONCE
            await pilot.press("down", "down")
            assert circuits.highlighted == 2
            await pilot.press("slash", *"00012")
            assert [it.id for it in circuits.options] == ["own-00012"]
            await pilot.press("escape")
            reading.rest.set()
            await pilot.app.workers.wait_for_complete()
            assert [it.id for it in circuits.options] == [it.entry.id for it in many(75)]
            assert circuits.highlighted == 12
    finally:
        reading.rest.set()


async def test_quitting_waits_for_no_circuit_that_is_not_read_yet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reading = Reading(READ_AT_ONCE, 40 * READ_AT_ONCE)
    monkeypatch.setattr(library_entries, "library_entries", reading)
    try:
        async with opened() as (pilot, circuits):
            while not circuits.is_any:
                await pilot.pause()
            await pilot.press("q")
            pilot.app.workers.cancel_all()
            reading.rest.set()
    finally:
        reading.rest.set()
    assert pilot.app.return_code == 0
    assert reading.read <= 2 * READ_AT_ONCE


async def test_circuits_are_put_into_the_list_in_slices_and_keys_come_in_between() -> None:
    async with opened() as (pilot, circuits):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        library(pilot).circuits = {it.entry.id: it for it in many(MANY)}
        circuits.show_circuits(many(MANY))
        assert circuits.option_count == LISTED_AT_ONCE
        circuits.action_cursor_down()
        assert circuits.highlighted == 1
        await pilot.app.workers.wait_for_complete()
        assert [it.id for it in circuits.options] == [it.entry.id for it in many(MANY)]
        assert circuits.highlighted == 1


async def test_the_cursor_stays_on_its_circuit_however_far_down_it_is() -> None:
    async with opened() as (pilot, circuits):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        library(pilot).circuits = {it.entry.id: it for it in many(MANY)}
        circuits.show_circuits(many(MANY))
        await pilot.app.workers.wait_for_complete()
        circuits.highlighted = MANY - 3
        circuits.show_circuits(many(MANY - 1, first=1))
        assert circuits.highlighted is None
        await pilot.app.workers.wait_for_complete()
        assert circuits.highlighted == MANY - 4


async def test_another_search_forgets_what_the_last_one_found() -> None:
    async with opened() as (pilot, circuits):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        library(pilot).circuits = {it.entry.id: it for it in many(MANY)}
        circuits.show_circuits(many(MANY))
        circuits.show_circuits(many(3))
        await pilot.app.workers.wait_for_complete()
        assert [it.id for it in circuits.options] == [it.entry.id for it in many(3)]
