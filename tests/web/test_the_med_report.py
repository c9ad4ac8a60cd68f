"""The report to MED is made once, from many, and says nothing of anybody."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from competence.access.actor import Role
from competence.analytics.charts import share_cell
from competence.analytics.models import ReleasedForEver
from competence.analytics.reports.actions import report
from competence.analytics.reports.measures import within_area
from competence.analytics.reports.models import MedReport, MedReportShare
from competence.analytics.reports.queries import answers_about, facts_of, goals_of
from competence.conversations.models import Conversation
from competence.conversations.rating.models import TalkRating
from competence.conversations.rating.rules import Gain
from competence.db import db
from competence.people.models import Employment
from competence.privacy.anonymity.figures import End
from competence.privacy.anonymity.parts import Part
from competence.privacy.anonymity.portions import Portion
from competence.privacy.models import AuditEvent
from competence.web.clock import today
from tests.held_talks import round_with_talks
from tests.make import NOW, make_cycle, make_grant, make_invitation, make_leader, make_restriction, make_rule
from tests.papers.judges import text_of

MAKE = "/analytics/med-reports"


@pytest.fixture
def hr(client_as, cast):
    return client_as(cast.carla)


@pytest.fixture
def talks(cast):
    """A round whose talks are held: everybody has a plan, eleven with a goal in the first area, one in the second."""
    talks = round_with_talks(cast)
    talks.hold(*talks.everybody)
    areas = {competence.area.code: competence for competence in cast.version.competences}
    talks.agree(*talks.everybody[:11], about=[areas["a1"]])
    talks.agree(talks.everybody[11], about=[areas["a2"]])
    talks.agree(*talks.everybody[12:], about=[areas["a3"]])
    talks.cycle.evaluated_on = today()
    return talks


def make(client, talks):
    answer = client.post(MAKE, data={"cycle": talks.cycle.pid})
    client.get("/")  # reads that it is made, which is said once
    return answer, f"{MAKE}/{talks.cycle.pid}"


def test_it_says_how_far_the_round_came_and_what_the_goals_are_about(hr, talks):
    answer, page = make(hr, talks)
    assert (answer.status_code, answer.location) == (303, page)
    shown = hr.get(page).page
    assert shown.h1 == "MED-rapport: Efterår 2026"
    assert shown.table(1)[-1] == ["Hele organisationen", "29", "29", "29", "0"]
    # 11, 1 and 17 of 29: rounded to five per cent, the small one in words
    assert shown.table(2)[1:] == [["Område 1", "40 %"], ["Område 2", "under 10 %"], ["Område 3", "60 %"]]


def test_who_has_the_use_restricted_is_behind_nothing_it_says(talks, cast):
    """Neither how far talks came, nor goals, nor what was answered about a talk."""
    one = talks.everybody[0]
    talk = db.session.scalars(select(Conversation).where(Conversation.subject_id == one.id)).first()
    db.session.add(TalkRating(conversation_id=talk.id, gain=Gain.HELPED, on=today()))
    db.session.flush()
    later = today() + timedelta(days=400)
    assert one.id in answers_about(talks.cycle, later)
    assert one.id in facts_of(talks.cycle).taking_part & facts_of(talks.cycle).agreed & goals_of(talks.cycle).people
    make_restriction(one)
    facts = facts_of(talks.cycle)
    assert one.id not in facts.taking_part | facts.agreed | goals_of(talks.cycle).people
    assert one.id not in answers_about(talks.cycle, later)


def test_who_left_since_is_counted_where_they_worked_last_and_its_unit_is_named(hr, talks, cast):
    """The three of the staff unit are told with others; nobody works there any more, nor above it."""
    of_the_staff = select(Employment).where(Employment.unit_id.in_([cast.house.id, cast.staff.id]))
    for place in db.session.scalars(of_the_staff):
        place.valid_to = today() - timedelta(days=1)
    _, page = make(hr, talks)
    rows = [row[:2] for row in hr.get(page).page.table(1)[1:]]
    assert rows == [["Staff samt Vollsmose", "15"], ["Tarup", "14"], ["Hele organisationen", "29"]]
    assert [row[:2] for row in hr.get(f"/analytics/coverage?cycle={talks.cycle.pid}").page.table(1)[1:]] == rows


def test_it_states_the_round_the_day_and_the_rule(hr, talks):
    _, page = make(hr, talks)
    text = hr.get(page).page.text
    assert "Ingen række om færre end 5 mennesker; andele fra 20 mennesker ud over dem, en leder kender." in text
    assert "Evalueret i MED" in text
    assert f"/cycles/{talks.cycle.pid}" in hr.get(page).page.links().values()


def test_it_is_held_to_what_the_two_keys_agreed_on_before_the_round_opened(hr, talks, cast):
    """Tarup has 14, Vollsmose 12 and Staff 3 people, and 29 have goals."""
    make_rule(cast.carla, cast.asger, at=NOW - timedelta(days=1), k=15, shares_floor=30)
    make_rule(cast.carla, cast.asger, at=NOW + timedelta(hours=1))  # too late for this round
    assert "En enhed med færre end 15" in hr.get(f"/analytics/coverage?cycle={talks.cycle.pid}").page.text
    _, page = make(hr, talks)
    text = hr.get(page).page.text
    assert "Ingen række om færre end 15 mennesker; andele fra 30 mennesker" in text
    assert [row[1] for row in hr.get(page).page.table(1)[1:]] == ["29", "29"]
    assert "Fordelingen vises først" in text


def test_goals_are_told_by_competence_in_words_that_keep_away_from_their_areas_share(talks, cast):
    """Of 29 with goals 11 have one in the first competence of the first area, whose share (40 %) is at least ten."""
    told = {goal.code: goal.told for goal in report(talks.cycle, None, NOW, today()).goals}
    areas = {competence.area.code: competence.code for competence in cast.version.competences}
    first, second, third = (areas[code] for code in ("a1", "a2", "a3"))
    assert (told.pop(first), told.pop(second), told.pop(third)) == (Part.TWENTIETH, Part.FEW, Part.TENTH)
    assert set(told.values()) == {Part.FEW}


@pytest.mark.parametrize(
    ("count", "area", "word"),
    [
        (50, Portion(50), Part.QUARTER),  # the share may stand for 47: half of them would be all of these
        (25, Portion(30), Part.TENTH),  # 27 to 33 have a goal in the area: not `at least 25`, within five of them
        (9, Portion(10, End.OR_LOWER), Part.FEW),
        (95, Portion(90, End.OR_HIGHER), Part.HALF),
    ],
)
def test_a_word_lies_five_people_below_the_fewest_its_areas_share_may_stand_for(count, area, word):
    assert within_area(count, area, 100, 5) is word


def test_a_share_that_is_only_a_bound_is_no_number_to_calculate_with(app):
    shares = (MedReportShare(percent=90, end=end) for end in (End.EXACT, End.OR_LOWER, End.OR_HIGHER))
    cells = [share_cell(share) for share in shares]
    assert [cell.text for cell in cells] == ["90 %", "under 90 %", "over 90 %"]
    assert [cell.value for cell in cells] == [90, None, 90]
    assert [cell.number for cell in cells] == [90, None, None]


def test_it_is_made_once_and_never_changes(hr, talks, cast):
    _, page = make(hr, talks)
    before = hr.get(page).page.text
    again, _ = make(hr, talks)
    assert again.status_code == 409
    talks.agree(*talks.everybody, about=cast.version.competences[:1])
    db.session.delete(talks.everybody[0])
    db.session.commit()
    assert hr.get(page).page.text == before


def test_what_is_written_cannot_be_rewritten(hr, talks):
    make(hr, talks)
    report = db.session.query(MedReport).one()
    report.rows[0].held = 3
    with pytest.raises(ReleasedForEver):
        db.session.flush()


def test_it_waits_until_the_plans_are_due(hr, talks):
    talks.cycle.evaluated_on = None
    for phase in talks.cycle.phases:
        phase.ends_on = date(2999, 1, 1)
    answer, page = make(hr, talks)
    assert answer.status_code == 409
    assert "Vent til 16.1.2999" in answer.page.text
    assert hr.get(page).status_code == 404
    assert "Rapporten kan laves fra 16. januar 2999" in hr.get("/analytics/coverage").page.text


def test_a_round_of_the_mirror_alone_has_none(hr, cast):
    cycle = make_cycle(cast.version)
    assert hr.post(MAKE, data={"cycle": cycle.pid}).status_code == 404


def test_among_few_the_goals_are_not_told(hr, talks, cast):
    for person in talks.everybody[:10]:
        make_leader(cast.bo, person)  # Bo knows ten of the 29; nineteen are no crowd
    _, page = make(hr, talks)
    text = hr.get(page).page.text
    assert "Fordelingen vises først, når mindst 20 har svaret ud over dem, du kender." in text
    assert "40 %" not in text


def test_of_four_there_is_nothing_to_report(hr, cast):
    talks = round_with_talks(cast, {"tarup": 4})
    talks.cycle.evaluated_on = today()
    _, page = make(hr, talks)
    assert "Der er færre end 5 med, så der vises ingen tal." in hr.get(page).page.text


def test_a_plan_stands_behind_one_report_only(hr, talks, cast):
    """Otherwise the difference between two reports could tell what a few wrote."""
    make(hr, talks)
    later = make_cycle(cast.version, "Forår 2027", with_talks=True)
    later.evaluated_on = today()
    for person in talks.everybody:
        make_invitation(later, person)
    hr.post(MAKE, data={"cycle": later.pid})
    shown = hr.get(f"{MAKE}/{later.pid}").page
    assert shown.table(1)[-1] == ["Hele organisationen", "29", "0", "0", "0"]
    assert "40 %" not in shown.text


def test_making_it_leaves_a_trace(hr, talks, cast):
    make(hr, talks)
    event = db.session.query(AuditEvent).filter_by(action="med_report.create").one()
    assert event.actor_id == cast.carla.id


def test_no_word_and_no_name_reaches_the_report(hr, talks):
    _, page = make(hr, talks)
    text = hr.get(page).get_data(as_text=True)
    for secret in ("Holde møder, som borgerne vil komme igen til", "Tarup 1", "Emil"):
        assert secret not in text


def test_the_paper_says_the_same_and_is_the_same_each_time(hr, talks):
    _, page = make(hr, talks)
    paper = hr.get(f"{page}/paper")
    assert (paper.status_code, paper.mimetype) == (200, "application/pdf")
    assert hr.get(f"{page}/paper").data == paper.data
    told = text_of(paper.data)
    for words in (
        "MED-rapport: Efterår 2026",
        "Hele organisationen 29 29 29 0",
        "Område 1 40 %",
        "Område 2 under 10 %",
    ):
        assert words in told
    assert "Emil" not in told


def test_there_is_no_paper_before_there_is_a_report(hr, talks):
    assert hr.get(f"{MAKE}/{talks.cycle.pid}/paper").status_code == 404


def say(talks, gains):
    """Let the first of the round have said what their talk gave, and the round be over."""
    talks.cycle.closed_at = NOW
    found = db.session.query(Conversation).filter_by(cycle_id=talks.cycle.id).order_by(Conversation.id)
    for talk, gain in zip(found, gains, strict=False):
        db.session.add(TalkRating(conversation_id=talk.id, gain=gain, on=NOW.date()))


def test_what_the_talks_gave_is_told_as_shares_of_many(hr, talks):
    say(talks, [Gain.HELPED] * 14 + [Gain.FINE] * 12 + [Gain.LITTLE] + [Gain.UNSAID])
    _, page = make(hr, talks)
    answers = {line[0]: line[1] for line in hr.get(page).page.table(3)[1:]}
    assert answers == {
        "Den hjalp mig videre": "50 %", "Den var fin": "50 %", "Den gav mig ikke så meget": "under 10 %",
    }  # fmt: skip
    assert "Den hjalp mig videre 50 %" in text_of(hr.get(f"{page}/paper").data)


def test_of_twenty_answers_nothing_is_told(hr, talks):
    say(talks, [Gain.HELPED] * 20)  # each knows their own, and nineteen are no crowd
    _, page = make(hr, talks)
    assert "Den hjalp mig videre" not in hr.get(page).page.text


def test_med_and_the_chief_find_the_report_among_the_figures_and_nobody_else_does(hr, talks, cast, client_as):
    _, page = make(hr, talks)
    make_grant(cast.gerda, Role.MED)
    for reader, sees in ((cast.gerda, True), (cast.dorte, True), (cast.carla, True), (cast.bo, False)):
        client = client_as(reader)
        assert (page in client.get("/analytics").text) is sees
        assert (client.get(page).status_code, client.get(f"{page}/paper").status_code) == (
            (200,) if sees else (404,)
        ) * 2
    assert client_as(cast.gerda).get("/analytics/coverage").status_code == 404


def test_the_chief_sees_how_far_the_talks_are_but_makes_no_report(hr, talks, cast, client_as):
    chief = client_as(cast.dorte)
    shown = chief.get(f"/analytics/coverage?cycle={talks.cycle.pid}")
    assert "Det gør HR" in shown.page.text
    assert chief.post(MAKE, data={"cycle": talks.cycle.pid}).status_code == 404
