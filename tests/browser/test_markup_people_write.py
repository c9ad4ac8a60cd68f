"""In a real browser: where everything in the house holds markup, no page of it runs, and no console complains."""

import pytest

from competence.app import create_app
from competence.db import db
from tests.databases import another_database
from tests.house.test_markup_people_write import write_into_the_house
from tests.server import FILES, copy_database, serving

PAGES = {
    "astrid@example.org": (
        "/",
        "/assessments",
        "/plans",
        "/conversations",
        "/notifications",
        "/privacy/mine",
        "/learning",
    ),
    "bo@example.org": ("/", "/assessments/team", "/learning/team", "/conversations"),
    "carla@example.org": ("/people", "/cycles", "/frameworks", "/analytics", "/careers", "/feedback"),
}


@pytest.fixture(scope="module")
def server(demo_database, tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile") / "demo.sqlite"
    copy_database(demo_database, path)
    with another_database():
        app = create_app(DATABASE_URL=f"sqlite:///{path}", DEMO=True, **FILES)
        with app.app_context():
            write_into_the_house(most=30)
            db.session.commit()
        db.engine.dispose()
    with serving(path) as address:
        yield address


@pytest.mark.parametrize("reader_is", PAGES)
def test_nothing_that_people_wrote_runs(reader_is, browser_page):
    page, asked = browser_page(reader_is), []
    page.on("dialog", lambda dialog: asked.append(dialog.message) or dialog.dismiss())
    shown = 0
    for address in PAGES[reader_is]:
        answer = page.goto(address)
        assert answer.status == 200, address
        assert page.locator("hostile, [onload], [onerror]").count() == 0, address
        shown += "<hostile onload=x>" in page.locator("body").inner_text()
    assert asked == []
    assert shown >= len(PAGES[reader_is]) // 2
