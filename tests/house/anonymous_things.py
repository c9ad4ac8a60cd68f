"""Things of anonymous feedback: sheets, what was asked and found about leaders, and rounds."""

from collections.abc import Callable
from datetime import timedelta

from competence.feedback.sealed.rules.rounds import Audience, Outcome, Stage
from competence.frameworks.charter.actions import publish, start_draft
from competence.people.models import Person
from competence.web.clock import today
from tests.cast import Cast
from tests.house.thing import Thing
from tests.upward import make_charter, make_round, make_team, make_topic, settle, sheet_of


def _sheet(cast: Cast) -> Thing:
    return Thing(
        {"sheet_id": sheet_of(make_topic(cast.bo, cast.astrid), cast.astrid).id}, {"up.01": "3", "up.keep": "Ro"}
    )


def _topic(leader: Person, audience: Audience, *, shown: bool) -> Thing:
    topic = make_topic(leader, audience=audience)
    if shown:
        topic.round.stage, topic.round.published_on = Stage.PUBLISHED, today()
        topic.outcome, topic.people = Outcome.SHOWN, "10–14"
    return Thing({"pid": topic.pid}, {"up.01": "3"})


def _few(cast: Cast) -> Thing:
    topic = make_topic(cast.astrid)
    topic.outcome = Outcome.TOO_SMALL
    return Thing({"pid": topic.pid})


def _upward_round() -> Thing:
    day = str(today() + timedelta(days=20))
    said = {"title": "Efterår", "purpose": "Lære", "closes_on": day, "audience": "TEAM"}
    return Thing({"pid": make_round().pid}, said | {"version": "1"})


def _round_to_open(cast: Cast) -> Thing:
    make_team(cast.bo, cast.tarup, 5)
    round_ = make_round()
    return Thing({"pid": round_.pid}, {"version": str(round_.version)})


def _told_climate(cast: Cast) -> Thing:
    topic = settle(make_topic(cast.bo, cast.astrid, pulse=("pulse.clear", "pulse.help")))
    return Thing({"pid": topic.round.pid})


def _charter(cast: Cast, *, drafted: bool) -> Thing:
    make_charter()
    version = start_draft(cast.carla.id)
    if not drafted:
        publish(version, "", version.version, cast.carla.id)
    said = {"title_da": "Andet", "text_da": "Nyt", "note": "Nyt", "to": "up", "competences": "", "questions": "up.01"}
    return Thing({"number": version.number, "principle": version.principles[-1].id}, said | {"version": "1"})


ANONYMOUS: dict[str, Callable[[Cast], Thing]] = {
    "her sheet about Bo": _sheet,
    "asked about her": lambda cast: _topic(cast.astrid, Audience.LEADER, shown=False),
    "found about her for her alone": lambda cast: _topic(cast.astrid, Audience.LEADER, shown=True),
    "found about her for Bo too": lambda cast: _topic(cast.astrid, Audience.ABOVE, shown=True),
    "found about Bo for all": lambda cast: _topic(cast.bo, Audience.TEAM, shown=True),
    "too few to ask about her": _few,
    "upward round": lambda cast: _upward_round(),
    "upward round to open": _round_to_open,
    "told climate": _told_climate,
    "charter": lambda cast: _charter(cast, drafted=False),
    "draft of the charter": lambda cast: _charter(cast, drafted=True),
}
