"""What a person is told of every change to their way in, by mail whatever they chose."""

from flask_babel import lazy_gettext as _l

from competence.notifications.actions.telling import notify
from competence.notifications.rules import kind
from competence.privacy import audit

NOT_YOU = _l("Var det ikke dig, så skift din adgangskode og sig det til en administrator med det samme.")
ADDED = kind("factor.added", _l("Du har tilføjet en totrinsbekræftelse"), explains=NOT_YOU)
REMOVED = kind("factor.removed", _l("En totrinsbekræftelse er fjernet fra din konto"), explains=NOT_YOU)
RENAMED = kind("factor.renamed", _l("En totrinsbekræftelse har fået et andet navn"), explains=NOT_YOU)
CODES_MADE = kind("factor.codes", _l("Du har lavet nye nødkoder; de gamle virker ikke mere"), explains=NOT_YOU)
CODE_USED = kind("factor.code_used", _l("En nødkode er brugt på din konto"), explains=NOT_YOU)
RESET_ASKED = kind("factor.reset_asked", _l("Nogen vil nulstille din totrinsbekræftelse"), explains=NOT_YOU)
RESET_DONE = kind(
    "factor.reset",
    _l("Din totrinsbekræftelse er nulstillet"),
    explains=_l(
        "Log ind med din adgangskode, og tilføj en ny. Er det ikke aftalt med dig, så sig det til en administrator."
    ),
)
ENDED = kind(
    "session.ended", _l("En administrator har logget dig ud alle steder"), explains=_l("Du kan logge ind igen.")
)


def told(actor_id: int | None, person_id: int, what: str, thing: str = "", url: str = "/signin/factors") -> None:
    """Write an event down, and tell the person whose way in it is."""
    audit.record(actor_id, what, subject_id=person_id, thing=thing)
    notify(person_id, what, url, required=True)
