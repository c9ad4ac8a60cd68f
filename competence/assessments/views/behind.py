"""What stands behind the glass that HR broke: a person's open mirrors."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _

from competence.access.actor import Actor
from competence.assessments.queries import mirrors
from competence.people.glass.views import BEHIND, Readable
from competence.web.language import day


@BEHIND.fill
def behind_glass(actor: Actor, person_id: int) -> Iterator[Readable]:
    """Return a person's open mirrors, for the list of what can be read."""
    for one in mirrors.behind_glass(actor, person_id):
        yield Readable(
            _("Spejlet, der blev åbnet %(day)s", day=day(one.revealed_at)), url_for("assessments.show", pid=one.pid)
        )
