"""What the mirror refuses, in words that say what to do instead."""

from flask_babel import lazy_gettext as _l

from competence.web.refusals import Conflict, Refusal


class RoundIsClosed(Conflict):
    """Nobody begins a mirror in a round that is closed."""

    message = _l("Runden er lukket. Du kan begynde et spejl mellem runderne i stedet.")


class NoCatalogue(Conflict):
    """Without a published catalogue there is nothing to ask about."""

    message = _l("Der er ikke udgivet et kompetencekatalog endnu. Kom igen, når HR har gjort det klar.")


class ViewIsShared(Conflict):
    """A side that is shared stands still until it is taken back or both are opened."""

    message = _l("Blikket er delt. Træk det tilbage først, hvis du vil rette noget.")


class TalkIsHeld(Conflict):
    """After the talk the answers stand."""

    message = _l("Samtalen er holdt, så svarene står fast. Nye tanker hører til i et nyt spejl.")


class ViewWasLeftOut(Conflict):
    """A side that was not shared when the mirror was opened is no longer part of it."""

    message = _l("Spejlet er åbnet uden det her blik, så det kan ikke rettes mere. Tag det med til samtalen.")


class NothingToShare(Conflict):
    """An empty side is nothing to talk about."""

    message = _l("Der er ikke noget at dele endnu. Giv mindst ét svar først.")


class NoLeader(Conflict):
    """There is nobody to share with."""

    message = _l("Vi kan ikke se, hvem der er din leder, så der er ingen at dele med. Skriv til HR, så retter de det.")


class AlreadyShared(Conflict):
    """This was shared before, or can no longer be."""

    message = _l(
        "Det er allerede delt, eller spejlet er allerede åbnet. Gå tilbage til spejlet, og se, hvordan det står."
    )


class CannotWithdraw(Conflict):
    """What both have shared is open to both; what was not shared needs no taking back."""

    message = _l(
        "Det kan ikke trækkes tilbage. Enten er det ikke delt, eller også har I begge delt, og så er spejlet åbnet."
    )


class TooEarlyToOpen(Conflict):
    """One side alone is opened only after the round's last day."""

    message = _l(
        "Spejlet kan først åbnes uden den ene side, når rundens sidste dag er gået, og kun én af jer har delt."
    )


class NotOpenYet(Conflict):
    """A talk is held about an open mirror."""

    message = _l("Spejlet er ikke åbnet endnu, eller samtalen er allerede holdt.")


class NothingToConfirm(Conflict):
    """There is no earlier answer, or it may not be carried over."""

    message = _l("Der er ikke noget tidligere svar at bekræfte. Svar på det her i stedet.")


class UnknownCompetence(Refusal):
    """The competence is not one this mirror can hold."""

    message = _l("Den kompetence findes ikke i spejlets katalog. Hent siden igen, så ser du dem, der gør.")


class UnknownChoice(Refusal):
    """The form sent a choice that is not on it."""

    message = _l("Det valg findes ikke. Hent siden igen, og vælg et af trinene.")


class ExampleTooLong(Refusal):
    """An example is a few sentences."""

    message = _l("Eksemplet er for langt. Skriv højst 2.000 tegn, så er det også lettere at tale om.")
