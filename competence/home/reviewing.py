"""What waits because somebody is to look through who can see what: a leader to sign, HR to ask the leaders."""

from flask import url_for
from flask_babel import gettext as _

from competence.access.actor import Actor
from competence.access.guard import may
from competence.access.permissions import MayReview
from competence.home.rules import Waits
from competence.people.reviews import queries
from competence.web.clock import today
from competence.web.language import day


def review_waits(actor: Actor) -> list[tuple[Waits, str, str, str]]:
    """Return a line where a leader is asked to sign, and one where HR is to begin: what, sentence, button, address."""
    lines = []
    sheet = queries.waits_for(actor)
    if sheet is not None:
        page = url_for("reviews.sheet", pid=sheet.pid)
        sentence = _("Se igennem, hvem der kan se hvad om dem, du leder.")
        lines.append((Waits.SIGN_REVIEW, sentence, _("Se og skriv under"), page))
    due = queries.next_due() if may(MayReview.BEGIN) else None
    if due is not None and due <= today():
        sentence = _("Det skulle være set igennem den %(day)s, hvem der kan se hvad.", day=day(due))
        lines.append((Waits.BEGIN_REVIEW, sentence, _("Begynd en gennemgang"), url_for("reviews.index")))
    return lines
