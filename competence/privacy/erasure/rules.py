"""Why somebody's data may not be erased, in words for whoever asks."""

from flask_babel import lazy_gettext as _l

from competence.web.refusals import Conflict


class HeldBack(Conflict):
    """A case needs the data: they stay until whoever placed the hold has it lifted."""

    message = _l("Oplysningerne holdes tilbage, fordi en sag har brug for dem: %(reason)s")


class StillHere(Conflict):
    """The person works in the house: what is wrong is corrected, and time deletes the rest."""

    message = _l("Personen er i huset endnu. Afslut ansættelser og roller først; til da retter man i stedet.")


class AskedAlready(Conflict):
    """Somebody asked for the same and waits for an answer."""

    message = _l("Der er allerede bedt om det. Databeskyttelsesrådgiveren har det på sin side.")


class ErasedAlready(Conflict):
    """There is nothing left to erase."""

    message = _l("Oplysningerne er allerede slettet.")


class NotBothHands(Conflict):
    """Whoever asked, or is the one it is about, may not confirm it."""

    message = _l("Den, der har bedt om det, eller som det handler om, kan ikke selv bekræfte det.")


class DecidedAlready(Conflict):
    """Somebody has confirmed or refused it meanwhile."""

    message = _l("Det er afgjort i mellemtiden. Se, hvad der blev svaret.")


class Overtaken(Conflict):
    """The page was older than what it shows."""

    message = _l("Siden var ældre end det, den viste. Se på den igen, før du afgør det.")
