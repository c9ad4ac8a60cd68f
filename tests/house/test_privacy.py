"""Every table says what it holds about people, and no column that names a person goes unsaid."""

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, Text

import competence.app  # noqa: F401
from competence.access.policy import POLICY
from competence.db import Model
from competence.privacy.datamap.column_words import COLUMNS
from competence.privacy.datamap.columns import Kind, kind_of, personal_tables, table_of, tables
from competence.privacy.datamap.words import FEATURES, WHO
from competence.privacy.declare import Erase, Impersonal, Keep, Latest, Personal

TABLES = {mapper.local_table: mapper.class_ for mapper in Model.registry.mappers}


def personal(table: Table) -> Personal | None:
    """Return what a table declares, or None if it holds nothing about people."""
    declared = TABLES[table].__privacy__
    return declared if isinstance(declared, Personal) else None


def named_by(table: Table, path: str) -> Column:
    """Follow a dotted path over foreign keys and return the last column; a wrong step is an error."""
    step, _, rest = path.partition(".")
    column = table.c[step]
    if not rest:
        return column
    (key,) = column.foreign_keys
    return named_by(key.column.table, rest)


def leads_to_a_person(column: Column) -> bool:
    """Return whether a column holds the id of a person."""
    return any(key.column.table.name == "person" or leads_to_a_person(key.column) for key in column.foreign_keys)


def unsaid(table: Table, declared: Personal | Impersonal) -> list[str]:
    """Return the columns that name a person, or a row about one, and are not declared."""
    said = {declared.about.partition(".")[0], *declared.also} if isinstance(declared, Personal) else set()
    return [
        column.name
        for column in table.c
        if column.name not in said
        and (
            leads_to_a_person(column)
            or (not said and any(personal(key.column.table) for key in column.foreign_keys))
            or (column.name.endswith("_id") and not column.foreign_keys)
        )
    ]


def test_every_table_declares_what_it_holds():
    assert [
        cls.__name__
        for cls in TABLES.values()
        if not isinstance(getattr(cls, "__privacy__", None), (Personal, Impersonal))
    ] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_that_names_a_person_is_said(table):
    assert unsaid(table, TABLES[table].__privacy__) == []


@pytest.mark.parametrize("table", [table for table in TABLES if personal(table)], ids=lambda table: table.name)
def test_what_is_about_a_person_leads_to_one_and_says_why_and_how_long(table):
    declared = personal(table)
    about = named_by(table, declared.about)
    assert about.table.name == "person" or leads_to_a_person(about) or about.name == "subject_id"
    assert all(column in table.c for column in declared.also)
    assert declared.purpose.endswith(".")
    assert isinstance(declared.keep, Keep)


def test_a_table_that_hides_a_person_is_found():
    employment = next(table for table in TABLES if table.name == "employment")
    assert "person_id" in unsaid(employment, Impersonal("Nothing here."))
    assert "person_id" in unsaid(employment, Personal(about="id", purpose="x.", keep=Keep.SHORT))


# --- the data map: what each column is, when time runs, who sees it ---

DATED = {Keep.UNTIL_DELETED, Keep.UNTIL_NEXT_TALK, Keep.AGREEMENT, Keep.THIRTEEN_MONTHS, Keep.SHORT}
PERSONAL = personal_tables()


def unclassified():
    """Return every column that nobody classified, and every name in a declaration that is no column."""
    for name, cls in tables().items():
        declared, table = cls.__privacy__, table_of(cls)
        yield from (f"{name}.{column.name}" for column in table.c if kind_of(column, declared) is None)
        if isinstance(declared, Personal):
            named = (*declared.words, *declared.codes, *declared.hidden, *declared.both, *declared.also)
            yield from (f"{name}.{column} is no column" for column in named if column not in table.c)


def column_at(table: Table, path: str) -> Column:
    """Follow a dotted path over foreign keys; a wrong step is an error."""
    step, _, rest = path.partition(".")
    if not rest:
        return table.c[step]
    (key,) = table.c[step].foreign_keys
    return column_at(key.column.table, rest)


def test_every_column_of_every_table_is_classified():
    assert list(unclassified()) == []


def test_a_text_that_nobody_classified_is_found():
    table = Table("t", MetaData(), Column("id", Integer, primary_key=True), Column("secret_words", Text))
    declared = Personal(about="id", purpose="x.", keep=Keep.SHORT)
    assert kind_of(table.c.secret_words, declared) is None
    assert kind_of(table.c.secret_words, Personal(about="id", purpose="x.", keep=Keep.SHORT, words=("secret_words",)))
    assert kind_of(Table("u", MetaData(), Column("code", String(9))).c.code, declared) is None


@pytest.mark.parametrize("name", PERSONAL)
def test_what_is_about_a_person_has_a_name_and_a_day_its_time_runs_from(name):
    cls, declared = PERSONAL[name]
    assert declared.title
    paths = [since for since in declared.since if isinstance(since, str)]
    for path in (*paths, *filter(None, (declared.when, declared.else_about, declared.also_shown))):
        column_at(table_of(cls), path)
    for since in declared.since:
        if isinstance(since, Latest):
            assert since.column in Model.metadata.tables[since.table].c
    if declared.keep in DATED:
        assert declared.since or declared.parent, "its time never begins to run"


@pytest.mark.parametrize("name", PERSONAL)
def test_what_hangs_under_a_row_hangs_under_one_about_people(name):
    cls, declared = PERSONAL[name]
    if declared.parent:
        (key,) = table_of(cls).c[declared.parent].foreign_keys
        assert key.column.table.name in PERSONAL
        assert key.ondelete == "CASCADE"


@pytest.mark.parametrize("name", PERSONAL)
def test_who_is_shown_a_row_is_asked_of_a_thing_there_is(name):
    cls, declared = PERSONAL[name]
    if declared.thing:
        *_, last = declared.thing.split(".")
        assert column_at(table_of(cls), declared.thing).foreign_keys, last
    if declared.only_seen:
        assert declared.seen is not None


def test_what_is_kept_for_ever_loses_the_name_or_the_row():
    for name, (cls, declared) in PERSONAL.items():
        if declared.erase is Erase.UNNAME:
            assert table_of(cls).c[declared.about].nullable, name
        if declared.keep is Keep.FOR_EVER:
            assert declared.erase in (Erase.UNNAME, Erase.DELETE), name


def test_what_nobody_is_shown_is_what_would_open_a_door_or_name_who_answered():
    hidden = {f"{name}.{column}" for name, (_, declared) in PERSONAL.items() for column in declared.hidden}
    for secret in ("account.password_hash", "one_time_link.key", "outside_link.key", "user_session.key"):
        assert secret in hidden
    assert {"sealed_sheet.box", "loose_answer.step", "audit_event.actor_id"} <= hidden
    assert {kind.name for kind in Kind} >= {"KEY", "PERSON", "WORDS", "CODE", "FACT", "HIDDEN"}


def test_every_part_every_column_and_everybody_who_sees_has_a_word():
    for name, (cls, declared) in PERSONAL.items():
        assert cls.__module__.split(".")[1] in FEATURES, name
        assert [c.name for c in table_of(cls).c if told_but_nameless(c, declared)] == [], name
        for condition in POLICY[declared.seen] if declared.seen else ():
            assert condition.__name__ in WHO, name


def test_nobody_is_named_who_sees_nothing():
    seeing = {
        condition.__name__ for _, declared in PERSONAL.values() if declared.seen for condition in POLICY[declared.seen]
    }
    assert set(WHO) - seeing == set()


def told_but_nameless(column, declared):
    kind = kind_of(column, declared)
    key = kind is Kind.KEY and (column.primary_key or column.name in ("pid", "version"))
    return kind is not Kind.HIDDEN and not key and column.name not in (*COLUMNS, "version", "id")
