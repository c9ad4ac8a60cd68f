"""The leader's one page for the year: whom to invite, prepare for, hold, agree with and follow up; a line for each."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from babel.dates import format_date
from flask import render_template, url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from competence.access.guard import current_actor, needs
from competence.access.permissions import MayConversation
from competence.conversations.queries import year as queries
from competence.conversations.queries.conversations import A_YEAR
from competence.conversations.rules.kinds import TITLES
from competence.conversations.rules.steps import State
from competence.conversations.rules.year import (
    Agreement,
    Line,
    Month,
    Need,
    Place,
    Talk,
    last_held,
    under_way,
    wheel,
    year_of,
)
from competence.conversations.teams.queries import hosted_by
from competence.conversations.views.blueprint import bp
from competence.privacy import audit
from competence.web import navigation
from competence.web.clock import now, today
from competence.web.language import day

navigation.add(
    navigation.Entry("conversations.year", lambda: _("Dit teams år"), MayConversation.YEAR, navigation.Group.TEAM, 20)
)

ALSO = {
    Need.INVITE: _l("en tid til samtalen"),
    Need.ANSWER: _l("svar på et andet forslag"),
    Need.PREPARE: _l("forberedelse"),
    Need.HOLD: _l("samtalen"),
    Need.WRITE: _l("planen"),
    Need.SIGN: _l("underskrift på planen"),
    Need.FILE: _l("personalesagen"),
    Need.FOLLOW_UP: _l("ét spørgsmål om aftalerne"),
    Need.KEEP: _l("det, du har lovet"),
}


class Shown(NamedTuple):
    """One line as the page shows it; without a button where nothing is to be done."""

    name: str
    text: str
    button: str = ""
    url: str = ""
    also: str = ""


@bp.get("/year")
@needs(MayConversation.YEAR)
def year() -> str:
    """Show everybody the actor leads, by what waits for the actor now."""
    actor = current_actor()
    led = {number: one for number, one in queries.people(actor, now()).items() if number in actor.led}
    people = list(led.values())
    audit.record_list(actor.person_id, "team.look", led)
    found = year_of(people, today())
    return render_template(
        "conversations/year.html",
        groups=[(need.value, [_task(line) for line in lines]) for need, lines in found.waits.items()],
        others=[(place.value, [_standing(line) for line in lines]) for place, lines in found.others.items() if lines],
        months=[_month(month) for month in wheel(people, today())],
        teams=[_team(talk) for talk in hosted_by(actor, today() - A_YEAR)],
    )


def _task(line: Line) -> Shown:
    """Return what waits for the leader, with the one button that leads there."""
    assert line.task is not None  # noqa: S101
    text, button, url = WORDS[line.task.need](line, line.task.thing)
    also = _("Også: %(things)s.", things=", ".join(str(ALSO[need]) for need in line.also)) if line.also else ""
    return Shown(line.who.name, text, button, url, also)


Words = tuple[str, str, str]


def _invite(line: Line, thing: object) -> Words:
    if not isinstance(thing, Talk):
        url = url_for("conversations.new", person=line.who.pid)
        held = last_held(line.who)
        if held is None:
            return _("Årets samtale er ikke planlagt endnu."), _("Inviter"), url
        return _("Sidste samtale blev holdt %(day)s.", day=day(held.on)), _("Inviter"), url
    if not thing.mine:
        text = _("%(kind)s var planlagt med en tidligere leder.", kind=TITLES[thing.kind])
        return text, _("Se, om du vil overtage den"), _talk_url(thing)
    text = _("%(kind)s skal have en tid.", kind=TITLES[thing.kind])
    return text, _("Foreslå en tid"), url_for("conversations.proposal", pid=thing.pid)


def _answer(_line: Line, thing: Talk) -> Words:
    return (
        _("Vil gerne mødes på et andet tidspunkt til %(kind)s.", kind=TITLES[thing.kind]),
        _("Svar"),
        _talk_url(thing),
    )


def _prepare(_line: Line, thing: Talk) -> Words:
    return _on(thing), _("Forbered dig"), url_for("preparing.show", pid=thing.pid)


def _hold(_line: Line, thing: Talk) -> Words:
    if thing.state is State.TALKING:
        return _("%(kind)s er i gang.", kind=TITLES[thing.kind]), _("Gå til samtalen"), _talk_url(thing)
    return _on(thing), _("Hold samtalen"), _talk_url(thing)


def _write(_line: Line, thing: Talk | Agreement) -> Words:
    if isinstance(thing, Talk):
        text = _("%(kind)s blev holdt %(day)s.", kind=TITLES[thing.kind], day=day(thing.on))
        return text, _("Begynd planen"), _talk_url(thing)
    if not thing.mine:
        return _("En plan er begyndt med en tidligere leder."), _("Se, om du vil overtage den"), url_for("plans.team")
    return _("I er i gang med at skrive planen."), _("Skriv videre"), url_for("plans.edit", pid=thing.pid)


def _sign(_line: Line, thing: Agreement) -> Words:
    text = _("Har skrevet under og venter på dig.")
    return text, _("Læs og skriv under"), url_for("plans.approval", pid=thing.pid)


def _file(_line: Line, thing: Agreement) -> Words:
    return _("I har begge skrevet under."), _("Se aftalen"), url_for("plans.show", pid=thing.pid, _anchor="file")


def _follow_up(_line: Line, thing: Agreement) -> Words:
    url = url_for("plans.follow_up", pid=thing.pid, after_days=thing.asked)
    return _("I svarer hver for sig."), _("Svar"), url


def _keep(_line: Line, thing: Agreement) -> Words:
    text = ngettext("Du har lovet %(num)s ting.", "Du har lovet %(num)s ting.", thing.promised)
    if thing.due_on is not None:
        text = ngettext(
            "Du har lovet %(num)s ting, senest %(day)s.", "Du har lovet %(num)s ting, den første senest %(day)s.",
            thing.promised, day=day(thing.due_on),
        )  # fmt: skip
    return text, _("Se, hvad du har lovet"), url_for("plans.show", pid=thing.pid)


WORDS: dict[Need, Callable[..., Words]] = {
    Need.INVITE: _invite,
    Need.ANSWER: _answer,
    Need.PREPARE: _prepare,
    Need.HOLD: _hold,
    Need.WRITE: _write,
    Need.SIGN: _sign,
    Need.FILE: _file,
    Need.FOLLOW_UP: _follow_up,
    Need.KEEP: _keep,
}


def _team(talk: Any) -> Shown:
    """Return where a team's talk stands that the actor called, or stands in for who called it."""
    on = day(talk.starts_at)
    words = {
        State.INVITED: (_("Indkaldt til %(day)s.", day=on), _("Se samtalen")),
        State.TALKING: (_("Er i gang."), _("Gå til samtalen")),
        State.HELD: (_("Holdt %(day)s.", day=on), _("Se aftalerne")),
    }
    text, button = words[talk.state]
    return Shown(str(TITLES[talk.kind]), text, button, url_for("teams.show", pid=talk.pid))


def _standing(line: Line) -> Shown:
    """Return where somebody stands of whom nothing is asked now."""
    who = line.who
    if line.place is Place.AWAY:
        until = _("På orlov til %(day)s.", day=day(who.away_until)) if who.away_until else _("På orlov indtil videre.")
        return Shown(who.name, until)
    unsigned = next((one for one in who.agreements if one.agreed_on is None), None)
    if unsigned is not None:
        url = url_for("plans.show", pid=unsigned.pid)
        return Shown(who.name, _("Planen venter på deres underskrift."), _("Se planen"), url)
    coming = under_way(who)
    if coming:
        return Shown(who.name, _coming(coming[0]), _("Se samtalen"), _talk_url(coming[0]))
    return _done(line)


def _done(line: Line) -> Shown:
    held = last_held(line.who)
    agreed = max(
        (one for one in line.who.agreements if one.agreed_on), key=lambda one: str(one.agreed_on), default=None
    )
    said = [_("%(kind)s holdt %(day)s.", kind=TITLES[held.kind], day=day(held.on))] if held else []
    if agreed is not None:
        said.append(_("Planen underskrevet %(day)s.", day=day(agreed.agreed_on)))
        return Shown(line.who.name, " ".join(said), _("Se planen"), url_for("plans.show", pid=agreed.pid))
    return Shown(line.who.name, " ".join(said), _("Se samtalen"), _talk_url(held)) if held else Shown(line.who.name, "")


def _coming(talk: Talk) -> str:
    if talk.state is State.INVITED:
        return str(_("Har fået en invitation til %(kind)s %(day)s.", kind=TITLES[talk.kind], day=day(talk.on)))
    return _on(talk)


def _on(talk: Talk) -> str:
    return str(_("%(kind)s %(day)s.", kind=TITLES[talk.kind], day=day(talk.on)))


def _talk_url(talk: Talk) -> str:
    return url_for("conversations.show", pid=talk.pid)


def _month(month: Month) -> tuple[str, list[str], str]:
    """Return a month's name, what lies in it, and where it is."""
    words = []
    if month.talks:
        words.append(ngettext("%(num)s samtale", "%(num)s samtaler", month.talks))
    if month.follow_ups:
        words.append(ngettext("%(num)s opfølgning", "%(num)s opfølgninger", month.follow_ups))
    return _name(month.first), words, month.state


def _name(first: date) -> str:
    return format_date(first, "LLL" if first.month > 1 else "LLL y", locale=get_locale())
