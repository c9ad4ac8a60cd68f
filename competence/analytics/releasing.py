"""The one door between answers and numbers: what a closed round tells, from what was shared before it closed.

Everything is looked up as it stood at the close, so the same round tells the same as long as its source data exist.
"""

from collections.abc import Iterator

from competence.analytics import measures, queries
from competence.analytics.keys.rules import Limits
from competence.analytics.organisation import Organisation
from competence.analytics.pictures import House, Picture, Said, leaders_picture, own_picture
from competence.assessments.queries.figures import contributions, rated, ratings, respondents, shared_with
from competence.cycles.models import Cycle
from competence.frameworks.models import Competence
from competence.people.queries.knowing import may_know
from competence.privacy.anonymity.crowds import Knowledge, viewers_of
from competence.privacy.anonymity.limits import Person
from competence.web.clock import day_of


class Closing:
    """The house as it stood when a round closed, and what may be told of each competence."""

    def __init__(self, cycle: Cycle, limits: Limits) -> None:
        if cycle.closed_at is None:
            raise ValueError("an open round tells nothing")
        self._cycle = cycle
        levels = [level.value for level in cycle.framework_version.levels]
        self.rules = limits.on(min(levels), max(levels))
        day = day_of(cycle.closed_at)
        self.people = respondents(cycle)
        # All who might have shared: of which units the release tells must not depend on whether somebody did.
        people = {*self.people, *queries.employed(cycle.opens_on, day)}
        self.organisation = Organisation(day, people, queries.units_kept(cycle))
        known = [*may_know(day), *shared_with(cycle)]
        self._house = House(
            self.organisation.tree,
            self.organisation.units,
            self.organisation.profiles,
            Knowledge(viewers_of(self.people, known)),
            self.rules,
        )
        self._of_ratings = Knowledge(measures.viewers_of_ratings(rated(cycle), known))
        self._asked = queries.requirements(cycle.framework_version_id)

    def pictures(self) -> Iterator[tuple[Competence, Picture, Picture]]:
        """Yield each competence with what people and what leaders said of it, one at a time.

        Of a retired competence nobody answered nothing is told; of others it is hidden like that few did.
        """
        for competence in queries.competences_of(self._cycle):
            own = self._own(competence)
            if own is not None:
                yield competence, own, self._leaders(competence)

    def _own(self, competence: Competence) -> Picture | None:
        asked = self._asked.get(competence.id, {})
        said: dict[Person, Said] = {
            person: Said(level, importance, wishes, asked.get(self.organisation.profiles[person]))
            for person, level, importance, wishes in contributions(self._cycle, competence.id)
        }
        if competence.retired and not said:
            return None
        version = self._cycle.id
        ledger = queries.ledger_of(competence.code, {version})
        return own_picture(said, self._house, ledger, (competence.code, str(version)))

    def _leaders(self, competence: Competence) -> Picture:
        said = ratings(self._cycle, competence.id)
        return leaders_picture(said, self.organisation.tree, self._of_ratings, self.rules)
