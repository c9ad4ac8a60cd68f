"""Stores what the demo's people say in a round: invitations, mirrors, both views, answers and shares."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from random import Random

from competence.admin.demo.pairs import Pair
from competence.admin.demo.people import public_id
from competence.admin.demo.rounds import Part, RoundPlan, open_day, some_moment
from competence.admin.demo.voices import Said, Skills
from competence.admin.demo.write import Writer
from competence.admin.demo.year import Met, YearWriter
from competence.assessments.models import Answer, Consent, Mark, Mirror, Share, Stage, View, Voice, Wish
from competence.cycles.models import Cycle, CyclePhase, Invitation
from competence.cycles.roster.actions import OPENED
from competence.cycles.rules.rounds import Standing
from competence.notifications.models import Notification

TO_THE_FIRST_TALK = timedelta(days=18)  # nobody is invited before the round opens, and there is notice


class MirrorWriter:
    """Writes one round after the other, in the order of time."""

    def __init__(
        self, writer: Writer, skills: Skills, random: Random, version: int, today: date, year: YearWriter
    ) -> None:
        self.writer, self.skills, self.random, self.version, self.today = writer, skills, random, version, today
        self.year = year

    def store_round(self, plan: RoundPlan, pairs: Iterable[Pair]) -> int:
        """Store a round as it was when it was about to close, and return its id."""
        cycle = self.writer.add(
            Cycle, pid=public_id(self.random), title=plan.title, purpose=plan.purpose,
            framework_version_id=self.version, opens_on=plan.opens_on, closes_on=plan.closes_on,
            med_discussed_on=plan.opens_on - timedelta(days=40), opened_at=plan.opened_at, closed_at=None,
            evaluated_on=plan.evaluated_on,
        )  # fmt: skip
        for phase, day in plan.deadlines.items():
            self.writer.add(CyclePhase, cycle_id=cycle, phase=phase, ends_on=day)
        for pair in pairs:
            self.writer.add(
                Invitation,
                cycle_id=cycle,
                person_id=pair.person,
                leader_id=pair.leader,
                standing=Standing.RESTS if pair.away else Standing.TAKES_PART,
            )
            if plan.is_open and not pair.away:
                read = plan.opened_at + timedelta(days=1) if pair.part.own else None
                self.writer.add(
                    Notification, person_id=pair.person, kind=OPENED, url="/", at=plan.opened_at, read_at=read
                )
            if pair.leader is not None and pair.asked and (pair.part.own or pair.part.leader):
                met = self._store_mirror(plan, cycle, pair, pair.leader)
            else:
                met = Met()
            if plan.with_talks and pair.leader is not None:
                self.year.of_a_round(plan, cycle, pair, pair.leader, met)
        self.writer.store()
        return cycle

    def _store_mirror(self, plan: RoundPlan, cycle: int, pair: Pair, leader: int) -> Met:
        last = min(plan.closes_on, self.today - timedelta(days=1))
        own_done, leader_done = (some_moment(self.random, plan.opens_on, last) for _ in range(2))
        revealed = self._revealed(plan, pair.part, own_done, leader_done)
        talked_on = self._talk(plan, pair.part, revealed)
        mirror = self.writer.add(
            Mirror, pid=public_id(self.random), subject_id=pair.person, cycle_id=cycle,
            framework_version_id=self.version, started_on=plan.opens_on, revealed_at=revealed,
            talk_held_on=talked_on,
        )  # fmt: skip
        if pair.part.own:
            said = self.skills.own_view(pair.person, pair.asked, pair.part.own)
            shared = own_done if pair.part.own_shared else None
            view = self._store_view(mirror, pair.person, Voice.SELF, said, own_done, leader if shared else None)
            if revealed and self.random.random() < 0.06:
                self._revise(view, said, revealed)
        if pair.part.leader:
            said = self.skills.leaders_view(pair.person, pair.asked, pair.part.leader)
            with_id = pair.person if pair.part.leader_shared else None
            self._store_view(mirror, leader, Voice.LEADER, said, leader_done, with_id)
        if pair.part.agreed and revealed:
            for person in (pair.person, leader):
                self.writer.add(Consent, mirror_id=mirror, person_id=person, given_at=revealed)
        return Met(mirror if revealed else None, talked_on)

    def _revealed(self, plan: RoundPlan, part: Part, own: datetime, leader: datetime) -> datetime | None:
        if not part.is_revealed:
            return None
        return plan.closed_at - timedelta(days=1) if part.agreed else max(own, leader)

    def _talk(self, plan: RoundPlan, part: Part, revealed: datetime | None) -> date | None:
        if not (revealed and part.talked):
            return None
        day = revealed.date() + timedelta(days=self.random.randrange(4, 30))
        day = open_day(max(day, plan.opens_on + TO_THE_FIRST_TALK))
        return day if day <= self.today else None

    def _store_view(
        self, mirror: int, author: int, voice: Voice, said: list[Said], done: datetime, with_id: int | None
    ) -> int:
        view = self.writer.add(View, pid=public_id(self.random), mirror_id=mirror, author_id=author, voice=voice)
        for number, one in enumerate(said):
            self._store_answer(view, one, Stage.FIRST, done - timedelta(minutes=len(said) - number))
        if with_id is not None:
            if self.random.random() < 0.02:  # taken back once, and shared again
                early = done - timedelta(hours=2)
                back = early + timedelta(minutes=20)
                self.writer.add(Share, view_id=view, with_id=with_id, shared_at=early, withdrawn_at=back)
            self.writer.add(Share, view_id=view, with_id=with_id, shared_at=done, withdrawn_at=None)
        return view

    def _revise(self, view: int, said: list[Said], revealed: datetime) -> None:
        """Let somebody see one competence differently after having seen the other's view."""
        one = self.random.choice(said)
        if one.level is not None and one.level > 1:
            changed = Said(one.competence, one.level - 1, None, one.importance, one.wish, one.example)
            self._store_answer(view, changed, Stage.REVISED, revealed + timedelta(days=1))

    def _store_answer(self, view: int, one: Said, stage: Stage, saved: datetime) -> None:
        self.writer.add(
            Answer, view_id=view, competence_id=one.competence, stage=stage, level=one.level,
            mark=Mark[one.mark] if one.mark else None, importance=one.importance,
            wish=Wish[one.wish] if one.wish else None, example=one.example, carried=False, saved_at=saved,
        )  # fmt: skip
