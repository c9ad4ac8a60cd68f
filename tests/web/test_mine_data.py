"""Mine data asks the database as often for much as for little, as a page and as a package, and both can be read."""

import io
import zipfile

import pytest

from competence.conversations.guides.rules.editions import Kind
from competence.conversations.preparing.models import PreparedAnswer
from competence.db import db
from competence.privacy.datamap.columns import personal_tables
from tests.careers import make_careers, make_choice, make_evidence
from tests.feedback import make_feedback, make_request
from tests.learning import make_date, make_offer, make_signup
from tests.make import (
    make_answer,
    make_conversation,
    make_guide,
    make_mirror,
    make_restriction,
    make_share,
    make_team_talk,
    make_view,
)
from tests.page import Page
from tests.plans import written_plan
from tests.talks import Talk, make_note, make_talk
from tests.web.test_sealed_preparation import UNTOLD, prepare

MINE, PACKAGE = "/privacy/mine", "/privacy/mine/package"
# One statement for each table about people, two for those with rows of others that are opened, and about forty
# more for what their rows point to; a page that asked row by row took three times as many.
MOST = 170


def much_about_astrid(cast, edition, team, numbers):
    """Make some of nearly everything that a person's rows can point to: talks, mirrors, plans, feedback, learning."""
    for number in numbers:
        make_note(make_talk(cast.astrid, cast.bo), cast.astrid, f"Note {number}")
        make_note(team, cast.astrid, f"Om holdet {number}")
        view = make_view(make_mirror(cast.astrid, cast.version), cast.astrid)
        make_answer(view, cast.version.competences[number])
        make_share(view, cast.bo)
        written_plan(cast, days_ago=number)
        make_request(cast.astrid)
        make_feedback(cast.astrid, cast.emil)
        make_feedback(cast.emil, cast.astrid)
        make_signup(make_date(make_offer(cast, f"hold{number}"), days=30 + number), cast.astrid)
        make_evidence(edition, cast.astrid, f"c{number + 1}", f"Et møde {number}")
        make_choice(edition, cast.astrid, ("wide2", "wide3", "deep2", "deep3")[number])


@pytest.mark.parametrize("take", [lambda client: client.get(MINE), lambda client: client.post(PACKAGE)])
def test_it_takes_as_many_statements_for_much_as_for_little(client_as, cast, statements, take):
    astrid, edition, counted = client_as(cast.astrid), make_careers(cast), []
    team = Talk(make_team_talk(cast.bo, cast.astrid, cast.asger))
    take(astrid)  # what is only done once, such as noting that she was here
    for numbers in (range(1), range(1, 4)):
        much_about_astrid(cast, edition, team, numbers)
        with statements() as seen:
            assert take(astrid).status_code == 200
        counted.append(len(seen.selects))
    assert counted[1] <= counted[0] <= MOST, counted
    assert len(personal_tables()) < counted[0]


def test_the_page_speaks_to_its_reader_of_who_sees_it(client_as, cast):
    text = client_as(cast.astrid).get(MINE).page.text
    assert "Hvem ser det: Du selv, HR, Systemadministratorer." in text
    assert "Personen selv" not in text


def test_a_row_says_that_it_is_about_its_reader_only_where_it_says_nothing_else(client_as, cast):
    make_choice(make_careers(cast), cast.astrid, "wide2")
    written_plan(cast)
    page = client_as(cast.astrid).get(MINE).page
    told = [[fact.findtext("dt") for fact in row.iter("div")] for row in page.all("ul[@class='flow held']/li")]
    assert [labels for labels in told if len(labels) > 1 and {"Person", "Om"} & set(labels)] == []
    assert sum(len(labels) > 1 for labels in told) > 5


def test_the_packages_page_fits_a_telephone_and_needs_nothing_that_is_not_in_it(client_as, cast):
    package = zipfile.ZipFile(io.BytesIO(client_as(cast.astrid).post(PACKAGE).get_data()))
    page = Page(package.read("index.html").decode())
    assert page.faults() == []
    assert page.first("head/meta[@name='viewport']").get("content") == "width=device-width"
    needed = [found for one in page.root.iter() if (found := one.get("src") or one.get("href"))]
    assert set(needed) <= set(package.namelist())


def test_what_bo_wrote_for_a_talk_with_astrid_is_withheld_under_his_own_data_too(client_as, cast):
    guide = make_guide(Kind.MUS)
    for talk in (make_conversation(cast.astrid, cast.bo), make_conversation(cast.bo, cast.emil)):
        talk.guide_version = guide
        prepare(talk, cast.bo, [1])
    bo = client_as(cast.bo)
    rows = [row.id for row in db.session.query(PreparedAnswer).order_by(PreparedAnswer.id)]
    corrections = [f"{MINE}/prepared_answer/{number}/correction" for number in rows]
    for is_restricted in (False, True):
        if is_restricted:
            make_restriction(cast.astrid)
        shown = 1 if is_restricted else 2
        assert bo.get(MINE).page.text.count(UNTOLD) == shown, "his own talk with Emil stays"
        assert [bo.get(page).status_code == 200 for page in corrections] == [not is_restricted, True]
        package = zipfile.ZipFile(io.BytesIO(bo.post(PACKAGE).get_data()))
        assert package.read("data.json").decode().count(UNTOLD) == shown
