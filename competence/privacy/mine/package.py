"""The package: everything held about somebody as one ZIP, with values for machines and a page for people."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import render_template

from competence.privacy.correcting.queries import corrections_of
from competence.privacy.mine.gathering import Held, Section
from competence.privacy.mine.telling import as_values, in_words, papers
from competence.web.tables.files import guarded_page


def pack(sections: list[Section], person_id: int, name: str, today: date) -> bytes:
    """Return the ZIP: data.json, index.html with its style, and the papers beside them."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("data.json", json.dumps(_values(sections, name, today), ensure_ascii=False, indent=1))
        shown = told(sections, person_id)
        page = render_template("mine/_package.html", sections=shown, name=name, today=today)
        package.writestr("index.html", guarded_page(page))
        package.writestr("index.css", render_template("mine/_package.css"))
        for paper_name, paper in _papers(sections):
            package.writestr(paper_name, paper)
    return held.getvalue()


def told(sections: list[Section], person_id: int) -> list[dict[str, Any]]:
    """Return the sections in words: for each row its facts, how long it stays, and what its person says is wrong."""
    corrections = corrections_of(person_id)
    return [
        {"feature": section.feature, "label": section.label, "groups": [
            {"name": group.name, "declared": group.declared, "rows": [
                _row(held, in_words(group, held, person_id), corrections.get((group.name, held.key), []))
                for held in group.rows
            ]} for group in section.groups
        ]} for section in sections
    ]  # fmt: skip


def _row(held: Held, facts: list[tuple[str, str]], corrections: list[Any]) -> dict[str, Any]:
    return {"key": held.key, "until": held.until, "facts": facts, "corrections": corrections}


def _values(sections: list[Section], name: str, today: date) -> dict[str, Any]:
    return {"about": name, "on": today.isoformat(), "parts": {
        section.feature: {
            group.name: {
                "title": group.declared.title, "purpose": group.declared.purpose, "kept": group.declared.keep.value,
                "withheld": group.declared.withheld,
                "rows": [as_values(group, held) | {"kept_until": _day(held.until)} for held in group.rows],
            } for group in section.groups
        } for section in sections
    }}  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _papers(sections: list[Section]) -> Iterator[tuple[str, bytes]]:
    for section in sections:
        for group in section.groups:
            for held in group.rows:
                yield from papers(group, held)
