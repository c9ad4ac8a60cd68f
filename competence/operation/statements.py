"""What the law wants a public web page to say of itself: how accessible it is, and whom to tell of a weakness."""

from datetime import date

from flask import Blueprint, Response, abort, current_app, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from competence.access.guard import open_to_all
from competence.web.clock import ends, today
from competence.web.health import Finding

bp = Blueprint("law", __name__)

ENDS_SOON = 30  # days


@bp.get("/accessibility")
@open_to_all
def accessibility() -> str:
    """Say what is known not to be accessible, and whom to tell of more."""
    names = ("ACCESSIBILITY_STATEMENT", "ACCESSIBILITY_CONTACT", "ACCESSIBILITY_PHONE")
    official, mail, phone = (current_app.config[name] for name in names)
    return render_template("law/accessibility.html", official=official, mail=mail, phone=phone)


@bp.get("/was")
@open_to_all
def was() -> AnyResponse:
    """Lead to the official statement, as public sites do under this address; until it is made, to our page."""
    return redirect(current_app.config["ACCESSIBILITY_STATEMENT"] or url_for("law.accessibility"), 303)


@bp.get("/.well-known/security.txt")
@open_to_all
def security_txt() -> Response:
    """Say whom to tell of a weakness (RFC 9116); without a contact, or after its last day, there is no such file."""
    contact, last = current_app.config["SECURITY_CONTACT"], last_day()
    if not contact or last is None or last < today():
        abort(404)
    lines = {
        "Contact": contact,
        "Expires": ends(last).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "Preferred-Languages": "da, en",
        "Canonical": current_app.config["PUBLIC_URL"].rstrip("/") + url_for("law.security_txt"),
    }
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return Response(text, content_type="text/plain; charset=utf-8")


def last_day() -> date | None:
    """Return the last day security.txt is good for; None where the setting is no day."""
    try:
        return date.fromisoformat(current_app.config["SECURITY_EXPIRES"])
    except ValueError:
        return None


def informed() -> Finding:
    """Check that the information text names who answers for the data, and their data protection officer."""
    missing = [f"COMPETENCE_{name}" for name in ("CONTROLLER", "DPO_CONTACT") if not current_app.config[name]]
    says = _("Oplysningsteksten nævner ikke, hvem der har ansvaret. Sæt %(names)s.", names=", ".join(missing))
    well = not (missing and current_app.config["PRODUCTION"])  # nobody asks it of a demo
    return Finding("information", says if missing else _("Oplysningsteksten siger, hvem der har ansvaret."), well)


def contact() -> Finding:
    """Check that who finds a weakness can find somebody to tell."""
    last = last_day()
    if not current_app.config["SECURITY_CONTACT"]:
        says = _("Der står ingen kontakt i security.txt. Sæt COMPETENCE_SECURITY_CONTACT.")
        return Finding("security.txt", says, well=not current_app.config["PRODUCTION"])  # nobody asks it of a demo
    well = last is not None and (last - today()).days >= ENDS_SOON
    says = (
        _("security.txt gælder.")
        if well
        else _("security.txt udløber. Tjek kontakten, og sæt COMPETENCE_SECURITY_EXPIRES frem, højst et år.")
    )
    return Finding("security.txt", says, well)
