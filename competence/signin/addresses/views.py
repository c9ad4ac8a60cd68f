"""The pages of another address: proposing it for somebody, a second hand's yes, and the owner's own answer."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, needs, open_to_all
from competence.access.permissions import MayHouse, MayPeople, MayWayIn
from competence.db import READING_METHODS, db
from competence.people.actions import check_version
from competence.people.queries import person_by_id
from competence.people.views.blueprint import go_on, person_or_404, save
from competence.signin import queries as signin
from competence.signin.addresses import actions, queries
from competence.signin.addresses.forms import AddressForm
from competence.web.clock import now
from competence.web.tokens import fingerprint

bp = Blueprint("addresses", __name__, url_prefix="/signin/address")

FROM_MAIL = "address"  # where a session keeps the link somebody came with


# --- somebody else's ---


@bp.get("/of/<pid>")
@needs(MayPeople.EDIT)
def of_somebody(pid: str) -> str:
    """Show with which address somebody signs in, and one that waits for a yes."""
    person = person_or_404(pid)
    return render_template("addresses/of_somebody.html", form=AddressForm(version=person.version), **_shown(person))


@bp.post("/of/<pid>")
@needs(MayPeople.READDRESS)
def propose(pid: str) -> Any:
    """Propose another address; where nobody has signed in with the account yet, it holds at once."""
    person, form = person_or_404(pid, MayPeople.READDRESS), AddressForm()
    shown = _shown(person)

    def act() -> None:
        check_version(person, form.seen)
        actions.propose(actor_id(), person, form.given("email"))

    done = (
        _("Den nye e-mail gælder nu. Er personen inviteret, så bed en administrator sende invitationen igen.")
        if shown["at_once"]
        else _("Den nye e-mail venter på et ja. Personen har fået besked på den, der gælder nu.")
    )
    return save(form, act, lambda: _page_of(pid), done, "addresses/of_somebody.html", **shown)


@bp.post("/of/<pid>/confirmation")
@needs(MayPeople.READDRESS)
def confirm(pid: str) -> Response:
    """Say yes as the second hand."""
    person = person_or_404(pid, MayPeople.READDRESS)
    actions.confirm(actor_id(), person.id, request.form.get("proposal", ""))
    db.session.commit()
    return go_on(_page_of(pid), _("Den nye e-mail gælder nu. Både den gamle og den nye får besked."))


@bp.post("/of/<pid>/withdrawal")
@needs(MayPeople.READDRESS)
def withdraw(pid: str) -> Response:
    """Let a proposed address not happen."""
    person = person_or_404(pid, MayPeople.READDRESS)
    actions.withdraw(actor_id(), person.id)
    db.session.commit()
    return go_on(_page_of(pid), _("E-mailen bliver, som den er."))


def _shown(person: Any) -> dict[str, Any]:
    """Return what the page about somebody's address shows."""
    return {
        "person": person,
        "versioned": person,
        "waiting": queries.waiting_for(person.id, now()),
        "at_once": queries.holds_at_once(actor_id(), person.id),
        "me": actor_id(),
    }


def _page_of(pid: str) -> str:
    return url_for("addresses.of_somebody", pid=pid)


# --- one's own ---


@bp.get("")
@needs(MayHouse.ENTER)
def own() -> str:
    """Show with which address one signs in, and one that somebody else proposes."""
    email = signin.name_of(actor_id()).email
    return render_template("addresses/own.html", email=email, waiting=queries.waiting_for(actor_id(), now()))


@bp.post("/consent")
@needs(MayWayIn.CHANGE)
def consent() -> Response:
    """Say yes to the address somebody proposes."""
    actions.agree(actor_id(), request.form.get("proposal", ""))
    db.session.commit()
    return go_on(url_for("addresses.own"), _("Fra nu af logger du ind med den nye e-mail."))


@bp.post("/refusal")
@needs(MayHouse.ENTER)
def refuse() -> Response:
    """Say no to it."""
    _refuse(actor_id(), request.form.get("proposal", ""))
    return go_on(url_for("addresses.own"), _("Du logger stadig ind med den e-mail, du kender."))


# --- with the link that was mailed to the present address ---


@bp.get("/link/<token>")
@open_to_all
def link(token: str) -> Any:
    """Take the token of a mail out of the address; it is not used up by being opened."""
    key = fingerprint(token)
    if queries.of_link(key, now()) is None:
        return _dead_link()
    session[FROM_MAIL] = key
    return redirect(url_for("addresses.answer"), 303)


@bp.route("/answer", methods=["GET", "POST"])
@open_to_all
def answer() -> Any:
    """Let whoever reads the mail of the present address say yes or no."""
    found = queries.of_link(session.get(FROM_MAIL, ""), now())
    if found is None:
        return _dead_link()
    if request.method in READING_METHODS or request.form.get("answer") not in {"yes", "no"}:
        return render_template("addresses/answer.html", waiting=found)
    said_yes = request.form["answer"] == "yes"
    if said_yes:
        actions.agree(found.person_id, found.pid)
        db.session.commit()
    else:
        _refuse(found.person_id, found.pid)
    session.pop(FROM_MAIL)
    return render_template("addresses/_answered.html", email=found.email if said_yes else found.former)


def _refuse(person_id: int, proposal: str) -> None:
    actions.refuse(person_id, proposal, _page_of(person_by_id(person_id).pid))
    db.session.commit()


def _dead_link() -> Any:
    session.pop(FROM_MAIL, None)
    return render_template("addresses/_dead_link.html"), 400
