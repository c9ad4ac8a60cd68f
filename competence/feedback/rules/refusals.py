"""Why something cannot be done with feedback, in words for the one who tried."""

from flask_babel import lazy_gettext as _l

from competence.web.refusals import Conflict, Refusal


class NotWaiting(Conflict):
    message = _l("Der bliver ikke længere ventet på svar her. Måske er ønsket trukket tilbage eller allerede besvaret.")


class NotProposed(Conflict):
    message = _l("Der er allerede taget stilling til, hvem der spørges.")


class TooLateToTakeBack(Conflict):
    message = _l("Feedbacken er læst, så den kan ikke trækkes tilbage. Tal med den, der fik den.")


class NotToBeRead(Conflict):
    message = _l("Feedbacken er læst, eller den er trukket tilbage, siden du så listen.")


class ReadFirst(Conflict):
    message = _l("Læs feedbacken først. Så bestemmer du, hvad der skal ske med den.")


class NotShared(Conflict):
    message = _l("Feedbacken er ikke delt, så der er intet at trække tilbage.")


class AlreadyThanked(Conflict):
    message = _l("Du har sagt tak for den.")


class AlreadyReported(Conflict):
    message = _l("Du har meldt den til HR. De vender tilbage til dig.")


class NobodyToReportTo(Conflict):
    message = _l("Ingen anden i HR kan tage den lige nu. Tal med din tillids- eller arbejdsmiljørepræsentant.")


class AlreadyHandled(Conflict):
    message = _l("Der er allerede taget hånd om den.")


class NoLeaderToShareWith(Conflict):
    message = _l("Du har ingen nærmeste leder lige nu, så der er ingen at dele med.")


class NobodyAsked(Refusal):
    message = _l("Vælg mindst én, du vil spørge.")


class TooManyAsked(Refusal):
    message = _l("Spørg højst fire ad gangen. Så bliver det nemt for dem at sige ja.")


class AskedOneself(Refusal):
    message = _l("Du kan ikke spørge dig selv. Vælg en kollega.")


class UnknownForm(Refusal):
    message = _l("Vælg en af de former, der står på siden.")


class UnknownSubject(Refusal):
    message = _l("Vælg en kompetence, en værdi eller din næste samtale fra listen.")


class NothingAsked(Refusal):
    message = _l("Skriv, hvad du gerne vil have feedback på, med højst 600 tegn.")


class ChooseCompetences(Refusal):
    message = _l("Vælg mellem én og seks kompetencer, dine kolleger skal se på.")


class NotADay(Refusal):
    message = _l("Vælg en dag inden for de næste tre måneder.")


class WordsMissing(Refusal):
    message = _l("Skriv lidt i »%(field)s«, før du sender.")


class WordsTooLong(Refusal):
    message = _l("Skriv højst 1000 tegn i »%(field)s«. Kort er godt.")


class LevelMissing(Refusal):
    message = _l("Vælg et trin eller »Kan ikke vurdere« ved hver kompetence.")


class WhyMissing(Refusal):
    message = _l("Skriv kort, hvad der gjorde ondt, så HR kan hjælpe. Højst 1000 tegn.")
