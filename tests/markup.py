"""A page as a browser reads it: its elements, and every place where a browser would have to guess what was meant."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any
from xml.etree.ElementTree import Element

import turbohtml
from turbohtml import Token, TokenType
from turbohtml.treebuild import parse_into

HTML = "http://www.w3.org/1999/xhtml"
NEVER_CLOSED = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
MAY_BE_LEFT_OUT = frozenset({"html", "head", "body", "tbody", "colgroup"})


def read(html: str) -> tuple[Element, list[str]]:
    """Return the root of a page and what is wrong with its markup."""
    document: Any = parse_into(html, _Tree())
    root = document[0]
    return root, [
        *(f"line {error.line}: {error.code}" for error in turbohtml.parse(html).errors),
        *_repairs(html, root),
    ]


class _Tree:
    """Makes of what the parser reads the elements that Python itself knows; comments are not kept."""

    def create_document(self) -> Any:
        return Element("document")

    def create_doctype(self, *_: str | None) -> Any:
        return ""

    def create_element(self, name: str, namespace: str, attrs: tuple[tuple[str, str | None], ...]) -> Any:
        of_html = namespace == HTML
        return Element(name if of_html else f"{{{namespace}}}{name}", {key: value or "" for key, value in attrs})

    def create_text(self, data: str) -> Any:
        return data

    def create_comment(self, _: str) -> Any:
        return ""

    def create_pi(self, *_: str) -> Any:
        return ""

    def append(self, parent: Any, child: Any) -> None:
        if not isinstance(child, str):
            parent.append(child)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + child
        else:
            parent.text = (parent.text or "") + child


def _repairs(html: str, root: Element) -> Iterator[str]:
    """Say where the parser had to repair what was written, if it had to: from there on the tree reads otherwise."""
    if not html.lstrip().lower().startswith("<!doctype html>"):
        yield "there is no doctype"
    written = [(what, token.line) for token in turbohtml.tokenize(html) for what in _as_written(token)]
    for here, read in zip_longest(written, _as_read(root), fillvalue="the end"):
        what, line = here if isinstance(here, tuple) else (here, "last")
        if what != read:
            yield f"line {line}: {what} stands where it may not, before {read}"
            return


def _as_written(token: Token) -> Iterator[str]:
    if token.type is TokenType.TEXT:
        yield from (token.data or "").split()
    elif token.tag is not None and token.tag not in MAY_BE_LEFT_OUT:
        if token.type is TokenType.START_TAG:
            yield f"<{token.tag}>"
        if (token.type is TokenType.END_TAG or token.self_closing) and token.tag not in NEVER_CLOSED:
            yield f"</{token.tag}>"


def _as_read(element: Element) -> Iterator[str]:
    tag = element.tag.rpartition("}")[2].lower()
    if tag not in MAY_BE_LEFT_OUT:
        yield f"<{tag}>"
    yield from (element.text or "").split()
    for child in element:
        yield from _as_read(child)
        yield from (child.tail or "").split()
    if tag not in MAY_BE_LEFT_OUT | NEVER_CLOSED:
        yield f"</{tag}>"
