"""Of several who are asked to be erased each has a form of their own; and asking tells nothing of who is still here."""

from competence.db import db
from competence.people.queries import actor_of
from competence.privacy.erasure.models import ErasureRequest
from competence.privacy.erasure.requesting import place_hold
from competence.web.clock import now, today
from tests.make import make_person, make_restriction


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


def test_an_administrator_who_asks_for_everybody_to_be_erased_learns_of_nobodys_restriction(client_as, cast):
    make_restriction(cast.astrid)
    place_hold(actor_of(cast.didrik.id, today()), cast.ellen.id, "En sag om arbejdstid.", now())
    freja, texts = client_as(cast.freja), set()
    for one in (cast.astrid, cast.ellen, cast.emil):
        asked = freja.post("/privacy/erasures", data={"email": one.email, "reason": "Prøver."})
        assert asked.status_code == 409
        texts.add(asked.page.text)
    assert len(texts) == 1
