"""What people write in confidence lies sealed in the database: a copy tells nothing, and a box moved opens nowhere."""

import logging

import pytest
from sqlalchemy import MetaData, event, insert, select, text
from sqlalchemy.exc import StatementError

from competence.assessments.models import Answer
from competence.careers.models.dialogue import CaseExhibit, CaseStatement, PanelSeat, Part
from competence.conversations.preparing.models import PreparedAnswer
from competence.db import db
from competence.feedback.models import Feedback
from competence.feedback.upward.queries.results import words_of
from competence.privacy.keystore import unlocking
from competence.privacy.keystore.columns import NotSealed, Unreadable, sealed_of, sealed_tables
from competence.signin.actions import words as rescued
from competence.signin.factors.models import CodeApp
from tests.careers import make_careers, make_case, make_choice, make_evidence
from tests.feedback import make_feedback, make_report
from tests.make import NOW, make_answer, make_guide, make_mirror, make_view
from tests.talks import make_note, make_talk
from tests.upward import make_team, make_topic, say, settle

pytestmark = pytest.mark.plain

# Written by hand: leaders' notes and notes of talks, mirrors, feedback, careers, and what is rescued of any of them.
SEALED = {
    "answer.example", "conversation_note.text", "prepared_answer.text", "feedback.words", "feedback_report.words",
    "feedback_report.why", "loose_answer.words", "step_case.words", "case_exhibit.example", "panel_seat.tie",
    "case_statement.text", "case_statement.tie", "case_statement.next_steps", "evidence.example",
    "career_choice.note", "rescued_words.fields",
    "code_app.seed",
}  # fmt: skip


def everything() -> str:
    """Return all that a copy of the database holds, as text."""
    connection = db.session.connection()
    metadata = MetaData()
    metadata.reflect(connection)
    return "\n".join(
        repr(tuple(row))
        for table in metadata.sorted_tables
        for row in connection.execute(text(f'SELECT * FROM "{table.name}"'))  # noqa: S608  our own tables
    )


@pytest.fixture
def written(cast):
    """One text of each kind, each with a token of its own that the function returns again when asked to read it."""
    edition, talk, version = make_careers(cast), make_talk(cast.astrid, cast.bo), make_guide()
    own = make_view(make_mirror(cast.astrid, cast.version), cast.astrid)
    case = make_case(edition, cast.astrid, "wide2")
    case.words = "Kæcasewords"
    choice = make_choice(edition, cast.astrid, "wide2")
    choice.note = "Kæchoice"
    exhibit = CaseExhibit(case_id=case.id, evidence_pid="0" * 32, competence="c1", example="Kæexhibit")
    seat = PanelSeat(case_id=case.id, person_id=cast.ellen.id, turn=1, asked_at=NOW, tie="Kæseattie")
    said = CaseStatement(
        case_id=case.id, part=Part.LEADER, author_id=cast.bo.id, turn=1, text="Kæstatement", tie="Kætie",
        next_steps="Kænext", said_at=NOW,
    )  # fmt: skip
    prepared = PreparedAnswer(
        conversation_id=talk.conversation.id, author_id=cast.bo.id, question_id=version.questions[0].id,
        text="Kæprepared", saved_at=NOW,
    )  # fmt: skip
    app = CodeApp(person_id=cast.bo.id, name="Telefon", seed="KæSEED", added_at=NOW)
    db.session.add_all([exhibit, seat, said, prepared, app])
    piece = make_feedback(cast.astrid, cast.asger, words={"worked": "Kæfeedback"})
    found = {
        "Kæexample": (make_answer(own, cast.version.competences[0], example="Kæexample"), "example"),
        "Kænote": (make_note(talk, cast.bo, "Kænote"), "text"),
        "Kæevidence": (make_evidence(edition, cast.astrid, example="Kæevidence"), "example"),
        "Kæwhy": (make_report(piece, "Kæwhy"), "why"),
        "Kæchoice": (choice, "note"),
        "Kæcasewords": (case, "words"), "Kæexhibit": (exhibit, "example"), "Kæseattie": (seat, "tie"),
        "Kæstatement": (said, "text"), "Kætie": (said, "tie"), "Kænext": (said, "next_steps"),
        "Kæprepared": (prepared, "text"), "KæSEED": (app, "seed"), "Kæfeedback": (piece, "words"),
    }  # fmt: skip
    rescued.rescue(cast.astrid.id, "/x", {"example": "Kærescued"})
    db.session.commit()
    return found


def test_what_is_sealed_is_what_was_promised():
    assert {
        f"{table.__tablename__}.{sealed.name}" for table in sealed_tables() for sealed in sealed_of(table)
    } == SEALED


def test_a_copy_of_the_database_tells_nothing_of_what_was_written(written):
    copy = everything()
    assert "Kæ" not in copy
    assert copy.count("v1|A256GCM|") == len(written) + 2  # the report's copy of the words, and the rescued ones


def test_those_it_is_for_read_what_was_written(written):
    for token, (row, name) in written.items():
        db.session.expire(row)
        assert token in str(getattr(row, name))
    assert rescued.hand_back(written["Kæevidence"][0].person_id, "/x")["fields"] == {"example": "Kærescued"}


def test_answers_in_words_about_a_leader_lie_sealed_when_their_round_is_closed(cast):
    team = make_team(cast.bo, cast.tarup, 10)
    topic = make_topic(cast.bo, *team)
    for person in team:
        say(topic, person, {"up.01": 3}, {"up.w1": f"Kæ{person.id}"})
    settle(topic)
    assert "Kæ" not in everything()
    assert sorted(words_of(topic)["up.w1"]) == sorted(f"Kæ{person.id}" for person in team)


def raw(row, column):
    """Return a box as it lies in the database."""
    return db.session.connection().scalar(
        text(f'SELECT {column} FROM "{row.__tablename__}" WHERE id = :id'),  # noqa: S608
        {"id": row.id},
    )


def put(row, column, box):
    """Write into the database past the product, and forget what was read."""
    db.session.connection().execute(
        text(f'UPDATE "{row.__tablename__}" SET {column} = :box WHERE id = :id'),  # noqa: S608
        {"box": box, "id": row.id},
    )
    db.session.expire_all()


def own_second_answer(written, cast):
    view = make_view(make_mirror(cast.astrid, cast.version), cast.astrid)
    return *written["Kæexample"], make_answer(view, cast.version.competences[1], example="Kæsecond"), "example"


def own_other_column(written, cast):
    said = written["Kæstatement"][0]
    return said, "text", said, "next_steps"


def same_column_of_somebody_else(written, cast):
    return *written["Kæfeedback"], make_feedback(cast.asger, cast.ellen, words={"worked": "Kæasger"}), "words"


@pytest.mark.parametrize("swap", [own_second_answer, own_other_column, same_column_of_somebody_else])
def test_boxes_that_change_places_open_nowhere(swap, written, cast, caplog):
    mine, name, other, column = swap(written, cast)
    one, two = raw(mine, name), raw(other, column)
    put(mine, name, two)
    put(other, column, one)
    with caplog.at_level(logging.ERROR):
        for row, attribute in ((mine, name), (other, column)):
            with pytest.raises(Unreadable):
                getattr(row, attribute)
    assert f"{mine.__tablename__}.{name} of row {mine.id}" in caplog.text
    assert "Kæ" not in caplog.text


def test_a_row_moved_to_another_person_with_all_it_holds_is_noticed(written, cast):
    piece = written["Kæfeedback"][0]
    put(piece, "receiver_id", cast.ellen.id)
    with pytest.raises(Unreadable):
        piece.words["worked"]


def test_a_text_written_past_the_product_is_not_shown_as_somebodys_words(written):
    note = written["Kænote"][0]
    put(note, "text", "Astrid er uegnet.")
    with pytest.raises(Unreadable):
        str(note.text)


def test_nothing_unsealed_can_be_written_to_a_sealed_column_by_any_statement(written):
    with pytest.raises((NotSealed, StatementError), match="takes boxes"):
        db.session.execute(insert(Answer).values(_example="Kæplain"))
    note = written["Kænote"][0]
    note._text = "Kæplain"
    with pytest.raises((NotSealed, StatementError), match="takes boxes"):
        db.session.flush()


def test_an_unchanged_text_is_not_written_again(written):
    answer = written["Kæexample"][0]
    box, version = raw(answer, "example"), answer.version
    answer.example = "Kæexample"
    db.session.commit()
    assert (raw(answer, "example"), answer.version) == (box, version)
    answer.example = "Kæother"
    db.session.commit()
    assert answer.version == version + 1


def test_a_page_asks_the_keystore_once_however_many_rows_of_however_many_people_it_shows(cast):
    for person in (cast.astrid, cast.asger, cast.ellen, cast.gerda, cast.bo):
        for number in range(4):
            make_feedback(person, cast.emil, words={"worked": f"Tak {number}"})
    db.session.commit()
    unlocking.forget()
    db.session.expire_all()
    asked = []
    event.listen(unlocking.keystore().engine, "begin", lambda connection: asked.append(1))
    read = [piece.words["worked"] for piece in db.session.scalars(select(Feedback))]
    assert sorted(read) == sorted(f"Tak {number}" for number in range(4) for _ in range(5))
    assert len(asked) == 1


def test_the_owner_of_a_row_comes_along_with_it(written, statements):
    number = written["Kæexample"][0].id
    db.session.expunge_all()
    with statements() as seen:
        assert db.session.get(Answer, number).example == "Kæexample"
    assert len(seen.selects) == 1


def test_when_her_keys_are_destroyed_nobody_reads_her_texts_and_everybody_reads_the_others(written, cast):
    other = make_feedback(cast.asger, cast.astrid, words={"worked": "Kækept"})
    mine, theirs = written["Kæexample"][0].id, other.id
    assert unlocking.forget_people([cast.astrid.id]) >= 3
    db.session.commit()
    db.session.expunge_all()
    answer = db.session.get(Answer, mine)
    with pytest.raises(Unreadable):
        str(answer.example)
    assert db.session.get(Feedback, theirs).words == {"worked": "Kækept"}
