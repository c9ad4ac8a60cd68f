"""The store of anonymous answers from within: what is written into it, and what stays of it."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from itertools import islice, product
from types import SimpleNamespace

import pytest
from sqlalchemy import text, update

from competence.db import db
from competence.feedback.sealed import keys
from competence.feedback.sealed.actions import closing, wiping, writing
from competence.feedback.sealed.models import LooseAnswer, Round, RoundFigure, SealedSheet, Topic
from competence.feedback.sealed.queries import sheets
from competence.feedback.sealed.rules.rounds import NotOpen, Outcome, Stage
from competence.feedback.sealed.rules.sheets import Sheet
from competence.privacy.anonymity.figures import End
from competence.privacy.anonymity.limits import Rules
from competence.privacy.models import AuditEvent
from competence.web.clock import today
from tests.upward import make_round, make_team, make_topic, say, sheet_of

SAID = Sheet({"up.01": 4}, {"up.keep": "Ro"})
TARUP = "house;staff;tarup"  # those who work in the house and the staff are too few by themselves
PULSE = ("pulse.clear", "pulse.help")
DAY = timedelta(days=1)


@pytest.fixture
def sent(monkeypatch):
    """What the session is given to execute with rows, in its order."""
    seen, execute = [], db.session.execute

    def note(statement, params=None, **more):
        if isinstance(params, list):
            seen.append(params)
        return execute(statement, params, **more)

    monkeypatch.setattr(db.session, "execute", note)
    return seen


def lying(column="box", table="sealed_sheet"):
    """Return a column as it lies in the database now, by the rows' ids."""
    found = db.session.connection().execute(text(f"SELECT id, {column} FROM {table}"))  # noqa: S608
    return {number: value if isinstance(value, str) else bytes(value) for number, value in found}


def past_the_session(statement):
    """Change the database as another process does: the session knows nothing of it."""
    db.session.connection().execute(statement)


def opened() -> Round:
    """Make an open round without any sheet."""
    round_ = make_round()
    round_.stage, round_.opened_on = Stage.OPEN, today()
    db.session.flush()
    return round_


# Handing out and writing.


@pytest.mark.parametrize(("number", "pools"), [(19, 1), (39, 1), (40, 2)])
def test_everybody_has_a_sheet_in_a_pool_of_at_least_twenty_written_in_the_order_of_ids_drawn_by_lot(
    cast, sent, number, pools
):
    ids = [person.id for person in (cast.astrid, cast.asger, cast.bo, cast.carla, cast.dorte, cast.emil, cast.ellen)]
    asked = {pair: Sheet({"up.01": place}) for place, pair in enumerate(islice(product(ids, [None, *ids]), number))}
    round_ = opened()
    writing.hand_out(round_, asked)
    found = sheets.sheets_of(round_)
    assert {(one.rater_id, one.leader_id): writing.read(one) for one in found} == asked
    assert {one.pool for one in found} == set(range(pools))
    assert [row["id"] for row in sent[-1]] == [one.id for one in found]
    assert [one.id for one in found] == sorted(one.id for one in found)


def test_where_nobody_is_asked_there_is_a_key_and_no_sheet(cast):
    round_ = opened()
    writing.hand_out(round_, {})
    assert sheets.sheets_of(round_) == []
    assert len(keys.find(round_.pid)) == 32
    assert writing.is_lost(round_) is False


def test_whoever_writes_changes_every_box_of_the_pool_at_once_and_no_other(cast, topic):
    other = make_topic(cast.emil, cast.ellen)
    hers, his = sheet_of(topic, cast.astrid), sheet_of(topic, cast.asger)
    before = lying()
    with db.session.no_autoflush:
        writing.write(hers, SAID)
        after = lying()
    assert {number for number in before if before[number] != after[number]} == {hers.id, his.id}
    assert (writing.read(hers), writing.read(his)) == (SAID, Sheet())
    apart = sheet_of(other, cast.ellen)
    his.pool += 1
    db.session.flush()
    writing.write(his, Sheet({"up.01": 2}))
    assert (lying()[hers.id], lying()[apart.id]) == (after[hers.id], before[apart.id])
    assert writing.read(his) == Sheet({"up.01": 2})


def test_nothing_is_written_once_the_round_is_closed_or_the_sheet_is_gone(cast, topic):
    hers = sheet_of(topic, cast.astrid)
    topic.round.stage = Stage.CLOSED
    with pytest.raises(NotOpen):
        writing.write(hers, SAID)
    topic.round.stage = Stage.OPEN
    db.session.flush()
    past_the_session(text("DELETE FROM sealed_sheet"))
    with pytest.raises(NotOpen):
        writing.write(hers, SAID)


def test_a_round_is_lost_when_its_key_is_gone_or_is_another(cast, topic):
    assert writing.is_lost(topic.round) is False
    keys.make(topic.round.pid)
    assert writing.is_lost(topic.round) is True
    keys.destroy(topic.round.pid)
    assert writing.is_lost(topic.round) is True


def test_every_open_round_can_be_lost_and_begins_anew_with_empty_sheets_under_another_key(cast, topic):
    other, draft = make_topic(cast.emil, cast.ellen), make_round()
    say(topic, cast.astrid, SAID.steps)
    with db.session.no_autoflush:
        before, first = lying(), keys.find(topic.round.pid)
        told = writing.lose_everything()
        lost = lying()
        assert told == "2 open rounds of anonymous feedback begin anew: everybody in them is asked again."
        assert [writing.is_lost(one) for one in (topic.round, other.round)] == [True, True]
        assert draft.stage is Stage.DRAFT
        assert {number: len(box) for number, box in lost.items()} == {n: len(box) for n, box in before.items()}
        assert set(before.values()) & set(lost.values()) == set()
        writing.start_over(topic.round)
        again = lying()
    assert {number for number in lost if lost[number] != again[number]} == {
        one.id for one in sheets.sheets_of(topic.round)
    }
    assert keys.find(topic.round.pid) != first
    assert writing.read(sheet_of(topic, cast.astrid)) == Sheet()


# Closing.


@pytest.fixture
def two_houses(cast):
    """A round in which eleven led by Bo answered about him and four of thirteen about Emil, and all about the climate.

    Of the climate the sheet that is opened first says less than the others; Didrik, who works nowhere here, says much.
    """
    bos, emils = make_team(cast.bo, cast.tarup, 11), make_team(cast.emil, cast.vollsmose, 13)
    round_, words = opened(), [f"Kæ{number}" for number in range(11)]
    asked = (cast.bo, Outcome.ASKED), (cast.emil, Outcome.ASKED), (cast.dorte, Outcome.TOO_SMALL)
    topics = [Topic(round=round_, leader=leader, outcome=outcome) for leader, outcome in asked]
    db.session.add_all(topics)
    about_bo = {
        (one.id, cast.bo.id): Sheet(
            {"up.01": 2 if number < 5 else 4, "up.02": 0} | ({"up.03": 1} if number < 4 else {}),
            {"up.keep": words[number]},
        )
        for number, one in enumerate(bos)
    }
    about_emil = {
        (one.id, cast.emil.id): Sheet({"up.01": 5}, {"up.keep": "Kæfew"}) if number < 4 else Sheet()
        for number, one in enumerate(emils)
    }
    climate = {
        (one.id, None): Sheet(dict.fromkeys(PULSE, step))
        for people, step in ((bos, 4), (emils, 2), ([cast.didrik], 5)) for one in people
    }  # fmt: skip
    writing.hand_out(round_, about_bo | about_emil | climate)
    first = next(one for one in sheets.sheets_of(round_) if one.leader_id is None and one.rater_id != cast.didrik.id)
    writing.write(first, Sheet({PULSE[1]: 4 if first.rater_id in {one.id for one in bos} else 2}))
    less = TARUP if first.rater_id in {one.id for one in bos} else "vollsmose"
    return SimpleNamespace(round=round_, topics=topics, words=words, less=less)


def test_what_stays_of_a_round_is_answers_of_nobody_and_figures_of_those_counted_together(cast, two_houses, sent):
    elsewhere, round_ = make_topic(cast.dorte, cast.carla), two_houses.round
    sent.clear()
    with db.session.no_autoflush:
        closing.close(round_)
        assert lying("stage", "sealed_round")[round_.id] == "CLOSED"
    assert [(one.outcome, one.people) for one in two_houses.topics] == [
        (Outcome.SHOWN, "10–14"), (Outcome.TOO_FEW, ""), (Outcome.TOO_SMALL, ""),
    ]  # fmt: skip
    left = db.session.query(LooseAnswer).all()
    said = Counter((one.leader_id, one.units, one.question, one.step, one.words) for one in left)
    assert said == Counter(
        {(cast.bo.id, "", "up.01", 2, ""): 5, (cast.bo.id, "", "up.01", 4, ""): 6, (cast.bo.id, "", "up.03", 1, ""): 4}
        | {(cast.bo.id, "", "up.keep", None, words): 1 for words in two_houses.words}
        | {
            (None, unit, question, step, ""): number - ((unit, question) == (two_houses.less, "pulse.clear"))
            for unit, number, step in ((TARUP, 11, 4), ("vollsmose", 13, 2)) for question in PULSE
        }
    )  # fmt: skip
    assert {one.round_id for one in left} == {round_.id}
    assert [row["id"] for row in sent[0]] == sorted(one.id for one in left)
    figures = db.session.query(RoundFigure).order_by(RoundFigure.id).all()
    whole = f"{TARUP};vollsmose"
    assert [(one.leader_id, one.units, one.question, one.people, one.mean, one.end) for one in figures] == [
        (None, whole, "pulse.clear", "15–24", Decimal("2.7"), End.EXACT),
        (None, "vollsmose", "pulse.clear", "10–14", 2, End.EXACT),
        (None, TARUP, "pulse.clear", "10–14", Decimal("3.5"), End.OR_HIGHER),
        (None, whole, "pulse.help", "15–24", Decimal("2.7"), End.EXACT),
        (None, "vollsmose", "pulse.help", "10–14", 2, End.EXACT),
        (None, TARUP, "pulse.help", "10–14", Decimal("3.5"), End.OR_HIGHER),
        (cast.bo.id, "", "up.01", "10–14", Decimal("3.0"), End.EXACT),
    ]
    assert {one.round_id for one in figures} == {round_.id}
    db.session.commit()
    assert [one.rater_id for one in db.session.query(SealedSheet)] == [cast.carla.id]
    assert (elsewhere.round.stage, elsewhere.outcome) == (Stage.OPEN, Outcome.ASKED)
    event = db.session.query(AuditEvent).filter_by(action="upward.close").one()
    assert (event.actor_id, event.thing) == (None, f"round {round_.pid}")
    with pytest.raises(NotOpen):
        closing.close(round_)


def test_every_kind_of_answer_is_shuffled_before_its_ids_are_drawn(two_houses, monkeypatch):
    seen = []
    monkeypatch.setattr(closing, "DICE", SimpleNamespace(shuffle=lambda mixed: seen.append(len(mixed))))
    closing.close(two_houses.round)
    assert (len(seen), sum(seen)) == (7, 15 + 11 + 24 + 23), "steps and words about Bo, and the climate in two houses"


def test_where_nobody_answered_nothing_stays(cast, topic, sent):
    db.session.flush()
    sent.clear()
    closing.close(topic.round)
    assert (topic.outcome, topic.round.stage, sent) == (Outcome.TOO_FEW, Stage.CLOSED, [])
    assert db.session.query(SealedSheet).count() == 0


def test_figures_are_held_to_the_scale_of_the_questions(monkeypatch, app):
    assert closing.rules() == Rules(low=1, high=4)
    monkeypatch.setattr(closing, "steps", lambda: [SimpleNamespace(value=value) for value in (2, 3, 4, 6, 0)])
    assert closing.rules() == Rules(low=2, high=6)


# Wiping and publishing.


@pytest.fixture
def wiped(monkeypatch):
    """The tables whose pages are written anew, each time; and whether a transaction was open."""
    seen = []
    monkeypatch.setattr(wiping, "rewrite_pages", lambda tables: seen.append((tables, db.session.in_transaction())))
    return seen


def test_keys_of_closed_rounds_are_destroyed_then_the_pages_written_anew_outside_a_transaction(cast, topic, wiped):
    open_still = make_topic(cast.emil, cast.ellen).round.pid
    pid = topic.round.pid
    topic.round.stage = Stage.CLOSED
    db.session.commit()
    assert wiping.wipe() == [pid]
    assert wiped == [(["sealed_sheet", "loose_answer", "round_figure"], False)]
    with pytest.raises(keys.KeyLost):
        keys.find(pid)
    assert keys.find(open_still)


def test_where_no_round_is_closed_no_page_is_written_anew(topic, wiped):
    db.session.commit()
    assert (wiping.wipe(), wiped) == ([], [])


def test_what_was_wiped_is_published_and_nothing_else(cast, topic):
    other = make_topic(cast.emil, cast.ellen).round
    topic.round.stage = other.stage = Stage.CLOSED
    db.session.flush()
    past_the_session(update(Round.__table__).values(version=Round.version + 1))
    with db.session.no_autoflush:
        assert wiping.publish([topic.round.pid], today()) == [topic.round]
        assert lying("stage", "sealed_round")[topic.round_id] == "PUBLISHED"
    assert (topic.round.stage, topic.round.published_on) == (Stage.PUBLISHED, today())
    assert (other.stage, other.published_on) == (Stage.CLOSED, None)
