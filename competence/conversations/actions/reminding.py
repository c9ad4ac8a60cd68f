"""What the daily run reminds of: a time, an answer, preparing, ending, and whom a leader has not invited yet."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask import url_for
from flask_babel import lazy_gettext as _l

from competence.conversations.models import Conversation
from competence.conversations.queries import conversations as queries
from competence.conversations.rules.reminding import Standing, Waits, waits
from competence.conversations.rules.steps import Side
from competence.notifications.rules import DUES, Due, kind
from competence.people.queries.leading import nearest_leaders
from competence.web.clock import day_of

TO_INVITE = kind("conversations.to_invite", _l("Der er medarbejdere, du ikke har inviteret til samtale endnu."))
REMINDERS = {
    Waits.TIME: kind("conversations.needs_time", _l("En samtale venter på, at du foreslår en tid.")),
    Waits.ANSWER: kind("conversations.needs_answer", _l("En samtale venter på, at du svarer på en tid.")),
    Waits.PREPARATION: kind(
        "conversations.comes", _l("Du har snart en samtale."), explains=_l("Du kan forberede dig, hvis du vil.")
    ),
    Waits.ENDING: kind("conversations.not_ended", _l("En samtale er ikke sluttet endnu. Blev den holdt?")),
}
INVITE_BEFORE_THE_END = timedelta(days=35)  # two weeks' notice, and three to hold them in


@DUES.fill
def conversations_due(today: date) -> Iterator[Due]:
    """Return what conversations wait for; a step taken starts the waiting anew.

    Where the leader a conversation lies with no longer leads the person, those who do are reminded: they can take over.
    """
    under_way = queries.under_way()
    leaders = nearest_leaders({one.subject_id for one in under_way if one.subject_id is not None}, today)
    for conversation in under_way:
        subject_id, leader_id = conversation.subject_id or 0, conversation.leader_id
        url = url_for("conversations.show", pid=conversation.pid)
        led_by = leaders.get(subject_id, [])
        seat = [leader_id] if leader_id in led_by else led_by
        for what, side in waits(_standing(conversation), today):
            for person_id in [subject_id] if side is Side.PERSON else seat:
                yield Due(person_id, REMINDERS[what], url, f"{conversation.pid} {conversation.sequence}")


@DUES.fill
def invitations_due(today: date) -> list[Due]:
    """Return that a leader has people in a round that ends within five weeks, and no talk with them on its way."""
    found = queries.leaders_to_invite(today, today + INVITE_BEFORE_THE_END)
    return [Due(leader_id, TO_INVITE, url_for("conversations.index"), cycle_pid) for leader_id, cycle_pid in found]


def _standing(conversation: Conversation) -> Standing:
    on = day_of(conversation.starts_at) if conversation.starts_at else None
    return Standing(conversation.state, day_of(conversation.steps[-1].at), on)
