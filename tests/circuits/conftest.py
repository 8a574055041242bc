"""Runs the full-screen app as cheaply as its own tests do."""

from __future__ import annotations

from tests.tui.conftest import pytest_asyncio_loop_factories, run_apps_cheaply

__all__ = ["pytest_asyncio_loop_factories", "run_apps_cheaply"]
