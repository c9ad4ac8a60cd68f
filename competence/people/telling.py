"""Telling people who is given them to lead: those who are led, and the leader whose deputy another one named."""

from collections.abc import Collection

from flask_babel import lazy_gettext as _l

from competence.notifications.actions.telling import notify, notify_all
from competence.notifications.rules import kind
from competence.people.models import Deputy
from competence.people.queries.leading import led_between

OWN_LEADERS, OWN_DEPUTIES = "/people/leader", "/people/deputies"
LEADER = kind(
    "leader.new",
    _l("Du får en ny leder. Se hvem og fra hvornår."),
    explains=_l("Er det ikke aftalt, så sig det til HR eller til databeskyttelsesrådgiveren."),
)
LEADERS_DEPUTY = kind(
    "deputy.of_leader",
    _l("Din leder får en stedfortræder. Se hvem og fra hvornår."),
    explains=_l("Stedfortræderen kan se det, du har delt med din leder, så længe det varer."),
)
DEPUTY = kind(
    "deputy.named",
    _l("HR eller en systemadministrator har udpeget en stedfortræder for dig. Se hvem og fra hvornår."),
    explains=_l("Er det ikke aftalt med dig, så stop det på siden, og sig det til databeskyttelsesrådgiveren."),
)


def tell_of_leader(person_ids: Collection[int]) -> None:
    """Tell people that they get another leader, now or on a later day."""
    notify_all(person_ids, LEADER, OWN_LEADERS)


def tell_of_deputy(actor_id: int | None, named: Deputy) -> None:
    """Tell those who are led while a deputy stands in, and the leader where another one named the deputy."""
    led = led_between(named.leader_id, named.valid_from, named.valid_to)
    notify_all(sorted(led - {named.deputy_id}), LEADERS_DEPUTY, OWN_LEADERS)
    if actor_id != named.leader_id:
        notify(named.leader_id, DEPUTY, OWN_DEPUTIES)
