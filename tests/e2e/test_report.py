"""The report printed by a browser on A4: without complaints, and with nothing cut off."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest

from hiptimer.foundation.toml.text_values import LONGEST_NAME
from hiptimer.history.report.page import report_html
from hiptimer.history.report.report import read_report
from hiptimer.library.loading import find
from hiptimer.plan.choices import default_choices
from hiptimer.plan.feelings import EffortPain, Feelings
from hiptimer.plan.plan import Plan
from tests.diary.days import MORNING
from tests.diary.past import keep, workout
from tests.history.report.test_page import HOSTILE, keep_months, strength

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
    """A printed word with its box, in points from the upper left of its page."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


class PrintedReport(NamedTuple):
    """A printed report: complaints of the browser, size of the paper, and all words."""

    complaints: list[str]
    paper: tuple[int, int]
    pages: int
    words: list[Word]


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)


def print_page(page: str, folder: Path) -> PrintedReport:
    """Print a page with a browser."""
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
    info = run("pdfinfo", pdf).stdout
    size = re.search(r"Page size: +([\d.]+) x ([\d.]+)", info)
    pages = re.search(r"Pages: +(\d+)", info)
    assert size
    assert pages
    boxes = run("pdftotext", "-bbox", pdf, "-").stdout
    found = re.findall(
        r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>', boxes
    )
    return PrintedReport(
        [line for line in said.stderr.splitlines() if "CONSOLE" in line],
        (round(float(size[1])), round(float(size[2]))),
        int(pages[1]),
        [
            Word(float(left), float(top), float(right), float(bottom), text)
            for left, top, right, bottom, text in found
        ],
    )


def page_after(workouts: int, folder: Path, name: str = "Squat", note: str = "") -> str:
    keep_months(folder, workouts, strength(name), note=note)
    return report_html(read_report(folder, None, MORNING + timedelta(days=2 * workouts)))


@pytest.fixture(scope="module")
def first_word(tmp_path_factory: pytest.TempPathFactory) -> Word:
    """Return the first word of a page that is not crowded."""
    folder = tmp_path_factory.mktemp("empty")
    return print_page(page_after(0, folder), folder).words[0]


def assert_fits(it: PrintedReport, first_word: Word) -> None:
    assert it.complaints == []
    assert it.paper == A4_POINTS
    for word in it.words:
        assert MARGIN_POINTS - 1 <= word.left <= word.right <= A4_POINTS[0] - MARGIN_POINTS + 1, (
            word
        )
        assert 0 < word.top < word.bottom < A4_POINTS[1]
    # A browser shrinks a whole page if part of it is too wide for the paper.
    assert it.words[0] == first_word


@pytest.mark.parametrize(("workouts", "pages"), [(0, 1), (1, 1), (14, 1), (45, 2), (200, 2)])
def test_a_report_prints_on_a4_without_a_complaint(
    workouts: int, pages: int, tmp_path: Path, first_word: Word
) -> None:
    it = print_page(page_after(workouts, tmp_path), tmp_path)
    assert_fits(it, first_word)
    assert it.pages <= pages


@pytest.mark.parametrize(
    ("names", "workouts", "pages"),
    [
        (["whitt-hip-flexor"], 16, 1),
        (["whitt-hip-flexor", "runner-strength", "runner-warm-up"], 10, 2),
    ],
)
def test_four_weeks_of_one_circuit_take_a_page_and_of_three_circuits_two(
    names: list[str], workouts: int, pages: int, tmp_path: Path, first_word: Word
) -> None:
    for name in names:
        circuit = find(name).circuit
        assert circuit
        plan = Plan(circuit, name, default_choices(circuit))
        efforts = [at for at, it in enumerate(plan.timeline.phases) if it.is_effort]
        for number in range(workouts):
            index = efforts[number // 3 % min(3, len(efforts))]
            it = plan.timeline.phases[index].effort
            said = EffortPain(60.0, index, it.movement.id, it.movement.title, it.side, 4)
            felt = Feelings(4, 3, 6, 3, "left", "tight", pains=(said,) if number % 3 == 0 else ())
            loads = {it.id: "heavy band, red" for it in circuit.exercises if it.equipment}
            day = MORNING + timedelta(days=27 * number // workouts)
            keep(tmp_path, workout(plan, day, loads=loads, feelings=felt))
    page = report_html(read_report(tmp_path, None, MORNING + timedelta(days=27)))
    printed = print_page(page, tmp_path)
    assert_fits(printed, first_word)
    assert printed.pages <= pages


def test_the_longest_words_are_wrapped_and_not_cut_off(tmp_path: Path, first_word: Word) -> None:
    name, note = "W" * LONGEST_NAME, "n" * 400
    it = print_page(page_after(30, tmp_path, name, note), tmp_path)
    assert_fits(it, first_word)
    text = "".join(word.text for word in it.words)
    assert text.count("W" * LONGEST_NAME) >= 3
    assert note in text


def test_text_from_the_user_is_printed_and_not_executed(tmp_path: Path, first_word: Word) -> None:
    it = print_page(page_after(3, tmp_path, note=HOSTILE), tmp_path)
    assert_fits(it, first_word)
    assert "onerror=alert(1)" in "".join(word.text for word in it.words)


def test_a_browser_reports_content_from_other_servers(tmp_path: Path) -> None:
    page = page_after(1, tmp_path)
    changed = page.replace("</main>", '<img src="http://127.0.0.1:9/none.png"></main>')
    assert changed != page
    (complaint,) = print_page(changed, tmp_path).complaints
    assert "Content Security Policy" in complaint
