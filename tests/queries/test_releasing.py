"""A round's figures are written once, at its close, from what was shared before, and never change again."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from competence.analytics import actions, queries
from competence.analytics.measures import Measure
from competence.analytics.models import LedgerMember, Release, ReleasedFigure, ReleasedForEver, ReleasedGroup
from competence.assessments.models import Stage, Voice
from competence.assessments.queries.figures import rated, respondents
from competence.cycles.actions import close
from competence.db import db
from competence.privacy.anonymity.figures import End
from competence.privacy.anonymity.limits import Reason
from tests.make import NOW, make_answer, make_employment, make_restriction, make_share, make_view
from tests.rounds import make_round, make_staff

TARUP, OTHERS = "Tarup", "Hele organisationen undtagen Tarup"
FULL = [3, 4, 2, 3, 5, 3, 2, 4, 3, 3, 2, 4, 3, 3] + [2, 3, 1] * 7


@pytest.fixture
def staff(cast):
    return make_staff(cast)


def released(code="c1", cycle=None, measure=Measure.LEVEL):
    """Every figure about a competence as text, by group."""
    query = select(ReleasedFigure).join(ReleasedFigure.group).order_by(ReleasedFigure.id)
    query = query.where(ReleasedFigure.measure == measure)
    if cycle is not None:
        query = query.where(ReleasedGroup.release_id == cycle.id)
    return {
        figure.group.label.da: (figure.people, figure.mean and str(figure.mean), figure.mean_end, figure.mean_hidden)
        for figure in db.session.scalars(query)
        if figure.competence.code == code
    }


def everything(measure=Measure.LEVEL):
    """Every released number of a measure, as one would print it."""
    query = select(ReleasedFigure).where(ReleasedFigure.measure == measure)
    rows = db.session.scalars(query.order_by(ReleasedFigure.id)).all()
    return [
        (
            row.group.label.da,
            row.competence.code,
            row.people,
            row.mean,
            row.mean_end,
            row.mean_hidden,
            [(share.first, share.percent, share.end) for share in row.shares],
        )
        for row in rows
    ]


def test_the_house_and_its_units_are_released_with_the_small_ones_together(cast, staff):
    actions.publish(make_round(cast, staff, {"c1": FULL}).close())
    exact = End.EXACT
    assert released() == {
        "Hele organisationen": ("25+", "2.50", exact, None),
        TARUP: ("10–14", "3.25", exact, None),
        OTHERS: ("15–24", "2.00", exact, None),
    }


def test_what_too_few_answered_is_hidden_with_a_reason(cast, staff):
    actions.publish(make_round(cast, staff, {"c1": FULL, "c2": [5, 5, 5, 5]}).close())
    assert released("c2") == {"Hele organisationen": ("", None, End.EXACT, Reason.TOO_FEW)}


def test_who_has_the_use_restricted_is_in_no_figure_neither_as_person_nor_as_leader(cast, staff):
    made = make_round(cast, staff, {"c1": FULL})
    for person, leader in ((made.everybody[0], cast.emil), (made.everybody[20], cast.bo)):
        view = make_view(made.mirrors[person.id], leader)
        make_answer(view, cast.version.competences[0])
        make_share(view, person)
    make_restriction(made.everybody[0], at=NOW - timedelta(days=1))
    make_restriction(cast.bo, at=NOW - timedelta(days=1))
    actions.publish(made.close())
    assert released()["Hele organisationen"][0] == "25+"
    behind = queries.standing_behind(made.cycle)
    assert made.everybody[0].id not in behind["c1", False]
    assert len(behind["c1", False]) == len(made.everybody) - 1
    assert respondents(made.cycle) == sorted(person.id for person in made.everybody[1:])
    assert rated(made.cycle) == []


def test_closing_a_round_releases_it(cast, staff):
    made = make_round(cast, staff, {"c1": FULL})
    close(made.cycle, cast.carla.id, at=NOW)
    release = db.session.get_one(Release, made.cycle.id)
    assert (release.people, release.low, release.high, release.k, release.unit_floor) == ("25+", 1, 5, 5, 10)
    assert TARUP in released()


def test_a_round_is_released_once(cast, staff):
    cycle = make_round(cast, staff, {"c1": FULL}).close()
    actions.publish(cycle)
    before = everything()
    with pytest.raises(actions.AlreadyReleased):
        actions.publish(cycle)
    assert everything() == before


READ_WHOLE = """
SELECT relname, seq_scan FROM pg_stat_xact_user_tables
WHERE relname IN ('released_group', 'released_figure', 'ledger_row', 'person') ORDER BY relname
"""


def test_no_row_that_is_written_makes_the_database_read_a_table_whole(cast, staff):
    if db.engine.dialect.name != "postgresql":
        return
    made = make_round(cast, staff, {"c1": FULL, "c2": FULL})
    made.close()
    db.session.execute(text("ANALYZE"))  # which finds the tables of the figures empty
    before = db.session.execute(text(READ_WHOLE)).all()
    actions.publish(made.cycle)
    assert db.session.execute(text(READ_WHOLE)).all() == before
    assert {db.session.scalar(text(f"SHOW {name}")) for name in ("enable_seqscan", "jit")} == {"on"}, (
        "only while writing"
    )


def test_an_open_round_is_not_released(cast, staff):
    with pytest.raises(actions.RoundStillOpen):
        actions.publish(make_round(cast, staff, {"c1": FULL}).cycle)


def test_what_was_shared_after_the_close_or_taken_back_does_not_count(cast, staff):
    made = make_round(cast, staff, {"c1": FULL})
    for person in staff["tarup"]:
        share = made.mirrors[person.id].views[0].shares[0]
        share.shared_at = NOW + timedelta(hours=1)
    made.mirrors[staff["vollsmose"][0].id].views[0].shares[0].withdrawn_at = NOW - timedelta(hours=1)
    actions.publish(made.close())
    assert released().keys() == {"Hele organisationen"}
    assert released()["Hele organisationen"][0] == "15–24"


def test_first_views_count_whatever_was_said_after_the_reveal_or_by_the_leader(cast, staff):
    made = make_round(cast, staff, {"c1": FULL})
    c1 = cast.version.competences[0]
    for person in staff["tarup"]:
        mirror = made.mirrors[person.id]
        make_answer(mirror.views[0], c1, 5, stage=Stage.REVISED)
        theirs = make_view(mirror, cast.bo)
        assert theirs.voice is Voice.LEADER
        make_answer(theirs, c1, 1)
        make_share(theirs, person)
    actions.publish(made.close())
    assert released()[TARUP][1] == "3.25"


def test_an_answer_that_was_carried_over_does_not_count(cast, staff):
    made = make_round(cast, staff, {"c1": FULL})
    for person in staff["tarup"]:
        made.mirrors[person.id].views[0].answers[0].carried = True
    actions.publish(made.close())
    assert released().keys() == {"Hele organisationen"}


def test_somebody_who_works_in_two_units_counts_in_the_one_they_joined_first(cast, staff):
    for person in staff["tarup"][:6]:
        make_employment(person, cast.vollsmose, start=NOW.date() - timedelta(days=10))
    actions.publish(make_round(cast, staff, {"c1": FULL}).close())
    assert released()[TARUP][0] == "10–14"


def test_a_later_round_is_released_beside_the_earlier_one(cast, staff):
    first = make_round(cast, staff, {"c1": FULL}).close()
    actions.publish(first)
    before = released(cycle=first)
    second = make_round(cast, staff, {"c1": list(reversed(FULL))}, "Forår 2027").close()
    actions.publish(second)
    assert released(cycle=first) == before
    assert released(cycle=second).keys() == before.keys()
    assert len(queries.ledger_of("c1")) == 6
    assert {len(row) for row in queries.ledger_of("c1")} == {35, 14, 21}


def test_erasing_a_person_changes_no_figure_and_leaves_the_crowd_as_large(cast, staff):
    actions.publish(make_round(cast, staff, {"c1": FULL}).close())
    before, rows = everything(), sorted(len(row) for row in queries.ledger_of("c1"))
    gone = staff["tarup"][3]
    db.session.commit()
    db.session.execute(gone.__table__.delete().where(gone.__table__.c.id == gone.id))
    db.session.expire_all()
    assert everything() == before
    assert sorted(len(row) for row in queries.ledger_of("c1")) == rows
    assert len(db.session.scalars(select(LedgerMember).where(LedgerMember.person_id.is_(None))).all()) == 1


def test_one_extreme_answer_moved_is_seen_in_no_other_group_and_by_one_step_at_most(cast, staff):
    """The canary: somebody who answered 5 answers 1 instead."""
    moved = [1 if number == 4 else level for number, level in enumerate(FULL)]
    actions.publish(make_round(cast, staff, {"c1": FULL}).close())
    actions.publish(make_round(cast, staff, {"c1": moved}, "Den anden").close())
    shown = [row for row in everything() if row[1] == "c1"]
    there, here = shown[:3], shown[3:]
    assert [row[:3] for row in there] == [row[:3] for row in here]
    assert there[2] == here[2]
    assert abs(there[1][3] - here[1][3]) <= 0.5
    assert abs(there[0][3] - here[0][3]) <= 0.2


@pytest.mark.parametrize("change", ["update", "delete"])
def test_what_was_released_refuses_to_change(cast, staff, change):
    actions.publish(make_round(cast, staff, {"c1": FULL}).close())
    figure = db.session.scalars(select(ReleasedFigure)).first()
    assert figure is not None
    if change == "update":
        figure.people = "5–9"
    else:
        db.session.delete(figure)
    with pytest.raises(ReleasedForEver):
        db.session.flush()


def test_the_figures_hold_no_person(cast, staff):
    actions.publish(make_round(cast, staff, {"c1": FULL}).close())
    names = {column.name for table in (Release, ReleasedGroup, ReleasedFigure) for column in table.__table__.columns}
    assert not [name for name in names if "person" in name or "author" in name]
