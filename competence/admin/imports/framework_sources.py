"""Who made the frameworks we can read, in the words that must stand wherever they are shown."""

from competence.frameworks.rules.editions import Described, Words

DIGCOMP_CITATION = (
    "Cosgrove, J. and Cachia, R., DigComp 3.0: European Digital Competence Framework - Fifth Edition, "
    "Publications Office of the European Union, Luxembourg, 2025, "
    "https://data.europa.eu/doi/10.2760/0001149, JRC144121. © European Union, CC BY 4.0."
)

# The catalogue a folder holds. Our own pack is a proposal, and says so.
HOUSE = Described("kompetencekatalog", Words("Kompetencekatalog", "Competence catalogue"), Words())

DIGCOMP = Described(
    "digcomp",
    Words("DigComp 3.0 med husets niveauer", "DigComp 3.0 with the levels of the house"),
    Words(
        f"Områdernes og kompetencernes numre og engelske navne er fra: {DIGCOMP_CITATION} De danske navne er vores "
        "oversættelse. Alle beskrivelser og niveautekster er vores egne og ikke DigComps. Europa-Kommissionen har ikke "
        "ansvar for denne udgave og anbefaler den ikke.",
        f"The numbers and English names of areas and competences are from: {DIGCOMP_CITATION} The Danish names are our "
        "translation. All descriptions and level texts are ours and not DigComp's. The European Commission is not "
        "responsible for this version and does not endorse it.",
    ),
)

DIGCOMP_JRC = Described(
    "digcomp-jrc",
    Words("DigComp 3.0", "DigComp 3.0"),
    Words(
        f"{DIGCOMP_CITATION} Teksterne er hentet uændret fra rammens »Data Supplement« på engelsk. Niveauteksterne er "
        "rammens kompetenceudsagn for det af de fire niveauer, som trinnet hører til. Europa-Kommissionen har ikke "
        "ansvar for denne visning og anbefaler den ikke.",
        f"{DIGCOMP_CITATION} The texts are taken unchanged from the framework's Data Supplement. The level texts are "
        "the framework's competence statements for the one of the four levels a step belongs to. The European "
        "Commission is not responsible for this presentation and does not endorse it.",
    ),
)
