"""The shipped talks, forms, learning offers and example units hang together."""

from collections import Counter, defaultdict

import pytest

from tests.house.content import codes, pack

TEMPLATES = {"MUS", "MINI_MUS", "LUS", "GRUS", "ONBOARDING", "CAREER", "RETURN", "ONE_ON_ONE"}
FORMS = {"anerkendelse", "feedforward", "tre_plus_tre", "ivoe", "efter_arrangementet", "sparring", "opad"}
KINDS = {"course", "on_the_job", "peer", "mentor", "job_swap", "reading", "education"}


def test_there_are_eight_talks_each_with_five_questions_or_more_in_order():
    orders = defaultdict(list)
    for row in pack("questions"):
        orders[row["template"]].append(int(row["order"]))
    assert codes("conversation_templates") == TEMPLATES == set(orders)
    assert [code for code, found in orders.items() if found != list(range(1, len(found) + 1)) or len(found) < 5] == []


def test_every_question_is_one_and_has_somebody_to_prepare_it():
    rows = pack("questions")
    assert {row["theme"] for row in rows} == codes("question_themes")
    assert {row["asked_of"] for row in rows} <= {"employee", "leader", "both", "team"}
    assert [row["text_da"] for row in rows if not (row["text_da"].endswith("?") and row["text_en"].endswith("?"))] == []


@pytest.mark.parametrize("form", sorted(FORMS))
def test_a_form_has_two_or_three_fields_and_one_opinion_of_itself(form):
    rows = [row for row in pack("feedback_forms") if row["form"] == form]
    assert len({tuple(list(row.values())[1:7]) for row in rows}) == 1
    assert [row["field_order"] for row in rows] in (["1", "2"], ["1", "2", "3"])
    assert {row["required"] for row in rows} <= {"yes", "no"}
    assert {row["sender"] for row in rows} <= {"named", "named_or_anonymous"}


def test_every_form_is_known():
    assert {row["form"] for row in pack("feedback_forms")} == FORMS


def test_leaders_are_asked_about_upwards_and_nothing_else():
    leading = {code for code in codes("competences") if code.startswith("lead.")}
    assert Counter(row["competence"] for row in pack("upward_questions")) == dict.fromkeys(leading, 2)


def test_every_learning_offer_leads_from_one_level_to_a_higher_one():
    for row in pack("learning_offers"):
        assert row["competence"] in codes("competences")
        assert "1" <= row["from_level"] < row["to_level"] <= "5"
        assert int(row["hours"]) > 0
        assert row["seats"] == "" or int(row["seats"]) > 0
        assert int(row["price_dkk"]) >= 0


def test_there_is_an_offer_for_every_competence_and_of_every_kind():
    assert {row["competence"] for row in pack("learning_offers")} == codes("competences")
    assert {row["kind"] for row in pack("learning_offers")} == KINDS


def test_only_education_may_be_paid_by_the_fund_and_the_house_asks_no_price():
    for row in pack("learning_offers"):
        assert row["fund_eligible"] == ("yes" if row["kind"] == "education" else "no")
        assert row["provider_kind"] in {"internal", "centralbibliotek", "external"}
        assert row["provider_kind"] != "internal" or row["price_dkk"] == "0"


def test_the_example_units_are_one_tree_of_three_levels():
    units = {row["code"]: row for row in pack("units")}
    assert [row["code"] for row in units.values() if not row["parent"]] == ["odense"]
    assert {row["level"] for row in units.values()} == set("123")
    above = {code: units[row["parent"]] for code, row in units.items() if row["parent"]}
    assert [code for code, parent in above.items() if int(units[code]["level"]) != int(parent["level"]) + 1] == []
    assert {row["example"] for row in units.values()} == {"yes"}
