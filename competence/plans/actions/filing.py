"""The employee's comment, and the hand-over of the agreement to the personnel file."""

import hashlib
from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from competence.access.actor import Actor
from competence.db import flush_or
from competence.notifications.rules import kind
from competence.plans.actions.stepping import take
from competence.plans.actions.writing import tell
from competence.plans.models import Filing, Plan
from competence.plans.rules import holding
from competence.plans.rules.refusals import ChangedMeanwhile, WaitForTheComment
from competence.plans.rules.states import Action, step
from competence.plans.rules.words import Side
from competence.web.language import day

FILED = kind("plan.filed", _l("Jeres aftale er lagt på personalesagen."))


def comment(plan: Plan, words: str, actor: Actor, now: datetime) -> None:
    """Let the employee say something that goes with the agreement, or that there is nothing to say.

    Raises NotTheTimeToComment, TooLong.
    """
    text = holding.remark(words)
    take(plan, Action.COMMENT, actor.person_id, now)
    plan.employee_comment = text
    flush_or(ChangedMeanwhile)


def check_filing(plan: Plan, today: date) -> None:
    """Refuse to hand over what is not signed, is handed over already, or waits for the employee's word.

    Raises NotToBeFiled, WaitForTheComment.
    """
    step(plan.state, Action.FILE)
    first = plan.first_day_to_file
    if first is not None and today < first:
        raise WaitForTheComment(day=day(first))


def file(plan: Plan, paper: bytes, actor: Actor, now: datetime, today: date) -> None:
    """Hand the agreement over to the personnel file, as this paper and no other. Raises as check_filing does."""
    check_filing(plan, today)
    take(plan, Action.FILE, actor.person_id, now)
    plan.filing = Filing(author_id=actor.person_id, at=now, sha256=hashlib.sha256(paper).hexdigest(), paper=paper)
    flush_or(ChangedMeanwhile)
    tell(plan, Side.EMPLOYEE, FILED)
