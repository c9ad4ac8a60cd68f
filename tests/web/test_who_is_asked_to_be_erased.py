"""Of several who are asked to be erased each has a form of their own; tests/client.py looks at every page."""

from competence.db import db
from competence.privacy.erasure.models import ErasureRequest
from competence.web.clock import now
from tests.make import make_person


def test_a_refusal_without_words_is_said_at_its_own(cast, client_as):
    requests = [
        ErasureRequest(person_id=make_person(name).id, asked_by_id=cast.carla.id, asked_at=now(), reason="Bedt om.")
        for name in ("Gitte Gået", "Rasmus Rejst")
    ]
    db.session.add_all(requests)
    db.session.flush()
    refusals, didrik = [f"/privacy/erasures/{one.pid}/refusal" for one in requests], client_as(cast.didrik)
    page = didrik.get("/privacy/erasures").page
    answer = didrik.post(refusals[1], data=page.form(refusals[1]) | {"answer": ""})
    assert answer.status_code == 400
    assert len(answer.page.texts("p[@class='field-error']")) == 1
    assert didrik.post(refusals[1], data=page.form(refusals[1]) | {"answer": "Sagen kører."}).status_code == 303
