"""HR sees how far the talks of a round are, in counts of people, and nothing of what was said or agreed."""

from datetime import timedelta

import pytest

from competence.conversations.rules.steps import State
from competence.cycles.models import Invitation
from competence.cycles.rules.rounds import Standing
from competence.db import db
from competence.plans.rules.words import Side
from tests.held_talks import round_with_talks
from tests.make import NOW, make_cycle, make_employment, make_invitation, make_person

PAGE = "/analytics/coverage"


@pytest.fixture
def talks(cast):
    return round_with_talks(cast)


@pytest.fixture
def hr(client_as, cast):
    return client_as(cast.carla)


def table(client, page=PAGE):
    """The units' table without its head: people, talks held, plans approved, followed up; the last is the whole."""
    return {line[0]: [int(cell) for cell in line[1:]] for line in client.get(page).page.table(1)[1:]}


def whole(client, page=PAGE):
    return list(table(client, page).values())[-1]


def test_people_are_counted_by_unit_and_small_units_with_a_neighbour(hr, talks):
    assert table(hr) == {
        "Tarup": [14, 0, 0, 0],
        "Hele organisationen undtagen Tarup": [15, 0, 0, 0],  # Vollsmose's twelve, and the staff unit's three
        "Hele organisationen": [29, 0, 0, 0],
    }


def test_talks_plans_and_follow_ups_are_counted_as_people(hr, talks):
    tarup = talks.staff["tarup"]
    talks.hold(*tarup[:6])
    talks.hold(tarup[0])  # twice, and still one person
    plans = talks.agree(*tarup[:4])
    talks.follow_up(*plans[:2])
    talks.follow_up(plans[2], sides=[Side.EMPLOYEE])
    assert table(hr)["Tarup"] == [14, 6, 4, 2]
    assert whole(hr) == [29, 6, 4, 2]


def test_a_plan_without_a_talk_of_the_round_belongs_to_another_story(hr, talks, cast):
    first, second, *_ = talks.everybody
    talks.agree(first)  # no talk
    (talk,) = talks.hold(second)
    (plan,) = talks.agree(second)
    plan.approved_at = NOW - timedelta(days=1)  # signed before the talk
    assert whole(hr) == [29, 1, 0, 0]
    talk.cycle = make_cycle(cast.version, "Forår 2026", closed=True)
    plan.approved_at = NOW + timedelta(days=1)
    assert whole(hr) == [29, 0, 0, 0]


def test_whoever_left_is_not_waited_for_and_leave_and_talks_called_off_are_words_while_few(hr, talks):
    first, second, third, *others = talks.everybody
    place = {one.person_id: one for one in db.session.query(Invitation).filter_by(cycle_id=talks.cycle.id)}
    place[first.id].standing, place[second.id].standing = Standing.LEFT, Standing.RESTS
    talks.hold(third, state=State.CANCELLED)
    assert whole(hr)[0] == 28
    text = hr.get(PAGE).page.text
    assert "På orlov uden samtalefå eller ingen" in text
    assert "Samtalen er aflystfå eller ingen" in text
    talks.hold(*others[:6], state=State.CANCELLED)
    assert "Samtalen er aflyst7" in hr.get(PAGE).page.text


def test_a_round_of_four_has_no_numbers(hr, cast):
    round_with_talks(cast, {"tarup": 4})
    page = hr.get(PAGE).page
    assert "Der er færre end 5 med, så der vises ingen tal." in page.text
    assert page.all("table") == []


def test_a_round_of_the_mirror_alone_has_no_coverage(hr, cast):
    make_cycle(cast.version)
    assert "Ingen runder med samtaler endnu" in hr.get(PAGE).page.text


def test_another_round_is_asked_for_by_name(hr, talks, cast):
    other = make_cycle(cast.version, "Forår 2026", with_talks=True)
    for person in talks.everybody[:7]:
        make_invitation(other, person)
    other.opens_on -= timedelta(days=200)
    assert whole(hr)[0] == 29
    assert whole(hr, f"{PAGE}?cycle={other.pid}")[0] == 7
    assert hr.get(f"{PAGE}?cycle=nothing").status_code == 404


def test_no_word_and_no_name_reaches_the_page(hr, talks, cast):
    talks.hold(*talks.everybody[:9])
    talks.agree(*talks.everybody[:9], about=cast.version.competences[:1])
    text = hr.get(PAGE).get_data(as_text=True)
    for secret in ("Holde møder, som borgerne vil komme igen til", "Tarup 1", "Emil"):
        assert secret not in text


def test_the_page_grows_by_no_statement(hr, talks, cast, statements):
    with statements() as few:
        hr.get(PAGE)
    for number in range(20):
        person = make_person(f"Ny {number}")
        make_employment(person, cast.tarup, cast.librarian)
        make_invitation(talks.cycle, person)
        talks.hold(person)
        talks.follow_up(*talks.agree(person))
    db.session.commit()
    with statements() as many:
        hr.get(PAGE)
    assert len(many) == len(few) <= 13
