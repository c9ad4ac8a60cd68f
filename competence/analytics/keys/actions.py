"""Turning the two keys: HR proposes, MED confirms."""

from datetime import datetime

from competence.analytics.keys import rules
from competence.analytics.keys.models import FigureRule
from competence.analytics.keys.rules import Limits
from competence.db import db
from competence.privacy import audit


def propose(wanted: Limits, reason: str, actor_id: int | None, now: datetime) -> FigureRule:
    """Propose limits for later rounds. Raises BelowThePromise, NoReason."""
    rules.check_proposal(wanted, reason)
    proposed = FigureRule(
        k=wanted.k, unit_floor=wanted.unit_floor, shares_floor=wanted.shares_floor, audience=wanted.audience,
        reason=reason.strip(), proposed_at=now, proposed_by_id=actor_id,
    )  # fmt: skip
    db.session.add(proposed)
    db.session.flush()
    audit.record(actor_id, "figure_rule.propose", thing=f"figure_rule {proposed.pid}")
    return proposed


def confirm(proposed: FigureRule, actor_id: int | None, now: datetime) -> None:
    """Let what was proposed hold for rounds opened from now on. Raises AlreadyConfirmed, SameHand."""
    rules.check_confirming(proposed.proposed_by_id, actor_id, confirmed=proposed.confirmed_at is not None)
    proposed.confirmed_at, proposed.confirmed_by_id = now, actor_id
    audit.record(actor_id, "figure_rule.confirm", thing=f"figure_rule {proposed.pid}")
    db.session.flush()
