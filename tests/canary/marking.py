"""Puts a token behind the words of every row that a test makes, and looks for tokens in all that leaves the product."""

import io
import logging
import re
import smtplib
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import wraps
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask, Response, g, has_request_context, request, request_finished, session
from flask.testing import FlaskCliRunner
from sqlalchemy import Column, event, inspect
from sqlalchemy.orm import Session

from competence.access.policy import POLICY
from competence.db import Model, db
from tests.canary.oracle import NOBODY, PARTY, may_see, owner_of, who_sees

TOKEN = re.compile(r"Kx(\d+)x")
OLD = re.compile(r" Kx\d+x\.\w+\.\w+")
CONTENTLESS = re.compile(r"INSERT INTO (audit_|notification|outgoing_mail|throttle|reminded|daily_action)")
AS_IT_IS = dict(POLICY)  # a test that breaks the policy on purpose looks for the leak itself


@dataclass
class Canary:
    """One token: the row it stands in, and in which column of it."""

    row: Model
    column: str

    @property
    def table(self) -> str:
        return str(self.row.__tablename__)

    def seen_by(self, reader: int, link: str, words: frozenset[str] | None = None) -> bool:
        """Return whether the hand-written table lets a reader see it now; words: by one of these."""
        row = self._key()
        if row is None:
            return True  # it never reached the database
        today = datetime.now(ZoneInfo("Europe/Copenhagen")).date()
        return may_see(db.bind, reader, link, today, self.table, self.column, row, words)  # type: ignore[arg-type]

    def owner(self) -> int | None:
        """Return whom it is about, if anybody."""
        row = self._key()
        return owner_of(db.bind, self.table, row) if row else None  # type: ignore[arg-type]

    def _key(self) -> dict[str, object] | None:
        mapper, keys = inspect(type(self.row)), inspect(self.row).identity
        if keys is None:
            return None
        names = [column.name for column in mapper.primary_key]
        return {name: key.name if isinstance(key, Enum) else key for name, key in zip(names, keys, strict=True)}


class Aviary:
    """The tokens of one test, and how many answers were looked through in the whole run."""

    def __init__(self) -> None:
        self.is_open = False  # whether rows are marked now
        self.is_looking = False  # whether a statement is ours and not the product's
        self.tokens: dict[int, Canary] = {}
        self.answers = 0
        self.met = 0
        self.shown: list[tuple[int, str, Canary]] = []  # to whom, by which link, what, since somebody last emptied it
        self._numbers = count(1)

    @contextmanager
    def opened(self, *, when: bool = True) -> Iterator[None]:
        """Mark the rows made inside."""
        self.tokens.clear()
        self.shown.clear()
        self.is_open = when
        try:
            yield
        finally:
            self.is_open = False

    def mark(self, row: Model, column: Column[Any]) -> None:
        """Put a token behind a row's words, where there are any and there is room; a copy gets one of its own."""
        number = next(self._numbers)
        token = f" Kx{number}x.{column.table.name}.{column.name}"
        words = getattr(row, column.key)
        if isinstance(words, dict):
            marked: Any = {
                name: f"{OLD.sub('', said)}{token}" if isinstance(said, str) and said else said
                for name, said in words.items()
            }
        else:
            marked = f"{OLD.sub('', words)}{token}" if words else words
        longest = getattr(column.type, "length", None)
        if words and (longest is None or len(marked) <= longest):
            setattr(row, column.key, marked)
            self.tokens[number] = Canary(row, column.name)

    def leaks(self, text: str, reader: int, link: str) -> list[str]:
        """Return the tokens in a text that a reader may not see, each with its place."""
        numbers = {int(number) for number in TOKEN.findall(text)}
        self.met += len(numbers)
        self.is_looking = True
        try:
            found = [self.tokens[number] for number in sorted(numbers & self.tokens.keys())]
            self.shown += [(reader, link, one) for one in found]
            return [
                f"{one.table}.{one.column} of {inspect(one.row).identity}"
                for one in found
                if not one.seen_by(reader, link)
            ]
        finally:
            self.is_looking = False

    def seen_of_others(self) -> set[tuple[int, int, str]]:
        """Return who was shown which table's words about whom, as one who opens them and not one they are for.

        What was shown is then forgotten.
        """
        self.is_looking = True
        try:
            met = [(reader, one) for reader, link, one in self.shown if not one.seen_by(reader, link, PARTY)]
            return {(reader, owner, one.table) for reader, one in met if (owner := one.owner()) not in (None, reader)}
        finally:
            self.is_looking = False
            self.shown.clear()


AVIARY = Aviary()


def init() -> None:
    """Mark rows whenever the aviary is open; look through every answer of every app, every mail, command and log."""
    event.listen(Session, "before_flush", _mark_new)
    request_finished.connect(_look_through)
    logging.getLogger().addHandler(_Listening())
    _overhear(smtplib.SMTP, "send_message", lambda sent, _: str(sent[1]))
    _overhear(FlaskCliRunner, "invoke", lambda _, answer: answer.output)


def no_token_in_the_trail(_: object, __: object, statement: str, parameters: object, *___: object) -> None:
    """Fail where words somebody wrote are put into the trail, a message, a mail or a counter."""
    if AVIARY.tokens and CONTENTLESS.match(statement):
        try:
            refuse_tokens(str(parameters), statement[:40])
        except pytest.fail.Exception as leak:  # which would leave the connection without its transaction
            raise AssertionError(str(leak)) from leak


def refuse_tokens(text: str, what: str) -> None:
    """Fail where a text that is nobody's to read holds any token."""
    if AVIARY.is_open and TOKEN.search(text):
        pytest.fail(f"{what} holds what somebody wrote: {text[:300]}", pytrace=False)


class _Listening(logging.Handler):
    """A handler of the log that writes nothing, and fails where it is told what people wrote."""

    def emit(self, record: logging.LogRecord) -> None:
        refuse_tokens(self.format(record), f"the log of {record.name}")


def _overhear(kind: type, name: str, told: Callable[[Any, Any], str]) -> None:
    """Let a method also have looked through what it was given, or gave back."""
    original = getattr(kind, name)

    @wraps(original)
    def overheard(*sent: Any, **more: Any) -> Any:
        answer = original(*sent, **more)
        refuse_tokens(told(sent, answer), f"{kind.__name__}.{name}")
        return answer

    setattr(kind, name, overheard)


def _mark_new(session: Session, *_: object) -> None:
    for row in session.new:
        _mark_row(row)


def _mark_row(row: Model) -> None:
    """Mark what a test makes; of what a request makes only copies of marked words, so that they are told apart."""
    if AVIARY.is_open:
        for column in row.__table__.columns:
            if (row.__tablename__, column.name) in who_sees() and (
                not has_request_context() or TOKEN.search(str(getattr(row, column.key)))
            ):
                AVIARY.mark(row, column)


def _look_through(app: Flask, response: Response, **_: object) -> None:
    if not AVIARY.is_open or response.status_code == 304:
        return
    AVIARY.answers += 1
    text = f"{response.headers}\n{'' if response.is_streamed and response.direct_passthrough else words_of(response)}"
    if "Kx" not in text or POLICY != AS_IT_IS:
        return
    actor = g.get("actor")
    reader = NOBODY if actor is None or actor.person_id is None else actor.person_id
    leaks = AVIARY.leaks(text, reader, session.get("outside", ""))
    if leaks:
        pytest.fail(f"{request.method} {request.path} shows person {reader}\n  " + "\n  ".join(leaks), pytrace=False)


def words_of(response: Response) -> str:
    """Return all words of an answer, also those packed into a workbook, an archive or a paper."""
    data = response.get_data()
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    if data.startswith(b"%PDF"):
        from pypdf import PdfReader  # only where there is a paper: it takes a while to come

        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return data.decode(errors="replace")
