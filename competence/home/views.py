"""Forsiden: what waits for me now, at most three things, and my year below."""

from datetime import timedelta
from typing import Any, NamedTuple

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from competence.access.actor import Actor
from competence.access.guard import current_actor, may, needs
from competence.access.permissions import MayCycle, MayHouse
from competence.conversations.queries import year as years
from competence.conversations.rules.kinds import TITLES
from competence.conversations.rules.year import Need, Place, Someone, line_of
from competence.cycles.queries import Cycle, told_of
from competence.cycles.rules.rounds import Stage
from competence.feedback.queries.pieces import waiting_for
from competence.frameworks.rules.learning import suggested
from competence.home import queries
from competence.home.queries import OwnRound
from competence.home.reviewing import review_waits
from competence.home.rules import (
    MOST,
    PRESSING,
    Event,
    Led,
    Standing,
    Step,
    Waits,
    agreed_with,
    leaders_waits,
    own_wait,
    round_wait,
    talk_waits,
    year_of,
)
from competence.people.queries.leading import leader_of
from competence.privacy import audit
from competence.web import navigation
from competence.web.clock import ends, now, today
from competence.web.language import day

bp = Blueprint("home", __name__)

navigation.add(navigation.Entry("home.index", lambda: _("Forside"), MayHouse.ENTER, navigation.Group.DAILY, 10))


A_YEAR = timedelta(days=365)

AHEAD = {
    Step.OPENED: _l("Runden åbner"),
    Step.SHARED: _l("Du deler dit blik"),
    Step.REVEALED: _l("I ser spejlet sammen"),
    Step.TALKED: _l("I holder samtalen"),
    Step.CLOSES: _l("Runden lukker"),
    Step.AGREED: _l("I skriver planen og underskriver den"),
    Step.FOLLOWED_UP: _l("I bliver spurgt, om I gjorde det, I aftalte"),
}
DONE = {
    Step.OPENED: _l("Runden åbnede"),
    Step.SHARED: _l("Du delte dit blik"),
    Step.REVEALED: _l("Spejlet blev åbnet for jer begge"),
    Step.TALKED: _l("Samtalen blev holdt"),
    Step.CLOSES: _l("Runden lukkede"),
    Step.AGREED: _l("I underskrev begge planen"),
}


STANDINGS = {
    Standing.WAITS_FOR_VIEW: _l("Venter på dit blik"),
    Standing.WAITS_FOR_TALK: _l("Klar til samtale"),
    Standing.BEGUN: _l("Er begyndt"),
    Standing.NOT_BEGUN: _l("Ikke begyndt endnu"),
    Standing.TALKED: _l("Samtalen er holdt"),
}


class Line(NamedTuple):
    """One thing that waits: a sentence, and a button that leads to it."""

    waits: Waits
    sentence: str
    button: str
    url: str


@bp.get("/")
@needs(MayHouse.ENTER)
def index() -> str:
    """Show what waits for the one who is signed in."""
    actor = current_actor()
    known = queries.rounds(actor)
    own = _own_rounds(actor, [cycle for cycle, invited in known if invited])
    running = [cycle for cycle, _invited in known if cycle.is_open]
    led = queries.led_in(actor, running or [cycle for cycle, _invited in known if cycle.is_closed][:1])
    managed = [cycle for cycle, _invited in known if cycle.stage is not Stage.CLOSED] if may(MayCycle.MANAGE) else []
    people = years.people(actor, now())
    me = people[actor.person_id or 0]
    theirs = _needs([one for person_id, one in people.items() if person_id in actor.led])
    audit.record_list(actor.person_id, "team.look", people.keys() & actor.led)
    lines = [
        *_talk_lines(me), *_own_lines(own), *_feedback_lines(actor), *_learning_lines(actor), *_leaders_lines(led),
        *_rounds_lines(managed), *_leading_lines(theirs), *(Line(*one) for one in review_waits(actor)),
    ]  # fmt: skip
    order = list(Waits)
    return render_template(
        "home/index.html",
        suggestions=suggested(actor.person_id or 0) if not lines else [],
        waiting=[line[1:] for line in sorted(lines, key=lambda line: order.index(line.waits))[:MOST]],
        year=_year(own, me),
        title=own[0].cycle.title if own else "",
        steps=own[0].cycle.steps(today()) if own else [],
        team=_team(led),
        theirs=[(str(need.value), ", ".join(one.name for one in some)) for need, some in theirs.items()],
        managed=[_where_it_stands(cycle) for cycle in managed if cycle.stage is not Stage.DRAFT][:1],
    )


def _own_rounds(actor: Actor, invited: list[Cycle]) -> list[OwnRound]:
    leader = leader_of(actor.person_id or 0, today())
    return queries.own_rounds(actor, invited, leader.id if leader else None, today())


def _own_lines(own: list[OwnRound]) -> list[Line]:
    found = [(one, own_wait(one.mine, today())) for one in own]
    return [_own_line(one, waits) for one, waits in found if waits is not None]


def _own_line(one: OwnRound, waits: Waits) -> Line:
    mirror = url_for("assessments.show", pid=one.mirror_pid) if one.mirror_pid else url_for("assessments.index")
    if waits is Waits.BEGIN:
        sentence = _("Runden »%(title)s« er åben, og dit spejl venter på dig.", title=one.cycle.title)
        return Line(waits, sentence, _("Se dig selv i spejlet"), url_for("assessments.index"))
    if waits is Waits.GO_ON:
        if not one.left:
            share = url_for("assessments.sharing", pid=one.mirror_pid)
            return Line(waits, _("Du har svaret på det hele. Del det, når du er klar."), _("Læs om at dele"), share)
        sentence = ngettext(
            "%(num)s kompetence er tilbage i dit spejl. Så kan du dele det.",
            "%(num)s kompetencer er tilbage i dit spejl. Så kan du dele det.",
            one.left,
        )
        return Line(waits, sentence, _("Gå videre"), url_for("assessments.answer", pid=one.view_pid))
    if waits is Waits.SHARE_AGAIN:
        sentence = _(
            "Du har delt »%(title)s« med din tidligere leder. Din nye leder ser det ikke.", title=one.cycle.title
        )
        return Line(waits, sentence, _("Se, hvad du kan vælge"), mirror)
    if waits is Waits.DECIDE:
        sentence = _(
            "»%(title)s« er slut, og den ene side mangler. Vil du åbne spejlet alligevel?", title=one.cycle.title
        )
        return Line(waits, sentence, _("Se, hvad I kan vælge"), mirror)
    return Line(waits, _("I har begge delt. Spejlet er åbent for dig og din leder."), _("Læs spejlet"), mirror)


def _talk_lines(me: Someone) -> list[Line]:
    """Return what waits for the reader in their own talks and plans."""
    return [Line(wait, *_talk_words(wait, thing)) for wait, thing in talk_waits(me, today())]


def _talk_words(wait: Waits, thing: Any) -> tuple[str, str, str]:
    if wait is Waits.SIGN:
        return (
            _("Din leder har underskrevet planen og venter på dig."),
            _("Læs og skriv under"),
            url_for("plans.approval", pid=thing.pid),
        )
    if wait is Waits.FOLLOW_UP:
        url = url_for("plans.follow_up", pid=thing.pid, after_days=thing.asked)
        return _("Gjorde I det, I aftalte? I svarer hver for sig."), _("Svar"), url
    kind, talk = TITLES[thing.kind], url_for("conversations.show", pid=thing.pid)
    if wait is Waits.MEET:
        return _("I dag er der %(kind)s.", kind=kind), _("Gå til samtalen"), talk
    if wait is Waits.REPLY:
        return _("Du er inviteret til %(kind)s %(day)s.", kind=kind, day=day(thing.on)), _("Svar på invitationen"), talk
    sentence = _("%(kind)s er %(day)s.", kind=kind, day=day(thing.on))
    return sentence, _("Forbered dig"), url_for("preparing.show", pid=thing.pid)


def _feedback_lines(actor: Actor) -> list[Line]:
    """Return one line where there is feedback to read, and one for the colleague who asked first."""
    waiting = waiting_for(actor)
    lines = []
    if any(piece.receiver_id == actor.person_id for piece in waiting):
        lines.append(Line(Waits.READ_FEEDBACK, _("Der er feedback til dig."), _("Læs den"), url_for("feedback.index")))
    for piece in [piece for piece in waiting if piece.receiver_id != actor.person_id][:1]:
        sentence = _("%(name)s beder dig om feedback. Det tager to minutter.", name=piece.receiver.name)
        lines.append(Line(Waits.GIVE_FEEDBACK, sentence, _("Svar"), url_for("feedback.answer", pid=piece.pid)))
    return lines


def _learning_lines(actor: Actor) -> list[Line]:
    """Return one line where a seat is offered and not answered, and one for the people who wait for a leader's yes."""
    lines = []
    last, names = queries.learning_waits(actor, now(), today())
    if last is not None:
        sentence = _("Du er tilbudt en plads. Svar senest %(day)s.", day=day(last))
        lines.append(Line(Waits.ANSWER_SEAT, sentence, _("Svar"), url_for("seats.index")))
    if names:
        sentence = _("%(names)s vil gerne lære noget og venter på dit ja.", names=_first_names(names))
        lines.append(Line(Waits.SAY_YES, sentence, _("Svar"), url_for("learning.team")))
    return lines


def _needs(led: list[Someone]) -> dict[Need | Place, list[Someone]]:
    """Return the reader's people by what they wait for from the reader, the most pressing first; those away last."""
    lines = [line_of(one, today()) for one in led]
    found: dict[Need | Place, list[Someone]] = {
        need: [line.who for line in lines if line.task and need in (line.task.need, *line.also)] for need in PRESSING
    }
    found[Place.AWAY] = [line.who for line in lines if line.place is Place.AWAY]
    return {need: some for need, some in found.items() if some}


def _leading_lines(theirs: dict[Need | Place, list[Someone]]) -> list[Line]:
    """Return one line for the reader's people: the most pressing thing they wait for, and the way to the whole year."""
    need, some = next(iter(theirs.items()), (Place.AWAY, []))
    if isinstance(need, Place):
        return []
    sentence = _("%(what)s: %(names)s.", what=need.value, names=_first_names([one.name for one in some]))
    return [Line(Waits.LEAD, sentence, _("Se dit teams år"), url_for("conversations.year"))]


def _year(own: list[OwnRound], me: Someone) -> list[tuple[str, str, str, str]]:
    mine = own[0].mine if own else None
    agreed = agreed_with(me, mine.opened_on if mine else today() - A_YEAR, today())
    return [_event(event) for event in year_of(mine, agreed, today())]


def _leaders_lines(led: list[Led]) -> list[Line]:
    team = url_for("assessments.team")
    sentences = {
        Waits.ANSWER_FOR_OTHERS: (
            _("%(names)s har delt og venter på dit blik.", names=_names(led, Standing.WAITS_FOR_VIEW)),
            _("Giv dit blik"),
        ),
        Waits.HOLD_TALKS: (
            _("Åbne spejle, I kan tale om: %(names)s.", names=_names(led, Standing.WAITS_FOR_TALK)),
            _("Se dit team"),
        ),
    }
    return [Line(waits, *sentences[waits], team) for waits in leaders_waits(led)]


def _names(led: list[Led], standing: Standing) -> str:
    return _first_names([one.name for one in led if one.standing is standing])


def _first_names(of: list[str]) -> str:
    """Return two first names, and that there are more."""
    names = [name.split()[0] for name in of]
    if len(names) > 2:
        return str(_("%(first)s, %(second)s og flere", first=names[0], second=names[1]))
    return str(_("%(first)s og %(second)s", first=names[0], second=names[1])) if len(names) == 2 else "".join(names)


def _event(event: Event) -> tuple[str, str, str, str]:
    """Return a step of the year as the timeline shows it: when, what, nothing more, and where it stands."""
    words = DONE if event.state == "done" else AHEAD
    without_a_day = _("Når du er klar") if event.step is Step.SHARED else _("Når I er klar")
    return day(event.on) or without_a_day, str(words[event.step]), "", event.state


def _team(led: list[Led]) -> list[tuple[str, str]]:
    """Return the reader's people by what they wait for; each stands once, those who wait for the reader first."""
    groups = {standing: [one.name for one in led if one.standing is standing] for standing in Standing}
    return [(str(STANDINGS[standing]), ", ".join(names)) for standing, names in groups.items() if names]


def _rounds_lines(managed: list[Cycle]) -> list[Line]:
    return [line for cycle in managed if not cycle.is_closed for line in _round_line(cycle)]


def _round_line(cycle: Cycle) -> list[Line]:
    waits = round_wait(is_open=cycle.is_open, opens_on=cycle.opens_on, closes_on=cycle.closes_on, today=today())
    page = url_for("cycles.show", pid=cycle.pid)
    if waits is Waits.OPEN_ROUND:
        return [Line(waits, _("Kladden »%(title)s« kan åbnes.", title=cycle.title), _("Se kladden"), page)]
    if waits is Waits.CLOSE_ROUND:
        over = ends(cycle.closes_on) <= now()
        sentence = _("»%(title)s« er løbet ud og kan lukkes.") if over else _("»%(title)s« lukker snart.")
        return [Line(waits, sentence % {"title": cycle.title}, _("Se runden"), page)]
    return []


def _where_it_stands(cycle: Cycle) -> dict[str, object]:
    """Return an open round in counts; once its mirrors are closed, the phase its talks are in says more."""
    if cycle.stage is Stage.TALKS:
        return {"cycle": cycle, "steps": cycle.steps(today())}
    invited, told = told_of(cycle, today())
    return {"cycle": cycle, "steps": [], "invited": invited, "told": told}
