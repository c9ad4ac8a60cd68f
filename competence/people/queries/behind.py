"""Which broken glass is open at a moment: its half hour runs, and the law lets HR read what is behind it."""

from sqlalchemy import ColumnElement, and_, exists, literal, or_, select
from sqlalchemy.orm import aliased

from competence.people.glass.models import Glass
from competence.privacy.models import AuditEvent
from competence.privacy.restricting.models import Restriction
from competence.privacy.restricting.queries import Time, stands


def runs(moment: Time, soon: Time) -> ColumnElement[bool]:
    """Return the condition that a glass was broken and is not over.

    Not before it was broken; and no more once the trail has noted anything at its end or later since: so it is over for
    good, also where the clock is set back. moment: this one. soon: as far after it as two clocks may differ.
    """
    broken, later = aliased(AuditEvent), aliased(AuditEvent)
    its_own = broken.at >= Glass.opened_at, broken.thing == literal("glass ") + Glass.pid  # sought among the newest
    was_over = exists().where(*its_own, broken.action == "glass.break", later.id > broken.id, later.at >= Glass.ends_at)
    return and_(Glass.ends_at > moment, Glass.opened_at <= soon, ~was_over)


def is_open(moment: Time, soon: Time) -> ColumnElement[bool]:
    """Return the condition that who broke a glass reads behind it: it runs, on a ground that holds for the person.

    moment, soon: as for `runs`.
    """
    restricted = select(Restriction.person_id).where(stands(moment))
    return and_(runs(moment, soon), or_(Glass.despite.is_not(None), Glass.subject_id.not_in(restricted)))
