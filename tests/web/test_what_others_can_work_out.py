"""Hvad kan andre regne ud om mig? Each person sees the attack on their own answers, and no answer at all."""

from sqlalchemy import update

from competence.analytics import actions
from competence.analytics.exposure import Near, exposures
from competence.analytics.measures import Audience
from competence.analytics.models import Release
from competence.assessments.models import Answer
from competence.db import db
from tests.rounds import make_round, make_staff

PAGE = "/privacy/protection"
HEADING = "Hvad kan andre regne ud om mig?"


def release(cast, levels, title="Efterår 2026", staff=None):
    made = make_round(cast, staff or make_staff(cast), levels, title)
    actions.publish(made.close())
    return made


def test_somebody_behind_figures_sees_what_is_left_open(cast, client_as):
    """Fourteen in Tarup gave 3: any level is open to an outsider and to a colleague."""
    made = release(cast, {"c1": [3] * 35, "c3": [2, 3, 4, 3, 3] * 7})
    text = client_as(made.staff["tarup"][0]).get(PAGE).page.text
    assert "Du er med i tallene om 2 kompetencer; i den mindste gruppe er I 10–14." in text
    assert "kan ikke udelukke et eneste niveau for dig i 2 af dem." in text
    assert "er der mindst 5 niveauer åbne" in text


def test_at_the_end_of_the_scale_levels_can_be_ruled_out_and_the_page_says_so(cast, client_as):
    """All ten gave 5, coded as 4,5 or higher: 44 at least. Were a colleague's own a 1, the others' least would be 3."""
    staff = make_staff(cast, {"tarup": 10, "vollsmose": 12, "staff": 11})
    made = release(cast, {"c1": [5] * 33}, staff=staff)
    text = client_as(made.staff["tarup"][0]).get(PAGE).page.text
    assert "kan ikke udelukke et eneste niveau for dig i 1 af dem." in text
    assert "er der mindst 3 niveauer åbne" in text


def test_what_shares_rule_out_is_counted_too(cast, monkeypatch):
    """Of 25 in the house at most two gave 1 or 2, and two 4 or 5: a colleague and one more. Of twenty it were one."""
    made = release(cast, {"c1": [3] * 35})
    (one,) = exposures(made.staff["tarup"][0].id)
    assert (one.whole, one.outsider, one.colleague) == (1, 5, 5)
    monkeypatch.setattr(Near, "number", lambda *_: 20)
    (one,) = exposures(made.staff["tarup"][0].id)
    assert (one.whole, one.outsider, one.colleague) == (1, 5, 1)


def test_importance_and_wish_are_attacked_as_well(cast, client_as):
    """Everybody said nothing of importance, which counts as the middle; nobody wishes anything, told as under 10 %."""
    made = release(cast, {"c1": [3] * 35})
    text = client_as(made.staff["tarup"][0]).get(PAGE).page.text
    assert "andre tal handler også om dig" in text
    (one,) = exposures(made.staff["tarup"][0].id)
    assert one.others == one.others_open > 0


def test_the_page_says_who_can_see_the_figures_at_all(cast, client_as):
    made = release(cast, {"c1": [3] * 35})
    person = client_as(made.staff["tarup"][0])
    assert "din enheds tal ses af den selv" in person.get(PAGE).page.text
    db.session.execute(update(Release).values(audience=Audience.HR))
    db.session.expire_all()
    assert "Kun HR, chef og MED kan se rundens tal." in person.get(PAGE).page.text


def test_somebody_who_stands_behind_nothing_is_told_so(cast, client_as):
    release(cast, {"c1": [3] * 35})
    assert "Du står ikke bag nogen tal endnu" in client_as(cast.astrid).get(PAGE).page.text


def test_nobody_else_sees_it(cast, anonymous):
    release(cast, {"c1": [3] * 35})
    assert HEADING not in anonymous.get(PAGE).text


def test_the_attack_reads_no_answer(cast, client_as):
    """It says the same once every answer is gone."""
    made = release(cast, {"c1": [1, 3, 5, 3, 4] * 7})
    person = client_as(made.staff["tarup"][0])
    before = person.get(PAGE).page.text
    db.session.execute(Answer.__table__.delete())
    db.session.expire_all()
    assert person.get(PAGE).page.text == before


def test_it_takes_as_many_statements_after_two_rounds_as_after_one(cast, client_as, statements):
    staff = make_staff(cast)
    person = client_as(staff["tarup"][0])
    counts = []
    for title, codes in (("Den første", ["c1"]), ("Den anden", ["c1", "c2", "c3"])):
        release(cast, {code: [3] * 35 for code in codes}, title, staff)
        with statements() as seen:
            person.get(PAGE)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12
