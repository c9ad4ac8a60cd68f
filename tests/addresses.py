"""What an address tells of people: looked at in every page and redirect that a client of the tests is handed."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.etree.ElementTree import Element

TYPED = "q"  # what its reader typed into a search; the logs hold no queries
MAIL = re.compile(r"[^\s/@=&]+@[^\s/@=&]+\.\w")
MARK = re.compile(r"Kx\d+x")  # stands behind every text about somebody, see tests/canary
LEADS = ("href", "action", "formaction", "src")

names: set[tuple[str, ...]] = set()  # of everybody the tests have made, as words


def note_name(name: str) -> None:
    """Look for a name in addresses from now on; one of a single word, or of a word and a number, could be anything."""
    words = tuple(_words(name))
    if len([word for word in words if not word.isdigit()]) > 1:
        names.add(words)


def told_by(address: str) -> str:
    """Return what an address of ours tells of somebody; nothing where it tells nothing or is none of ours."""
    parts = urlsplit(address)
    if parts.scheme not in {"", "http", "https"} or (parts.netloc and not parts.netloc.startswith("localhost")):
        return ""
    asked = [value for name, value in parse_qsl(parts.query) if name != TYPED]
    said = " ".join([unquote(parts.path), *asked, unquote(parts.fragment)])
    if MAIL.search(said):
        return "somebody's e-mail"
    if MARK.search(said):
        return "what somebody wrote"
    words = _words(said)
    here = {tuple(words[at : at + length]) for length in (2, 3, 4) for at in range(len(words))}
    return "somebody's name" if here & names else ""


def of_page(root: Element) -> Iterator[str]:
    """Return the addresses a page leads to, and those its forms would make of what they hold."""
    for element in root.iter():
        yield from (element.attrib[name] for name in LEADS if name in element.attrib)
        if element.tag == "form" and element.get("method", "get").lower() == "get":
            kept = [field for field in element.iter("input") if field.get("type") == "hidden"]
            yield from (f"?{field.get('name')}={field.get('value', '')}" for field in kept)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())
