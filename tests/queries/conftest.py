"""These tests always stand in the database, which forgets them."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import ORMExecuteState, Session


@pytest.fixture(autouse=True)
def _in_the_database(db_session: Session) -> None:
    """Every test here may make rows."""


@pytest.fixture
def asked_of_postgresql(db_session: Session) -> Callable[[Callable[[], object]], list[str]]:
    """Return a function that does something and tells the statements by which it holds rows, in PostgreSQL's words.

    SQLite, which has its one writer, leaves out which rows are locked.
    """

    def in_words(statement: Any, **how: Any) -> str:
        return " ".join(str(statement.compile(dialect=postgresql.dialect(), compile_kwargs=how)).split())

    def told(do: Callable[[], object]) -> list[str]:
        asked: list[Any] = []

        def note(one: ORMExecuteState) -> None:
            asked.append(one.statement)

        event.listen(db_session, "do_orm_execute", note)
        do()
        event.remove(db_session, "do_orm_execute", note)
        return [in_words(one, literal_binds=True) for one in asked if " FOR " in in_words(one)]

    return told
