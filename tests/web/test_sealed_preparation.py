"""What is prepared and not shared exists for its writer alone: nothing anybody else fetches differs by a byte."""

from datetime import UTC, datetime

import pytest
import time_machine
from flask import current_app

from competence.conversations.guides.rules.editions import Kind
from competence.conversations.preparing.models import PreparedAnswer
from competence.db import db
from tests.make import NOW, make_conversation, make_guide
from tests.web.test_sealed import last_event, told, written

UNTOLD = "Hemmelig forberedelse"


@pytest.fixture(autouse=True)
def _at_one_moment():
    with time_machine.travel(datetime(2026, 12, 1, 9, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def talk(cast):
    talk = make_conversation(cast.astrid, cast.bo)
    talk.guide_version = make_guide(Kind.MUS)
    db.session.flush()
    return talk


def prepare(talk, author, numbers, *, shared=False):
    for number in numbers:
        db.session.add(
            PreparedAnswer(
                conversation=talk, author=author, question=talk.guide_version.questions[number - 1], saved_at=NOW,
                text=UNTOLD * number, shared_at=NOW if shared else None, seat_id=talk.leader_id if shared else None,
            )
        )  # fmt: skip
    db.session.flush()


def addresses(plain, talk):
    """The plain pages, and every page of this talk."""
    rules = [str(rule) for rule in current_app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    about = [rule.replace("<pid>", talk.pid) for rule in rules if rule.startswith("/conversations/<pid>")]
    return [*plain, *(address for address in about if "<" not in address)]


def attempts(talk):
    """What a reader may try to do to the other one's words."""
    answers, question = f"/conversations/{talk.pid}/preparation/answers", talk.guide_version.questions[2].id
    return [(answers, {"share": question}), (answers, {"take_back": question}), (answers, {"share": "all"})]


def seen_by(client, plain, talk):
    found = [client.get(address) for address in addresses(plain, talk)]
    found += [client.post(address, data=data) for address, data in attempts(talk)]
    return {f"{one.request.method} {one.request.path} {number}": told(one) for number, one in enumerate(found)}


def compare(plain, client_as, talk, author, readers, numbers=((1,), (1, 3, 4)), *, shared=False):
    """Fetch everything with little prepared and with much, and find no difference."""
    clients = {reader.name: client_as(reader) for reader in readers}
    for client in clients.values():
        seen_by(client, plain, talk)  # what is noted once a day is noted now
    pictures = []
    for chosen in ((), *numbers):
        db.session.query(PreparedAnswer).delete()
        db.session.expire_all()
        newest = last_event()
        prepare(talk, author, chosen, shared=shared)
        pictures.append(({name: seen_by(client, plain, talk) for name, client in clients.items()}, written(newest)))
    first, rows = pictures[0]
    for seen, rows_now in pictures[1:]:
        for name in clients:
            for address, answer in first[name].items():
                assert seen[name][address] == answer, f"{name} at {address}"
                assert UNTOLD not in answer[-1]
        assert rows_now == rows


def test_nobody_can_tell_what_astrid_has_prepared(plain_pages, cast, client_as, talk):
    compare(plain_pages, client_as, talk, cast.astrid, [cast.bo, cast.dorte, cast.asger, cast.carla, cast.freja])


def test_nobody_can_tell_what_bo_has_prepared(plain_pages, cast, client_as, talk):
    compare(plain_pages, client_as, talk, cast.bo, [cast.astrid, cast.dorte, cast.carla], ((2,), (2, 3, 4)))


def test_what_was_shared_with_gerda_does_not_exist_for_bo(plain_pages, cast, client_as, talk):
    """Gerda led Astrid before Bo; her seat was taken over, and nothing came along."""
    talk.leader_id = cast.gerda.id
    prepare(talk, cast.astrid, (1,), shared=True)
    with_gerda = [answer.seat_id for answer in db.session.query(PreparedAnswer)]
    assert with_gerda == [cast.gerda.id]
    talk.leader_id = cast.bo.id
    bo = client_as(cast.bo)
    before = seen_by(bo, plain_pages, talk)
    db.session.query(PreparedAnswer).delete()
    assert seen_by(bo, plain_pages, talk) == before


@pytest.mark.plain
def test_the_comparison_sees_a_difference(plain_pages, cast, client_as, talk, monkeypatch):
    """The same comparison must fail where a page reads everybody's words."""
    from competence.conversations.preparing import queries

    everybody = lambda conversation, _: {a.question_id: a for a in db.session.query(PreparedAnswer)}  # noqa: E731
    monkeypatch.setattr(queries, "own", everybody)
    with pytest.raises(AssertionError):
        compare(plain_pages, client_as, talk, cast.astrid, [cast.bo], ((3,), (3, 4)))
