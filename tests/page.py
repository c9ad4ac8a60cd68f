"""The inspector: a page a test is handed, read as a browser reads it, with every fault of form it has."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from tests.addresses import of_page, told_by
from tests.markup import read

TRACES = ("Undefined", "%(", "{{", "{%")  # of what a template did not fill in
KEYLESS = re.compile("/(signout|language|upward/(sheets|results)/)")  # what may be done again, and what is anonymous
TYPED_BY_NOBODY = frozenset({"hidden", "submit", "button", "reset", "image"})
IDS_MUST_EXIST = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "headers", "form", "list")


class Page:
    """One HTML page, parsed once; `faults()` says what is wrong with it."""

    def __init__(self, html: str) -> None:
        self.root, self.parse_errors = read(html)
        self.html = html
        self._parents = {child: parent for parent in self.root.iter() for child in parent}

    # --- reading ---

    def all(self, path: str) -> list[Element]:
        """Return the elements of a tag or an ElementTree path such as "li[@class='done']"."""
        return self.root.findall(f".//{path}")

    def first(self, path: str) -> Element:
        """Return the first such element; it is an error if there is none."""
        found = self.root.find(f".//{path}")
        assert found is not None, f"no {path} on the page {self.title!r}"
        return found

    def texts(self, path: str) -> list[str]:
        """Return the texts of such elements."""
        return [text_of(element) for element in self.all(path)]

    @property
    def title(self) -> str:
        return " ".join(self.texts("title"))

    @property
    def h1(self) -> str:
        return " ".join(self.texts("h1"))

    @property
    def text(self) -> str:
        """Everything a reader can read, with single spaces."""
        return text_of(self.first("body"))

    def links(self) -> dict[str, str]:
        """Return where each link leads, by its text."""
        return {text_of(link): link.get("href", "") for link in self.all("a")}

    def table(self, number: int = 0) -> list[list[str]]:
        """Return the rows of a table as texts, head and foot included."""
        rows = self.all("table")[number].iter("tr")
        return [[text_of(cell) for cell in row if cell.tag in {"th", "td"}] for row in rows]

    def form(self, action: str) -> dict[str, list[str]]:
        """Return what a browser would send for the form with this action, submitted without pressing a named button."""
        forms = [form for form in self.all("form") if form.get("action", "") == action]
        assert forms, f"no form to {action}; there are {[form.get('action') for form in self.all('form')]}"
        sent: dict[str, list[str]] = {}
        for field in forms[0].iter():
            for value in _values_sent(field):
                sent.setdefault(field.attrib["name"], []).append(value)
        return sent

    # --- judging ---

    def faults(self) -> list[str]:
        """Return every fault of form, in words; an empty list is a sound page."""
        found = [*self._of_the_whole(), *self._of_ids(), *self._of_fields(), *self._of_forms(), *self._of_elements()]
        found += [f"the address {one!r} tells {told}" for one in of_page(self.root) if (told := told_by(one))]
        return found + [f"the page does not parse: {error}" for error in self.parse_errors]

    def _of_the_whole(self) -> Iterator[str]:
        headings = self.all("h1")
        if len(headings) != 1:
            yield f"{len(headings)} h1 headings instead of one"
        elif not self.h1 or not self.title.startswith(self.h1):
            yield f"the title {self.title!r} does not start with the heading {self.h1!r}"
        if self.root.get("lang") not in {"da", "en"}:
            yield f"the page says its language is {self.root.get('lang')!r}"
        for trace in TRACES:
            if trace in text_of(self.root):
                yield f"the reader sees {trace!r}"

    def _of_ids(self) -> Iterator[str]:
        counted = Counter(element.attrib["id"] for element in self.root.iter() if "id" in element.attrib)
        yield from (f"the id {name!r} stands {count} times" for name, count in counted.items() if count > 1)
        for element in self.root.iter():
            for attribute in IDS_MUST_EXIST:
                for name in element.get(attribute, "").split():
                    if name not in counted:
                        yield f"<{element.tag} {attribute}={name!r}> points at nothing"

    def _of_fields(self) -> Iterator[str]:
        named = {label.get("for") for label in self.all("label") if text_of(label)}
        for field in _fields(self.root):
            wrapped = any(parent.tag == "label" and text_of(parent) for parent in self._ancestors(field))
            spoken = field.get("aria-label") or field.get("aria-labelledby")
            if not wrapped and not spoken and (field.get("id") is None or field.get("id") not in named):
                yield f"the field {field.get('name')!r} has no label"
            grouped = any(parent.tag == "fieldset" for parent in self._ancestors(field))
            if field.get("type") == "radio" and not grouped:
                yield f"the choices {field.get('name')!r} stand in no fieldset"
        for group in self.all("fieldset"):
            if group.find("legend") is None and not group.get("aria-labelledby"):
                yield "a fieldset has no legend"

    def _of_forms(self) -> Iterator[str]:
        signed_in = bool(self.all("div[@class='person']"))
        for form in self.all("form"):
            hidden = [(field.get("name"), field.get("value")) for field in form.iter("input")]
            tokens = [value for name, value in hidden if name == "csrf_token"]
            keys = [value for name, value in hidden if name == "idempotency_key"]
            posts, action = form.get("method", "get").lower() == "post", form.get("action", "")
            if posts and (len(tokens) != 1 or not tokens[0]):
                yield f"the form to {action!r} has {len(tokens)} CSRF fields"
            if not posts and tokens:
                yield f"the form to {action!r} puts its CSRF token in the address"
            carries_one = posts and signed_in and not KEYLESS.match(action)
            if len([key for key in keys if key]) != carries_one:
                yield f"the form to {action!r} has {len(keys)} keys for when it is sent twice"

    def _of_elements(self) -> Iterator[str]:
        for element in self.root.iter():
            yield from (f"<{element.tag}> has {name}: {value}" for name, value in _forbidden(element))
            if element.tag == "style" or (element.tag == "script" and not element.get("src")):
                yield f"an inline <{element.tag}>"
            if element.tag in {"a", "button"} and not _has_a_name(element):
                yield f"a <{element.tag}> without words ({element.get('href') or element.get('name')})"
            if element.tag == "img" and "alt" not in element.attrib:
                yield f"the picture {element.get('src')!r} has no alternative text"
            if (element.text or "").strip() == "None":
                yield f"the reader sees None in <{element.tag}>"

    def _ancestors(self, element: Element) -> Iterator[Element]:
        while element in self._parents:
            element = self._parents[element]
            yield element


def text_of(element: Element) -> str:
    """Return an element's text with single spaces."""
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def _fields(root: Element) -> Iterable[Element]:
    for element in root.iter():
        if element.tag in {"select", "textarea"}:
            yield element
        elif element.tag == "input" and element.get("type", "text") not in TYPED_BY_NOBODY:
            yield element


def _forbidden(element: Element) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        if name == "style" or name.startswith("on"):
            yield name, value
        elif name in {"href", "action", "src", "formaction"} and value.strip().lower().startswith("javascript:"):
            yield name, value
        elif value == "None" or "Undefined" in value:
            yield name, value


def _has_a_name(element: Element) -> bool:
    pictures = any(picture.get("alt") for picture in element.iter("img"))
    return bool(text_of(element) or element.get("aria-label") or element.get("aria-labelledby") or pictures)


def _values_sent(field: Element) -> list[str]:
    if "name" not in field.attrib or "disabled" in field.attrib or field.tag == "button":
        return []
    if field.tag == "textarea":
        return [(field.text or "").removeprefix("\n")]
    if field.tag == "select":
        return _options_sent(field)
    kind = field.get("type", "text")
    if field.tag != "input" or kind in {"submit", "button", "reset", "image", "file"}:
        return []
    if kind in {"radio", "checkbox"}:
        return [field.get("value", "on")] if "checked" in field.attrib else []
    return [field.get("value", "")]


def _options_sent(field: Element) -> list[str]:
    options = [option for option in field.iter("option") if "disabled" not in option.attrib]
    chosen = [option for option in options if "selected" in option.attrib]
    if not chosen and "multiple" not in field.attrib:
        chosen = options[:1]
    return [option.get("value", text_of(option)) for option in chosen]
