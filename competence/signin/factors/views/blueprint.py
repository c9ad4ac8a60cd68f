"""The blueprint of the second factor, and what its pages share: whose way in it is, and whether a proof is right."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, g, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from competence.access.guard import actor_id, current_actor
from competence.db import db
from competence.signin.factors import ceremonies, queries
from competence.signin.factors.actions import proving
from competence.signin.factors.forms import ProofForm
from competence.signin.factors.rules import FEW, PasskeyRefused, WrongCode, must_have_one
from competence.web.errors import waiting_text

bp = Blueprint("factors", __name__, url_prefix="/signin")


def whose_way_in() -> int:
    """Return whose second factor this request may change: one's own, also before one has any."""
    if g.get("is_enrolling", False):
        person_id: int = g.half_in.person_id
        return person_id
    return actor_id()


def is_required() -> bool:
    """Return whether the one who asks must have a second factor."""
    return must_have_one(current_actor(), current_app.config["SECOND_FACTOR_REQUIRED"])


def passkeys_work() -> bool:
    """Return whether browsers make passkeys for our address."""
    return ceremonies.party() is not None


def ways_to_prove(person_id: int) -> dict[str, bool]:
    """Return with what somebody can prove who they are, for the page that asks."""
    found = queries.factors_of(person_id)
    return {
        "has_factor": bool(found),
        "has_passkey": bool(found.passkeys) and passkeys_work(),
        "has_app": bool(found.apps),
    }


def proven(person_id: int, form: ProofForm) -> tuple[str, int]:
    """Return what is wrong with a proof and how long to wait; ("", 0) where it is right, in the open transaction."""
    wait = proving.try_code(person_id)
    db.session.commit()
    if wait:
        return waiting_text(wait), wait
    if form.credential.data:
        right, refusal = ceremonies.is_proven(person_id, form.credential.data), str(PasskeyRefused())
    else:
        right, refusal = proving.code_is_right(person_id, form.code.data or ""), str(WrongCode())
    if not right:
        db.session.commit()  # the challenge is used up all the same
        return refusal, 0
    proving.forget_tries(person_id)
    return "", 0


def tell_codes_left(person_id: int) -> None:
    """Say how many recovery codes are left, where they are few."""
    left = queries.codes_left(person_id)
    if left <= FEW:
        words = ngettext("Du har én nødkode tilbage.", "Du har %(num)d nødkoder tilbage.", left)
        flash(words + " " + _("Lav ti nye under Totrinsbekræftelse."), "info")


def to_passing() -> Any:
    """Send somebody on who is not where this page is for."""
    if g.get("half_in") is not None:
        return redirect(url_for("factors.enrol" if g.is_enrolling else "factors.challenge"), 303)
    return redirect(url_for("factors.index") if current_actor().signed_in else url_for("signin.sign_in"), 303)


def mine_or_404(person_id: int, pid: str) -> Any:
    """Return one of a person's own devices."""
    return queries.device_of(person_id, pid) or abort(404)
