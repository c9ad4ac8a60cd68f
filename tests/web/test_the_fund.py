"""An education in a signed plan and the fund: the two get ready, HR keeps the terms, and both are reminded in time."""

from datetime import timedelta

from sqlalchemy import select

from competence.db import db
from competence.learning.fund.actions import due
from competence.learning.fund.models import FundAgreement, FundCase, FundTick
from competence.plans.rules.states import State
from competence.web.clock import today
from tests.plans import make_activity, make_goal, make_plan
from tests.seats import make_education, make_fund_agreement

TERMS = "/learning/fund/terms"
WRITTEN = {
    "title_da": "HK Kommunal", "title_en": "", "percent": "80", "most": "30000", "most_master": "50000",
    "months_before": "9", "days_before": "1", "sign_days": "40", "source": "fondens hjemmeside",
    "checked_on": "2026-11-20", "version": "0",
}  # fmt: skip


def test_the_plan_leads_to_what_the_fund_asks(client_as, cast):
    pid, activity = make_education(cast)
    agreement = make_fund_agreement(20)
    astrid, address = client_as(cast.astrid), f"/learning/fund/plans/{pid}/{activity.id}"
    assert address in {link.get("href") for link in astrid.get(f"/plans/{pid}").page.all("a")}
    said = {"agreement": agreement.pid, "starts_on": "2027-08-02", "price": "13500"}
    assert astrid.post(address, data=said).status_code == 303
    page = astrid.get(address).page
    text, again = page.text, page.form(address)
    assert again["agreement"] == [agreement.pid]  # saved once more, it stays
    assert "10800 kr. fra fonden og 2700 kr. fra biblioteket" in text
    assert "2. november 2026 og 1. august 2027" in text
    assert "Alle tre underskrifter på plads inden for 40 dage" in text


def test_each_ticks_their_own_signature_and_not_the_others(client_as, cast):
    pid, activity = make_education(cast)
    address = f"/learning/fund/plans/{pid}/{activity.id}/steps"
    astrid, bo = client_as(cast.astrid), client_as(cast.bo)
    assert astrid.post(address, data={"step": "EMPLOYEE", "done": "yes"}).status_code == 303
    assert astrid.post(address, data={"step": "LEADER", "done": "yes"}).status_code == 400
    assert bo.post(address, data={"step": "LEADER", "done": "yes"}).status_code == 303
    assert bo.post(address, data={"step": "EMPLOYEE", "done": "no"}).status_code == 400
    assert bo.post(address, data={"step": "NONE", "done": "yes"}).status_code == 400
    ticks = db.session.scalars(select(FundTick)).all()
    assert {(one.step.name, one.author_id) for one in ticks} == {("EMPLOYEE", cast.astrid.id), ("LEADER", cast.bo.id)}
    astrid.post(address, data={"step": "EMPLOYEE", "done": "no"})
    assert [one.step.name for one in db.session.scalars(select(FundTick))] == ["LEADER"]


def test_only_an_education_of_a_signed_plan_has_a_page(client_as, cast):
    draft = make_plan(cast.astrid, cast.bo, State.DRAFT)
    unsigned = make_activity(make_goal(draft), fund=True)
    _pid, other = make_education(cast)
    other.fund = False
    astrid = client_as(cast.astrid)
    assert astrid.get(f"/learning/fund/plans/{draft.pid}/{unsigned.id}").status_code == 404
    assert astrid.get(f"/learning/fund/plans/{_pid}/{other.id}").status_code == 404
    assert astrid.get(f"/learning/fund/plans/{_pid}/{unsigned.id}").status_code == 404


def test_both_are_told_once_when_the_pool_opens_within_a_week(app, cast):
    pid, activity = make_education(cast)
    agreement = make_fund_agreement(6)
    case = FundCase(activity_id=activity.id, agreement=agreement, starts_on=today() + timedelta(days=60), ticks=[])
    db.session.add(case)
    db.session.flush()
    with app.test_request_context(method="POST"):
        told = list(due(today()))
        assert {one.person_id for one in told} == {cast.astrid.id, cast.bo.id}
        assert {one.url for one in told} == {f"/learning/fund/plans/{pid}/{activity.id}"}
        assert {one.key for one in told} == {one.key for one in due(today() + timedelta(days=1))}
        case.starts_on = today() + timedelta(days=3)  # it opens too late for that
        assert list(due(today())) == []


def test_hr_keeps_the_terms_and_is_asked_to_check_old_ones(client_as, cast):
    carla = client_as(cast.carla)
    page = carla.post(TERMS, data=WRITTEN).location
    (kept,) = db.session.scalars(select(FundAgreement))
    assert (kept.terms.most, kept.checked_on.isoformat()) == (30_000, "2026-11-20")
    assert carla.post(f"{page}/openings", data={"opens_at": "2027-01-05T10:00"}).status_code == 303
    assert "5. januar 2027 kl. 10.00" in carla.get(page).page.text
    assert carla.post(page, data=WRITTEN | {"most": "25000", "version": "9"}).status_code == 409
    changed = WRITTEN | {"most": "25000", "version": str(kept.version), "checked_on": "2020-01-01"}
    assert carla.post(page, data=changed).status_code == 303
    assert "Slå op igen" in carla.get(TERMS).page.text
    (opening,) = kept.openings
    carla.post(f"{page}/openings/{opening.id}/removal")
    assert "Ingen åbninger" in carla.get(page).page.text


def test_what_is_typed_wrong_is_told_beside_the_field_and_kept(client_as, cast):
    answer = client_as(cast.carla).post(TERMS, data=WRITTEN | {"percent": "180"})
    assert answer.status_code == 400
    assert "Skriv et helt tal fra 0 til 100." in answer.page.text
    assert answer.page.form(TERMS)["title_da"] == ["HK Kommunal"]
