"""A release can be worked out again from its source data, for as long as these exist."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from competence.analytics import actions, queries
from competence.analytics.measures import Measure
from competence.analytics.models import ReleasedFigure
from competence.analytics.verifying import verify
from competence.assessments.models import Answer
from competence.db import db
from tests.make import NOW, make_restriction
from tests.rounds import make_round, make_staff

FULL = [3, 4, 2, 3, 5, 3, 2, 4, 3, 3, 2, 4, 3, 3] + [2, 3, 1] * 7


@pytest.fixture
def closed(cast):
    made = make_round(cast, make_staff(cast), {"c1": FULL, "c2": [5, 5, 5]})
    actions.publish(made.close())
    return made


def test_what_was_released_is_worked_out_again(closed):
    verdict = verify(closed.cycle)
    assert (len(verdict.equal), verdict.differing, verdict.gone) == (9, {}, [])


def test_a_unit_that_moved_since_changes_nothing(cast, closed):
    cast.staff.parent = cast.tarup
    db.session.flush()
    test_what_was_released_is_worked_out_again(closed)


def test_a_figure_that_is_not_what_the_answers_say_is_named(closed):
    """Somebody with the database in hand changes one mean."""
    one = select(ReleasedFigure.id).where(ReleasedFigure.measure == Measure.LEVEL, ReleasedFigure.depth == 1).limit(1)
    figure = db.session.get_one(ReleasedFigure, db.session.scalars(one).one())
    db.session.execute(update(ReleasedFigure).where(ReleasedFigure.id == figure.id).values(mean=1))
    db.session.expire_all()
    assert verify(closed.cycle).differing == {"c1": [f"LEVEL {figure.group.units}"]}


def test_an_answer_that_was_changed_is_noticed(closed):
    mirror = closed.mirrors[closed.everybody[0].id]
    for answer in mirror.views[0].answers:
        answer.level = 1
    db.session.flush()
    assert list(verify(closed.cycle).differing) == ["c1"]


def test_after_an_erasure_it_says_that_the_source_is_gone(closed):
    person = closed.everybody[0]
    db.session.execute(person.__table__.delete().where(person.__table__.c.id == person.id))
    db.session.expire_all()
    verdict = verify(closed.cycle)
    assert (verdict.gone, verdict.differing) == (["c1"], {})


def test_answers_that_were_deleted_are_gone_too(closed):
    mirror = closed.mirrors[closed.everybody[0].id]
    db.session.execute(Answer.__table__.delete().where(Answer.view_id == mirror.views[0].id))
    db.session.expire_all()
    assert verify(closed.cycle).gone == ["c1"]


def test_whoever_was_restricted_at_the_close_stays_out_and_whoever_is_later_stays_in(cast):
    """What was released can be worked out again whatever restrictions came and went since."""
    made = make_round(cast, make_staff(cast), {"c1": FULL})
    then, since = made.everybody[0], made.everybody[1]
    earlier = make_restriction(then, at=NOW - timedelta(days=1))
    actions.publish(made.close())
    make_restriction(since, at=NOW + timedelta(days=1))
    earlier.ends_at = NOW + timedelta(days=2)
    db.session.flush()
    verdict = verify(made.cycle)
    assert (len(verdict.equal), verdict.differing, verdict.gone) == (9, {}, [])
    behind = set(queries.standing_behind(made.cycle)["c1", False])
    assert (then.id in behind, since.id in behind) == (False, True)


def test_the_command_says_what_it_found(app, closed):
    say = app.test_cli_runner()
    found = say.invoke(args=["analytics", "verify", closed.cycle.title])
    assert (found.exit_code, found.output) == (0, "9 kompetencer: tallene er de samme.\n")
    assert say.invoke(args=["analytics", "verify", "Ingen runde"]).exit_code == 1
