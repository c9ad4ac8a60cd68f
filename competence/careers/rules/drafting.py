"""What a draft of the career model may hold, and what is refused while one works on it."""

from flask_babel import lazy_gettext as _l

from competence.careers.rules.editions import LATERAL, UP
from competence.web.refusals import Conflict, Refusal


class NoSuchTrack(Refusal):
    message = _l("Det spor findes ikke i kladden. Hent siden igen.")


class TrackHasSteps(Conflict):
    message = _l("Der står trin på sporet. Tag dem ud af kladden først.")


class NoSuchStep(Refusal):
    message = _l("Det trin findes ikke i kladden. Hent siden igen.")


class PlaceTaken(Refusal):
    message = _l("Der står allerede et trin på det sted på sporet. Vælg et andet.")


class MoveExists(Conflict):
    message = _l("Det skift er der allerede.")


class BackwardMove(Refusal):
    message = _l("På samme spor går et skift fremad. Vælg et senere trin, eller et på et andet spor.")


def kind_of(*, same_track: bool, rise: int) -> str:
    """Return the kind of a move: across to another track, or further along one's own. Raises BackwardMove."""
    if not same_track:
        return LATERAL
    if rise <= 0:
        raise BackwardMove
    return UP
