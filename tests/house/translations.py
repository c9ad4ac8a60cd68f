"""Every text the product can show, from code, templates, labels and declarations, and its English catalogue."""

import importlib
import pkgutil
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from types import ModuleType

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

import competence
from competence.config import ROOT
from competence.db import Model
from competence.privacy.declare import Personal

ENGLISH = ROOT / "competence" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    **dict.fromkeys(("_", "_l", "gettext", "lazy_gettext")),
    **dict.fromkeys(("ngettext", "lazy_ngettext"), (1, 2)),
}
AS_THE_PRODUCT_READS = {"**": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
NOT_READ_OUT = (".migrations.", ".rules")  # the values of a rule's choices speak to programmers
Message = str | tuple[str, ...]


def wanted() -> Catalog:
    """Return every text of the product, without translations."""
    catalog = Catalog(charset="utf-8")
    for message, place in [*_in_files(ROOT / "competence", "**.py", "python"), *_in_templates(), *_in_declarations()]:
        catalog.add(message, locations=[(place, 1)])
    return catalog


def english() -> Catalog:
    """Return the English catalogue; an empty one where there is none yet."""
    if not ENGLISH.exists():
        return Catalog(locale="en", charset="utf-8")
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def _in_files(folder: Path, pattern: str, method: str) -> Iterator[tuple[Message, str]]:
    found = extract_from_dir(folder, [(pattern, method)], AS_THE_PRODUCT_READS, KEYWORDS)
    for name, _, message, _, _ in found:
        yield message, f"{folder.name}/{name}"


def _in_templates() -> Iterator[tuple[Message, str]]:
    for pattern in ("**.html", "**.txt"):
        yield from _in_files(ROOT / "templates", pattern, "jinja2")


def _in_declarations() -> Iterator[tuple[Message, str]]:
    """Find the labels of choices (their values are Danish words) and what tables say about people."""
    for module in _modules():
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, Enum) and kind.__module__ == module.__name__:
                values = [member.value for member in kind if isinstance(member.value, str)]
                yield from ((value, kind.__name__) for value in values if value[:1].isupper())
    for mapper in Model.registry.mappers:
        declared = mapper.class_.__privacy__
        name = mapper.class_.__name__
        if isinstance(declared, Personal):
            yield from ((text, name) for text in (declared.purpose, declared.title, declared.withheld) if text)
        else:
            yield declared.why, name


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(competence.__path__, "competence."):
        if not any(room in found.name for room in NOT_READ_OUT):
            yield importlib.import_module(found.name)


def bring_up_to_date() -> None:
    """Put new texts into the English catalogue, empty, and take out those that are gone."""
    catalog = english()
    catalog.update(wanted(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.project, catalog.version, catalog.fuzzy = "Kompetencespejl", "1", False
    catalog.header_comment = "# The English of every text; Danish is the source. `make translations` collects new ones."
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as file:
        write_po(
            file, catalog, width=120, omit_header=False, ignore_obsolete=True, sort_output=True, include_lineno=False
        )


if __name__ == "__main__":
    bring_up_to_date()
