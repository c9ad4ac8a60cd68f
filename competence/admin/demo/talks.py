"""Stores the talks the demo's open round has planned: one for each pair, the leaders' own first."""

from random import Random

from competence.admin.demo.pairs import Pair
from competence.admin.demo.people import public_id
from competence.admin.demo.rounds import RoundPlan
from competence.admin.demo.write import Writer
from competence.conversations.guides.queries import current
from competence.conversations.models import Conversation, Step
from competence.conversations.rules.kinds import MINUTES, Kind
from competence.conversations.rules.steps import State
from competence.cycles.rules.phases import Phase


class TalkWriter:
    """Writes the talks of a round as the round itself plans them."""

    def __init__(self, writer: Writer, random: Random) -> None:
        self.writer, self.random = writer, random
        self.guides = {kind: current(kind) for kind in (Kind.MUS, Kind.LUS)}

    def store(self, plan: RoundPlan, cycle: int, pair: Pair, leader: int) -> None:
        """Store the talk of one pair, planned and without a time."""
        kind, phase = (Kind.LUS, Phase.LUS) if pair.leads else (Kind.MUS, Phase.TALKS)
        guide = self.guides[kind]
        talk = self.writer.add(
            Conversation, pid=public_id(self.random), kind=kind, state=State.PLANNED, subject_id=pair.person,
            leader_id=leader, cycle_id=cycle, mirror_id=None, guide_version_id=guide.id if guide else None,
            near=plan.deadlines[phase], starts_at=None, minutes=MINUTES[kind], place="",
        )  # fmt: skip
        self.writer.add(
            Step, conversation_id=talk, action=None, actor_id=None, at=plan.opened_at, starts_at=None, minutes=None,
            place="",
        )  # fmt: skip
