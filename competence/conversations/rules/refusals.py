"""What a conversation refuses, in words that say what to do instead."""

from flask_babel import lazy_gettext as _l

from competence.web.refusals import Conflict, Refusal


class NotNow(Conflict):
    """The state table has no such step."""

    message = _l("Det kan ikke gøres, som samtalen står nu. Gå tilbage til samtalen, og se, hvad der er næste skridt.")


class OtherSide(Conflict):
    """The step belongs to the other one of the two."""

    message = _l("Det er den anden af jer, der tager det skridt. Gå tilbage til samtalen, og se, hvad du kan gøre.")


class ChangedMeanwhile(Conflict):
    """Somebody took a step since the page was opened."""

    message = _l("Samtalen er ændret, siden du åbnede siden. Se, hvordan den står nu, og tag så skridtet igen.")


class AlreadyPlanned(Conflict):
    """One conversation of a kind at a time."""

    message = _l("I har allerede en samtale af den slags i gang. Find den under Samtaler, og gå videre dér.")


class NoLeaderToAsk(Conflict):
    """There is nobody to talk with."""

    message = _l("Vi kan ikke se, hvem der er din leder, så der er ingen at spørge. Skriv til HR, så retter de det.")


class AlreadyYours(Conflict):
    """Who sits in the seat already cannot take it over."""

    message = _l("Samtalen er allerede din. Gå tilbage til den, og tag næste skridt.")


class SeatIsTaken(Conflict):
    """A talk is taken over only from somebody who no longer leads the person."""

    message = _l("Samtalen er hos en, der stadig er leder for medarbejderen. Tal sammen om, hvem der holder den.")


class BadTime(Refusal):
    """The time does not fit."""


class TooSoon(BadTime):
    """Two weeks' notice, so that both can prepare."""

    message = _l("Vælg en dag fra %(day)s og frem. Der skal være mindst to uger til at forberede sig.")


class InThePast(BadTime):
    """Only what comes can be planned."""

    message = _l("Det tidspunkt er gået. Vælg et, der ligger foran jer.")


class TooFarAhead(BadTime):
    """A year is typed wrong more often than a conversation is planned two years ahead."""

    message = _l("Det er mere end et år ude i fremtiden. Se efter, om året er rigtigt.")


class UnknownTheme(Refusal):
    """The form sent a theme that is not on it."""

    message = _l("Det tema findes ikke. Hent siden igen, og vælg et af dem, der står der.")


class UnknownKind(Refusal):
    """The form sent a kind of conversation that cannot be chosen there."""

    message = _l("Den slags samtale kan ikke vælges her. Hent siden igen, og vælg en af dem, der står der.")


class NotTalking(Conflict):
    """Notes belong to the talk itself."""

    message = _l("Samtalen er ikke i gang. Det, du har skrevet, står her endnu; tag det med til en ny samtale.")


class NothingWritten(Refusal):
    """An empty note says nothing."""

    message = _l("Der står ikke noget i noten. Skriv et par ord først.")


class NoteTooLong(Refusal):
    """Notes are short."""

    message = _l("Noten er for lang. Skriv højst 1.000 tegn, og del den eventuelt i to.")


class UnknownLevel(Refusal):
    """The form sent a level that is not on the scale."""

    message = _l("Det trin findes ikke på skalaen. Vælg et af dem, der står der.")


class LevelAwaitsAnswer(Conflict):
    """One proposal for a competence at a time."""

    message = _l("Der er allerede foreslået et niveau her. Sig ja til det, eller tag det væk, før I foreslår et andet.")


class OtherConfirms(Conflict):
    """One does not agree with oneself."""

    message = _l("Det er den anden, der siger ja til det niveau, du har foreslået.")


class AlreadyAgreed(Conflict):
    """What both agreed on stands."""

    message = _l("Niveauet er allerede aftalt. Vil I ændre det, så foreslå et nyt.")
