"""What a leader is shown and signs: who works with them, who stands in, who has a role, and who can see what."""

from collections.abc import Iterable, Sequence
from datetime import date

from flask_babel import gettext as _

from competence.access.actor import Actor
from competence.people.forms import ROLES
from competence.people.models import Deputy, LeaderRelation, RoleGrant
from competence.people.queries import actor_of
from competence.people.queries.leading import nearest_leaders
from competence.people.reviews import queries
from competence.people.reviews.models import RightsSheet
from competence.people.reviews.parts import Cell, Part, kept
from competence.people.reviews.seeing import DONE, SEEN, Seers, alike
from competence.web.language import day as in_words


def parts_of(sheet: RightsSheet, known: dict[int, Actor] | None = None) -> list[Part]:
    """Return what a sheet shows: what was signed, or, until then, how it was on the review's day.

    known: who asks, for whoever makes many sheets of one day.
    """
    if sheet.shown is not None:
        return kept(sheet.shown)
    day = sheet.review.as_of
    team = queries.team_on(sheet.leader_id, day)
    ids = [one.person_id for one in team]
    leaders = nearest_leaders(ids, day)
    above = list(dict.fromkeys([sheet.leader_id, *(one for those in leaders.values() for one in those)]))
    deputies, grants = queries.deputies_on(above, day), queries.grants_on(day)
    near = [*above, *(one.deputy_id for one in deputies if one.valid_from <= day), *(one.person_id for one in grants)]
    actors = _actors(near, day, {} if known is None else known)
    return [
        _working(team, leaders, day),
        _standing_in(deputies),
        roles_part(grants),
        *_seeing(alike(ids, sheet.leader_id, actors)),
    ]


def roles_part(grants: Sequence[RoleGrant]) -> Part:
    """Return who has which role, since when, and who gave it."""
    rows = tuple(
        (
            (one.person_id,),
            (str(ROLES[one.role]),),
            (in_words(one.valid_from),),
            (one.granted_by_id,) if one.granted_by_id else (_("Systemet, da det blev sat op"),),
        )
        for one in grants
    )
    return Part(_("Hvem har en rolle i systemet?"), (_("Navn"), _("Rolle"), _("Fra"), _("Givet af")), rows)


def _actors(near: Iterable[int], day: date, known: dict[int, Actor]) -> dict[int, Actor]:
    """Return people as who asks on a day, as every request finds it, with no glass broken: that is for half an hour."""
    for person_id in near:
        if person_id not in known:
            found = actor_of(person_id, day)
            known[person_id] = Actor(person_id, found.roles, found.leads, found.stands_in_for)
    return {person_id: known[person_id] for person_id in dict.fromkeys(near)}


def _working(team: Sequence[LeaderRelation], leaders: dict[int, list[int]], day: date) -> Part:
    places: dict[int, list[str]] = {}
    for one in queries.employments_on(day, [relation.person_id for relation in team]):
        as_what = f"{one.role_profile.title}, {one.unit.title}" if one.role_profile else str(one.unit.title)
        places.setdefault(one.person_id, []).append(as_what)
    others = {
        one.person_id: _listed([other for other in leaders.get(one.person_id, []) if other != one.leader_id])
        for one in team
    }
    rows = [
        ((one.person_id,), ("; ".join(places.get(one.person_id, ["–"])),), (in_words(one.valid_from),)) for one in team
    ]
    heads = (_("Navn"), _("Arbejder som"), _("Du er leder fra"))
    if not any(others.values()):
        return Part(_("Hvem leder du?"), heads, tuple(rows))
    with_others = tuple((*row, others[one.person_id] or ("–",)) for row, one in zip(rows, team, strict=True))
    return Part(_("Hvem leder du?"), (*heads, _("Andre ledere")), with_others)


def _standing_in(deputies: Sequence[Deputy]) -> Part:
    rows = tuple(
        ((one.deputy_id,), (one.leader_id,), (in_words(one.valid_from),), (in_words(one.valid_to),)) for one in deputies
    )
    heads = (_("Stedfortræder"), _("For"), _("Fra"), _("Til og med"))
    return Part(_("Hvem er stedfortræder?"), heads, rows)


def _seeing(groups: Sequence[tuple[list[int], list[Seers]]]) -> Iterable[Part]:
    """Return two tables for each group of people of whom the same holds."""
    titles = [(str(what.title),) for what in SEEN + DONE]
    for those, said in groups:
        people: Cell = _listed(those) if len(groups) > 1 else (_("alle, du leder"),)
        rows = [(title, _told(who)) for title, who in zip(titles, said, strict=True)]
        seen, done = tuple(rows[: len(SEEN)]), tuple(rows[len(SEEN) :])
        yield Part(_("Hvem kan se hvad?"), (_("Hvad"), _("Hvem, ud over personen selv")), seen, people)
        yield Part(_("Hvem kan gøre hvad?"), (_("Hvad"), _("Hvem")), done, people)


def _told(who: Seers) -> Cell:
    """Return who it is, by what they are to the person."""
    said = [(f"{word}: ", *_listed(people)) for word, people in who]
    return _joined(said, ". ") if said else (_("Ingen"),)


def _listed(people: Iterable[int]) -> Cell:
    return _joined([(one,) for one in people], ", ")


def _joined(cells: Sequence[Cell], mark: str) -> Cell:
    return tuple(word for number, cell in enumerate(cells) for word in ((mark, *cell) if number else cell))
