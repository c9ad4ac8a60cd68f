"""The migration that seals what is written loses no word, forth and back, and leaves nothing half done."""

import json

import pytest
from sqlalchemy import select, text

from competence.assessments.models import Answer
from competence.careers.models.dialogue import CaseStatement, Part
from competence.conversations.models import Note
from competence.db import db
from competence.feedback.models import Feedback, FeedbackReport
from competence.privacy.keystore import migrating
from competence.signin.factors.models import CodeApp
from competence.signin.models import RescuedWords
from tests.careers import make_careers, make_case, make_choice, make_evidence
from tests.cast import make_cast
from tests.databases import database_on
from tests.feedback import make_feedback, make_report
from tests.make import NOW, make_answer, make_mirror, make_team_talk, make_view
from tests.talks import Talk, make_note, make_talk

COLUMNS = (
    "answer.example", "conversation_note.text", "feedback.words", "feedback_report.words", "feedback_report.why",
    "step_case.words", "case_statement.text", "case_statement.tie", "evidence.example", "career_choice.note",
    "rescued_words.fields", "code_app.seed",
)  # fmt: skip


@pytest.fixture
def house(fresh_app, database_url):
    """A product of its own, filled with something of each kind."""
    if database_url.startswith("sqlite"):
        yield from filled(fresh_app())
    else:
        with database_on(database_url) as url:
            yield from filled(fresh_app(DATABASE_URL=url))


def filled(app):
    with app.app_context():
        app.extensions["alembic"].upgrade()
        cast = make_cast()
        view = make_view(make_mirror(cast.astrid, cast.version), cast.astrid)
        for number, words in enumerate(("Kæone", "", "Kæ|two|v1|æøå 😀\n")):
            make_answer(view, cast.version.competences[number], example=words)
        make_note(make_talk(cast.astrid, cast.bo), cast.bo, "Kænote")
        make_note(Talk(make_team_talk(cast.bo, cast.astrid, cast.asger)), cast.asger, "Kæteam")
        make_report(make_feedback(cast.astrid, cast.asger, words={"worked": "Kææ", "ideas": ""}), "Kæwhy")
        make_feedback(cast.astrid, cast.ellen, words={})
        edition = make_careers(cast)
        case = make_case(edition, cast.astrid, "wide2")
        db.session.add(
            CaseStatement(
                case_id=case.id, part=Part.LEADER, author_id=cast.bo.id, turn=1, text="Kæsaid", tie="Kætie", said_at=NOW
            )
        )
        make_choice(edition, cast.astrid, "wide2")
        make_evidence(edition, cast.astrid, example="Kæevidence")
        db.session.add(RescuedWords(person_id=cast.bo.id, rescued_at=NOW, path="/x", fields={"a": ["Kæfield", "b"]}))
        db.session.add(CodeApp(person_id=cast.bo.id, name="Telefon", seed="KæSEED", added_at=NOW))
        db.session.commit()
        yield app
        db.session.close()
        db.engine.dispose()
        app.extensions["keystore"].engine.dispose()


def raw():
    """Return what the columns hold, as text or as the JSON they were."""
    db.session.rollback()
    held = {}
    for place in COLUMNS:
        table, column = place.split(".")
        found = db.session.connection().execute(text(f"SELECT CAST({column} AS TEXT) FROM {table} ORDER BY id"))  # noqa: S608
        held[place] = list(found.scalars())
    db.session.rollback()
    return held


def read():
    """Return what people read."""
    db.session.expire_all()
    return {
        "answers": [one.example for one in db.session.scalars(select(Answer).order_by(Answer.id))],
        "notes": [one.text for one in db.session.scalars(select(Note).order_by(Note.id))],
        "feedback": [one.words for one in db.session.scalars(select(Feedback).order_by(Feedback.id))],
        "reports": [(one.words, one.why) for one in db.session.scalars(select(FeedbackReport))],
        "said": [(one.text, one.tie, one.next_steps) for one in db.session.scalars(select(CaseStatement))],
        "seeds": [one.seed for one in db.session.scalars(select(CodeApp))],
        "rescued": [one.fields for one in db.session.scalars(select(RescuedWords))],
    }


def move(app, target=None):
    """Go back to a revision, or forth to the newest."""
    db.session.close()
    db.engine.dispose()
    alembic = app.extensions["alembic"]
    alembic.downgrade(target) if target else alembic.upgrade()


def revision_before(app):
    """Return the revision under the one that seals."""
    script = app.extensions["alembic"].script_directory
    return next(one.down_revision for one in script.walk_revisions() if one.path.endswith("_sealed_texts.py"))


def test_back_and_forth_every_word_stays_and_lies_open_only_before(house):
    said = read()
    before = revision_before(house)
    move(house, before)
    opened = raw()
    assert opened["answer.example"] == ["Kæone", "", "Kæ|two|v1|æøå 😀\n"]
    assert [json.loads(words) for words in opened["feedback.words"]] == [{"worked": "Kææ", "ideas": ""}, {}]
    assert opened["conversation_note.text"] == ["Kænote", "Kæteam"]
    assert json.loads(opened["rescued_words.fields"][0]) == {"a": ["Kæfield", "b"]}
    move(house)
    assert read() == said
    assert "Kæ" not in str(raw())
    assert house.extensions["alembic"].compare_metadata() == []


def test_a_migration_cut_short_leaves_everything_as_it_was_and_is_done_again(house, monkeypatch):
    said = read()
    before = revision_before(house)
    move(house, before)
    opened, real, calls = raw(), migrating.seal_for, []

    def cut_short(*words):
        calls.append(words)
        if len(calls) > 6:
            raise KeyboardInterrupt
        return real(*words)

    monkeypatch.setattr(migrating, "seal_for", cut_short)
    with pytest.raises(KeyboardInterrupt):
        move(house)
    assert raw() == opened
    monkeypatch.setattr(migrating, "seal_for", real)
    move(house)
    assert read() == said
