"""A demo house to measure in: the product in this process, and its people signed in without a password page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event, select

from competence.app import create_app
from competence.db import db
from competence.people.models import Person
from tests.client import InspectingClient, sign_in
from tests.server import FILES, make_house


class House:
    """The product on one database, in this process."""

    def __init__(self, database: Path | str, people: int = 200) -> None:
        make_house(database, people)
        url = f"sqlite:///{database}" if isinstance(database, Path) else database
        self.app: Flask = create_app(DATABASE_URL=url, DEMO=True, **FILES)
        self.statements: list[str] = []
        event.listen(db.engine, "before_cursor_execute", self._note)

    def client(self, person: str | int | None) -> InspectingClient:
        """Return a client; signed in, if somebody's address or id is given."""
        client = InspectingClient(self.app)
        if person is not None:
            is_wanted = Person.email == person if isinstance(person, str) else Person.id == person
            with self.app.app_context():
                sign_in(client, db.session.scalars(select(Person).where(is_wanted)).one())
        return client

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """Collect the statements that are sent inside; the beginning of a transaction is none."""
        self.statements.clear()
        yield self.statements

    def _note(self, _: Any, __: Any, statement: str, *___: Any) -> None:
        if not statement.startswith("BEGIN"):
            self.statements.append(statement)


def follow(client: InspectingClient, start: str, *links: str) -> str:
    """Go from page to page by the first link that fits each pattern, and return the address arrived at."""
    address = start
    for link in links:
        html = client.get(address, follow_redirects=True).text
        found = re.search(rf'(?:href|action)="({link})"', html)
        if found is None:
            raise LookupError(f"no link {link} on {address}")
        address = found[1].replace("&amp;", "&")
    return address
