"""When a restriction may be asked for and be lifted. Pure."""

from datetime import date, timedelta

from flask_babel import lazy_gettext as _l

from competence.web.refusals import Conflict, Refusal

NOTICE = timedelta(days=7)  # the person is told before it is lifted: GDPR, article 18(3)


class RestrictedAlready(Conflict):
    """It stands already."""

    message = _l("Brugen af dine oplysninger er allerede begrænset.")


class LiftedAlready(Conflict):
    """Somebody has said when it ends, or it is over."""

    message = _l("Det er allerede sagt, hvornår begrænsningen ophører.")


class NobodyCouldRead(Conflict):
    """Nobody is asked for what they could not open."""

    message = _l(
        "Brugen af dine oplysninger er begrænset, så lige nu kan andre ikke læse det. Ophæv det under Mine data, hvis "
        "de skal."
    )


class TooSoon(Refusal):
    """The person would not be told in time."""

    message = _l("Personen skal vide det mindst en uge før. Vælg en dag, der er længere væk.")


class UseRestricted(Conflict):
    """What is held about the person is not to be erased while its use is restricted: article 18(1)(b) and (c)."""

    message = _l("Personen har bedt om, at oplysningerne kun bliver gemt. Så længe kan de ikke slettes.")


def check_notice(on: date, today: date) -> None:
    """Refuse a day on which a restriction is to end that is less than a week away. Raises TooSoon."""
    if on < today + NOTICE:
        raise TooSoon
