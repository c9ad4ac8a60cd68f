"""What rows of access.csv about seats, the fund and fair shares are about: Astrid wishes, and HR distributes."""

from collections.abc import Callable
from datetime import timedelta

from competence.analytics.fairshare.measures import halves_before
from competence.learning.seats.rules.states import Outcome
from competence.web.clock import today
from tests.cast import Cast
from tests.house.thing import Thing
from tests.learning import make_date, make_offer
from tests.seats import make_distribution, make_education, make_fund_agreement, make_line, make_wish

ASKED = {"title": "Forår", "each": "1", "hours": "", "fair": "50", "seconds": "5"}


def _wish(cast: Cast) -> Thing:
    offer = make_offer(cast, "ai")
    make_wish(offer, cast.astrid)
    return Thing({"pid": offer.pid})


def _line(cast: Cast, outcome: Outcome) -> Thing:
    return Thing({"pid": make_line(make_date(make_offer(cast, "ai")), cast.astrid, outcome).pid})


def _distribution(cast: Cast, *, found: bool = False) -> Thing:
    offer = make_offer(cast, "ai")
    make_wish(offer, cast.astrid)
    date = make_date(offer)
    made = make_line(date, cast.astrid, Outcome.SEAT).distribution if found else make_distribution(date)
    form = {"person": cast.astrid.pid, "what": "hold", "answer_by": str(today() + timedelta(days=10))}
    seen = {"version": str(made.version), f"seats-{date.id}": "1"}
    return Thing({"pid": made.pid, "date_pid": date.pid}, ASKED | form | seen)


def _education(cast: Cast) -> Thing:
    pid, activity = make_education(cast)
    form = {"agreement": make_fund_agreement().pid, "starts_on": "2027-08-02", "price": "13500", "step": "TALKED"}
    return Thing({"pid": pid, "number": activity.id}, form | {"done": "yes"})


def _terms(cast: Cast) -> Thing:
    agreement = make_fund_agreement(20)
    terms = {"percent": "80", "most": "30000", "most_master": "50000", "months_before": "9", "days_before": "1"}
    form = {"title_da": "HK Kommunal", "title_en": "", "sign_days": "40", "source": "", "checked_on": str(today())}
    more = {"version": str(agreement.version), "opens_at": "2027-01-05T10:00"}
    return Thing({"pid": agreement.pid, "number": agreement.openings[0].id}, terms | form | more)


SEATS: dict[str, Callable[[Cast], Thing]] = {
    "offer to wish": lambda cast: Thing(form={"offer": make_offer(cast, "ai").pid}),
    "her wish": _wish,
    "seat she was offered": lambda cast: _line(cast, Outcome.OFFERED),
    "seat proposed to her": lambda cast: _line(cast, Outcome.SEAT),
    "dates to give": lambda cast: Thing(form=ASKED | {"dates": make_date(make_offer(cast, "ai")).pid}),
    "distribution": _distribution,
    "found distribution": lambda cast: _distribution(cast, found=True),
    "education": _education,
    "terms of the fund": _terms,
    "half-year": lambda cast: Thing(form={"half": halves_before(today(), 1)[0].isoformat()}),
}
