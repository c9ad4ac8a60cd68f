"""Proving oneself with a second factor: every code and every challenge works once, however many come at once."""

from datetime import timedelta

from flask import current_app
from sqlalchemy import delete, or_, update

from competence.db import db
from competence.privacy.models import Throttle
from competence.privacy.throttling import Limit, keyed, take
from competence.signin.factors import queries, rules
from competence.signin.factors.actions.telling import CODE_USED, told
from competence.signin.factors.models import CodeApp, Passkey, RecoveryCode
from competence.web.clock import now

TRIES = {
    "factor 5 min": Limit(5, timedelta(minutes=5)),
    "factor hour": Limit(20, timedelta(hours=1)),
    "factor day": Limit(50, timedelta(days=1)),
}
ONCE = Limit(1, timedelta(days=1))  # longer than a challenge lives, by however many hours the clock is set back


def try_code(person_id: int) -> int:
    """Count a try and return how many seconds to wait; 0 to go on. One that is not allowed uses up no longer limit."""
    waits = (take(scope, str(person_id), limit) for scope, limit in TRIES.items())
    return next(filter(None, waits), 0)


def forget_tries(person_id: int) -> None:
    """Forget the tries: their owner is in."""
    db.session.execute(delete(Throttle).where(Throttle.scope.in_(TRIES), Throttle.subject == keyed(str(person_id))))


def code_is_right(person_id: int, code: str) -> bool:
    """Use up a code of one of a person's apps, or one of their recovery codes; False where it is none."""
    tidy = rules.tidy_code(code)
    if any(_use(app, tidy) for app in queries.factors_of(person_id).apps):
        return True
    secrets = (str(current_app.secret_key), *current_app.config["SECRET_KEY_FALLBACKS"])
    keys = [rules.code_key(secret, person_id, tidy) for secret in secrets]
    used = delete(RecoveryCode).where(RecoveryCode.key.in_(keys), RecoveryCode.person_id == person_id)
    if db.session.execute(used.returning(RecoveryCode.key)).first() is None:
        return False
    told(person_id, person_id, CODE_USED)
    return True


def _use(app: CodeApp, code: str) -> bool:
    step = rules.matching_step(app.seed, code, now())
    if step is None:
        return False
    unused = or_(CodeApp.last_step.is_(None), CodeApp.last_step < step)
    taken = update(CodeApp).where(CodeApp.id == app.id, unused).values(last_step=step).returning(CodeApp.id)
    return db.session.execute(taken).first() is not None


def use_challenge(challenge: str) -> bool:
    """Use up a challenge; True for the first one who comes with it."""
    return take("challenge", challenge, ONCE) == 0


def count_use(passkey: Passkey, sign_count: int) -> bool:
    """Write down how often a passkey says it was used; False where another got there first with the same."""
    before = update(Passkey).where(Passkey.id == passkey.id, Passkey.sign_count == passkey.sign_count)
    counted = before.values(sign_count=sign_count).returning(Passkey.id)
    return db.session.execute(counted).first() is not None
