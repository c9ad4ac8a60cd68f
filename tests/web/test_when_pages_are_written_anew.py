"""An erasure counts as wiped where the pages were written anew after its rows were gone, and not before."""

from sqlalchemy import update

from competence.db import db
from competence.privacy.erasure import wiping
from competence.privacy.erasure.models import ErasureRequest
from competence.web.clock import now, today
from tests.make import make_person


def asked(cast, name, **more):
    gone, by = make_person(name).id, cast.carla.id
    request = ErasureRequest(person_id=gone, asked_by_id=by, asked_at=now(), reason="De har bedt om det.", **more)
    db.session.add(request)
    db.session.flush()
    return request


def test_who_is_erased_while_pages_are_written_anew_waits_for_the_next_time(cast, client_as, db_session, monkeypatch):
    first = asked(cast, "Gitte Gået")
    second = asked(cast, "Rasmus Rejst", decided_at=now(), decided_by_id=cast.didrik.id).id
    confirmation, didrik = f"/privacy/erasures/{first.pid}/confirmation", client_as(cast.didrik)

    def rewrite(_):
        at_the_same_moment = update(ErasureRequest).where(ErasureRequest.id == second)
        db.session.execute(at_the_same_moment.values(erased_on=today()))
        db.session.commit()

    monkeypatch.setattr(wiping, "rewrite_pages", rewrite)
    sent = didrik.get("/privacy/erasures").page.form(confirmation)
    assert didrik.post(confirmation, data=sent).status_code == 303
    db_session.expire_all()
    noted = [db_session.get_one(ErasureRequest, one) for one in (first.id, second)]
    assert [(one.erased_on, one.wiped_on) for one in noted] == [(today(), today()), (today(), None)]
