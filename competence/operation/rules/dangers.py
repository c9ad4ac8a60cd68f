"""What a server in real use refuses to start with, each with what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l

from competence.access.actor import NAMED_IN_SETTINGS
from competence.operation.facts import KEYS, NETWORK_FILE_SYSTEMS, Facts, HouseKey
from competence.operation.rules.judging import (
    OURS,
    answers_to_anything,
    has_weak_key,
    is_not_its_own_host,
    keeps_keys_with_data,
    loses_data,
    mails_in_the_open,
    must_have_a_second_factor,
    public_host,
    secret_keys,
    speaks_in_the_open,
)
from competence.web.clock import SKEW

SHORTEST_KEY = 32


@dataclass(frozen=True)
class Danger:
    """One thing that must not be: its name, how it is seen, and what the one who starts the server does about it."""

    name: str
    is_there: Callable[[Facts], bool]
    says: object


def dangers(facts: Facts) -> list[Danger]:
    """Return everything that keeps a server with these facts from starting; nothing where it is not in real use."""
    if facts.settings["PRODUCTION"]:
        return [danger for danger in ALL if danger.is_there(facts)]
    return [UNSAID] if _is_meant_for_real(facts) else []


def _is_meant_for_real(facts: Facts) -> bool:
    """Return whether others reach the product though nobody said that it is in real use, or only a demo."""
    return public_host(facts) not in OURS and not facts.settings["DEMO"]


CLOCK_BEHIND = _l("Maskinens ur går bagud: databasen har hændelser fra fremtiden. Stil uret, og slå NTP til.")
NEWER = _l(
    "Databasen er ændret af en nyere version end denne. Brug den version, eller læg kopien fra før tilbage "
    "(»flask restore«)."
)
SILENT = _l("Databasen svarer ikke. Er COMPETENCE_DATABASE_URL rigtig, og kører den?")
UNSAID = Danger(
    "production is not said",
    _is_meant_for_real,
    _l(
        "Andre kan nå systemet på COMPETENCE_PUBLIC_URL, men ingen har sagt, at det er i brug. Sæt "
        "COMPETENCE_PRODUCTION=true, eller COMPETENCE_DEMO=true, hvis det kun er en demo med opdigtede "
        "mennesker."
    ),
)
ALL = (
    Danger("debug", lambda f: f.debug, _l("Fejlsøgning er slået til. Fjern FLASK_DEBUG.")),
    Danger(
        "development server",
        lambda f: f.server == "flask",
        _l("»flask run« er kun til udvikling. Start granian, som docs/deploy viser."),
    ),
    Danger("root", lambda f: f.root, _l("Serveren kører som root. Giv den sin egen konto, som docs/deploy viser.")),
    Danger(
        "short key",
        lambda f: min(map(len, secret_keys(f))) < SHORTEST_KEY,
        _l("COMPETENCE_SECRET_KEY er for kort. Lav en ny: python -c 'import secrets; print(secrets.token_hex(32))'."),
    ),
    Danger(
        "weak key",
        has_weak_key,
        _l(
            "COMPETENCE_SECRET_KEY er til at gætte. Lav en ny: python -c 'import secrets; "
            "print(secrets.token_hex(32))'."
        ),
    ),
    Danger(
        "key file open",
        lambda f: "SECRET_KEY" in f.open_to_others,
        _l("Andre på maskinen kan læse instance/secret_key. Kør chmod 600 på den."),
    ),
    Danger(
        "key folder open",
        lambda f: not f.open_to_others.isdisjoint(KEYS),
        _l("Andre på maskinen kan læse nøglerne. Kør chmod 700 på deres mappe og 600 på filerne."),
    ),
    Danger(
        "keys with data",
        keeps_keys_with_data,
        _l(
            "Nøgler ligger i databasens mappe og ville komme med i dens backup. Flyt COMPETENCE_KEY_FOLDER og "
            "de andre nøgler (COMPETENCE_..._KEY_FILE) til en mappe et andet sted."
        ),
    ),
    Danger(
        "public address",
        lambda f: urlsplit(str(f.settings["PUBLIC_URL"])).scheme != "https",
        _l(
            "COMPETENCE_PUBLIC_URL begynder ikke med https://. Sæt en proxy med et certifikat foran, og skriv "
            "adressen med https."
        ),
    ),
    Danger(
        "address of this machine",
        lambda f: public_host(f) in OURS,
        _l(
            "COMPETENCE_PUBLIC_URL er denne maskines egen adresse; links i mails ville ikke virke. Skriv den "
            "adresse, medarbejderne bruger."
        ),
    ),
    Danger(
        "any host",
        answers_to_anything,
        _l(
            "COMPETENCE_TRUSTED_HOSTS er tom eller siger ja til alt. Skriv de navne, systemet svarer på, med "
            "komma imellem."
        ),
    ),
    Danger(
        "unknown host",
        is_not_its_own_host,
        _l("Navnet i COMPETENCE_PUBLIC_URL står ikke i COMPETENCE_TRUSTED_HOSTS. Skriv det ind."),
    ),
    Danger(
        "insecure cookies",
        lambda f: not f.settings["SECURE_COOKIES"],
        _l("Cookies sendes også uden kryptering. Sæt COMPETENCE_SECURE_COOKIES=true."),
    ),
    Danger(
        "demo",
        lambda f: bool(f.settings["DEMO"]),
        _l(
            "Demoen er slået til: alle kan logge ind med dens adgangskode. Sæt COMPETENCE_DEMO=false, og begynd "
            "med en tom database."
        ),
    ),
    Danger(
        "no second factor",
        lambda f: not {"administrator", "hr"} <= must_have_a_second_factor(f),
        _l(
            "Systemadministratorer eller HR kan logge ind med en adgangskode alene. Skriv mindst administrator,hr i "
            "COMPETENCE_SECOND_FACTOR_REQUIRED."
        ),
    ),
    Danger(
        "unknown second factor",
        lambda f: not must_have_a_second_factor(f) <= NAMED_IN_SETTINGS,
        _l(
            "COMPETENCE_SECOND_FACTOR_REQUIRED nævner nogen, systemet ikke kender. Skriv leader, hr, administrator, "
            "dpo, med eller chief med komma imellem."
        ),
    ),
    Danger(
        "no house key",
        lambda f: f.house_key is HouseKey.MISSING,
        _l(
            "Husets nøgle mangler. Lav den med »flask keys new«, og skriv i COMPETENCE_KEK_FILE, hvor den ligger "
            "(docs/security/keys.md)."
        ),
    ),
    Danger(
        "locked",
        lambda f: f.house_key is HouseKey.WRONG,
        _l(
            "Husets nøgle åbner ikke det, der er skrevet i fortrolighed: filen kan ikke læses, kan læses af andre, "
            "eller hører ikke til nøglerne i COMPETENCE_KEYSTORE_URL. »flask keys check« siger, hvad der er galt."
        ),
    ),
    Danger(
        "hops",
        lambda f: not 0 <= f.settings["PROXY_HOPS"] <= 5,
        _l(
            "COMPETENCE_PROXY_HOPS er ikke et antal proxyer. Skriv præcis, hvor mange af jeres egne der står "
            "foran: 0 til 5."
        ),
    ),
    Danger(
        "short token",
        lambda f: 0 < len(str(f.settings["METRICS_TOKEN"])) < SHORTEST_KEY,
        _l("COMPETENCE_METRICS_TOKEN er for kort. Lav et nyt på mindst 32 tegn, eller lad det være tomt."),
    ),
    Danger(
        "database in memory",
        loses_data,
        _l("Databasen er ingen fil: alt ville være væk, når serveren standser. Skriv sqlite:////mappe/fil.sqlite."),
    ),
    Danger(
        "database open",
        lambda f: "DATABASE_URL" in f.open_to_others,
        _l("Andre på maskinen kan læse databasens fil. Kør chmod 600 på den."),
    ),
    Danger(
        "network file system",
        lambda f: f.file_system in NETWORK_FILE_SYSTEMS,
        _l(
            "SQLite-filen ligger på et netværksdrev, hvor den kan gå i stykker. Flyt den til en lokal disk, eller"
            " brug PostgreSQL."
        ),
    ),
    Danger(
        "database in the open",
        speaks_in_the_open,
        _l(
            "Forbindelsen til PostgreSQL er ikke beskyttet. Skriv ?sslmode=verify-full i COMPETENCE_DATABASE_URL,"
            " eller brug en lokal socket."
        ),
    ),
    Danger(
        "mail in the open",
        mails_in_the_open,
        _l("Mails ville blive sendt uden kryptering. Sæt COMPETENCE_MAIL_ENCRYPTION=starttls eller tls."),
    ),
    Danger("database silent", lambda f: not f.database.answers, SILENT),
    Danger(
        "migrations",
        lambda f: f.database.behind > 0,
        _l(
            "Databasen er ikke på højde med denne version. Tag en backup, og kør »flask --app wsgi db upgrade« "
            "med ejerens konto."
        ),
    ),
    Danger("newer database", lambda f: f.database.is_newer, NEWER),
    Danger(
        "superuser",
        lambda f: "be superuser" in f.database.may,
        _l(
            "Serveren bruger en superbruger i PostgreSQL. Brug kontoen kompetencespejl_app, som "
            "docs/deploy/roles.sql laver."
        ),
    ),
    Danger(
        "owner",
        lambda f: "own tables" in f.database.may,
        _l(
            "Serveren bruger den konto, der ejer tabellerne. Brug kontoen kompetencespejl_app, som "
            "docs/deploy/roles.sql laver."
        ),
    ),
    Danger(
        "trail can be changed",
        lambda f: "change the trail" in f.database.may,
        _l("Serverens konto kan rette i sporet af, hvem der har set hvad. Kør docs/deploy/roles.sql igen."),
    ),
    Danger(
        "fsync off",
        lambda f: "fsync" in f.database.off,
        _l("PostgreSQL kører med fsync=off og kan miste data. Sæt fsync=on."),
    ),
    Danger(
        "synchronous_commit off",
        lambda f: "synchronous_commit" in f.database.off,
        _l(
            "PostgreSQL kører med synchronous_commit=off og kan miste det, vi har sagt er gemt. Sæt "
            "synchronous_commit=on."
        ),
    ),
    Danger(
        "full_page_writes off",
        lambda f: "full_page_writes" in f.database.off,
        _l("PostgreSQL kører med full_page_writes=off og kan miste data ved strømsvigt. Sæt full_page_writes=on."),
    ),
    Danger(
        "clock behind",
        lambda f: f.database.clock_behind > SKEW,
        CLOCK_BEHIND,
    ),
)
