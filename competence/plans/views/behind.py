"""What stands behind the glass that HR broke: a person's signed agreements, as papers."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _

from competence.access.actor import Actor
from competence.people.glass.views import BEHIND, Readable
from competence.plans.queries import plans
from competence.web.language import day


@BEHIND.fill
def behind_glass(actor: Actor, person_id: int) -> Iterator[Readable]:
    """Return a person's signed agreements, as papers, for the list of what can be read."""
    for one in plans.behind_glass(actor, person_id):
        yield Readable(
            _("Aftalen, der blev underskrevet %(day)s", day=day(one.approved_on)), url_for("plans.paper", pid=one.pid)
        )
