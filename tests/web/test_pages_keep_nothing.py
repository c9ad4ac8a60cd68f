"""What a page had the engine keep when it was new is enough: pages asked again and again cost no memory."""

from competence.db import db

OFTEN = 4  # the first time all is new, and now and then a minute begins


def test_a_page_asked_again_has_no_statement_kept_anew(plain_pages, client_as, cast):
    """A statement built each time of new tables or columns is another one to the engine, which keeps 500 of them."""
    statements = db.engine._compiled_cache
    for page in sorted({*plain_pages, "/health"}):
        for person in (cast.astrid, cast.bo, cast.carla, cast.freja):
            client, anew = client_as(person), []
            for _ in range(OFTEN):
                before = set(statements)
                client.get(page)
                anew = [str(statements[key]) for key in {*statements} - before]
                if not anew:
                    break
            assert anew == [], f"{page}: kept anew each time it is asked"
