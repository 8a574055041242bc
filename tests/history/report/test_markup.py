from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from hiptimer.foundation.text.printable import printable
from hiptimer.history.report.markup import element, page_text

# Every character with a special meaning in HTML.
NASTY = st.text("<>&\"'/=!-]é→x \x00\x1b\n\u202e", max_size=40) | st.text(max_size=40)


class ParsedBody(HTMLParser):
    """The body as an HTML parser reads it: tags, text, and values of attributes."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.values: list[str | None] = []
        self.text = ""
        self.feed(text.partition("<body>")[2])
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.values += [value for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


@given(text=NASTY, value=NASTY, after=NASTY)
def test_no_text_becomes_markup(text: str, value: str, after: str) -> None:
    paragraph = element("p", text, element("b", title=value), after)
    read = ParsedBody(page_text("", "", "", paragraph))
    assert read.tags == ["p", "b"]
    assert read.values == [printable(value)]
    assert read.text == f"{printable(text)}{printable(after)}\n"


def test_a_title_is_escaped_and_a_style_is_not() -> None:
    page = page_text("a < b", "p > b { }", "default-src 'none'")
    assert "<title>a &lt; b</title><style>\np > b { }</style>" in page
    assert page.startswith('<!doctype html>\n<html lang="en">')


def test_numbers_are_rounded_to_two_decimals() -> None:
    svg = element("line", x1=3.0, y1=1 / 3, class_="grid")
    assert svg.attrib == {"x1": "3", "y1": "0.33", "class": "grid"}
