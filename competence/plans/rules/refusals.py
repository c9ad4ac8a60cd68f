"""What a plan refuses, in words that say what to do instead."""

from flask_babel import lazy_gettext as _l

from competence.web.refusals import Conflict, Refusal


class PlanIsSigned(Conflict):
    """What both have signed stands."""

    message = _l(
        "I har begge skrevet under, så planen kan ikke rettes mere. Skriv en status, eller tag det op næste gang."
    )


class PromiseIsOver(Conflict):
    """What was reached or dropped in a plan that a newer one has followed stays as it was said last."""

    message = _l("Det er afsluttet, og en nyere plan har afløst denne. Skriv det i den nye plan.")


class SignedByBoth(Conflict):
    """There is nothing left to sign."""

    message = _l("I har allerede begge skrevet under på planen.")


class SignedAlready(Conflict):
    """One side signs once; the other signature is the other side's."""

    message = _l("Din side har allerede skrevet under. Nu venter vi på den anden.")


class NothingToSendBack(Conflict):
    """Sending back is for a plan that one side has signed."""

    message = _l(
        "Planen kan ikke sendes tilbage. Enten er den en kladde, som I kan rette i, eller også har begge skrevet under."
    )


class SeatIsTaken(Conflict):
    """A plan is taken over while it is being made, and only from somebody who no longer leads the person."""

    message = _l(
        "Planen kan ikke overtages. Enten har begge skrevet under, eller også er den hos en, der stadig er leder."
    )


class NotTheTimeToComment(Conflict):
    """A comment goes with the signed agreement to the personnel file."""

    message = _l("Du kan skrive en kommentar, fra I begge har skrevet under, til aftalen er lagt på personalesagen.")


class NotToBeFiled(Conflict):
    """Only a signed agreement is handed over, and once."""

    message = _l("Aftalen lægges på personalesagen, når I begge har skrevet under, og kun én gang.")


class WaitForTheComment(Conflict):
    """The employee is heard before the agreement goes to the personnel file."""

    message = _l(
        "Medarbejderen har syv dage til at skrive en kommentar. Vent til %(day)s, eller til kommentaren er skrevet."
    )


class AlreadyFollowed(Conflict):
    """Only a signed plan is followed by another, and once."""

    message = _l("Planen er allerede afløst, eller I har ikke begge skrevet under på den.")


class NotAgreedYet(Conflict):
    """A status is about what was agreed."""

    message = _l("En status hører til noget, I begge har skrevet under på. Ret i kladden i stedet.")


class NotAskedNow(Conflict):
    """A follow-up is answered once, in its time."""

    message = _l("Der spørges ikke til det her lige nu. Gå til planen, og se, hvornår I bliver spurgt næste gang.")


class AnsweredAlready(Conflict):
    """One side answers once, so that nobody answers after the other."""

    message = _l("Din side har allerede svaret. I ser hinandens svar, når I begge har svaret.")


class ChangedMeanwhile(Conflict):
    """Somebody else saved since the page was opened."""

    message = _l("Den anden har ændret planen, siden du åbnede siden. Læs, hvad der står nu, før du går videre.")


class NoLeader(Conflict):
    """A plan is between two."""

    message = _l(
        "Vi kan ikke se, hvem der er leder, så der er ingen at lave planen med. Skriv til HR, så retter de det."
    )


class NoGoal(Conflict):
    """A development plan is about something one wants to learn."""

    message = _l("Skriv mindst ét mål, før I skriver under.")


class TooManyGoals(Conflict):
    """Few goals are kept."""

    message = _l("Vælg højst tre mål. Resten kan vente til næste samtale.")


class NothingFromTheLeader(Conflict):
    """The obligation is mutual."""

    message = _l("Skriv mindst én ting, lederen gør, før I skriver under. Aftalen gælder begge veje.")


class WordsNeeded(Refusal):
    """Whoever sends back says why."""

    message = _l("Skriv, hvad du gerne vil have ændret, så den anden kan gøre noget ved det.")


class TooLong(Refusal):
    """A remark is a few sentences."""

    message = _l("Teksten er for lang. Skriv højst 2.000 tegn.")


class UnknownPromise(Refusal):
    """The status is about something that is not in the plan."""

    message = _l("Det mål eller den aftale findes ikke i planen. Hent siden igen.")
