"""The talk as one of the two sees it: the agenda with what was written so far, and the topic that lies open."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from competence.access.actor import Actor
from competence.assessments.rules.comparing import Line, differences_first
from competence.conversations.models import AgreedLevel, Conversation, Note
from competence.conversations.preparing.queries import OnTheTable, shared_questions
from competence.conversations.queries import talks
from competence.conversations.rules import agenda as rules
from competence.conversations.rules.agenda import REST, Chosen, Topic


@dataclass(frozen=True)
class Talk:
    """What the page shows. lines: those of the mirror the reader may read; levels: proposed and agreed on;
    prepared: what both have prepared and shared; plan_lines: what the talk's plan says so far, and who does it.
    """

    topics: Sequence[Topic]
    topic: Topic
    lines: Sequence[Line]
    notes: Sequence[Note]
    levels: Sequence[AgreedLevel]
    prepared: Sequence[OnTheTable]
    plan_lines: Sequence[tuple[str, object]]

    def notes_about(self, topic: Topic) -> list[Note]:
        """Return the notes about a topic; those about nothing on the agenda any more lie under the last line."""
        known = {one.key for one in self.topics}
        return [note for note in self.notes if (note.topic if note.topic in known else REST.key) == topic.key]

    def prepared_about(self, topic: Topic) -> list[OnTheTable]:
        """Return the questions somebody prepared and shared, of those a theme gathers."""
        return [lies for lies in self.prepared if f"theme-{lies.question.theme.code}" == topic.key]

    @property
    def following(self) -> Topic | None:
        """The topic after the open one."""
        place = self.topics.index(self.topic) + 1
        return self.topics[place] if place < len(self.topics) else None

    @property
    def others(self) -> list[Line]:
        """The competences of the mirror that are not on the agenda."""
        known = {one.key for one in self.topics}
        return [line for line in self.lines if line.levels and rules.about(line).key not in known]

    @property
    def agreed(self) -> list[AgreedLevel]:
        """The levels both said yes to."""
        return [level for level in self.levels if level.is_agreed]

    @property
    def waiting(self) -> list[AgreedLevel]:
        """The levels one of the two proposed."""
        return [level for level in self.levels if not level.is_agreed]


def talk(conversation: Conversation, actor: Actor, wanted: str, day: date) -> Talk:
    """Return the talk, with the wanted topic open; the first one where there is no such topic."""
    lines = talks.lines_of(talks.mirror_of(conversation), actor, day)
    written = talks.notes(conversation, actor)
    prepared = shared_questions(conversation)
    chosen = talks.chosen_themes(conversation)
    chosen += _brought(prepared, {theme.code for theme in chosen})
    brought = talks.brought(conversation, actor)
    topics = rules.agenda(brought.promises, differences_first(lines), chosen, brought.wishes)
    known = {topic.key for topic in topics}
    used = {note.topic for note in written} | {wanted}
    more = [topic for topic in map(rules.about, lines) if topic.key in used - known]
    topics[-1:-1] = more
    topic = next((one for one in topics if one.key == wanted), topics[0])
    return Talk(topics, topic, lines, written, talks.levels(conversation), prepared, brought.plan_lines)


def _brought(prepared: Sequence[OnTheTable], chosen: Collection[str]) -> list[Chosen]:
    """Return the themes nobody chose that somebody shared words about, in the guide's order."""
    by: dict[str, list[str]] = {}
    titles = {lies.question.theme.code: lies.question.theme.title for lies in prepared}
    for lies in prepared:
        names = by.setdefault(lies.question.theme.code, [])
        names += [first for who, _text in lies.said if (first := who.name.split()[0]) not in names]
    return [Chosen(code, titles[code], tuple(names), brought=True) for code, names in by.items() if code not in chosen]
