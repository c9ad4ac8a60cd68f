"""How one may be open to colleagues, in which languages, and what is refused."""

from enum import Enum

from flask_babel import lazy_gettext as _l

from competence.web.refusals import Conflict, Refusal

LONGEST_WORD = 300


class Openness(Enum):
    """How somebody is open to colleagues in a competence."""

    ASK = _l("Spørg mig")
    PRACTISE = _l("Vil gerne øve mig sammen med nogen")
    MENTOR = _l("Mentor")

    @property
    def teaches(self) -> bool:
        """Whether others may learn from them."""
        return self in (Openness.ASK, Openness.MENTOR)


# The languages people in the house may be asked in, by their codes (ISO 639).
LANGUAGES = {
    "da": _l("Dansk"), "en": _l("Engelsk"), "de": _l("Tysk"), "ar": _l("Arabisk"), "bs": _l("Bosnisk"),
    "fa": _l("Farsi"), "pl": _l("Polsk"), "so": _l("Somali"), "tr": _l("Tyrkisk"), "uk": _l("Ukrainsk"),
    "dts": _l("Dansk tegnsprog"),
}  # fmt: skip


class WordTooLong(Refusal):
    message = _l("Det er for langt. Skriv højst 300 tegn.")


class Yourself(Conflict):
    message = _l("Det er dig selv.")


class AskedAlready(Conflict):
    message = _l("Du har lige sagt til. Giv din kollega et par dage til at svare.")


class PairIsOver(Conflict):
    message = _l("Forslaget er ikke længere åbent. Der kommer måske et andet.")
