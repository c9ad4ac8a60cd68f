"""When another address takes effect: at once, or when its owner or a second hand has said yes."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l

from competence.people.rules import AboutField
from competence.web.refusals import Conflict

WAITS = timedelta(days=7)
PROPOSED, CHANGED, REFUSED, WITHDRAWN = (
    f"address.{what}" for what in ("proposed", "changed", "refused", "withdrawn")
)  # as the trail names what was done


class SameAddress(AboutField):
    field = "email"
    message = _l("Det er den adresse, personen har nu.")


class NothingWaits(Conflict):
    message = _l("Forslaget gælder ikke mere: det er afgjort, trukket tilbage, erstattet af et nyt eller for gammelt.")


class OneHand(Conflict):
    message = _l(
        "Det skal to forskellige til: én foreslår adressen, og en anden siger ja. Er det din egen, svarer du selv "
        "under »E-mail at logge ind med«."
    )


def takes_effect_at_once(*, in_use: bool, is_trusted: bool, by_owner: bool) -> bool:
    """Return whether a new address needs nobody's yes.

    in_use: somebody has signed in with the account, so it holds what only they may read. is_trusted: it opens what is
    others', or is a second hand by itself: a role, or people to lead, now or later. by_owner: its owner gives it, who
    has just confirmed that it is them.
    """
    return by_owner or not (in_use or is_trusted)


def check_second_hand(actor_id: int, person_id: int, proposer_id: int, *, proposer_may: bool) -> None:
    """Refuse that one hand does both, that the proposer no longer may, and that the owner passes for the second hand.

    Raises OneHand.
    """
    if actor_id in {person_id, proposer_id} or not proposer_may:
        raise OneHand
