"""What a plan says, in the reader's words: a sentence for each remark, and the names of the fates."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from competence.admin.imports.plan import Fate, Plan, Remark, Say
from competence.people.rules import GivesThemselves, ReaddressedThem, StandsInForThem
from competence.web.language import day

FATES = {
    Fate.NEW: _l("Ny"),
    Fate.CHANGED: _l("Ændret"),
    Fate.ENDED: _l("Afsluttes"),
    Fate.UNCHANGED: _l("Uændret"),
    Fate.ERROR: _l("Fejl"),
}
SENTENCES = {
    Say.PERSON_IS_NEW: _l("Ny i huset."),
    Say.EMPLOYMENT_IS_NEW: _l("Ansættes i %(unit)s %(period)s."),
    Say.EMPLOYMENT_MOVES: _l("Ansættelsen i %(unit)s gælder nu %(period)s."),
    Say.HOURS_CHANGE: _l("Timer om ugen i %(unit)s bliver %(new)s."),
    Say.EMPLOYMENT_ENDS: _l("Ansættelsen i %(unit)s slutter %(day)s, fordi den ikke står i filen."),
    Say.EMPLOYMENT_GOES: _l("Ansættelsen i %(unit)s fra %(day)s når ikke at begynde og tages væk."),
    Say.PERSON_ENDS: _l("Står ikke i filen. Ansættelserne slutter %(day)s; ingenting slettes."),
    Say.NAME_CHANGES: _l("Navnet bliver rettet fra %(old)s til %(new)s."),
    Say.LEADER_IS_NEW: _l("%(leader)s bliver nærmeste leder fra %(day)s."),
    Say.LEADER_MOVES: _l("%(leader)s er nærmeste leder %(period)s."),
    Say.LEADER_ENDS: _l("%(leader)s er ikke længere nærmeste leder."),
    Say.SAME_NAME_ENDS: _l(
        "%(email)s har samme navn og afsluttes. Er det samme person med ny e-mail, så ret den på personens side først."
    ),
    Say.UNIT_IS_NEW: _l("Ny enhed."),
    Say.UNIT_IS_RENAMED: _l("Hed %(old)s, hedder nu %(new)s."),
    Say.UNIT_MOVES: _l("Flyttes fra %(old)s til %(new)s."),
    Say.UNIT_KIND: _l("Var %(old)s, er nu %(new)s."),
    Say.UNIT_PERIOD: _l("Findes %(period)s."),
    Say.EMPTY: _l("Her mangler noget. Feltet skal udfyldes."),
    Say.TOO_LONG: _l("Teksten er for lang. Der er plads til %(limit)s tegn."),
    Say.NO_EMAIL: _l("»%(text)s« er ikke en e-mailadresse."),
    Say.NO_HOURS: _l("»%(text)s« er ikke et antal timer om ugen fra 1 til 60."),
    Say.NO_DATE: _l("»%(text)s« er ikke en dato. Skriv den som 1.3.2026 eller 2026-03-01."),
    Say.NO_CODE: _l("»%(text)s« kan ikke bruges som kode. Brug bogstaver, tal, punktum, bindestreg og understreg."),
    Say.UNKNOWN_UNIT: _l("Der er ingen enhed, der hedder »%(text)s«. Brug en af: %(known)s."),
    Say.UNIT_IS_OVER: _l("Enheden %(unit)s findes kun til %(day)s. Vælg en anden enhed, eller skriv en slutdato."),
    Say.UNKNOWN_ROLE: _l(
        "Der er ingen rolleprofil, der hedder »%(text)s«. Brug en af: %(known)s, eller lad feltet stå tomt."
    ),
    Say.UNKNOWN_LEADER: _l("%(text)s findes hverken i huset eller i filen. Ret e-mailen, eller tilføj en række."),
    Say.LEADER_IS_ENDED: _l("%(text)s er selv ikke med i filen og bliver afsluttet. Vælg en anden leder."),
    Say.OWN_LEADER: _l("Man kan ikke være sin egen leder."),
    Say.GIVES_THEMSELVES: GivesThemselves.message,
    Say.STANDS_IN_FOR_THEM: StandsInForThem.message,
    Say.READDRESSED_THEM: ReaddressedThem.message,
    Say.LEADERS_IN_A_CIRCLE: _l("Lederne går i ring: %(circle)s. Ret en af dem."),
    Say.ENDS_BEFORE_IT_BEGINS: _l("Slutdatoen ligger før startdatoen."),
    Say.NEEDS_A_START: _l("Når ansættelsen allerede er slut, skal der også stå en startdato."),
    Say.SAME_EMPLOYMENT: _l("Den samme ansættelse står også i række %(row)s. Slet den ene."),
    Say.TWO_NAMES: _l("Navnet er et andet end i række %(row)s (%(other)s). Skriv det ens, eller ret e-mailen."),
    Say.OTHER_ROW_FIRST: _l("Række %(row)s om samme person skal rettes først."),
    Say.ENDS_YOU: _l("Du står ikke selv i filen. Man kan ikke afslutte sig selv; tilføj en række om dig."),
    Say.ENDS_THE_LAST_ADMINISTRATOR: _l("Er den sidste systemadministrator og står ikke i filen. Tilføj en række."),
    Say.UNKNOWN_KIND: _l("»%(text)s« er ikke en slags enhed. Brug en af: %(known)s."),
    Say.UNKNOWN_PARENT: _l("Der er ingen enhed med koden »%(text)s«, hverken i huset eller i filen."),
    Say.OWN_PARENT: _l("En enhed kan ikke ligge under sig selv."),
    Say.UNITS_IN_A_CIRCLE: _l("Enhederne går i ring: %(circle)s. Ret en af dem."),
    Say.SAME_CODE: _l("Koden står også i række %(row)s. Slet den ene."),
    Say.UNIT_IN_USE: _l("Der er ansættelser i enheden efter %(day)s. Flyt eller afslut dem først."),
    Say.OFFER_IS_NEW: _l("Nyt tilbud."),
    Say.OFFER_CHANGES: _l("Ændres: %(parts)s."),
    Say.DATES_ARE_NEW: _l("Hold, der kommer til: %(number)s."),
    Say.UNKNOWN_CHOICE: _l("»%(text)s« kendes ikke. Skriv en af: %(known)s."),
    Say.UNKNOWN_COMPETENCE: _l("Der er ingen kompetence med koden »%(text)s« i kataloget."),
    Say.NO_NUMBER: _l("Her skal stå et helt tal fra %(first)s til %(last)s."),
    Say.NO_LEVELS: _l("Niveauerne går fra 1 til %(top)s, og »til« skal være højere end »fra«."),
    Say.NOT_IN_STEP: _l(
        "Skriv højst %(most)s kompetencer, hver én gang, og et niveau til hver i begge kolonner, med semikolon imellem."
    ),
    Say.NO_MOMENT: _l("»%(text)s« er ikke en dag med klokkeslæt. Skriv den som 1.3.2027 9:00."),
}


def counted(fate: Fate, number: int) -> str:
    """Return the word that stands after a number of rows with a fate."""
    words = {
        Fate.NEW: ngettext("ny", "nye", number),
        Fate.CHANGED: ngettext("ændret", "ændrede", number),
        Fate.ENDED: ngettext("afsluttes", "afsluttes", number),
        Fate.UNCHANGED: ngettext("uændret", "uændrede", number),
        Fate.ERROR: ngettext("med fejl", "med fejl", number),
    }
    return str(words[fate])


def sentence(remark: Remark) -> str:
    """Return what a remark says, the cell it is about first."""
    given = dict(remark.values)
    values: dict[str, object] = {
        name: day(value) if isinstance(value, date) else value for name, value in given.items()
    }
    if "start" in given:
        values["period"] = _period(str(values["start"]), str(values["end"] or ""))
    text = str(SENTENCES[remark.say]) % values
    return f"{remark.cell}: {text}" if remark.cell else text


def told(plan: Plan) -> list[str]:
    """Return a plan as lines of text: every row that is not left as it is, and the counts."""
    lines = []
    for line in plan.lines:
        if line.fate is not Fate.UNCHANGED:
            where = _("Række %(number)s", number=line.number) if line.number else _("Ikke i filen")
            said = " ".join(sentence(remark) for remark in line.remarks)
            lines.append(f"{where} · {line.key or '–'} · {FATES[line.fate]}: {said}")
    lines.append(", ".join(f"{number} {counted(fate, number)}" for fate, number in plan.counts.items()))
    return lines


def _period(start: str, end: str) -> str:
    if end:
        return str(_("fra %(start)s til %(end)s", start=start, end=end))
    return str(_("fra %(start)s", start=start))
