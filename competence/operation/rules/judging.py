"""How each danger is seen in the settings, the machine and the database."""

from urllib.parse import parse_qs, urlsplit

from competence.access.actor import named_in
from competence.operation.facts import Facts, keys_of, sqlite_file

FEWEST_CHARACTERS = 10
KNOWN_KEYS = ("secret", "changeme", "change-me", "dev", "test", "password", "kompetencespejl", "example")
OURS = frozenset({"localhost", "127.0.0.1", "::1", ""})


def public_host(facts: Facts) -> str:
    """Return the host name people reach the product by."""
    return (urlsplit(str(facts.settings["PUBLIC_URL"])).hostname or "").lower()


def secret_keys(facts: Facts) -> list[str]:
    """Return the key that signs, and those before it that still count."""
    return [str(facts.settings["SECRET_KEY"]), *facts.settings["SECRET_KEY_FALLBACKS"]]


def has_weak_key(facts: Facts) -> bool:
    """Return whether a key could be guessed."""
    return any(
        len(set(key)) < FEWEST_CHARACTERS or any(word in key.lower() for word in KNOWN_KEYS)
        for key in secret_keys(facts)
    )


def keeps_keys_with_data(facts: Facts) -> bool:
    """Return whether whoever copies the database, or its folder, has the keys too."""
    url = str(facts.settings["DATABASE_URL"])
    place, on_server = sqlite_file(url), _database_on_a_server(url)
    if on_server and on_server == _database_on_a_server(str(facts.settings["KEYSTORE_URL"])):
        return True
    return place is not None and any(path.is_relative_to(place.parent) for _, path in keys_of(facts.settings))


def _database_on_a_server(url: str) -> tuple[str, str, str] | None:
    """Return which database of which server a PostgreSQL address names, whoever signs in; None for another address."""
    parts = urlsplit(url)
    if not parts.scheme.startswith("postgresql"):
        return None
    asked = parse_qs(parts.query)
    host, port = (asked.get(name, [""])[0] for name in ("host", "port"))
    return host or parts.hostname or "", port or str(parts.port or 5432), parts.path


def must_have_a_second_factor(facts: Facts) -> frozenset[str]:
    """Return the words for who must have a second factor."""
    return named_in(str(facts.settings["SECOND_FACTOR_REQUIRED"]))


def answers_to_anything(facts: Facts) -> bool:
    """Return whether any host name would be answered to."""
    hosts = facts.settings["TRUSTED_HOSTS"]
    return not hosts or any("*" in host or (host.startswith(".") and host.count(".") < 2) for host in hosts)


def is_not_its_own_host(facts: Facts) -> bool:
    """Return whether the public host name is none of those answered to."""
    host = public_host(facts)
    known = facts.settings["TRUSTED_HOSTS"]
    return not any(host == one or (one.startswith(".") and host.endswith(one)) for one in known)


def loses_data(facts: Facts) -> bool:
    """Return whether the database is gone when the server stops."""
    url = str(facts.settings["DATABASE_URL"])
    return url.startswith("sqlite") and (sqlite_file(url) is None or ":memory:" in url or "mode=memory" in url)


def speaks_in_the_open(facts: Facts) -> bool:
    """Return whether the database's server is reached over a network without proof of who it is."""
    url = urlsplit(str(facts.settings["DATABASE_URL"]))
    if not url.scheme.startswith("postgresql"):
        return False
    asked = parse_qs(url.query)
    host = asked.get("host", [url.hostname or ""])[0]
    return not (host in OURS or host.startswith("/")) and asked.get("sslmode", ["prefer"])[0] != "verify-full"


def mails_in_the_open(facts: Facts) -> bool:
    """Return whether mails would cross a network unencrypted."""
    server = str(facts.settings["MAIL_SERVER"]).rpartition(":")[0] or str(facts.settings["MAIL_SERVER"])
    return facts.settings["MAIL_ENCRYPTION"] not in {"starttls", "tls"} and server.strip("[]") not in OURS
