"""The team: who is invited, started and shared; never what is in a draft; and what rests on one person."""

import pytest

from competence.assessments.models import Mirror
from competence.db import db
from competence.privacy.models import AuditEvent
from tests.acting import open_round, opened_mirror
from tests.make import (
    make_answer,
    make_cycle,
    make_invitation,
    make_leader,
    make_mirror,
    make_person,
    make_share,
    make_view,
)

NOW_OPEN = "Efterår 2026"


@pytest.fixture
def cycle(cast):
    return open_round(cast)


@pytest.fixture
def bo(client_as, cast):
    return client_as(cast.bo)


def states(client, address="/assessments/team"):
    """What the page says of each person, by name."""
    page = client.get(address).page
    lines = [" ".join("".join(item.find("p").itertext()).split()) for item in page.all("ul[@class='waiting team']/li")]
    said = {" ".join(line.split()[:2]): " ".join(line.split()[2:]) for line in lines}
    return {name: words.removesuffix(f"Orlov {name}").strip() for name, words in said.items()}


def test_the_people_one_leads_stand_there_by_name_with_how_far_they_are(bo, cast, cycle):
    assert states(bo) == {
        "Asger Bæk": "Inviteret. Du er ikke begyndt på dit blik.",
        "Astrid Skov": "Inviteret. Du er ikke begyndt på dit blik.",
    }


def test_whoever_has_shared_and_waits_for_the_leader_stands_first(bo, cast, cycle):
    mirror = make_mirror(cast.astrid, cast.version, cycle)
    make_share(make_view(mirror, cast.astrid), cast.bo)
    assert list(states(bo)) == ["Astrid Skov", "Asger Bæk"]
    his = make_view(mirror, cast.bo)
    assert list(states(bo)) == ["Astrid Skov", "Asger Bæk"]
    make_share(his, cast.astrid)
    assert list(states(bo)) == ["Asger Bæk", "Astrid Skov"]


def test_a_step_is_told_when_it_is_taken(bo, cast, cycle):
    mirror = make_mirror(cast.astrid, cast.version, cycle)
    hers = make_view(mirror, cast.astrid)
    assert states(bo)["Astrid Skov"].startswith("Begyndt.")
    share = make_share(hers, cast.bo)
    assert states(bo)["Astrid Skov"].startswith("Har delt.")
    share.withdrawn_at = share.shared_at
    assert states(bo)["Astrid Skov"].startswith("Begyndt.")
    share.withdrawn_at = None
    his = make_view(mirror, cast.bo)
    assert states(bo)["Astrid Skov"] == "Har delt. Du er i gang med dit blik."
    make_share(his, cast.astrid)
    mirror.revealed_at = share.shared_at
    assert states(bo)["Astrid Skov"] == "Åbnet for jer begge."


def test_what_was_shared_with_the_former_leader_is_not_shared_with_the_new(bo, cast, cycle):
    mirror = make_mirror(cast.astrid, cast.version, cycle)
    make_share(make_view(mirror, cast.astrid), cast.gerda)
    assert states(bo)["Astrid Skov"].startswith("Begyndt.")


def test_another_round_can_be_chosen(bo, cast, cycle):
    older = make_cycle(cast.version, "Forår 2025", closed=True)
    older.opens_on = older.closes_on.replace(year=2025, month=1)
    make_invitation(older, cast.astrid)
    assert NOW_OPEN in bo.get("/assessments/team").page.texts("h2")
    chosen = bo.get(f"/assessments/team?round={older.pid}").page
    assert "Forår 2025" in chosen.texts("h2")
    assert states(bo, f"/assessments/team?round={older.pid}")["Asger Bæk"] == "Ikke inviteret i denne runde."


def test_a_mirror_between_rounds_is_there_once_it_is_shared(bo, cast):
    mirror = make_mirror(cast.astrid, cast.version)
    hers = make_view(mirror, cast.astrid)
    assert "Delt med dig mellem runderne" not in bo.get("/assessments/team").page.text
    make_share(hers, cast.bo)
    assert "Delt med dig mellem runderne" in bo.get("/assessments/team").page.text


def test_without_a_round_the_page_teaches(bo):
    assert "Når HR åbner en runde" in bo.get("/assessments/team").page.text


def test_who_leads_nobody_has_no_team(client_as, cast, cycle):
    assert client_as(cast.astrid).get("/assessments/team").status_code == 404


def test_a_leader_reading_a_mirror_stands_under_the_team(bo, cast, cycle):
    opened = opened_mirror(cast, cycle, {1: (2, 3)})
    his = opened.mirror.view_by(cast.bo.id)
    for page in (opened.page, f"{opened.page}/sharing", f"/assessments/views/{his.pid}"):
        assert bo.get(page).page.texts("a[@aria-current='page']") == ["Mit team"]


# --- the matrix ---


def both(cast, person, cycle, levels):
    mirror = make_mirror(person, cast.version, cycle)
    for author, other in ((person, cast.bo), (cast.bo, person)):
        view = make_view(mirror, author)
        for number, level in levels.items():
            make_answer(view, cast.version.competences[number - 1], level)
        make_share(view, other)
    mirror.revealed_at = view.shares[0].shared_at
    return mirror


def test_the_matrix_holds_the_open_mirrors_and_no_other(bo, cast, cycle):
    opened_mirror(cast, cycle, {1: (2, 3), 2: (4, 4)})
    sealed = make_view(make_mirror(cast.asger, cast.version, cycle), cast.asger)
    make_answer(sealed, cast.version.competences[0], 5)
    table = bo.get("/assessments/team/matrix").page.table()
    assert table[0] == ["Kompetence", "Astrid Skov"]
    assert ["Kompetence 2", "4"] in table
    assert ["Kompetence 1 kritisk", "2 / 3"] in [[" ".join(cell.split()) for cell in row] for row in table]


def test_a_critical_competence_that_rests_on_one_is_told_with_the_name(bo, cast, cycle):
    both(cast, cast.astrid, cycle, {1: 4})
    both(cast, cast.asger, cycle, {1: 1})
    assert "Kun Astrid Skov har den på »Trin 2«." in bo.get("/assessments/team/matrix").page.text


def test_a_critical_competence_two_have_rests_on_nobody(bo, cast, cycle):
    for person in (cast.astrid, cast.asger):
        both(cast, person, cycle, {1: 4})
    page = bo.get("/assessments/team/matrix").page
    assert "Det hviler på få" not in page.text


def test_looking_at_the_matrix_leaves_a_trail_for_each_person_in_it(bo, cast, cycle):
    both(cast, cast.astrid, cycle, {1: 4})
    bo.get("/assessments/team/matrix")
    assert [event.subject_id for event in db.session.query(AuditEvent)] == [cast.astrid.id]


def test_another_leader_sees_nothing_of_the_team(client_as, cast, cycle):
    both(cast, cast.astrid, cycle, {1: 4})
    page = client_as(cast.emil).get("/assessments/team/matrix").page
    assert "Astrid" not in page.text


@pytest.mark.parametrize("address", ["/assessments/team", "/assessments/team/matrix"])
def test_a_large_team_asks_no_more_of_the_database(bo, cast, cycle, statements, address):
    def asked():
        db.session.commit()
        with statements() as seen:
            bo.get(address)
        return len(seen)

    both(cast, cast.astrid, cycle, {1: 4, 2: 3})
    bo.get(address)
    few = asked()
    for number in range(12):
        person = make_person(f"Person {number}")
        make_leader(cast.bo, person)
        make_invitation(cycle, person)
        both(cast, person, cycle, {1: 2, 2: 3})
    bo.get(address)  # the first time on a day notes the look
    assert db.session.query(Mirror).count() == 13
    assert asked() == few <= 12
