"""A small database with sealed columns, for tests of what seals them: people, talks, meetings, and what is said."""

from contextlib import contextmanager
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import StaticPool

from competence.privacy.keystore import unlocking
from competence.privacy.keystore.boxes import Box, Place
from competence.privacy.keystore.columns import Sealed, SealedJson, SealedText, Sealing

ASTRID, BO, CARLA = 1, 2, 3


class Base(DeclarativeBase):
    """Tables of these tests alone."""


class Person(Base):
    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)


class Talk(Base):
    __tablename__ = "talk"
    id: Mapped[int] = mapped_column(primary_key=True)
    about_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    led_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))


class Part(Base):
    __tablename__ = "part"
    id: Mapped[int] = mapped_column(primary_key=True)
    talk_id: Mapped[int] = mapped_column(sa.ForeignKey("talk.id"))


class Note(Base):
    """A note of a part of a talk: its key is that of whom the talk is about, or else of who leads it, or wrote it."""

    __tablename__ = "note"
    __sealed__ = Sealing("talk", ("part_id.talk_id.about_id", "part_id.talk_id.led_id", "by_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    part_id: Mapped[int | None] = mapped_column(sa.ForeignKey("part.id"))
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    _text: Mapped[str | None] = mapped_column("text", SealedText)
    text = Sealed[str]()
    _fields: Mapped[str | None] = mapped_column("fields", SealedText)
    fields = SealedJson[dict[str, str]]()


class Answer(Base):
    """An answer in a talk; its key is that of whom it is declared to be about."""

    __tablename__ = "answer"
    __privacy__ = SimpleNamespace(about="talk_id.about_id")
    __sealed__ = Sealing("mirror")
    id: Mapped[int] = mapped_column(primary_key=True)
    talk_id: Mapped[int | None] = mapped_column(sa.ForeignKey("talk.id"))
    _text: Mapped[str | None] = mapped_column("text", SealedText)
    text = Sealed[str]()


class Meeting(Base):
    __tablename__ = "meeting"
    id: Mapped[int] = mapped_column(primary_key=True)
    about_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))


class Remark(Base):
    """A remark at a meeting, about whoever the meeting is about."""

    __tablename__ = "remark"
    __sealed__ = Sealing("mirror", ("meeting_id.about_id",))
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(sa.ForeignKey("meeting.id"))
    _text: Mapped[str | None] = mapped_column("text", SealedText)
    text = Sealed[str]()


@pytest.fixture
def engine(tmp_path):
    """A database with three people, a meeting, and three talks of one part each: about Astrid, led by Bo, of nobody.

    In the context of a product that knows its keystore and nothing else.
    """
    app = Flask(__name__)
    keystore = f"sqlite:///{tmp_path / 'keystore.sqlite'}"
    app.config.update(KEYSTORE_URL=keystore, KEK_FILE="", PRODUCTION=False, KEY_FOLDER=tmp_path / "keys")
    unlocking.init_app(app)
    engine = sa.create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(engine)
    with app.app_context(), Session(engine) as session:
        session.add_all([*(Person(id=number) for number in (ASTRID, BO, CARLA)), Talk(about_id=ASTRID, led_id=BO)])
        session.add_all([Talk(led_id=BO), Talk(), Meeting(about_id=CARLA)])
        session.flush()
        session.add_all([Part(talk_id=3), Part(talk_id=1), Part(talk_id=2)])
        session.commit()
        yield engine


OF_NOBODY, ABOUT_ASTRID, LED_BY_BO = 1, 2, 3  # parts


@pytest.fixture
def session(engine):
    """A session on it."""
    with Session(engine) as one:
        yield one


@contextmanager
def asked(engine):
    """Collect what the database is asked inside: for each question the tables, in its order."""
    seen = []

    def note(_, __, statement, *___):
        if statement.startswith("SELECT"):
            seen.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    yield seen
    sa.event.remove(engine, "before_cursor_execute", note)


def raw(engine, table=Note):
    """Return the rows of a table as they lie in the database."""
    with engine.connect() as connection:
        found = connection.execute(sa.text(f"SELECT * FROM {table.__tablename__} ORDER BY id"))  # noqa: S608
        return [row._mapping for row in found]


def written(session, *rows):
    session.add_all(rows)
    session.commit()
    return rows


def opens(engine, column="text", person=ASTRID, table=Note, number=1):
    """Return what a row's box holds, as it lies in the database, with the key of a person."""
    box = next(row[column] for row in raw(engine, table) if row["id"] == number)
    place = Place(table.__tablename__, column, number, person)
    return unlocking.open_with_key(table.__sealed__.data_class, place, Box(box))
