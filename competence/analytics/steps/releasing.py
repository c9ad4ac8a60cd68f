"""The one door between what people said of steps and the words about them: what a closed round tells."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from competence.analytics.models import Release
from competence.analytics.queries import critical_levels, levels_of_the_whole
from competence.analytics.steps import measures, queries
from competence.analytics.steps.measures import Choices, Levels, Published, Ready
from competence.analytics.steps.models import Question
from competence.assessments.queries.figures import contributions, respondents, shared_with
from competence.careers.models.own import ChoiceKind
from competence.careers.queries import figures as careers
from competence.careers.queries.pages import House
from competence.frameworks.models import Competence
from competence.people.queries.knowing import may_know
from competence.privacy.anonymity.crowds import Knowledge, viewers_of
from competence.privacy.anonymity.limits import Hidden, Person
from competence.privacy.anonymity.parts import Part
from competence.web.clock import day_of

KINDS = {Question.HERE: ChoiceKind.HERE, Question.INTEREST: ChoiceKind.INTEREST}


@dataclass(frozen=True)
class Chosen:
    """The word for each step of what people chose, or why there is none, and who stands behind the words."""

    told: Mapping[str, Part] | Hidden
    behind: Choices


@dataclass(frozen=True)
class Readiness:
    """The words for each step and each critical competence, and at which level the latter is asked for."""

    steps: Mapping[str, Ready | Hidden]
    critical: list[tuple[Competence, int, Ready | Hidden]] = field(default_factory=list)


class Closing:
    """The house and its career model as they stood when a round closed."""

    def __init__(self, release: Release, model: House) -> None:
        self._release, self._model, self._cycle = release, model, release.cycle
        self.rules = release.rules
        self._led = may_know(day_of(release.released_at))

    def chosen(self, question: Question) -> Chosen:
        """Return in words where people stand, or what draws them, of everybody employed at the close."""
        made = careers.choices(self._model.model_id, KINDS[question], self._release.released_at)
        choices: Choices = dict(made.items())
        knowledge = Knowledge(viewers_of(choices, [*self._led, *careers.shared_with(self._model.model_id)]))
        ledger = queries.ledger_of(self._model.model_id, question)
        hidden = measures.why_hidden(choices, question.name, ledger, knowledge, self.rules)
        if hidden is not None:
            return Chosen(hidden, choices)
        tell = measures.standing if question is Question.HERE else measures.drawn
        return Chosen(tell(choices, [step.code for step in self._model.said.steps], self.rules.k), choices)

    def readiness(self) -> Readiness:
        """Return in words who could fill each step and each critical level, of those who shared in the round."""
        whole = levels_of_the_whole(self._release)
        asked = critical_levels(self._cycle.framework_version_id)
        levels = self._levels([figure.competence for figure in whole])
        answered = Counter(code for given in levels.values() for code in given)
        published = {
            figure.competence.code: Published(figure.shares, answered[figure.competence.code])
            for figure in whole
            if figure.shares
        }
        knowledge = Knowledge(viewers_of(levels, [*self._led, *shared_with(self._cycle)]))

        def told(asks: Mapping[str, int]) -> Ready | Hidden:
            return measures.ready(asks, levels, published, knowledge, self.rules)

        critical = [figure.competence for figure in whole if figure.competence.code in asked]
        steps = self._model.said.steps
        return Readiness(
            {step.code: told({code: one.level for code, one in step.asks.items() if one.must}) for step in steps},
            [(one, asked[one.code], told({one.code: asked[one.code]})) for one in critical],
        )

    def _levels(self, competences: list[Competence]) -> Levels:
        levels: dict[Person, dict[str, int]] = {person: {} for person in respondents(self._cycle)}
        for competence in competences:
            for given in contributions(self._cycle, competence.id):
                levels[given.person_id][competence.code] = given.level
        return levels
