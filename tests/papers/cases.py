"""Papers to look at: an agreement as people fill it in, one with almost nothing, and text that nobody should write."""

from datetime import UTC, date, datetime
from random import Random

from competence.web.papers.agreement import Activity, Agreement, Approval, Goal, Promise
from competence.web.papers.med_report import Coverage, Fact, MedReport, Phase, Share

FULL = Agreement(
    plan_id="k7m2qx",
    organisation="Biblioteket",
    employee="Astrid Skov",
    leader="Bo Lund",
    unit="Tarup Bibliotek",
    conversation="MUS",
    held_on=date(2026, 3, 12),
    made_at=datetime(2026, 3, 20, 12, 5, tzinfo=UTC),
    goals=(
        Goal(
            what="Jeg leder åbne læsekredse, hvor deltagerne selv bærer samtalen",
            term="Kort sigt",
            competence="Facilitering af fællesskaber",
            level="Trygt og selvstændigt",
            signs="Tre læsekredse har kørt et halvt år. Deltagerne vælger selv bøgerne, og to har budt ind som værter.",
            activities=(
                Activity(
                    "Være medvært på læsekredsen i Vollsmose to gange",
                    "Med andre",
                    "Ellen Å fra Vollsmose",
                    date(2026, 5, 1),
                ),
                Activity(
                    "Lede mine egne tre kredse, med ti minutters eftersnak hver gang",
                    "I arbejdet",
                    "Bo Lund",
                    date(2026, 9, 30),
                ),
                Activity("Diplommodul i procesledelse", "Kursus", "", date(2026, 10, 15), fund=True),
            ),
        ),
        Goal(
            what="Jeg tager de første skridt mod at blive fagligt fyrtårn for læselyst",
            term="Lang sigt",
            step="Specialist, trin 3",
            signs="Kolleger i andre afdelinger spørger mig til råds, og jeg har skrevet om det, vi lærte.",
            activities=(Activity("Holde et oplæg på fællesdagen", "I arbejdet", "Dorte Dal", date(2026, 11, 5)),),
        ),
    ),
    promises=(
        Promise("Skrive en side om, hvad læsekredsene lærer os", "Astrid Skov", date(2026, 6, 15)),
        Promise("Tale om aftalerne i ti minutter hver måned", "Begge"),
    ),
    leaders_promises=(
        Promise("Frigøre to timer om ugen til læsekredsene i vagtplanen", "Bo Lund", date(2026, 4, 1)),
        Promise("Spørge Vollsmose, om Astrid kan være medvært", "Bo Lund", date(2026, 3, 27)),
    ),
    disagreement="Astrid ville gerne have haft tre timer om ugen. Bo kan give to nu og ser på det igen i september.",
    comment=(
        "Det var en god samtale. Jeg glæder mig til at komme i gang.\n\n"
        "Jeg vil gerne høre fra Bo, så snart vagtplanen er klar."
    ),
    approvals=(
        Approval("Astrid Skov", "Medarbejder", datetime(2026, 3, 18, 13, 40, tzinfo=UTC)),
        Approval("Bo Lund", "Leder", datetime(2026, 3, 20, 12, 5, tzinfo=UTC)),
    ),
)

BARE = Agreement(
    plan_id="p3n8ta",
    organisation="Biblioteket",
    employee="Ellen Å",
    leader="Emil Eng",
    made_at=datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    leaders_promises=(Promise("Sende datoen for næste samtale", "Emil Eng"),),
)

MARKUP = '#set text(red) *fed* _kursiv_ $x^2$ @nogen <mærke> // her /* eller her */ = Nej \\ "citat" #sys.inputs'
STRANGE = "nul\x00 klokke\x07 slet\x7f \u202evendt\u202c \ufeffmærke \u200bskjult bløddel\u00adt \ue000 \ud7ff"
choices = Random(7).choices
HOSTILE = Agreement(
    plan_id="#panic()",
    organisation="Bibliotek #1 & <søn>",
    employee="Åse Ærø-Øst العربية",
    leader="W" * 300,
    unit="שלום Tarup",
    conversation="MUS 👩‍👩‍👧",
    made_at=datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
    goals=tuple(
        Goal(f"{word} {MARKUP}", competence=STRANGE, level="中文", signs=f"{word}\r\n{word}\n\n\n\n{word} 🙂")
        for word in [
            "Læse",
            "Lytte",
            "Lære",
            "Lede",
            "Skrive",
            "Spørge",
            "Svare",
            "Samle",
            "Vise",
            "Vente",
            "Vove",
            "Vide",
        ]
    ),
    promises=tuple(Promise("".join(choices("abcdefghijklmnopæøå", k=3000)), "x" * 90) for _ in range(9)),
    leaders_promises=(Promise(" \n\t ", ""),),
    disagreement="\n".join(str(line) for line in range(200)),
    comment="A\u030a er ét bogstav. " + "Æ ø å, ord for ord. " * 400,
)

REPORT = MedReport(
    title="MUS 2026",
    organisation="Biblioteket",
    begins=date(2026, 1, 12),
    ends=date(2026, 11, 20),
    made_at=datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
    purpose="Vi vil have flere, der kan lede fællesskaber, og give alle tid til at lære af hinanden.",
    phases=(
        Phase("Ramme drøftet i MED", date(2026, 1, 12), date(2026, 1, 30)),
        Phase("Lederudviklingssamtaler", date(2026, 2, 2), date(2026, 2, 27)),
        Phase("Samtaler og planer", date(2026, 3, 2), date(2026, 5, 29)),
        Phase("Opfølgning", date(2026, 9, 1)),
    ),
    coverage=(
        Coverage("Tarup og Vollsmose", 31, 30, 28, 22),
        Coverage("Hovedbiblioteket", 84, 79, 71, 52),
        Coverage("Børn og unge", 22, 22, 20, None),
        Coverage("Hele organisationen", 137, 131, 119, 88),
    ),
    facts=(Fact("På orlov", "6"), Fact("Samtalen er aflyst", "få eller ingen")),
    themes=(
        Share("Fællesskaber og facilitering", "40 %", 40),
        Share("Digital formidling", "30 %", 30),
        Share("Litteratur og læselyst", "25 %", 25),
        Share("Samarbejde med byen", "10 %", 10),
        Share("Ledelse", "under 10 %"),
    ),
    satisfaction=(
        Share("Ja, meget", "48 %", 48),
        Share("Ja, noget", "37 %", 37),
        Share("Lidt", "11 %", 11),
        Share("Slet ikke", "4 %", 4),
    ),
    hidden=(
        "Børn og unge: Tallet for opfølgning kan ikke vises uden at sige for meget om få.",
        "Ledelse: Andelen er så lille, at vi kun siger, at den er det.",
    ),
)
EMPTY_REPORT = MedReport(
    title="Prøverunde",
    organisation="Biblioteket",
    begins=date(2026, 8, 1),
    ends=date(2026, 8, 31),
    made_at=datetime(2026, 9, 1, 8, 0, tzinfo=UTC),
)
