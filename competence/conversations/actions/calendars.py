"""What a calendar is told of a conversation: that there is a talk, when and where, and when it is called off."""

from email.utils import parseaddr
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from competence.conversations.models import Conversation, Step
from competence.conversations.queries import conversations as queries
from competence.conversations.rules.steps import Action, State
from competence.notifications.calendar import Event, invitation
from competence.people.models import Person
from competence.people.queries import person_by_id
from competence.privacy.restricting.queries import restricted_ids
from competence.web.clock import now

NOT_IN_A_CALENDAR = frozenset({State.PLANNED, State.CANCELLED})


def attach(person_id: int, url: str) -> bytes | None:
    """Return what a mail about a conversation carries for somebody's calendar, as the conversation stands now.

    While the use of the person's data is restricted the other of the two, who cannot open the page either, is told only
    that a talk is called off: nobody is to wait for somebody who does not come.
    """
    conversation = queries.conversation(url.rsplit("/", 1)[-1])
    if conversation is None:
        return None
    if conversation.state is not State.CANCELLED and conversation.subject_id in restricted_ids() - {person_id}:
        return None
    gone = person_id not in (conversation.subject_id, conversation.leader_id)
    return calendar_of(conversation, person_by_id(person_id), url, gone=gone)


def calendar_of(conversation: Conversation, reader: Person, path: str, *, gone: bool = False) -> bytes | None:
    """Return a conversation for somebody's calendar; None where it never had a time.

    path: the conversation's page; gone: the reader gave it over to another leader, so it leaves their calendar.
    The same reader keeps the same entry, whatever happens to the conversation. Colleagues may see a calendar: what kind
    of talk it is is not for them, least of all that somebody comes back from a long absence.
    """
    known = _known_to(conversation, reader, gone=gone)
    had = next((step for step in reversed(known) if step.starts_at is not None), None)
    starts_at = (None if gone else conversation.starts_at) or (had.starts_at if had else None)
    if starts_at is None:
        return None
    config = current_app.config
    public = config["PUBLIC_URL"].rstrip("/")
    with force_locale("da"):
        title = _("Samtale")
    event = Event(
        uid=f"{conversation.pid}-{reader.pid}@{urlsplit(public).hostname}",
        sequence=conversation.sequence,
        starts_at=starts_at,
        minutes=conversation.minutes,
        title=title,
        place="" if gone else conversation.place,
        url=public + path,
        organiser=(conversation.leader.name, parseaddr(config["MAIL_SENDER"])[1]),
        attendee=(reader.name, reader.email),
        stamp=now(),
    )
    return invitation(event, cancelled=gone or conversation.state in NOT_IN_A_CALENDAR)


def _known_to(conversation: Conversation, reader: Person, *, gone: bool) -> list[Step]:
    """Return the steps a reader was part of: a former leader those before the last take-over, a new one those since."""
    taken_over = [place for place, step in enumerate(conversation.steps) if step.action is Action.TAKE_OVER]
    last = taken_over[-1] if taken_over else 0
    if gone:
        return conversation.steps[:last]
    return conversation.steps[last:] if reader.id == conversation.leader_id else conversation.steps
