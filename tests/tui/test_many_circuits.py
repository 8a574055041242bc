"""Thousands of circuits: the first are shown immediately, and keys work while the rest come."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from hiptimer.library.loading import find
from hiptimer.tui.app import HipTimerApp
from hiptimer.tui.library_entries import LibraryEntries, LibraryEntry
from hiptimer.tui.screens import library as library_screen
from hiptimer.tui.screens.library_reading import READ_AT_ONCE
from hiptimer.tui.widgets.circuit_list import CircuitList
from tests.conftest import FakeClock, RecordingSpeaker
from tests.tui.trial import SessionOnTrial
from tests.tui.virtual_time import Gate

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    import pytest
    from textual.pilot import Pilot

MANY = 210


def many(number: int, first: int = 0) -> list[LibraryEntry]:
    entry = find("foam-rolling")
    return [LibraryEntry(entry._replace(id=f"own-{it:05}")) for it in range(first, first + number)]


@asynccontextmanager
async def opened() -> AsyncIterator[tuple[Pilot[int], CircuitList]]:
    """Open the library, which may be reading its circuits still."""
    app = HipTimerApp(SessionOnTrial(FakeClock(), RecordingSpeaker()))
    async with app.run_test(size=(80, 24)) as pilot:
        yield pilot, app.screen.query_one(CircuitList)


def listed(circuits: CircuitList) -> list[str]:
    """Return the ids of the circuits in the list."""
    return [it.entry.id for it in circuits.listed]


class Reading:
    """Circuits of which `first` are read immediately, and the rest when `rest` is set."""

    def __init__(self, first: int, total: int) -> None:
        self.rest = Gate()
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
    monkeypatch.setattr(LibraryEntries, "read", lambda _: reading())
    try:
        async with opened() as (pilot, circuits):
            while not circuits.row:
                await pilot.pause()
            assert len(listed(circuits)) == READ_AT_ONCE
            await pilot.press("down", "down")
            assert circuits.cursor == 2
            await pilot.press("slash", *"00012")
            assert listed(circuits) == ["own-00012"]
            await pilot.press("escape")
            assert circuits.cursor == 2
            reading.rest.set()
            await pilot.app.workers.wait_for_complete()
            assert listed(circuits) == [it.entry.id for it in many(75)]
            assert circuits.cursor == 2
    finally:
        reading.rest.set()


async def test_the_wanted_circuit_gets_the_cursor_when_it_has_been_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(LibraryEntries, "read", lambda _: iter(many(MANY)))
    monkeypatch.setattr(library_screen, "FIRST_CIRCUIT", f"own-{MANY - 3:05}")
    async with opened() as (pilot, circuits):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert circuits.cursor == MANY - 3
        assert (
            circuits.scroll_offset.y <= MANY - 3 < circuits.scroll_offset.y + circuits.size.height
        )


async def test_a_moved_cursor_stays_when_the_wanted_circuit_has_been_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reading = Reading(READ_AT_ONCE, MANY)
    monkeypatch.setattr(LibraryEntries, "read", lambda _: reading())
    monkeypatch.setattr(library_screen, "FIRST_CIRCUIT", f"own-{MANY - 3:05}")
    try:
        async with opened() as (pilot, circuits):
            while not circuits.row:
                await pilot.pause()
            await pilot.press("down")
            reading.rest.set()
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            assert len(listed(circuits)) == MANY
            assert circuits.cursor == 1
    finally:
        reading.rest.set()


async def test_quitting_waits_for_no_circuit_that_is_not_read_yet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reading = Reading(READ_AT_ONCE, 40 * READ_AT_ONCE)
    monkeypatch.setattr(LibraryEntries, "read", lambda _: reading())
    try:
        async with opened() as (pilot, circuits):
            while not circuits.row:
                await pilot.pause()
            await pilot.press("q")
            pilot.app.workers.cancel_all()
            reading.rest.set()
    finally:
        reading.rest.set()
    assert pilot.app.return_code == 0
    assert reading.read <= 2 * READ_AT_ONCE


async def test_the_cursor_stays_on_its_circuit_in_another_search() -> None:
    async with opened() as (pilot, circuits):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        circuits.show_circuits(many(MANY))
        circuits.action_move_to(MANY - 3)
        circuits.show_circuits(many(MANY - 1, first=1))
        assert circuits.cursor == MANY - 4
        circuits.show_circuits(many(3))
        assert circuits.cursor == 0
        circuits.show_circuits(many(MANY))
        assert circuits.cursor == MANY - 3
