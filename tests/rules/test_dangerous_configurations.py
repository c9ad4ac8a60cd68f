"""A server in real use starts with none of these: each is refused by name, with what to do, and nothing else is."""

from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from competence.config import DEFAULTS, settings
from competence.operation.facts import Facts, HouseKey, Standing, file_system_of, read, sqlite_file
from competence.operation.rules.dangers import ALL, dangers

KEY = "7f0c1d9be2a34856"
SAFE = MappingProxyType(
    DEFAULTS
    | {
        "PRODUCTION": True,
        "DATABASE_URL": "sqlite:////srv/kompetencespejl/data/spejl.sqlite",
        "KEY_FOLDER": "/srv/kompetencespejl/keys",
        "SECRET_KEY": KEY * 4,
        "PUBLIC_URL": "https://spejl.bibliotek.dk",
        "TRUSTED_HOSTS": ["spejl.bibliotek.dk"],
        "SECURE_COOKIES": True,
        "PROXY_HOPS": 1,
        "MAIL_SERVER": "mail.bibliotek.dk:587",
    }
)
POSTGRESQL = "postgresql+psycopg://app:secret@db.bibliotek.dk/spejl"


def found(facts: Facts) -> list[str]:
    return [danger.name for danger in dangers(facts)]


SETTINGS = [
    ("short key", {"SECRET_KEY": KEY}),
    ("short key", {"SECRET_KEY": ""}),
    ("short key", {"SECRET_KEY_FALLBACKS": [KEY]}),
    ("weak key", {"SECRET_KEY_FALLBACKS": ["changeme" + KEY * 3]}),
    ("weak key", {"SECRET_KEY": "ab" * 32}),
    ("weak key", {"SECRET_KEY": "this-is-a-secret-key-0123456789-abcdef"}),
    ("weak key", {"SECRET_KEY": "changeme" + KEY * 3}),
    ("keys with data", {"KEY_FOLDER": "/srv/kompetencespejl/data/keys"}),
    ("keys with data", {"KEY_FOLDER": "/srv/kompetencespejl/data"}),
    ("keys with data", {"KEY_FOLDER": "/srv/kompetencespejl/keys/../data/keys"}),
    ("keys with data", {"AUDIT_KEY_FILE": "/srv/kompetencespejl/data/audit_key"}),
    ("keys with data", {"KEYSTORE_URL": "sqlite:////srv/kompetencespejl/data/keys.sqlite"}),
    (
        "keys with data",
        {
            "DATABASE_URL": f"{POSTGRESQL}?sslmode=verify-full",
            "KEYSTORE_URL": "postgresql://keys:secret@db.bibliotek.dk:5432/spejl?sslmode=verify-full",
        },
    ),
    ("no second factor", {"SECOND_FACTOR_REQUIRED": ""}),
    ("no second factor", {"SECOND_FACTOR_REQUIRED": "leader,administrators"}),
    ("unknown second factor", {"SECOND_FACTOR_REQUIRED": "administrator,hr,boss"}),
    ("no second factor", {"SECOND_FACTOR_REQUIRED": "administrator,leader"}),
    ("no second factor", {"SECOND_FACTOR_REQUIRED": "leader,hr"}),
    ("public address", {"PUBLIC_URL": "http://spejl.bibliotek.dk"}),
    ("address of this machine", {"PUBLIC_URL": "https://localhost", "TRUSTED_HOSTS": ["localhost"]}),
    ("any host", {"TRUSTED_HOSTS": []}),
    ("any host", {"TRUSTED_HOSTS": ["spejl.bibliotek.dk", "*"]}),
    ("any host", {"TRUSTED_HOSTS": ["spejl.bibliotek.dk", ".dk"]}),
    ("unknown host", {"TRUSTED_HOSTS": ["andet.bibliotek.dk"]}),
    ("insecure cookies", {"SECURE_COOKIES": False}),
    ("demo", {"DEMO": True}),
    ("hops", {"PROXY_HOPS": -1}),
    ("hops", {"PROXY_HOPS": 99}),
    ("short token", {"METRICS_TOKEN": "prometheus"}),
    ("database in memory", {"DATABASE_URL": "sqlite://"}),
    ("database in memory", {"DATABASE_URL": "sqlite:///:memory:"}),
    ("database in the open", {"DATABASE_URL": POSTGRESQL}),
    ("database in the open", {"DATABASE_URL": f"{POSTGRESQL}?sslmode=disable"}),
    ("database in the open", {"DATABASE_URL": f"{POSTGRESQL}?sslmode=require"}),
    ("mail in the open", {"MAIL_ENCRYPTION": "none"}),
    ("mail in the open", {"MAIL_ENCRYPTION": "ingen"}),
]
SURROUNDINGS = [
    ("debug", {"debug": True}),
    ("root", {"root": True}),
    ("development server", {"server": "flask"}),
    ("key file open", {"open_to_others": frozenset({"SECRET_KEY"})}),
    ("key folder open", {"open_to_others": frozenset({"KEY_FOLDER"})}),
    ("database open", {"open_to_others": frozenset({"DATABASE_URL"})}),
    ("network file system", {"file_system": "nfs4"}),
    ("network file system", {"file_system": "cifs"}),
    ("no house key", {"house_key": HouseKey.MISSING}),
    ("locked", {"house_key": HouseKey.WRONG}),
    ("database silent", {"database": Standing(answers=False)}),
    ("migrations", {"database": Standing(behind=2)}),
    ("newer database", {"database": Standing(is_newer=True)}),
    ("superuser", {"database": Standing(may=frozenset({"be superuser"}))}),
    ("owner", {"database": Standing(may=frozenset({"own tables"}))}),
    ("trail can be changed", {"database": Standing(may=frozenset({"change the trail"}))}),
    ("fsync off", {"database": Standing(off=frozenset({"fsync"}))}),
    ("synchronous_commit off", {"database": Standing(off=frozenset({"synchronous_commit"}))}),
    ("full_page_writes off", {"database": Standing(off=frozenset({"full_page_writes"}))}),
    ("clock behind", {"database": Standing(clock_behind=timedelta(hours=1))}),
]


def test_a_careful_configuration_starts():
    assert found(Facts(SAFE)) == []
    for url in (
        f"{POSTGRESQL}?sslmode=verify-full",
        "postgresql:///spejl?host=/run/postgresql",
        "postgresql://a@localhost/b",
    ):
        assert found(Facts(SAFE | {"DATABASE_URL": url})) == []
    assert found(Facts(SAFE | {"MAIL_SERVER": "localhost:25", "MAIL_ENCRYPTION": "none"})) == []


@pytest.mark.parametrize(("name", "changed"), SETTINGS)
def test_a_dangerous_setting_is_refused(name, changed):
    assert name in found(Facts(SAFE | changed))


@pytest.mark.parametrize(("name", "changed"), SURROUNDINGS)
def test_a_dangerous_machine_or_database_is_refused(name, changed):
    assert found(Facts(SAFE, **changed)) == [name]


def test_every_danger_has_its_case_and_says_what_to_do():
    assert {danger.name for danger in ALL} == {name for name, _ in (*SETTINGS, *SURROUNDINGS)}
    assert len(ALL) >= 20


def test_where_nobody_says_that_it_is_in_real_use_nothing_is_refused_on_the_own_machine_and_in_a_demo():
    dangerous = SAFE | {"PRODUCTION": False, "SECRET_KEY": "", "SECURE_COOKIES": False}
    assert found(Facts(dangerous | {"PUBLIC_URL": "http://127.0.0.1:5000"})) == []
    assert found(Facts(dangerous | {"DEMO": True})) == []
    assert found(Facts(dangerous)) == ["production is not said"], "others reach it"


def test_files_that_others_may_read_are_seen(tmp_path):
    database, keys, key = tmp_path / "d" / "spejl.sqlite", tmp_path / "keys", tmp_path / "secret_key"
    keystore = tmp_path / "keystore.sqlite"  # beside the folder, unless KEYSTORE_URL says otherwise
    database.parent.mkdir()
    settings = SAFE | {"DATABASE_URL": f"sqlite:///{database}", "KEY_FOLDER": str(keys)}

    def open_ones() -> set[str]:
        return set(read(settings, Standing(), debug=False, key_file=key).open_to_others)

    assert open_ones() == set(), "what is not there yet is open to nobody"
    for path in (database, key, keystore):
        path.touch(mode=0o600)
    keys.mkdir(mode=0o700)
    assert open_ones() == set()
    for path, name in (
        (database, "DATABASE_URL"),
        (keys, "KEY_FOLDER"),
        (key, "SECRET_KEY"),
        (keystore, "KEYSTORE_URL"),
    ):
        path.chmod(0o644)
        assert open_ones() == {name}
        path.chmod(0o600)


def test_the_file_system_is_the_one_of_the_nearest_mount(tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/sda1 / ext4 rw 0 0\nnas:/x /srv/data nfs4 rw 0 0\n/dev/sdb /srv/data/local xfs rw 0 0\n")
    kinds = {
        path: file_system_of(Path(path), mounts)
        for path in ("/srv/x", "/srv/data/x", "/srv/data/local/x", "/srv/data2")
    }
    assert list(kinds.values()) == ["ext4", "nfs4", "xfs", "ext4"]
    assert file_system_of(Path("/srv"), tmp_path / "none") == ""


@pytest.mark.parametrize(
    "url", ["mysql://app@db/spejl", "postgres://app@/spejl", "/srv/spejl.sqlite", "", "oracle://x"]
)
def test_a_database_we_do_not_know_is_refused_in_real_use_or_not(url):
    with pytest.raises(SystemExit, match="COMPETENCE_DATABASE_URL"):
        settings({"DATABASE_URL": url})


def test_a_number_that_is_none_is_said_by_name(monkeypatch):
    monkeypatch.setenv("COMPETENCE_PROXY_HOPS", "one")
    with pytest.raises(SystemExit, match="COMPETENCE_PROXY_HOPS"):
        settings({})


def test_a_sqlite_address_names_its_file():
    assert sqlite_file("sqlite:////srv/a.sqlite") == Path("/srv/a.sqlite")
    assert sqlite_file("postgresql:///a") is None
