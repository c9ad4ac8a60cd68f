"""The product's main job in one go: Astrid answers and shares, Bo does, and both see both at the same moment."""

from competence.assessments.models import Mirror
from competence.db import db
from tests.make import make_cycle, make_invitation


def answer(client, address, competence, **fields):
    form = client.get(address).page.form(address + "/answers")
    changed = {f"{competence.id}-{name}": value for name, value in fields.items()}
    return client.post(address + "/answers", data={**form, **changed})


def test_both_see_both_once_both_have_shared(client_as, cast):
    cycle = make_cycle(cast.version)
    make_invitation(cycle, cast.astrid)
    astrid, bo = client_as(cast.astrid), client_as(cast.bo)
    first, second = cast.version.competences[:2]

    begun = astrid.post("/assessments", data={"round": cycle.pid})
    assert begun.status_code == 303
    assert answer(astrid, begun.location, first, answer="4", example="Jeg holdt læsegruppen.").status_code == 303
    assert answer(astrid, begun.location, second, answer="unknown", wish="develop").status_code == 303

    mirror = db.session.query(Mirror).one()
    page = f"/assessments/{mirror.pid}"
    assert astrid.get(f"{page}/sharing").status_code == 200
    assert astrid.post(f"{page}/sharing").status_code == 303
    assert "læsegruppen" not in bo.get(page).page.text

    theirs = bo.post("/assessments/team", data={"person": cast.astrid.pid, "round": cycle.pid})
    assert answer(bo, theirs.location, first, answer="3", example="Du er blevet tydelig.").status_code == 303
    assert bo.post(f"{page}/sharing").status_code == 303

    for reader in (astrid, bo):
        text = reader.get(page).page.text
        assert "Jeg holdt læsegruppen." in text
        assert "Du er blevet tydelig." in text
