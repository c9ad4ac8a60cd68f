"""What stands behind the glass that HR broke: a person's held talks and what was agreed in them."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _

from competence.access.actor import Actor
from competence.conversations.queries import conversations
from competence.people.glass.views import BEHIND, Readable
from competence.web.language import day


@BEHIND.fill
def behind_glass(actor: Actor, person_id: int) -> Iterator[Readable]:
    """Return a person's held talks and what was agreed in them, for the list of what can be read."""
    for one in conversations.behind_glass(actor, person_id):
        yield Readable(
            _("Samtalen, der blev holdt %(day)s", day=day(one.held_at)), url_for("conversations.show", pid=one.pid)
        )
