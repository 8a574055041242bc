"""The report as a browser shows and prints it: nothing refused, nothing cut, on A4."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest

from hiptimer.foundation.toml.texts import LONGEST_NAME
from hiptimer.history.report.contents import read_report
from hiptimer.history.report.page import report_html
from tests.diary.days import MORNING
from tests.history.report.test_page import HOSTILE, months, strength

if TYPE_CHECKING:
    from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next(filter(None, map(shutil.which, BROWSERS)), None)

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(
        not BROWSER or not shutil.which("pdftotext"),
        reason="chromium and poppler-utils are not installed",
    ),
]

A4_POINTS = (595, 842)
MARGIN_POINTS = 45


class Word(NamedTuple):
    """A printed word, and the box it stands in: points from the upper left of its page."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


class Printed(NamedTuple):
    """What came of a page: what the browser complained of, how large its paper, all its words."""

    complaints: list[str]
    paper: tuple[int, int]
    pages: int
    words: list[Word]


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)


def printed(page: str, folder: Path) -> Printed:
    """Print a page as somebody would who opens it in a browser."""
    assert BROWSER
    file, pdf = folder / "report.html", folder / "report.pdf"
    file.write_text(page, encoding="utf-8")
    said = run(
        BROWSER,
        *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        *("--enable-logging=stderr", "--no-pdf-header-footer"),
        f"--user-data-dir={folder / 'profile'}",
        f"--print-to-pdf={pdf}",
        file.as_uri(),
    )
    told = run("pdfinfo", pdf).stdout
    size = re.search(r"Page size: +([\d.]+) x ([\d.]+)", told)
    pages = re.search(r"Pages: +(\d+)", told)
    assert size
    assert pages
    boxes = run("pdftotext", "-bbox", pdf, "-").stdout
    found = re.findall(
        r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>', boxes
    )
    return Printed(
        [line for line in said.stderr.splitlines() if "CONSOLE" in line],
        (round(float(size[1])), round(float(size[2]))),
        int(pages[1]),
        [
            Word(float(left), float(top), float(right), float(bottom), text)
            for left, top, right, bottom, text in found
        ],
    )


def page_after(workouts: int, folder: Path, name: str = "Squat", note: str = "") -> str:
    months(folder, workouts, strength(name), note=note)
    return report_html(read_report(folder, None, MORNING + timedelta(days=2 * workouts)))


@pytest.fixture(scope="module")
def first_word(tmp_path_factory: pytest.TempPathFactory) -> Word:
    """Return the first word of a page that nothing crowds."""
    folder = tmp_path_factory.mktemp("empty")
    return printed(page_after(0, folder), folder).words[0]


def assert_fits(it: Printed, first_word: Word) -> None:
    assert it.complaints == []
    assert it.paper == A4_POINTS
    for word in it.words:
        assert MARGIN_POINTS - 1 <= word.left <= word.right <= A4_POINTS[0] - MARGIN_POINTS + 1, (
            word
        )
        assert 0 < word.top < word.bottom < A4_POINTS[1]
    # A browser prints all of a page smaller to get what is too wide onto the paper.
    assert it.words[0] == first_word


@pytest.mark.parametrize(("workouts", "pages"), [(0, 1), (1, 2), (45, 3), (200, 3)])
def test_it_prints_on_a4_without_a_complaint(
    workouts: int, pages: int, tmp_path: Path, first_word: Word
) -> None:
    it = printed(page_after(workouts, tmp_path), tmp_path)
    assert_fits(it, first_word)
    assert it.pages <= pages


def test_the_longest_words_are_broken_and_not_cut(tmp_path: Path, first_word: Word) -> None:
    name, note = "W" * LONGEST_NAME, "n" * 400
    it = printed(page_after(30, tmp_path, name, note), tmp_path)
    assert_fits(it, first_word)
    text = "".join(word.text for word in it.words)
    assert text.count("W" * LONGEST_NAME) >= 3
    assert note in text


def test_what_a_person_wrote_is_printed_and_not_obeyed(tmp_path: Path, first_word: Word) -> None:
    it = printed(page_after(3, tmp_path, note=HOSTILE), tmp_path)
    assert_fits(it, first_word)
    assert "onerror=alert(1)" in "".join(word.text for word in it.words)


def test_a_browser_would_complain_of_what_comes_from_elsewhere(tmp_path: Path) -> None:
    page = page_after(1, tmp_path)
    spoilt = page.replace("</main>", '<img src="http://127.0.0.1:9/none.png"></main>')
    assert spoilt != page
    (complaint,) = printed(spoilt, tmp_path).complaints
    assert "Content Security Policy" in complaint
