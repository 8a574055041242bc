"""HTML and SVG as a tree, so that no text of a person can ever become markup."""

from __future__ import annotations

from xml.etree.ElementTree import Element, tostring

from hiptimer.foundation.text.printable import printable


def element(tag: str, *content: Element | str, **attributes: str | float) -> Element:
    """Return an element with elements and texts inside, in order.

    Attributes go by their names, with a line for a hyphen: `http_equiv`, and at the end where
    Python has another use for a name: `class_`.
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
    """Return a whole page of HTML in English. `policy` says what the browser may fetch and run."""
    sheet = Element("style")
    # Our own, and a style is the one text that HTML takes as it stands.
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
