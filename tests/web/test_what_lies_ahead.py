"""HR sets targets and writes expected retirements; the way is read off shown shares alone."""

import pytest
from sqlalchemy import select

from competence.analytics import actions
from competence.db import db
from competence.people.models import Employment
from tests.make import make_role_profile
from tests.rounds import SIZES, make_round, make_staff
from tests.web.test_analytics import FULL, figures, show

TARGET = {"about": "competence:c3", "level": "3", "percent": "60", "year": "2028"}
LEAVING = {"profile": "0", "year": "2028", "leaving": "200", "staff": "400"}


@pytest.fixture
def released(cast):
    made = make_round(cast, make_staff(cast), {"c1": FULL, "c3": FULL, "c6": FULL[:20], "c9": FULL[:4]})
    actions.publish(made.close())
    return made.cycle


@pytest.fixture
def hr(cast, client_as, released):
    return client_as(cast.carla)


def test_the_way_to_a_target_is_read_off_shown_shares(hr, cast, client_as):
    assert hr.post("/analytics/targets", data=TARGET).status_code == 303
    hr.post("/analytics/targets", data=TARGET | {"about": "theme:digital", "level": "4", "percent": "10"})
    hr.post("/analytics/targets", data=TARGET | {"about": "competence:c9"})
    for reader in (hr, client_as(cast.astrid)):
        assert figures(show(reader, "house/targets"), "targets") == [
            ["Mål", "Efterår 2026", "Målet", "Vejen"],
            ["Kompetence 3, niveau 3 eller højere i 2028", "50 %", "60 %", "10 procentpoint igen"],
            ["Kompetence 9, niveau 3 eller højere i 2028", "vises ikke", "60 %", "kan ikke siges"],
            ["Digitale kompetencer, niveau 4 eller højere i 2028", "10 %", "10 %", "nået"],
        ]


def test_what_is_left_is_the_shown_share_of_those_who_are_left(hr, cast, client_as):
    assert hr.post("/analytics/retirements", data=LEAVING).status_code == 303
    page = show(hr, "house/leaving")
    (code,) = [name for one in page.all("section") if (name := one.get("aria-labelledby", "")).startswith("left-")]
    assert figures(page, code) == [  # the one competence that is critical to a role
        ["Kompetence", "I dag", "Når de er gået", "Vist andel"],
        ["Kompetence 1", "cirka 40", "cirka 20", "10 %"],
    ]
    assert "Der er ikke set på, hvem der går" in page.text
    assert client_as(cast.dorte).get("/analytics/house/leaving").status_code == 200
    for reader in (cast.astrid, cast.bo, cast.freja):
        for address in ("", "/paper", f"/{code}.csv"):
            assert client_as(reader).get(f"/analytics/house/leaving{address}").status_code == 404


def test_of_a_role_what_is_left_is_its_own_shown_share(cast, client_as):
    staff, guide = make_staff(cast, {unit: 2 * size for unit, size in SIZES.items()}), make_role_profile("guide")
    for person in [one for people in staff.values() for one in people][::2]:
        db.session.scalar(select(Employment).where(Employment.person_id == person.id)).role_profile = guide
    made = make_round(cast, staff, {"c1": [4, 1] * 35})
    actions.publish(made.close())
    hr = client_as(cast.carla)
    for profile in (guide, cast.librarian):
        assert hr.post("/analytics/retirements", data=LEAVING | {"profile": str(profile.id)}).status_code == 303
    page = show(hr, "house/leaving")
    found = [name for one in page.all("section") if (name := one.get("aria-labelledby", "")).startswith("left-")]
    assert [figures(page, code)[1][-1] for code in found] == ["mindst 80 %", "højst 10 %"]
    for address in ("/paper", f"/{found[0]}.csv"):
        assert hr.get(f"/analytics/house/leaving{address}").status_code == 200


@pytest.mark.parametrize(
    ("what", "wrong", "status", "words"),
    [
        ("targets", {"percent": "95"}, 400, "Skriv en andel fra 10 til 90 procent."),
        ("targets", {"year": "2025"}, 400, "Skriv et år fra i år"),
        ("targets", {"level": "2"}, 400, ""),
        ("retirements", {"leaving": "4"}, 400, "Skriv mindst 5."),
        ("retirements", {"leaving": "401"}, 400, "Der kan ikke gå flere, end der er ansat."),
        ("retirements", {"staff": ""}, 400, "Udfyld feltet."),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_lost(hr, what, wrong, status, words):
    right = TARGET if what == "targets" else LEAVING
    answer = hr.post(f"/analytics/{what}", data=right | wrong)
    assert answer.status_code == status
    assert words in answer.page.text
    assert 'value="2028"' in answer.page.html or "year" in wrong


def test_the_same_target_is_set_once_and_both_can_be_taken_away(hr):
    hr.post("/analytics/targets", data=TARGET)
    assert hr.post("/analytics/targets", data=TARGET).status_code == 409
    hr.post("/analytics/retirements", data=LEAVING)
    for what in ("targets", "retirements"):
        (form,) = [one for one in hr.get(f"/analytics/{what}").page.all("form") if "removal" in one.get("action", "")]
        assert hr.post(form.get("action")).status_code == 303
        assert "endnu" in hr.get(f"/analytics/{what}").page.text


@pytest.mark.parametrize("what", ["targets", "retirements"])
def test_a_number_no_column_holds_is_nothing_that_is_there(cast, client_as, what):
    assert client_as(cast.carla).post(f"/analytics/{what}/{10**20}/removal").status_code == 404
