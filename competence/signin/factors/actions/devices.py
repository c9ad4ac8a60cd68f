"""Adding, naming and removing what somebody proves themselves with, and making recovery codes."""

from flask import current_app
from sqlalchemy import delete

from competence.db import db
from competence.signin.factors import queries, rules
from competence.signin.factors.actions.telling import ADDED, CODES_MADE, REMOVED, RENAMED, told
from competence.signin.factors.models import CodeApp, FactorReset, Passkey, RecoveryCode
from competence.web.clock import now


def begin_app(person_id: int, name: str) -> CodeApp:
    """Make a code app that counts once its first code was right; an earlier one that never did goes."""
    db.session.execute(delete(CodeApp).where(CodeApp.person_id == person_id, CodeApp.proven_at.is_(None)))
    app = CodeApp(person_id=person_id, name=name, seed=rules.new_seed(), added_at=now())
    db.session.add(app)
    db.session.flush()
    return app


def prove_app(app: CodeApp, code: str, name: str) -> None:
    """Let a code app count from now on. Raises WrongCode."""
    step = rules.matching_step(app.seed, rules.tidy_code(code), now())
    if step is None:
        raise rules.WrongCode
    app.name, app.proven_at, app.last_step = name, now(), step
    told(app.person_id, app.person_id, ADDED, f"app:{app.pid}")


def add_passkey(person_id: int, name: str, credential: str, public_key: bytes, sign_count: int) -> Passkey:
    """Keep the public half of a passkey."""
    passkey = Passkey(
        person_id=person_id, name=name, credential=credential, public_key=public_key, sign_count=sign_count,
        added_at=now(),
    )  # fmt: skip
    db.session.add(passkey)
    db.session.flush()
    told(person_id, person_id, ADDED, f"passkey:{passkey.pid}")
    return passkey


def rename(device: CodeApp | Passkey, name: str) -> None:
    """Give a device another name."""
    device.name = name
    told(device.person_id, device.person_id, RENAMED, f"factor:{device.pid}")


def remove(device: CodeApp | Passkey, *, required: bool) -> None:
    """Let a device count no more; with the last one the recovery codes go. Raises LastOne where one is required."""
    is_last = len(queries.factors_of(device.person_id)) == 1
    if is_last and required:
        raise rules.LastOne
    told(device.person_id, device.person_id, REMOVED, f"factor:{device.pid}")
    if is_last:
        forget_all(device.person_id)
    else:
        db.session.delete(device)


def forget_all(person_id: int) -> None:
    """Let everything somebody proved themselves with, besides the password, count no more."""
    for table in (CodeApp, Passkey, RecoveryCode, FactorReset):
        db.session.execute(delete(table).where(table.person_id == person_id))


def make_codes(person_id: int) -> list[str]:
    """Make ten recovery codes and return them, once; the earlier ones no longer work."""
    codes = rules.new_recovery_codes()
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    secret = str(current_app.secret_key)
    db.session.add_all(RecoveryCode(key=rules.code_key(secret, person_id, code), person_id=person_id) for code in codes)
    told(person_id, person_id, CODES_MADE)
    return codes
