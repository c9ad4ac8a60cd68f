"""Plainly invented names for the people of the demo: first names from the calendar, surnames from the bookshelf."""

from collections.abc import Iterator
from random import Random

FIRST_NAMES = (  # noqa: SIM905 names are read as words
    "Agnete Aksel Alba Anders Anton Arne Asbjørn Aya Benedikte Bent Birgit Birk Bjarke Bodil Cecilie Dagny "
    "Ebbe Egon Einar Elin Ellinor Else Erling Esben Eskild Esther Fatima Folmer Frida Frode Gerda Gorm Gry "
    "Gudrun Halfdan Hamza Hanne Harald Hassan Hedvig Helga Henrik Hjalmar Holger Ida Inger Ingrid Ivan Jasmin "
    "Jens Johanne Jonatan Jytte Kamal Karla Kasper Kirsten Klara Knud Laila Laurits Leila Liv Ludvig Magnhild "
    "Malthe Marius Merete Milan Mira Mogens Molly Nanna Nikolaj Nora Olga Oskar Osvald Palle Petra Poul Rasmus "
    "Rigmor Rosa Runa Samira Signe Sigurd Silje Solvej Sten Svend Thyra Torben Tove Troels Ulla Uffe Vagn "
    "Valdemar Vera Viggo Vilma Villads Yasmin Yrsa Zahra"
).split()
BEGINNINGS = (  # noqa: SIM905 names are read as words
    "Atlas Blad Blæk Bogstav Digte Eventyr Fabel Fjeder Fodnote Frost Hylde Kapitel Lampe Lede Linje Lyrik "
    "Læse Måne Node Novelle Papir Penne Register Rim Roman Saga Side Sonet Stjerne Strofe Tåge Vers"
).split()
ENDINGS = "bæk dal gård holt høj kær lund lyng mose næs skov sund toft vang vig ø".split()  # noqa: SIM905
PLAIN = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def invented_names(random: Random) -> Iterator[tuple[str, str]]:
    """Yield names with their addresses; no address comes twice."""
    used: set[str] = set()
    while True:
        first = random.choice(FIRST_NAMES)
        last = random.choice(BEGINNINGS) + random.choice(ENDINGS)
        address = f"{first}.{last}".lower().translate(PLAIN)
        number = 2
        while address in used:
            address = f"{first}.{last}{number}".lower().translate(PLAIN)
            number += 1
        used.add(address)
        yield f"{first} {last}", f"{address}@example.org"
