"""The site that `make site` builds: nothing comes from outside, and a browser searches it."""

from __future__ import annotations

import re
import subprocess
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, cast

import pytest

from tests.e2e.building import ROOT, build
from tools.browser import BROWSER, OPTIONS
from tools.site import SITE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.e2e

FROM_OUTSIDE = re.compile(
    r"<(?:script|img|iframe|source)\b[^>]*\bsrc=[\"']?(?:https?:)?//[^>]*>"
    r"|<link\b[^>]*\bhref=[\"']?(?:https?:)?//[^>]*>"
    r"|url\([\"']?(?:https?:)?//[^)]*\)"
)

SEARCHING = """<!doctype html><iframe src="/index.html" width=1200 height=800></iframe>
<script>
const wait = () => new Promise(resolve => setTimeout(resolve, 100));
const until = async found => { let it; while (!(it = found())) await wait(); return it; };
document.querySelector("iframe").onload = async event => {
    const page = event.target.contentDocument;
    page.querySelector(".md-search__button").click();
    const roots = () => [...page.querySelectorAll("*")].map(it => it.shadowRoot).filter(it => it);
    const within = choice => roots().map(it => it.querySelector(choice)).find(it => it);
    const field = await until(() => within("input[role=combobox]"));
    field.value = "pulses";
    field.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    const hit = await until(() => within("[role=listbox] a"));
    fetch("/found?" + encodeURIComponent(hit.textContent));
};
</script>"""


class SiteServer(ThreadingHTTPServer):
    """A server of the site, with a page that searches it and reports the first hit."""

    def __init__(self, site: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(site)))
        self.found = ""
        self.has_found = threading.Event()


class _Handler(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        server = cast("SiteServer", self.server)
        if self.path.startswith("/found?"):
            server.found = self.path
            server.has_found.set()
        if self.path != "/searching":
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(SEARCHING.encode())

    def log_message(self, *_arguments: object) -> None:
        """Log nothing."""


@pytest.fixture(scope="module")
def site() -> Path:
    build("site", SITE / "search.json", "docs", "tools", "requirements")
    return SITE


@pytest.fixture
def server(site: Path) -> Iterator[SiteServer]:
    with SiteServer(site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_no_page_loads_anything_from_outside(site: Path) -> None:
    pages = [it for suffix in ("html", "css") for it in site.rglob(f"*.{suffix}")]
    assert len(pages) > 10
    assert [found for page in pages for found in FROM_OUTSIDE.findall(page.read_text())] == []


def test_every_link_to_the_outside_is_written_in_a_document(site: Path) -> None:
    written = "".join(it.read_text() for it in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")))
    for page in site.rglob("*.html"):
        for address in re.findall(r'href="((?:https?:)?//[^"]*)"', page.read_text()):
            assert address in written, page


@pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed")
def test_a_search_for_a_word_finds_it(server: SiteServer, tmp_path: Path) -> None:
    address = f"http://127.0.0.1:{server.server_port}/searching"
    profile = f"--user-data-dir={tmp_path}"
    with subprocess.Popen(
        [cast("str", BROWSER), *OPTIONS, profile, "--remote-debugging-port=0", address],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as browser:
        try:
            assert server.has_found.wait(60)
        finally:
            browser.terminate()
    assert re.search("pulses", server.found, re.IGNORECASE)
