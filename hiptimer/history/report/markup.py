"""Builds HTML and SVG as a tree, so that a person's text is always escaped."""

from __future__ import annotations

from xml.etree.ElementTree import Element, tostring

from hiptimer.foundation.text.printable import printable


def element(tag: str, *content: Element | str, **attributes: str | float) -> Element:
    """Return an element that contains elements and texts, in order.

    In attribute names an underscore replaces a hyphen, as in `http_equiv`; it is appended to
    names that are Python keywords, as in `class_`.
    """
    parent = Element(tag, {_name(key): _value(it) for key, it in attributes.items()})
    last: Element | None = None
    for part in content:
        if isinstance(part, Element):
            parent.append(part)
            last = part
        elif last is None:
            parent.text = (parent.text or "") + printable(part)
        else:
            last.tail = (last.tail or "") + printable(part)
    return parent


def page_text(title: str, style: str, policy: str, *body: Element) -> str:
    """Return a complete HTML page in English. `policy` limits what the browser fetches and runs."""
    sheet = Element("style")
    # Not escaped, because HTML does not unescape the text of a style; it is our own text.
    sheet.text = f"\n{style}"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        sheet,
    )
    root = element("html", head, element("body", *body), lang="en")
    return f"<!doctype html>\n{tostring(root, encoding='unicode', method='html')}\n"


def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(it: str | float) -> str:
    return printable(it) if isinstance(it, str) else f"{round(it, 2):g}"
