"""Sealed is sealed: nothing anybody else can fetch differs by what stands in a side that is not open to them."""

import re
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from sqlalchemy import func

from competence.assessments.models import Answer, Mark, Wish
from competence.db import db
from competence.notifications.models import Notification, OutgoingMail
from competence.privacy.models import AuditEvent
from tests.acting import named, open_round
from tests.make import NOW, make_answer, make_mirror, make_share, make_view

NONCE = re.compile(r"nonce[-=]\"?[\w-]+")
TOKEN = re.compile(r'name="(?:csrf_token|idempotency_key)" value="[^"]+"')
# Where a row stands, which tells when it came and not what it says.
PLACES = frozenset({"_sa_instance_state", "id", "seq", "hash"})
UNTOLD = ("Hemmelige ord", "Andre hemmelige ord")


@pytest.fixture(autouse=True)
def _at_one_moment():
    with time_machine.travel(datetime(2026, 12, 20, 9, 0, tzinfo=UTC), tick=False):  # after the round's last day
        yield


@pytest.fixture
def mirror(cast):
    """A mirror with a side each, to which `content` is given."""
    mirror = make_mirror(cast.astrid, cast.version, open_round(cast))
    for author in (cast.astrid, cast.bo):
        make_view(mirror, author)
    return mirror


def little(cast, view):
    """One low answer."""
    make_answer(view, cast.version.competences[0], 1, example=UNTOLD[0])


def much(cast, view):
    """Every competence at the top, with all there is to fill in, one does not apply, and one is not of the role."""
    for competence in cast.version.competences[:7]:
        make_answer(view, competence, 5, importance=3, wish=Wish.DEVELOP, example=UNTOLD[1] * 40)
    make_answer(view, cast.version.competences[7], None, mark=Mark.NOT_APPLICABLE)
    cast.version.competences[8].theme = "digital"
    make_answer(view, cast.version.competences[8], None, mark=Mark.UNKNOWN)


def addresses(plain, mirror):
    """The plain pages, and every page of this mirror and its round."""
    about = f"/assessments/{mirror.pid}"
    views = [f"/assessments/views/{view.pid}" for view in mirror.views]
    by_round = [f"{page}?round={mirror.cycle.pid}" for page in ("/assessments/team", "/assessments/team/matrix")]
    return [
        *plain,
        about,
        f"{about}/sharing",
        *views,
        *by_round,
        f"/cycles/{mirror.cycle.pid}",
    ]


def attempts(mirror, sealed, competence):
    """Everything a reader may try to do to the other side; most of it is refused."""
    save = f"/assessments/views/{sealed.pid}/answers"
    row = named(competence, version=0, answer="3")
    return [(save, row), (save, row | {"confirm": competence.id})]


def seen_by(client, plain, mirror, sealed, competence):
    answers = [client.get(address) for address in addresses(plain, mirror)]
    answers += [client.post(address, data=data) for address, data in attempts(mirror, sealed, competence)]
    return {f"{one.request.method} {one.request.full_path}": told(one) for one in answers}


def told(response):
    """All an answer tells, without what is new in every answer."""
    body = TOKEN.sub("", NONCE.sub("", in_words(response.get_data())))
    headers = sorted(NONCE.sub("", f"{name}: {value}") for name, value in response.headers if name != "Content-Length")
    return response.status_code, headers, len(body), body


def in_words(body):
    """The text of a page; of a workbook all it holds but the second it was written."""
    if not body.startswith(b"PK"):
        return body.decode()
    with ZipFile(BytesIO(body)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name != "docProps/core.xml")


def last_event():
    return db.session.query(func.max(AuditEvent.id)).scalar() or 0


def written(newest=0):
    """All that stands in the tables that tell people something, and in the trail."""
    tables = (Notification, OutgoingMail, AuditEvent)
    return [
        [
            {key: value for key, value in vars(row).items() if key not in PLACES}
            for row in db.session.query(t).order_by(t.id)
            if t is not AuditEvent or row.id > newest
        ]
        for t in tables
    ]


def compare(cast, plain, client_as, mirror, sealed, readers):
    """Fetch everything with little in the sealed side and with much in it, and find no difference."""
    clients = {name: client_as(getattr(cast, name)) for name in readers}
    competence = cast.version.competences[0]
    for client in clients.values():
        seen_by(client, plain, mirror, sealed, competence)  # what is noted once a day is noted now
    pictures = []
    for fill in (little, much):
        db.session.query(Answer).filter_by(view_id=sealed.id).delete()
        db.session.expire_all()
        newest = last_event()
        fill(cast, sealed)
        picture = {name: seen_by(client, plain, mirror, sealed, competence) for name, client in clients.items()}
        pictures.append((picture, written(newest)))
    (before, rows_before), (after, rows_after) = pictures
    for name in readers:
        for address, answer in before[name].items():
            assert after[name][address] == answer, f"{name} at {address}"
            assert not any(words in answer[-1] for words in UNTOLD)
    assert rows_before == rows_after


def test_nobody_can_tell_what_stands_in_astrids_draft(plain_pages, client_as, cast, mirror):
    readers = ("bo", "dorte", "gerda", "asger", "carla", "freja")
    compare(cast, plain_pages, client_as, mirror, mirror.own_view, readers)


def test_nobody_can_tell_what_stands_in_bos_draft(plain_pages, client_as, cast, mirror):
    readers = ("astrid", "dorte", "carla", "freja")
    compare(cast, plain_pages, client_as, mirror, mirror.view_by(cast.bo.id), readers)


def test_what_astrid_has_shared_is_as_sealed_until_bo_shares(plain_pages, client_as, cast, mirror):
    make_share(mirror.own_view, cast.bo)
    compare(cast, plain_pages, client_as, mirror, mirror.own_view, ("bo", "carla"))


def test_what_bo_has_shared_is_as_sealed_until_astrid_shares(plain_pages, client_as, cast, mirror):
    his = mirror.view_by(cast.bo.id)
    make_share(his, cast.astrid)
    compare(cast, plain_pages, client_as, mirror, his, ("astrid", "carla"))


def test_a_side_left_out_when_the_mirror_was_opened_stays_sealed(plain_pages, client_as, cast, mirror):
    his = mirror.view_by(cast.bo.id)
    make_answer(his, cast.version.competences[0], 3)
    make_share(his, cast.astrid)
    mirror.revealed_at = NOW
    compare(cast, plain_pages, client_as, mirror, mirror.own_view, ("bo", "carla"))


def test_the_comparison_sees_a_difference(plain_pages, client_as, cast, mirror):
    """The same comparison, for a mirror that is open to Bo, must fail."""
    his = mirror.view_by(cast.bo.id)
    make_answer(his, cast.version.competences[0], 3)
    make_share(his, cast.astrid)
    make_share(mirror.own_view, cast.bo)
    mirror.revealed_at = NOW
    with pytest.raises(AssertionError):
        compare(cast, plain_pages, client_as, mirror, mirror.own_view, ("bo",))


def test_a_draft_exists_for_its_author_alone(client_as, cast, mirror):
    little(cast, mirror.own_view)
    assert db.session.query(Answer).count() == 1
    assert UNTOLD[0] in client_as(cast.astrid).get(f"/assessments/views/{mirror.own_view.pid}").page.text
