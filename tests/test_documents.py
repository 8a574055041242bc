"""README and docs: their links and paths lead somewhere, and nothing a person can do is missing."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from hiptimer.cli.lazy_command import load_command
from hiptimer.cli.main import cli
from hiptimer.library.loading import load
from hiptimer.session.commands import COMMANDS
from hiptimer.session.settings.keys import Keys, key_words
from hiptimer.session.settings.settings import SETTINGS
from hiptimer.tui.help_sections import help_sections

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
NAMES_PATHS = ("CONTRIBUTING.md", "docs/reliability.md")
LINKED = sorted(it for folder in (ROOT, ROOT / "docs") for it in folder.glob("*.md"))

CODE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"[\w.-]+(/[\w.-]*)+|[\w.-]+\.(py|md|toml|tcss|css|json)")
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)#?([^)\s]*)\)")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def _page(name: str) -> str:
    return (ROOT / "docs" / name).read_text()


def _paths(document: str) -> list[str]:
    words = " ".join(CODE.findall((ROOT / document).read_text())).split()
    return [it for it in words if PATH.fullmatch(it) and not it.startswith((".venv", "build/"))]


def _exists(path: str) -> bool:
    """Return whether a path leads from the root, or from the package; NAME matches any name."""
    pattern = path.replace("NAME", "*")
    return any(any(start.glob(pattern)) for start in (ROOT, ROOT / "hiptimer"))


def _anchors(document: Path) -> set[str]:
    """Return the anchors that a forge, and the site, give to the headings of a page."""
    headings = HEADING.findall(BLOCK.sub("", document.read_text()))
    return {re.sub(r"[^\w\- ]", "", it.lower()).replace(" ", "-") for it in headings}


def _is_good(document: Path, path: str, anchor: str) -> bool:
    target = document.parent / path if path else document
    return target.exists() and (not anchor or anchor in _anchors(target))


def _options(command: click.Command) -> Iterator[str]:
    """Yield the long name of each option that help shows; of a switch, the one to write."""
    for option in command.params:
        if isinstance(option, click.Option) and not option.hidden:
            names = option.secondary_opts if option.default is True else option.opts
            yield next(it for it in names if it.startswith("--"))


def _readme_commands() -> list[str]:
    blocks = [text for language, text in BLOCK.findall(README) if not language]
    return [line.split("#")[0].strip() for text in blocks for line in text.splitlines()]


@pytest.mark.parametrize("document", NAMES_PATHS)
def test_each_path_that_a_document_names_exists(document: str) -> None:
    assert [it for it in _paths(document) if not _exists(it)] == []


@pytest.mark.parametrize("document", LINKED, ids=lambda it: it.name)
def test_each_link_leads_to_a_file_and_to_a_heading_in_it(document: Path) -> None:
    links = LINK.findall(BLOCK.sub("", document.read_text()))
    assert [it for it in links if not _is_good(document, *it)] == []


def test_a_link_to_a_missing_heading_is_found() -> None:
    assert _is_good(ROOT / "README.md", "docs/sound.md", "a-voice")
    assert not _is_good(ROOT / "README.md", "docs/sound.md", "no-such-heading")


def test_every_page_is_linked_from_the_readme() -> None:
    pages = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md")}
    assert pages <= {path for path, _ in LINK.findall(README)}


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 130


def test_the_circuit_in_the_readme_is_valid_and_has_ten_lines(tmp_path: Path) -> None:
    (circuit,) = [text for language, text in BLOCK.findall(README) if language == "toml"]
    assert len(list(filter(None, circuit.splitlines()))) == 10
    path = tmp_path / "my-hips.toml"
    path.write_text(circuit)
    assert len(load(path).exercises) == 2


def test_the_readme_names_hiptimer_only_after_the_command_that_installs_it() -> None:
    names = [line.split()[0] for line in _readme_commands()]
    assert names.index("make") < names.index("hiptimer")
    assert "hiptimer" not in README[: README.index("```")].replace("# hiptimer", "").split("`")


@pytest.mark.parametrize("line", _readme_commands())
def test_each_command_of_the_readme_works(line: str) -> None:
    program, *arguments = shlex.split(line)
    if program == "make":
        targets = re.findall(r"^(\w+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)
        assert arguments[0] in targets
    else:
        assert program == "hiptimer"
        command = load_command(cli.commands[arguments[0]])
        command.make_context(arguments[0], arguments[1:], resilient_parsing=False)


@pytest.mark.parametrize("name", cli.commands)
def test_every_command_and_option_is_documented(name: str) -> None:
    page = _page("scripts.md")
    assert f"hiptimer {name}" in page
    missing = [it for it in _options(load_command(cli.commands[name])) if it not in page]
    assert missing in ([], ["--output"])
    assert "-o FILE" in page


def test_every_setting_is_documented() -> None:
    page = _page("settings.md")
    assert [it for it in (*SETTINGS, *COMMANDS) if f"`{it}`" not in page] == []


def test_every_key_is_documented() -> None:
    page = _page("keys.md").lower()
    workout = {key_words(key) for command in COMMANDS.values() for key in command.keys}
    sections = [rows for title, rows in help_sections(Keys()).items() if title.startswith("Keys ")]
    shown = {key for rows in sections for row in rows for key in re.split(r", | and | or ", row)}
    spelled = {"esc": "escape", "0 to 9": "digits"}
    keys = {spelled.get(key, key) for key in workout | shown}
    assert [key for key in sorted(keys) if key not in page] == []


def test_the_make_targets_that_contributors_need_are_documented() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text() + README + _page("installation.md")
    targets = re.findall(r"^(\w+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert [it for it in targets if f"make {it}" not in page and it != "help"] == []
