"""Whatever people write is shown as they wrote it: no page that opens makes an element or an attribute of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import render_template_string
from sqlalchemy import Column, Enum, String, event, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from competence.analytics.models import ReleasedForEver
from competence.db import Model, db
from tests.house.access import COLUMNS, ROWS
from tests.house.test_access import address_of
from tests.house.things import THINGS
from tests.page import Page

WRITTEN = """'"--></p></title></textarea></script><hostile onload=x>"""
# Tables whose texts nobody types: the trail, sessions, throttles, and what the product keeps for itself.
KEPT = (
    "audit_",
    "user_session",
    "account",
    "passkey",
    "code_app",
    "throttle",
    "idempotency_key",
    "outgoing_mail",
    "daily_action",
    "reminded",
)
# Texts of other tables that the product reads itself: sums, choices, addresses inside the house, names of columns,
# what was shown and signed.
READ = {"units", "choices", "content", "fields", "competences", "questions", "path", "action", "url", "link"} | {
    "email", "kept_key", "kept_in", "shown"
}  # fmt: skip
LONGEST_CODE = 60  # a shorter text is a code, not words
OPEN = [row for row in ROWS if row.method == "GET" and any(row.expected[name] == "yes" for name in COLUMNS)]


def is_written(column: Column[Any]) -> bool:
    """Return whether people write what a column holds."""
    kind, table = column.type, column.table.name  # type: ignore[attr-defined]
    is_text = isinstance(kind, String) or type(kind).__name__ == "SealedText"
    is_prose = (getattr(kind, "length", None) or 10_000) > LONGEST_CODE
    return (
        is_text and is_prose and not isinstance(kind, Enum) and not table.startswith(KEPT) and column.name not in READ
    )


def write_into(row: Model) -> bool:
    """Put markup behind every word of a row, where there is room; return whether there was any."""
    wrote = False
    for column in row.__table__.columns:
        words = getattr(row, column.key) if is_written(column) else None
        longest = getattr(column.type, "length", None) or 10_000
        if isinstance(words, str) and words and WRITTEN not in words and len(words) + len(WRITTEN) <= longest:
            setattr(row, column.key, words + WRITTEN)
            wrote = True
    return wrote


@contextmanager
def markup_in_everything() -> Iterator[None]:
    """Put markup into what stands in the house, and into every row made inside."""

    def write_new(session: Session, *_: object) -> None:
        for row in session.new:
            write_into(row)

    event.listen(Session, "before_flush", write_new)
    try:
        yield
    finally:
        event.remove(Session, "before_flush", write_new)


def write_into_the_house(most: int = 1000) -> None:
    """Put markup into the rows that stand, at most so many of each table, but not into those that never change."""
    for mapper in Model.registry.mappers:
        for row in db.session.scalars(select(mapper.class_).limit(most)).all():
            try:
                with db.session.begin_nested():
                    write_into(row)
            except (DBAPIError, ReleasedForEver):
                db.session.expire(row)


def made_of_it(page: Page) -> list[str]:
    """Return what a page made of the markup."""
    elements = [f"<{one.tag}>" for one in page.all("*") if "hostile" in one.tag]
    attributes = [f"{one.tag} {name}" for one in page.all("*") for name in one.attrib if name.startswith(("on", "<"))]
    return elements + attributes


@pytest.mark.plain
@pytest.mark.seldom
@pytest.mark.parametrize("row", OPEN, ids=str)
def test_no_page_makes_an_element_of_what_people_wrote(row, app, cast, client_as, nightly):
    with markup_in_everything():
        thing = THINGS[row.address](cast)
        db.session.flush()
    write_into_the_house()
    db.session.commit()
    relations = [name for name, answer in row.expected.items() if answer == "yes" and COLUMNS[name]]
    for relation in relations if nightly else relations[:1]:
        answer = client_as(getattr(cast, COLUMNS[relation])).get(address_of(app, row, thing))
        if answer.mimetype == "text/html":
            assert made_of_it(answer.page) == []
            assert "<hostile" not in answer.text


@pytest.mark.plain
def test_a_page_that_does_is_noticed(app, cast):
    write_into(cast.astrid)
    with app.test_request_context():
        for careless, is_made in (("{{ name|safe }}", True), ("{{ name }}", False), ("<a title={{ name }}>", True)):
            html = render_template_string(f"<!doctype html><title>a</title><p>{careless}", name=cast.astrid.name)
            assert bool(made_of_it(Page(html))) is is_made
