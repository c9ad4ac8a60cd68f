"""Every setting of the product: its name, its default and what it means."""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from competence.migrating import refuse_loose_ends, refuse_lost_rows, render_type

ROOT = Path(__file__).resolve().parent.parent

DATABASES = frozenset({"sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg"})
UNKNOWN_DATABASE = (  # said before there is a product that could say it in one language
    "COMPETENCE_DATABASE_URL er ikke en database, vi kender / is no database we know. Skriv / write: "
    "sqlite:////mappe/fil.sqlite, postgresql+psycopg://konto@server/database."
)
NO_NUMBER = "COMPETENCE_{} er ikke et helt tal / is no whole number."
EMPTY_KEY = (
    "Der står ingen nøgle i / there is no key in: {}. Slet filen, så laver næste start en ny / "
    "delete the file, and the next start makes a new one."
)

# Each may be set in the environment as COMPETENCE_<NAME>.
DEFAULTS: dict[str, Any] = {
    "PRODUCTION": False,  # True in real use: a dangerous configuration then keeps the server from starting
    "DATABASE_URL": f"sqlite:///{ROOT / 'instance' / 'competence.sqlite'}",  # postgresql://... in production
    "KEY_FOLDER": str(ROOT / "instance" / "keys"),  # keys of open anonymous rounds; must stand in no backup
    "AUDIT_KEY_FILE": str(ROOT / "instance" / "audit_key"),  # seals the trail; back it up apart from the data
    "AUDIT_HEADS_FILE": str(ROOT / "instance" / "audit_heads.txt"),  # the trail's heads, one line a day; copy it away
    "AUDIT_HEADS_TO": "",  # the data protection officer's mail address, which gets them every day
    "LOOK_NAMES": True,  # False: people see in which role somebody looked at what is about them, and no name
    "KEYSTORE_URL": "",  # the keys of what people wrote, apart from the database; empty: a file beside KEY_FOLDER
    "KEK_FILE": "",  # the house's key, which wraps those; empty: systemd's credential kek, or one made for trying out
    "ERASURE_LEDGER": str(ROOT / "instance" / "erasures.jsonl"),  # who was erased; must stand in no backup
    "BACKUP_FOLDER": "",  # where `flask backup` puts backups, best on another machine's disk; empty: there are none
    "BACKUP_DAYS": 90,  # how long a backup is kept
    "KEYSTORE_BACKUP_FOLDER": "",  # where copies of the keystore go; empty: beside BACKUP_FOLDER, with -keystore added
    "KEYSTORE_BACKUP_DAYS": 35,  # how long those are kept: what was erased can be read in no backup afterwards
    "POSTGRESQL_TOOLS": "",  # the folder of pg_dump and pg_restore, where they are not on the path
    "SECRET_KEY": "",  # signs tokens; empty means a key of its own in instance/secret_key
    "SECRET_KEY_FALLBACKS": "",  # the keys before it, separated by commas: what they made still counts
    "PUBLIC_URL": "http://localhost:5000",  # where people reach the product; links in mails are built from it
    "TRUSTED_HOSTS": "127.0.0.1,localhost",  # host names the product answers to, separated by commas
    "PROXY_HOPS": 0,  # how many proxies of your own stand in front; only then are their X-Forwarded headers believed
    "SECURE_COOKIES": False,  # True behind HTTPS: the cookie is then __Host- and Secure
    "CHART_CDN": True,  # False in a closed network: Chart.js comes from our own files only
    "SECOND_FACTOR_REQUIRED": "leader,hr,administrator,dpo",  # who must have one; no demo asks for it
    "DEMO": False,  # True shows the demo accounts on the sign-in page and allows the demo password
    "DEMO_PASSWORD": "spejl-i-biblioteket",  # the password the demo accounts share; refused outside the demo
    "MAIL_SERVER": "",  # host:port of the mail server; empty means that mails wait in the outbox
    "MAIL_ENCRYPTION": "starttls",  # or tls (from the first byte, port 465), or none (a relay on this machine)
    "MAIL_USER": "",  # the account the mail server wants to know; empty means that it asks for none
    "MAIL_PASSWORD": "",  # its password; never sent without encryption
    "MAIL_CERTIFICATE": "",  # a file with the certificate to trust, where the mail server's is signed by your own
    "MAIL_SENDER": "kompetencespejl@example.org",  # the sender of every mail
    "SEATS_ASIDE": True,  # False: distributions are worked out while the reader waits, where no process may be started
    "ORGANISATION": "Odense Bibliotekerne",  # the name of the house, as its people know it
    "CONTROLLER": "",  # who answers for the data: municipality, department, address; stands in the information text
    "DPO_CONTACT": "",  # the data protection officer's name, mail and telephone; stands there too
    "PROCESSOR": "",  # who runs the server by a data processing agreement, and where; empty: the house itself does
    "LOG_LEVEL": "info",  # warning: requests leave no line in the log, only what goes wrong does
    "OPERATOR_LANGUAGE": "da",  # da or en: what is said to those who run the product, where it refuses to start
    "METRICS_TOKEN": "",  # what Prometheus shows to read /metrics (Authorization: Bearer ...); empty: no such page
    "ACCESSIBILITY_STATEMENT": "",  # the address of the official statement (https://was.digst.dk/...); /was leads there
    "ACCESSIBILITY_CONTACT": "",  # the mail address people write to about accessibility
    "ACCESSIBILITY_PHONE": "",  # and the telephone number
    "SECURITY_CONTACT": "",  # whom to tell of a weakness (mailto:... or https://...); empty: there is no security.txt
    "SECURITY_EXPIRES": "",  # the last day security.txt is good for, such as 2027-06-30; at most a year ahead
    "MAIL_WAITS": 60,  # minutes a mail may wait before /health says that something is wrong
    "DISK_FLOOR": 1024,  # megabytes of room on the disk below which /health says that something is wrong
    "KLE": "81",  # the KLE number that papers for the personnel file are filed under; 81 is Kommunens personale
}


# Whom the demo names where nobody is named.
INVENTED = {
    "CONTROLLER": "Eventyr Kommune (opfundet), Kultur og Fritid, Eventyrgade 1",
    "DPO_CONTACT": "Didrik Paragrafsund (opfundet), didrik@example.org",
}


def settings(overrides: dict[str, Any]) -> dict[str, Any]:
    """Return the settings: defaults, then the environment, then what the caller overrides."""
    found = {name: _from_environment(name, default) for name, default in DEFAULTS.items()}
    found |= overrides
    for name in ("TRUSTED_HOSTS", "SECRET_KEY_FALLBACKS"):
        if isinstance(found[name], str):
            found[name] = [one.strip() for one in found[name].split(",") if one.strip()]
    if found["DEMO"]:
        found["SECOND_FACTOR_REQUIRED"] = ""
        found |= {name: found[name] or invented for name, invented in INVENTED.items()}
    if str(found["DATABASE_URL"]).partition(":")[0] not in DATABASES:
        raise SystemExit(UNKNOWN_DATABASE)
    found["SECRET_KEY"] = found["SECRET_KEY"] or _own_key()
    secure = bool(found["SECURE_COOKIES"])
    return {
        "SESSION_COOKIE_NAME": "__Host-session" if secure else "session",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_SECRET_KEY": [*found["SECRET_KEY_FALLBACKS"], found["SECRET_KEY"]],  # the last one signs
        "WTF_CSRF_TIME_LIMIT": None,  # bound to the session: a form opened this morning still saves this afternoon
        "MAX_CONTENT_LENGTH": 2 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 256 * 1024,
        "MAX_FORM_PARTS": 500,
        "ALEMBIC": {"script_location": str(ROOT / "competence" / "migrations")},
        "ALEMBIC_CONTEXT": {
            "render_as_batch": True,
            "render_item": render_type,
            "on_version_apply": (refuse_loose_ends, refuse_lost_rows),
        },
    } | found


def _from_environment(name: str, default: Any) -> Any:
    value = os.environ.get(f"COMPETENCE_{name}")
    if value is None:
        return default
    if isinstance(default, bool):
        return value.lower() in {"1", "true", "yes", "on"}
    try:
        return int(value) if isinstance(default, int) else value
    except ValueError as wrong:
        raise SystemExit(NO_NUMBER.format(name)) from wrong


def made_once(path: Path, make: Callable[[], str]) -> Path:
    """Return a key's file; the first use makes it, readable by its owner only, and whole or not at all.

    make: says what a new one holds. Of two who make it at one moment the first one's stays.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        begun = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(begun, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        try:
            with suppress(FileExistsError):
                os.link(begun, path)
        finally:
            begun.unlink()  # also where the disk knows no links: no key lies about that nobody uses
        sync_folder(path.parent)
    return path


def sync_folder(folder: Path) -> None:
    """Let a folder itself reach the disk, so that a file made in it is there after a power cut, and one gone is not."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _own_key() -> str:
    """Return the key kept in instance/secret_key; the first start makes it. Raises SystemExit where it holds none."""
    path = made_once(ROOT / "instance" / "secret_key", lambda: secrets.token_hex(32))
    if key := path.read_text():
        return key
    raise SystemExit(EMPTY_KEY.format(path))
