"""Reading the catalogue: everybody reads what is published, drafts are HR's, and pages cost the same at any size."""

import pytest

from competence.admin.imports.frameworks import load_pack
from competence.db import db
from competence.frameworks import queries
from competence.frameworks.actions.drafts import start_draft
from competence.people.models import RoleProfile
from competence.web.bilingual import Bilingual
from tests.make import make_requirement, make_role_profile, make_version

PACK = "/frameworks/kompetencekatalog/1"
LISTED = "ul[@class='catalogue']/li"


@pytest.fixture
def pack(cast, db_session):
    """The shipped pack instead of the cast's small catalogue."""
    db_session.delete(cast.version)
    return load_pack()


@pytest.fixture
def astrid(cast, client_as, pack):
    return client_as(cast.astrid)


@pytest.fixture
def carla(cast, client_as, pack):
    return client_as(cast.carla)


def test_the_list_names_each_framework_and_who_made_it(astrid):
    page = astrid.get("/frameworks").page
    assert page.h1 == "Kompetencer"
    assert {"Kompetencekatalog", "DigComp 3.0 med husets niveauer"} <= set(page.links())
    assert "Strategi 2024-2025" in page.text
    assert "Europa-Kommissionen har ikke ansvar" in page.text


def test_a_version_is_read_by_area(astrid):
    page = astrid.get(PACK).page
    assert page.texts("h2")[:2] == ["Værtskab og service", "Formidling og faglighed"]
    assert len(page.all(LISTED)) == 41
    assert "Strategi 2024-2025" in page.text


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("?q=BØRN", 1),
        ("?q=enhjørning", 0),
        ("?theme=digital", 6),
        ("?theme=digital&q=adgangskoder", 1),
        ("?mark=byrummet", 7),
        ("?theme=ukendt", 0),
        ("?q=" + "x" * 5000, 0),
    ],
)
def test_a_version_is_searched_and_narrowed(astrid, address, count):
    assert len(astrid.get(PACK + address).page.all(LISTED)) == count


def test_a_competence_is_a_ladder_with_what_it_points_to_and_the_roles_that_ask_for_it(astrid):
    page = astrid.get(f"{PACK}/competences/host.meeting").page
    assert page.h1 == "Værtskab i mødet"
    assert len(page.all("ol[@class='levels']/li")) == 5
    assert "Vi er serviceorienterede" in page.text
    assert "lifecomp:S1" in page.text
    roles = [row[0] for row in page.table()[1:]]
    assert "Bibliotekar, børn og familier" in roles


def test_roles_that_begin_with_danish_letters_stand_last(astrid, pack):
    version = queries.current_version()
    competence = queries.competence(version.id, "host.meeting")
    for title in ("Ærinder", "Ådalen", "Økonom"):
        make_requirement(make_role_profile(title), competence)
    listed = [row[0] for row in astrid.get(f"{PACK}/competences/host.meeting").page.table()[1:]]
    assert listed[-3:] == ["Ærinder", "Økonom", "Ådalen"]
    assert astrid.get("/frameworks/roles").page.texts(f"{LISTED}/a")[-3:] == ["Ærinder", "Økonom", "Ådalen"]


def test_a_role_says_the_level_in_words(astrid):
    page = astrid.get("/frameworks/roles/librarian_children").page
    assert page.h1 == "Bibliotekar, børn og familier"
    assert "4 · Kan vejlede andre" in page.text
    assert "kritisk" in page.text
    assert "Afgørende" in page.text
    assert "Strategi 2024-2025" in page.text


def test_without_a_published_catalogue_the_roles_page_says_so(cast, client_as, db_session):
    cast.version.published_at = None
    page = client_as(cast.astrid).get("/frameworks/roles").page
    assert "Rollerne er ikke beskrevet endnu" in page.text


def test_a_role_nobody_describes_is_shown_without_lines(astrid):
    make_role_profile("gardener")
    assert "Rollen beder ikke om noget endnu" in astrid.get("/frameworks/roles/gardener").page.text


@pytest.mark.parametrize(
    "address",
    [
        "/frameworks/nothing/1", f"{PACK[:-1]}9", f"{PACK}/competences/nothing", "/frameworks/roles/nothing",
        "/frameworks/nothing/compare", "/frameworks/kompetencekatalog/compare?from=7",
        "/frameworks/kompetencekatalog/compare?to=x",
        "/frameworks/kompetencekatalog/99999999999999999999",
    ],
)  # fmt: skip
def test_what_is_not_there_answers_404(astrid, address):
    assert astrid.get(address).status_code == 404


def test_a_draft_is_seen_by_hr_only(astrid, carla):
    start_draft(queries.framework("kompetencekatalog"), None)
    for address in ("/frameworks/kompetencekatalog/2", "/frameworks/kompetencekatalog/compare?to=2"):
        assert astrid.get(address).status_code == 404
        assert carla.get(address).status_code == 200
    assert "Udgave 2" not in astrid.get("/frameworks").page.text
    assert "Udgave 2 kladde" in carla.get("/frameworks").page.text


def test_a_single_version_compares_with_itself(astrid):
    page = astrid.get("/frameworks/kompetencekatalog/compare").page
    assert "De to udgaver er ens" in page.text


def test_texts_in_english_only_are_read_and_marked_as_english(cast, client_as, db_session):
    version = make_version("english", 3)
    for competence in version.competences:
        competence.title = Bilingual("", "Browsing")
    db_session.flush()
    page = client_as(cast.astrid).get("/frameworks/english/1").page
    assert page.texts("span[@lang='en']") == ["Browsing"] * 3


def test_no_page_asks_the_database_for_each_row(carla, statements):
    start_draft(queries.framework("kompetencekatalog"), None)
    draft = "/frameworks/kompetencekatalog/2"
    counts = {}
    for address in (
        "/frameworks", PACK, f"{PACK}?q=ord&theme=digital", f"{PACK}/competences/host.meeting",
        "/frameworks/kompetencekatalog/compare", "/frameworks/roles", "/frameworks/roles/librarian_children",
        draft, f"{draft}/competences/host.meeting/edit", f"{draft}/competences/new", f"{draft}/publication",
        f"{draft}/roles", f"{draft}/roles/librarian_children",
    ):  # fmt: skip
        with statements() as seen:
            assert carla.get(address).status_code == 200
        counts[address] = len(seen)
    assert {address: count for address, count in counts.items() if count > 12} == {}


@pytest.mark.parametrize("address", ["/frameworks", "/frameworks/{}/1", "/frameworks/{}/compare", "/frameworks/roles"])
def test_a_larger_catalogue_takes_no_more_statements(cast, client_as, statements, address):
    counts = set()
    for code, size in (("small", 3), ("large", 60)):
        make_version(code, size)
        client = client_as(cast.astrid)
        with statements() as seen:
            client.get(address.format(code))
        counts.add(len(seen))
    assert len(counts) == 1
    assert db.session.get(RoleProfile, cast.librarian.id) is not None
