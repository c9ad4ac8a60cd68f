"""What every role reads of a library comes from its releases alone, and singles nobody out."""

from competence.analytics.insight import told
from competence.assessments.models import Answer
from competence.db import db
from competence.web.tables.cells import words
from tests.attack import crawl


def one(monkeypatch, seed):
    """A library in which fewer read, and less, than in `make attack`."""
    monkeypatch.setattr(
        crawl, "FIRST", ("/analytics/house/overview", "/analytics/themes/digital", "/privacy/protection")
    )
    monkeypatch.setattr(crawl, "ABOUT", 2)
    monkeypatch.setattr(crawl, "FILES", 4)
    return crawl.in_a_library(seed)


def test_a_crawled_library_gives_nobody_away(monkeypatch):
    with one(monkeypatch, 1) as (app, library):
        library.readers = library.readers[::3]
        got = crawl.attack(app, library)
    assert got.read >= 15
    assert got.breaches == 0


def test_a_page_that_looks_at_answers_is_noticed(monkeypatch):
    """The deliberate defect: how many answered is counted when the page is read."""
    monkeypatch.setattr(told, "people", lambda figure: words(str(db.session.query(Answer).count())))
    monkeypatch.setattr("competence.analytics.insight.questions.people", told.people)
    with one(monkeypatch, 1) as (app, library):
        library.readers = library.readers[:1]
        assert crawl.attack(app, library).from_answers == 1
