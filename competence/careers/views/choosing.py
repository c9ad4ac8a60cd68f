"""What the reader says of a step: here I stand, this interests me, I like to talk about it; and sharing an interest."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, check, current_actor, needs
from competence.access.permissions import MayCareers, MayChoice, MayTeam
from competence.careers.actions import choosing
from competence.careers.forms.own import NoteForm, WordForm
from competence.careers.queries import own, pages
from competence.careers.views.blueprint import bp, house_and_step
from competence.careers.views.browsing import step_page
from competence.db import db
from competence.privacy import audit


@bp.post("/steps/<code>/standing")
@needs(MayCareers.CHOOSE)
def stand(code: str) -> Response:
    """Say that this is where I stand."""
    house, step = house_and_step(code)
    choosing.stand(actor_id(), house.model_id, step.code)
    db.session.commit()
    flash(_("Kortet viser nu, hvor du kan gå hen herfra. Kun du kan se, hvor du står."), "success")
    return redirect(url_for("careers.index"), 303)


@bp.post("/steps/<code>/leaving")
@needs(MayCareers.CHOOSE)
def stand_nowhere(code: str) -> Response:
    """Take back where I said I stand."""
    house, _step = house_and_step(code)
    choosing.stand_nowhere(actor_id(), house.model_id)
    db.session.commit()
    flash(_("Det er glemt. Du kan altid vælge et trin igen."), "success")
    return redirect(url_for("careers.index"), 303)


@bp.post("/steps/<code>/interest")
@needs(MayCareers.CHOOSE)
def be_interested(code: str) -> Response | tuple[str, int]:
    """Say that a step interests me, for me alone."""
    house, step = house_and_step(code)
    form = NoteForm()
    if not form.validate():
        return step_page(house, step, note=form), 400
    choosing.be_interested(actor_id(), house.model_id, step.code, (form.note.data or "").strip())
    db.session.commit()
    flash(_("Gemt."), "success")
    return redirect(url_for("careers.show", code=code, _anchor="interest"), 303)


@bp.post("/interests/<pid>/removal")
@needs(MayChoice.SHARE)
def drop(pid: str) -> Response:
    """Let go of an interest, and of its sharing."""
    choice = check(MayChoice.SHARE, own.choice(pid))
    code = choice.step
    choosing.drop(choice)
    db.session.commit()
    flash(_("Det er glemt, også hos din leder."), "success")
    return redirect(url_for("careers.show", code=code), 303)


@bp.post("/interests/<pid>/sharing")
@needs(MayChoice.SHARE)
def share(pid: str) -> Response:
    """Share an interest with the nearest leader."""
    choice = check(MayChoice.SHARE, own.choice(pid))
    choosing.share(choice, url_for("careers.interest", pid=pid))
    db.session.commit()
    flash(_("Delt. I kan tage det op i jeres næste samtale, og du kan trække det tilbage."), "success")
    return redirect(url_for("careers.show", code=choice.step, _anchor="interest"), 303)


@bp.post("/interests/<pid>/withdrawal")
@needs(MayChoice.SHARE)
def withdraw(pid: str) -> Response:
    """Take a shared interest back."""
    choice = check(MayChoice.SHARE, own.choice(pid))
    choosing.withdraw(choice)
    db.session.commit()
    flash(_("Trukket tilbage. Nu er det igen kun dit."), "success")
    return redirect(url_for("careers.show", code=choice.step, _anchor="interest"), 303)


@bp.get("/interests/<pid>")
@needs(MayChoice.READ)
def interest(pid: str) -> str:
    """Show an interest to its person and to the leader it is shared with, with the way to talk about it."""
    choice = check(MayChoice.READ, own.choice(pid))
    _house, step = house_and_step(choice.step)
    if choice.person_id != actor_id():
        audit.record_look(actor_id(), "career.read", subject_id=choice.person_id, thing=f"career:{pid}")
    return render_template("careers/interest.html", step=step, choice=choice, reader=actor_id())


@bp.get("/shared")
@needs(MayTeam.READ)
def shared() -> str:
    """Show a leader the interests that were shared with them."""
    house = pages.house()
    steps = {step.code: step for step in house.said.steps} if house else {}
    rows = [row for row in own.shared_interests(current_actor()) if row.step in steps]
    for row in rows:
        audit.record_look(actor_id(), "career.read", subject_id=row.person_id, thing=f"career:{row.pid}")
    return render_template("careers/shared.html", rows=rows, steps=steps)


@bp.post("/steps/<code>/talking")
@needs(MayCareers.CHOOSE)
def offer(code: str) -> Response | tuple[str, int]:
    """Offer to talk about a step; everybody who is signed in sees the name."""
    house, step = house_and_step(code)
    form = WordForm()
    if not form.validate():
        return step_page(house, step, word=form), 400
    choosing.offer(actor_id(), house.model_id, step.code, (form.word.data or "").strip())
    db.session.commit()
    flash(_("Tak. Dit navn står nu på trinnets side for dem, der er logget ind."), "success")
    return redirect(url_for("careers.show", code=code, _anchor="talking"), 303)


@bp.post("/steps/<code>/silence")
@needs(MayCareers.CHOOSE)
def offer_no_more(code: str) -> Response:
    """Take the offer to talk about a step back."""
    house, step = house_and_step(code)
    choosing.offer_no_more(actor_id(), house.model_id, step.code)
    db.session.commit()
    flash(_("Dit navn står der ikke længere."), "success")
    return redirect(url_for("careers.show", code=code, _anchor="talking"), 303)
