"""Every table says what it holds about people, and no column that names a person goes unsaid."""

import pytest
from sqlalchemy import Column, Table

import competence.app  # noqa: F401
from competence.db import Model
from competence.privacy.declare import Impersonal, Keep, Personal

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
