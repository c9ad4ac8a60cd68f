"""The leadership charter: written by HR in versions, read by everybody, and shown where leaders are developed."""

import pytest

from competence.admin.imports.charter import load_charter
from competence.admin.imports.frameworks import PACK
from competence.db import db
from competence.frameworks.charter import queries, rules
from competence.frameworks.charter.actions import Wording, add, move, remove, start_draft, take_over
from competence.frameworks.charter.models import CharterPrinciple, CharterVersion
from competence.frameworks.charter.rules import Edition, Principle
from competence.frameworks.rules import publishing
from competence.frameworks.rules.editions import Words
from competence.web.bilingual import Bilingual
from tests.upward import make_charter, make_team, make_topic, say, settle

ONE = Principle("p1", Words("Vej"), Words("Vi viser den."), ("lead.direction",), ("up.01",))


@pytest.fixture
def draft(cast):
    make_charter()
    return start_draft(cast.carla.id)


def test_what_is_published_is_read_by_all_and_the_draft_by_hr_alone(cast, draft, client_as):
    page = client_as(cast.astrid).get("/charter").text
    assert "Princip 1" in page
    assert "Begynd en kladde" not in page
    assert client_as(cast.astrid).get(f"/charter/{draft.number}").status_code == 404
    assert "Se igennem og udgiv" in client_as(cast.carla).get(f"/charter/{draft.number}").text


def test_without_one_the_page_says_what_will_stand_there(cast, client_as):
    assert "Her er intet ledelsesgrundlag endnu" in client_as(cast.astrid).get("/charter").text


def test_a_principle_never_gets_the_code_of_another_that_changed_places(cast, draft):
    said, carla = Wording(Bilingual("Nyt"), Bilingual("Tekst"), (), ()), cast.carla.id
    _, second = draft.principles
    move(add(draft, said, carla), up=True, actor_id=carla)
    remove(second, second.version, carla)
    add(draft, said, carla)
    assert len({principle.code for principle in draft.principles}) == 3


def test_hr_rewrites_adds_moves_removes_compares_and_publishes(cast, draft, client_as):
    carla, here = client_as(cast.carla), f"/charter/{draft.number}"
    first, second = draft.principles
    new = {"title_da": "Vi lytter", "text_da": "Også når det er svært.", "questions": "up.05", "version": first.version}
    assert carla.post(f"{here}/principles/{first.id}", data=new).status_code == 303
    carla.post(f"{here}/principles", data={"title_da": "Nyt", "text_da": "Helt nyt."})
    carla.post(f"{here}/principles/{second.id}/removal", data={"version": second.version})
    added = (
        db.session.query(CharterPrinciple).filter_by(version_id=draft.id).order_by(CharterPrinciple.id.desc()).first()
    )
    carla.post(f"{here}/principles/{added.id}/place", data={"to": "up"})
    db.session.expire_all()
    assert [one.title.da for one in draft.principles] == ["Nyt", "Vi lytter"]
    page = carla.get(f"{here}/changes").text
    for words in (
        "Nye principper",
        "Helt nyt.",
        "Principper, der er taget ud",
        "<ins>",
        "Jeg kan trygt sige min mening",
    ):
        assert words in page
    refused = carla.post(f"{here}/publication", data={"version": draft.version})
    assert refused.status_code == 409
    assert "Princip 1 peger ikke på nogen lederkompetence" in refused.text


def test_a_whole_draft_is_published_for_good(cast, draft, client_as):
    carla, here = client_as(cast.carla), f"/charter/{draft.number}"
    assert carla.post(f"{here}/publication", data={"version": draft.version, "note": "Kortere"}).status_code == 303
    assert "Kortere" in client_as(cast.astrid).get("/charter").text
    assert carla.get(f"{here}/edit").status_code == 409


def test_two_who_write_the_same_principle_see_both_texts(cast, draft, client_as):
    one = draft.principles[0]
    written = {"title_da": "Mit", "text_da": "Min tekst", "version": one.version + 1}
    answer = client_as(cast.carla).post(f"/charter/{draft.number}/principles/{one.id}", data=written)
    assert answer.status_code == 409
    assert "Min tekst" in answer.text
    assert "Det er gemt" in answer.text


def test_the_result_of_a_leader_says_which_principle_a_question_belongs_to(cast, client_as):
    make_charter()
    team = make_team(cast.bo, cast.tarup, 5)
    topic = make_topic(cast.bo, *team)
    for person in team:
        say(topic, person, {"up.01": 3})
    settle(topic)
    page = client_as(cast.bo).get(f"/upward/results/{topic.pid}").text
    assert "(Princip 1)" in page


def test_the_shipped_charter_is_whole_and_taken_over_once(app, db_session):
    version = load_charter()
    assert load_charter() is version
    assert version.is_published
    assert len(version.principles) == 6
    asked = {code for one in version.principles for code in queries.codes(one.questions)}
    assert asked == set(queries.asked())
    assert db.session.query(CharterVersion).count() == 1


def test_the_command_says_what_was_read_and_what_became_of_it(app, db_session):
    def said(*arguments):
        result = app.test_cli_runner().invoke(args=["import", "charter", str(PACK), *arguments])
        assert result.exit_code == 0, result.output
        return result.output.splitlines()

    read = "Ledelsesgrundlag: 6 principper."
    draft = "  Udgave 1 er lagt som kladde. HR kan se den igennem og udgive den."
    assert said("--dry-run") == ["Prøve: intet er ændret.", read, draft]
    assert said() == [read, draft]
    assert said("--publish") == [read, "  Udgave 1 er udgivet."]
    assert said("--publish") == [read, "  Uændret: udgave 1 siger allerede det samme."]


def test_a_draft_somebody_works_on_is_not_written_over(cast, draft):
    with pytest.raises(publishing.DraftExists):
        take_over(Edition(Words("Andet"), Words(), (ONE,)))


def test_what_is_not_whole_is_named():
    open_ones = [*rules.what_is_open(Edition(Words(), Words(), ()))]
    assert [type(one) for one in open_ones] == [rules.NoTitle, rules.NoPrinciples]
    bare = Principle("p1", Words("Vej"), Words())
    assert [type(one) for one in rules.what_is_open(Edition(Words("G"), Words(), (bare,)))] == [
        rules.NoWords,
        rules.PointsNowhere,
    ]


def test_comparing_finds_what_moved_and_nothing_where_nothing_changed():
    two = Principle("p2", Words("Ro"), Words("Vi holder den."), ("lead.relations",))
    one = Edition(Words("G"), Words(), (ONE, two))
    assert rules.compare(one, one, {}).is_empty
    assert rules.compare(one, Edition(Words("G"), Words(), (two, ONE)), {}).moved
    assert rules.compare(one, Edition(Words("G", "C"), Words(), (ONE, two)), {}).heading
