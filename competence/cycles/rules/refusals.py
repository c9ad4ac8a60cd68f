"""What the rules of rounds say no with: each refusal a sentence for HR, most at one field of a form."""

from flask_babel import lazy_gettext as _l

from competence.web.refusals import Conflict, Refusal


class AboutField(Refusal):
    """A refusal that belongs to one field of the form."""

    field = ""


class ClosesBeforeItOpens(AboutField):
    field = "closes_on"
    message = _l("Runden lukker, før den åbner. Vælg en senere lukkedag.")


class VersionNotPublished(AboutField):
    field = "version_id"
    message = _l("Den udgave af kataloget er ikke udgivet. Udgiv den først, eller vælg en anden.")


class NothingChosen(AboutField):
    field = "who"
    message = _l("Vælg mindst én enhed eller rolleprofil, eller vælg hele huset.")


class MedNotDiscussed(AboutField):
    field = "med_discussed_on"
    message = _l("Skriv, hvilken dag MED drøftede runden. Den kan først åbnes derefter.")


class MedNotYetDiscussed(AboutField):
    field = "med_discussed_on"
    message = _l("MED drøfter først runden senere. Den kan åbnes, når det er sket.")


class ClosesInThePast(AboutField):
    field = "closes_on"
    message = _l("Lukkedagen er allerede gået. Vælg en dag, der kommer.")


class NobodyToInvite(Refusal):
    message = _l("Der er ingen at invitere. Se efter, hvem runden er for.")


class NotLonger(AboutField):
    field = "closes_on"
    message = _l("En åben runde kan kun forlænges. Vælg en senere dag end den, der står nu.")


class NoLongerADraft(Conflict):
    message = _l("Runden er åbnet. Den kan forlænges, men ikke ændres.")


class NotOpen(Conflict):
    message = _l("Runden er ikke åben.")


class AlreadyClosed(Conflict):
    message = _l("Runden er allerede lukket. En lukket runde åbner ikke igen.")


class ChangedMeanwhile(Conflict):
    message = _l("En anden har ændret runden, siden du åbnede siden. Se, hvad der står nu, før du gemmer.")


class MirrorsAreClosed(Conflict):
    message = _l("Spejlene i runden er lukket og talt op. Det kan ikke gøres længere.")


class StillOpen(Conflict):
    message = _l("Spejlene er stadig åbne. Luk dem først; så kan evalueringen skrives ind.")


class OfTheMirrorAlone(Conflict):
    message = _l("Runden er kun et spejl, uden samtaler. Den har ingen evaluering at skrive ind.")


class EvaluatedLater(AboutField):
    field = "evaluated_on"
    message = _l("Den dag er ikke kommet endnu. Skriv den, når MED har evalueret runden.")
