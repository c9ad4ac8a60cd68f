"""The demo's team talk: Bo called everybody he leads, and they agreed on some things together."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from competence.admin.demo.paths import workday
from competence.admin.demo.people import public_id
from competence.admin.demo.rounds import at
from competence.admin.demo.words import Words
from competence.admin.demo.write import Writer
from competence.conversations.guides.queries import current
from competence.conversations.models import Conversation, Member, Note, Step
from competence.conversations.rules.kinds import MINUTES, Kind
from competence.conversations.rules.steps import Action, State
from competence.conversations.teams.models import IndividualRequest, TeamAgreement, TeamStanding
from competence.plans.rules.words import Standing

HELD_DAYS_AGO, CALLED_BEFORE = 40, timedelta(days=16)
FIRST = (Standing.ON_THE_WAY, Standing.REACHED, Standing.ADJUSTED, None)


def write_team_talk(writer: Writer, random: Random, leader: int, team: Sequence[int], today: date) -> None:
    """Store a GRUS that was held, with its notes, agreements, and one who asked for a talk of their own."""
    words, guide = Words(random), current(Kind.GRUS)
    starts_at = at(workday(today - timedelta(days=HELD_DAYS_AGO), back=True), 12, 0)
    topics = [theme.code for theme in guide.themes][:3] if guide else [""] * 3
    minutes, place = MINUTES[Kind.GRUS], words.one("place")
    talk = writer.add(
        Conversation, pid=public_id(random), kind=Kind.GRUS, state=State.HELD, subject_id=None, leader_id=leader,
        cycle_id=None, mirror_id=None, plan_id=None, guide_version_id=guide.id if guide else None, near=None,
        starts_at=starts_at, minutes=minutes, place=place, sequence=2, version=3,
    )  # fmt: skip
    called, over = starts_at - CALLED_BEFORE, starts_at + timedelta(minutes=minutes)
    for action, moment in ((Action.INVITE, called), (Action.BEGIN, starts_at), (Action.END, over)):
        proposed = starts_at if action is Action.INVITE else None
        writer.add(
            Step, conversation_id=talk, action=action, actor_id=leader, at=moment, starts_at=proposed,
            minutes=minutes if proposed else None, place=place if proposed else "",
        )  # fmt: skip
    for person in team:
        writer.add(Member, conversation_id=talk, person_id=person)
    for number, text in enumerate(words.some("team.note", 3)):
        author = random.choice([leader, *team])
        writer.add(
            Note, conversation_id=talk, author_id=author, leader_id=leader, topic=topics[number],
            text=text, at=starts_at + timedelta(minutes=15 * number + 10), key=f"demo-{number}",
        )  # fmt: skip
    _agree(writer, words, random, talk, team, over.date(), today)
    if team:
        writer.add(IndividualRequest, conversation_id=talk, person_id=team[-1], at=starts_at + timedelta(hours=1))


def _agree(
    writer: Writer, words: Words, random: Random, talk: int, team: Sequence[int], held: date, today: date
) -> None:
    for text, standing in zip(words.some("team", 4), FIRST, strict=True):
        if not team:
            return
        lead = random.choice(list(team))
        agreed = writer.add(
            TeamAgreement, conversation_id=talk, what=text, lead_id=lead,
            due_on=held + timedelta(days=random.randrange(60, 150)),
        )  # fmt: skip
        if standing:
            word = words.one(f"team.{standing.name.lower()}")
            writer.add(
                TeamStanding, agreement_id=agreed, standing=standing, word=word, author_id=lead,
                at=at(today - timedelta(days=random.randrange(2, 20)), 10, 0),
            )  # fmt: skip
