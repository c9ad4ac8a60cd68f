"""May this reader see these words now? Asked of the plain facts in the tables, and of no line of the product."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Date, DateTime, bindparam, text

NOBODY = -1  # the reader who is not signed in

USED = (
    "NOT EXISTS (SELECT 1 FROM restriction x WHERE x.person_id = {own} AND x.asked_at <= :now "
    "AND (x.ends_at IS NULL OR x.ends_at > :now))"
)
HOLDS = "{0}.valid_from <= :day AND ({0}.valid_to IS NULL OR {0}.valid_to >= :day)"
STANDS_IN = f"EXISTS (SELECT 1 FROM deputy d WHERE d.leader_id = {{0}} AND d.deputy_id = :r AND {HOLDS.format('d')})"
LEADS = (
    f"{USED} AND "
    f"EXISTS (SELECT 1 FROM leader_relation l WHERE l.person_id = {{own}} AND {{own}} <> :r AND {HOLDS.format('l')} "
    f"AND (l.leader_id = :r OR {STANDS_IN.format('l.leader_id')}))"
)
SEAT = (
    f"{USED} AND "
    f"EXISTS (SELECT 1 FROM leader_relation l WHERE l.person_id = {{own}} AND {{own}} <> :r AND {HOLDS.format('l')} "
    f"AND l.leader_id = {{seat}} AND (l.leader_id = :r OR {STANDS_IN.format('l.leader_id')}))"
)
BEHIND_GLASS = (
    "EXISTS (SELECT 1 FROM glass b WHERE b.actor_id = :r AND b.subject_id = {own} AND b.actor_id <> b.subject_id "
    f"AND b.ends_at > :now AND (b.despite IS NOT NULL OR {USED}))"
)
HAS_ROLE = f"EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = :r AND g.role = '{{0}}' AND {HOLDS.format('g')})"

WORDS = {
    "own": "{own} = :r",
    "author": "{author} = :r",
    "signed_in": ":r > 0",
    "leads": LEADS,
    "seat": SEAT,
    "glass": BEHIND_GLASS,
    "hr": HAS_ROLE.format("HR"),
    "administrator": HAS_ROLE.format("ADMINISTRATOR"),
    "dpo": HAS_ROLE.format("DPO"),
    "med": HAS_ROLE.format("MED"),
}

# By these words one reads as somebody the words are for, or wrote them; by all others one opens what is about another.
PARTY = frozenset(
    {"own", "author", "signed_in", "writes_still", "receives", "wrote", "asked", "asker", "outside", "opener", "team"}
    | {"sits"}
)


@dataclass(frozen=True)
class Place:
    """Where a table's rows hang: what they are joined to as `t`, whose they are, and words of their own."""

    joined: str
    own: str = "NULL"
    seat: str = "NULL"
    author: str = "NULL"
    words: dict[str, str] = field(default_factory=dict)


SHARED_MIRROR = (
    "SELECT 1 FROM share s JOIN view hers ON hers.id = s.view_id "
    "WHERE hers.mirror_id = m.id AND hers.voice = 'SELF' AND s.withdrawn_at IS NULL AND "
)
OPENED = (
    "(m.revealed_at IS NOT NULL AND EXISTS (SELECT 1 FROM share s WHERE s.view_id = v.id AND s.withdrawn_at IS NULL) "
    f"AND (m.subject_id = :r OR EXISTS ({SHARED_MIRROR} {SEAT.format(own='m.subject_id', seat='s.with_id')})))"
)
AGREED = f"(p.state IN ('APPROVED', 'FILED', 'ENDED') AND {LEADS.format(own='p.subject_id')})"
AGREED_GLASS = f"(p.state IN ('APPROVED', 'FILED', 'ENDED') AND {BEHIND_GLASS.format(own='p.subject_id')})"
ON_PANEL = (
    "(c.state = 'WITH_PANEL' AND EXISTS (SELECT 1 FROM panel_seat q WHERE q.case_id = c.id AND q.person_id = :r "
    f"AND q.turn = c.turn AND (q.is_free IS NULL OR q.is_free)) AND {USED.format(own='c.subject_id')})"
)
ASKED_SEAT = f"(c.state <> 'DRAFT' AND {SEAT.format(own='c.subject_id', seat='c.leader_id')})"
IN_THE_TALK = "EXISTS (SELECT 1 FROM conversation_member n WHERE n.conversation_id = c.id AND n.person_id = :r)"
HOSTS = f"(c.subject_id IS NULL AND (c.leader_id = :r OR {STANDS_IN.format('c.leader_id')}))"
IN_THE_RETROSPECTIVE = (
    "EXISTS (SELECT 1 FROM retrospective_member n WHERE n.retrospective_id = r0.id AND n.person_id = :r)"
)
WITH_THE_WRITER = "('ASKED', 'DECLINED', 'CALLED_OFF', 'TAKEN_BACK', 'WRITTEN', 'READ', 'KEPT', 'SHARED')"
HANDED_OVER = "('WRITTEN', 'READ', 'KEPT', 'SHARED')"
KEEPER = (
    f"((t.keeper_id IS NULL AND {HAS_ROLE.format('HR')}) OR (t.keeper_id = :r AND {LEADS.format(own='t.person_id')}))"
)
PIECE_OF_IT = "EXISTS (SELECT 1 FROM feedback f WHERE f.request_id = t.id AND "


def _plan(joined: str) -> Place:
    return Place(joined, own="p.subject_id", seat="p.leader_id", words={"agreed": AGREED, "agreed_glass": AGREED_GLASS})


def _case(joined: str) -> Place:
    words = {"panel": ON_PANEL, "seat_once_asked": ASKED_SEAT, "sits": "t.person_id = :r"}
    return Place(joined, own="c.subject_id", seat="c.leader_id", words=words)


def _talk(joined: str, seat: str = "c.leader_id") -> Place:
    return Place(joined, own="c.subject_id", seat=seat, words={"team": IN_THE_TALK, "host": HOSTS})


OF_PLAN, OF_CASE = "t JOIN plan p ON p.id = t.plan_id", "t JOIN step_case c ON c.id = t.case_id"
OF_TALK = "t JOIN conversation c ON c.id = t.conversation_id"
PLACES = {
    "answer": Place(
        "t JOIN view v ON v.id = t.view_id JOIN mirror m ON m.id = v.mirror_id",
        own="m.subject_id",
        words={
            "opened": OPENED,
            "opened_glass": f"(m.revealed_at IS NOT NULL AND {BEHIND_GLASS.format(own='m.subject_id')})",
            "writes_still": f"(v.author_id = :r AND (m.subject_id = :r OR {LEADS.format(own='m.subject_id')}))",
        },
    ),
    "activity": _plan("t JOIN goal g ON g.id = t.goal_id JOIN plan p ON p.id = g.plan_id"),
    **{
        name: _plan(OF_PLAN)
        for name in ("agreement", "approval", "plan_event", "plan_status", "follow_up_answer", "goal")
    },
    "plan": _plan("t JOIN plan p ON p.id = t.id"),
    "career_choice": Place(
        "t",
        own="t.person_id",
        words={
            "shared": "EXISTS (SELECT 1 FROM career_share s WHERE s.choice_id = t.id AND s.withdrawn_at IS NULL AND "
            f"{SEAT.format(own='t.person_id', seat='s.with_id')})"
        },
    ),
    "career_guide": Place("t", own="t.person_id"),
    **{name: _case(OF_CASE) for name in ("case_exhibit", "case_statement", "panel_seat")},
    "step_case": _case("t JOIN step_case c ON c.id = t.id"),
    "conversation_note": _talk(OF_TALK, seat="t.leader_id"),
    "prepared_answer": Place(
        OF_TALK,
        own="c.subject_id",
        seat="c.leader_id",
        author="t.author_id",
        words={
            "on_the_table": "(t.shared_at IS NOT NULL AND t.seat_id = c.leader_id AND "
            f"(c.subject_id = :r OR {SEAT.format(own='c.subject_id', seat='c.leader_id')}))",
            "author": f"(t.author_id = :r AND (c.subject_id = :r OR {USED.format(own='c.subject_id')}))",
        },
    ),
    "glass": Place("t", own="t.subject_id", author="t.actor_id"),
    "rights_sheet": Place("t", own="t.leader_id"),
    "restriction": Place("t", own="t.person_id"),
    "correction": Place("t", own="t.person_id", words={"keeper": KEEPER}),
    "evidence": Place("t", own="t.person_id"),
    "feedback": Place(
        "t",
        own="t.receiver_id",
        words={
            "receives": f"(t.receiver_id = :r AND t.state IN {HANDED_OVER} AND {USED.format(own='t.sender_id')})",
            "wrote": f"(t.sender_id = :r AND t.state IN {WITH_THE_WRITER} AND {USED.format(own='t.receiver_id')})",
            "shared": f"(t.state = 'SHARED' AND {SEAT.format(own='t.receiver_id', seat='t.shared_with_id')} "
            f"AND {USED.format(own='t.sender_id')})",
        },
    ),
    "feedback_report": Place("t", own="t.receiver_id"),
    "feedback_request": Place(
        "t",
        own="t.receiver_id",
        words={
            "asked": f"{PIECE_OF_IT} f.sender_id = :r AND f.state IN {WITH_THE_WRITER}) "
            f"AND {USED.format(own='t.receiver_id')}",
            "approves": f"({PIECE_OF_IT} f.state = 'PROPOSED') AND {LEADS.format(own='t.receiver_id')})",
            "shared": f"{PIECE_OF_IT} f.state = 'SHARED' "
            f"AND {SEAT.format(own='t.receiver_id', seat='f.shared_with_id')})",
            "outside": f"(:r = {NOBODY} AND EXISTS (SELECT 1 FROM feedback f "
            "JOIN outside_link o ON o.feedback_id = f.id WHERE f.request_id = t.id AND o.key = :link))",
        },
    ),
    "feedback_round": Place(
        "t",
        words={
            "opener": "t.opened_by_id = :r",
            "team": "EXISTS (SELECT 1 FROM round_participant n WHERE n.round_id = t.id AND n.person_id = :r)",
            "leads_asked": "EXISTS (SELECT 1 FROM round_participant n WHERE n.round_id = t.id AND "
            f"{LEADS.format(own='n.person_id')})",
        },
    ),
    "figure_rule": Place("t"),
    "help_answer": Place(
        "t JOIN help_request h ON h.id = t.request_id",
        own="t.person_id",
        words={"asker": f"h.asker_id = :r AND {USED.format(own='t.person_id')}"},
    ),
    "help_request": Place(
        "t",
        own="t.asker_id",
        words={
            "asked": "EXISTS (SELECT 1 FROM help_answer n WHERE n.request_id = t.id AND n.person_id = :r) "
            f"AND {USED.format(own='t.asker_id')}"
        },
    ),
    "learning_use": Place("t JOIN signup s ON s.id = t.signup_id", own="s.person_id"),
    **{name: Place("t", own="t.person_id") for name in ("opening", "rescued_words", "role_grant", "signup")},
    "retrospective": Place("t JOIN retrospective r0 ON r0.id = t.id", words={"team": IN_THE_RETROSPECTIVE}),
    **{
        name: Place("t JOIN retrospective r0 ON r0.id = t.retrospective_id", words={"team": IN_THE_RETROSPECTIVE})
        for name in ("retrospective_agreement", "retrospective_note")
    },
    "team_agreement": _talk(OF_TALK),
    "team_standing": _talk(
        "t JOIN team_agreement a ON a.id = t.agreement_id JOIN conversation c ON c.id = a.conversation_id"
    ),
}


@cache
def who_sees() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the hand-written table: for a table and its column, the words of which any is enough."""
    with Path(__file__).with_name("who_sees.csv").open(newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {(row["table"], row["column"]): tuple(row["who"].split()) for row in rows}


@cache
def question(table: str, column: str, keys: tuple[str, ...], only: frozenset[str] | None = None) -> str:
    """Return the one statement that answers whether a reader may see a row's column; only: by one of these words."""
    place = PLACES[table]
    names = {"own": place.own, "seat": place.seat, "author": place.author}
    words = [
        place.words.get(word) or WORDS[word].format(**names)
        for word in who_sees()[table, column]
        if only is None or word in only
    ]
    return f"SELECT CASE WHEN {' OR '.join(words) or '1 = 0'} THEN 1 ELSE 0 END {_row(table, keys)}"


def _row(table: str, keys: Iterable[str]) -> str:
    row = " AND ".join(f"t.{key} = :key{number}" for number, key in enumerate(keys))
    return f"FROM {table} {PLACES[table].joined} WHERE {row}"


def owner_of(connection: Connection, table: str, row: dict[str, object]) -> int | None:
    """Return whom a row is about; None where it is about nobody, or is gone meanwhile."""
    asked = {f"key{number}": value for number, value in enumerate(row.values())}
    return connection.execute(text(f"SELECT {PLACES[table].own} {_row(table, row)}"), asked).scalar()


def may_see(
    connection: Connection,
    reader: int,
    link: str,
    day: date,
    table: str,
    column: str,
    row: dict[str, object],
    only: frozenset[str] | None = None,
) -> bool:
    """Return whether a reader may see a column of a row; what is gone meanwhile is nobody's secret.

    reader: a person's id, NOBODY for a visitor. link: the fingerprint of the link a visitor came by.
    only: the words of the hand-written table that count, where not all do.
    """
    asked = {f"key{number}": value for number, value in enumerate(row.values())}
    known = {"r": reader, "day": day, "link": link, "now": datetime.now(UTC)}
    statement = question(table, column, tuple(row), only)
    kinds = {"day": Date(), "now": DateTime(timezone=True)}
    typed = text(statement).bindparams(
        *(bindparam(name, type_=kind) for name, kind in kinds.items() if f":{name}" in statement)
    )
    used = {name: value for name, value in (asked | known).items() if f":{name}" in statement}
    found = connection.execute(typed, used).scalar()
    return found is None or bool(found)
