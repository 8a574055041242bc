"""Renders pages with headless Chromium."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
BROWSER: Final = next(filter(None, map(shutil.which, BROWSERS)), None)
"""The path of the first that is installed; None if none is."""

OPTIONS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def render(page: str, suffix: str, size: tuple[int, int], png: Path) -> None:
    """Render an SVG or HTML page of `size` pixels.

    Raises:
        FileNotFoundError: Chromium is not installed.

    """
    if BROWSER is None:
        raise FileNotFoundError("Chromium is not installed")
    width, height = size
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder, "page").with_suffix(suffix)
        path.write_text(page, encoding="utf-8")
        subprocess.run(
            [
                BROWSER,
                *OPTIONS,
                "--hide-scrollbars",
                "--default-background-color=00000000",
                f"--user-data-dir={folder}/profile",
                f"--window-size={width},{height}",
                f"--screenshot={png}",
                path.as_uri(),
            ],
            check=True,
            capture_output=True,
        )
