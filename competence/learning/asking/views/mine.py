"""What one is open to oneself, one's languages, who asked, and the pairs that were proposed."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from competence.access.guard import actor_id, check, current_actor, needs
from competence.access.permissions import MayOpening, MayPair
from competence.db import db
from competence.frameworks.queries import current_version
from competence.learning.asking.actions import opening as actions
from competence.learning.asking.actions import pairing
from competence.learning.asking.queries import openings as queries
from competence.learning.asking.queries import pairs
from competence.learning.asking.rules.pairs import Seen, seen
from competence.learning.asking.rules.words import LANGUAGES, LONGEST_WORD, Openness
from competence.learning.asking.views.blueprint import bp
from competence.learning.queries.offers import titles
from competence.learning.rules.refusals import NoCatalogue
from competence.web.clock import now, today


class OpeningForm(FlaskForm):  # type: ignore[misc]
    """That one is open to colleagues in a competence."""

    competence = SelectField(_l("Kompetence"))
    kind = RadioField(
        _l("Hvordan?"),
        [InputRequired(_l("Vælg, hvordan du er åben."))],
        choices=[SelectChoice(one.name, one.value) for one in Openness],
    )
    word = StringField(_l("Et ord til dem, der finder dig"), [Length(max=LONGEST_WORD)])


@dataclass(frozen=True)
class Proposal:
    """A pair as one of the two sees it."""

    pid: str
    stands: Seen
    name: str
    email: str
    learn: str
    teach: str


@bp.get("/mine")
@needs(MayOpening.FIND)
def mine() -> str:
    """Show what the reader is open to, who asked, and their pairs."""
    return _page(_form())


@bp.post("/mine")
@needs(MayOpening.FIND)
def open_up() -> Response | tuple[str, int]:
    """Open the reader to colleagues."""
    form, version = _form(), current_version()
    if version is None:
        raise NoCatalogue
    if not form.validate():
        return _page(form), 400
    kind = Openness[form.kind.data]
    actions.open_up(actor_id(), version.framework_id, form.competence.data, kind, form.word.data or "", now())
    db.session.commit()
    flash(_("Kolleger kan nu finde dig. Du kan trække det tilbage med ét klik."), "success")
    return redirect(url_for("asking.mine"), 303)


@bp.post("/openings/<pid>/withdrawal")
@needs(MayOpening.KEEP)
def withdraw(pid: str) -> Response:
    """Let nobody find the reader by this any more."""
    actions.withdraw(check(MayOpening.KEEP, queries.opening(pid)))
    db.session.commit()
    flash(_("Det er trukket tilbage. Ingen kan finde dig på det længere."), "success")
    return redirect(url_for("asking.mine"), 303)


@bp.post("/languages")
@needs(MayOpening.FIND)
def languages() -> Response:
    """Keep the languages the reader may be asked in."""
    actions.speak(actor_id(), request.form.getlist("language"))
    db.session.commit()
    flash(_("Dine sprog er gemt."), "success")
    return redirect(url_for("asking.mine"), 303)


@bp.post("/pairs/<pid>/yes")
@needs(MayPair.ANSWER)
def say_yes(pid: str) -> Response:
    """Say yes to a pair."""
    return _answer(pid, yes=True)


@bp.post("/pairs/<pid>/no")
@needs(MayPair.ANSWER)
def say_no(pid: str) -> Response:
    """Say no thank you to a pair."""
    return _answer(pid, yes=False)


def _answer(pid: str, *, yes: bool) -> Response:
    pairing.answer(check(MayPair.ANSWER, pairs.locked_pair(pid)), actor_id(), yes=yes, today=today())
    db.session.commit()
    flash(_("Dit svar er gemt. Den anden ser det kun, hvis I begge siger ja."), "success")
    return redirect(url_for("asking.mine"), 303)


def _page(form: OpeningForm) -> str:
    actor, known = current_actor(), titles()
    return render_template(
        "asking/mine.html", form=form, own=queries.own(actor), titles=known, languages=LANGUAGES,
        spoken=queries.languages([actor_id()]).get(actor_id(), ()), contacts=queries.contacts(actor_id()),
        proposals=[_seen(pair) for pair in pairs.pairs_of(actor)],
    )  # fmt: skip


def _seen(pair: Any) -> Proposal:
    first = pair.first_id == actor_id()
    other = pair.second if first else pair.first
    learn, teach = (pair.first_learns, pair.second_learns)[:: 1 if first else -1]
    stands = seen(pair.said, actor_id(), other.id, pair.proposed_on, today())
    return Proposal(pair.pid, stands, other.name, other.email, learn, teach)


def _form() -> OpeningForm:
    form = OpeningForm()
    form.competence.choices = [SelectChoice(code, str(title)) for code, title in titles().items()]
    return form
