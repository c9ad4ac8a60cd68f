"""Why a file is not read: one exception for each reason, whose message tells the sender what to do."""

from flask_babel import lazy_gettext as _l

from competence.web.refusals import Refusal


class UnreadableFile(Refusal):
    """A file that is refused as a whole; str() is the message for the one who sent it, in the reader's language."""

    message = _l("Filen kan ikke læses. Gem den igen som .xlsx eller .csv, og prøv igen.")


class EmptyFile(UnreadableFile):
    message = _l(
        "Filen er tom. Øverst skal der stå en række med overskrifter, og under den en række for hver ansættelse "
        "eller enhed."
    )


class TooLarge(UnreadableFile):
    message = _l("Filen er større end %(megabytes)s MB. Fjern ark og kolonner, der ikke skal bruges, eller del filen.")


class UnknownKind(UnreadableFile):
    message = _l("Filen »%(filename)s« er hverken .csv eller .xlsx. Gem den som en af de to, og prøv igen.")


class NotAWorkbook(UnreadableFile):
    message = _l(
        "Filen hedder .xlsx, men er ikke en Excel-projektmappe. Åbn den i det program, den kommer fra, "
        "og gem den som .xlsx eller .csv."
    )


class OldOrLocked(UnreadableFile):
    message = _l(
        "Filen er enten beskyttet med adgangskode eller gemt i det gamle Excel-format. "
        "Gem den som .xlsx uden adgangskode."
    )


class WithMacros(UnreadableFile):
    message = _l("Filen indeholder makroer. Gem den som »Excel-projektmappe (.xlsx)« uden makroer.")


class WithExternalLinks(UnreadableFile):
    message = _l("Filen henter værdier fra andre filer. Bryd kæderne i Excel (Data, Rediger kæder), og gem den igen.")


class WithEmbeddedFiles(UnreadableFile):
    message = _l(
        "Der ligger andre filer inde i projektmappen. Kopiér tabellen over i en ny, tom projektmappe, og gem den."
    )


class SuspiciousArchive(UnreadableFile):
    message = _l(
        "Filen er pakket på en måde, som Excel ikke gør, og bliver derfor ikke åbnet. "
        "Kopiér tabellen over i en ny, tom projektmappe, og gem den som .xlsx."
    )


class TooHeavy(UnreadableFile):
    message = _l("Filen er for tung at pakke ud. Kopiér tabellen over i en ny, tom projektmappe, og gem den som .xlsx.")


class DamagedFile(UnreadableFile):
    message = _l("Filen er beskadiget. Åbn den i Excel, gem den igen som .xlsx, og prøv igen.")


class TooManyRows(UnreadableFile):
    message = _l("Filen har flere end %(limit)s rækker. Del den i flere filer.")


class TooManyColumns(UnreadableFile):
    message = _l("Filen har flere end %(limit)s kolonner. Slet de kolonner, der ikke skal bruges.")


class TooMuchText(UnreadableFile):
    message = _l("Der er mere tekst i filen, end der kan læses på én gang. Del den i flere filer.")


class CellTooLong(UnreadableFile):
    message = _l("%(cell)s indeholder mere end %(limit)s tegn. Forkort teksten.")


class WithFormula(UnreadableFile):
    message = _l("%(cell)s indeholder en formel. Indsæt værdien i stedet.")


class WithFormulas(UnreadableFile):
    message = _l(
        "Der er formler i %(count)s celler, blandt andet %(cells)s. Indsæt værdierne i stedet "
        "(kopiér, og vælg Indsæt værdier)."
    )


class WithErrors(UnreadableFile):
    message = _l("%(cell)s viser en fejl (%(shown)s) i Excel. Ret cellen, eller gør den tom.")


class UnknownSheet(UnreadableFile):
    message = _l("Der er intet ark, der hedder »%(sheet)s«. Projektmappen har: %(sheets)s.")


class UnknownEncoding(UnreadableFile):
    message = _l("Teksten i filen kan ikke læses (række %(row)s). Gem den i Excel som »CSV UTF-8«, og prøv igen.")


class NotText(UnreadableFile):
    message = _l(
        "Filen hedder .csv, men indeholder tegn, der ikke hører hjemme i en tekstfil. "
        "Gem den i Excel som »CSV UTF-8« eller som .xlsx."
    )


class BrokenLetters(UnreadableFile):
    message = _l(
        "Bogstaverne æ, ø og å er gået i stykker i filen (»%(shown)s« i række %(row)s). Hent filen igen fra det "
        "system, den kommer fra, og gem den som »CSV UTF-8« eller .xlsx."
    )


class EndlessField(UnreadableFile):
    message = _l("Række %(row)s indeholder et felt uden ende. Måske mangler der et anførselstegn eller et linjeskift.")


class UnclosedQuote(UnreadableFile):
    message = _l("Et anførselstegn i række %(row)s bliver ikke lukket rigtigt. Ret det, eller gem filen som .xlsx.")


class TooManyFields(UnreadableFile):
    message = _l(
        "Række %(row)s har flere felter end overskriften. Sæt anførselstegn om tekster, der indeholder "
        "»%(separator)s«, eller gem filen som .xlsx."
    )


class NoHeading(UnreadableFile):
    message = _l("Kolonne %(letter)s har indhold, men ingen overskrift. Giv den en overskrift, eller slet kolonnen.")


class RepeatedHeading(UnreadableFile):
    message = _l("Overskriften »%(heading)s« står to gange: i kolonne %(first)s og %(second)s. Slet den ene.")
