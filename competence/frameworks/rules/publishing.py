"""When a version may be edited, and when a draft is whole enough to be published; each refusal has a name."""

from collections.abc import Collection, Iterator

from flask_babel import lazy_gettext as _l

from competence.frameworks.rules.editions import FEWEST_LEVELS, MOST_LEVELS, Edition, Words
from competence.web.refusals import Conflict, Refusal


class PublishedIsFixed(Conflict):
    """A published version is never changed: answers were given against its words."""

    message = _l("Udgave %(number)s er udgivet og bliver, som den er. Begynd en kladde, og ret i den.")


class DraftExists(Conflict):
    message = _l("Der er allerede en kladde, udgave %(number)s. Arbejd videre i den, eller kassér den først.")


class NothingPublished(Conflict):
    message = _l("Der er ingen udgivet udgave at begynde fra. Arbejd videre i kladden, eller indlæs rammen fra fil.")


class OlderThanPublished(Conflict):
    message = _l("Udgave %(newer)s er udgivet, siden kladden blev begyndt. Kassér kladden, og begynd en ny.")


class CodeTaken(Refusal):
    message = _l("Koden %(code)s er brugt i denne udgave. Vælg en anden.")


class ChangedMeanwhile(Conflict):
    message = _l("Kladden er ændret, siden du åbnede siden. Se den igennem, og prøv igen.")


class NotReady(Conflict):
    """The draft may not be published yet; faults says why, a refusal each."""

    message = _l("Kladden er ikke klar til at blive udgivet.")

    def __init__(self, faults: tuple[Refusal, ...]) -> None:
        super().__init__()
        self.faults = faults


class WrongNumberOfLevels(Refusal):
    message = _l("Skalaen skal have tre til otte trin, med værdierne 1, 2, 3 og så videre.")


class NothingToAskAbout(Refusal):
    message = _l("Der skal være mindst én kompetence i brug.")


class EmptyArea(Refusal):
    message = _l("Området »%(area)s« har ingen kompetencer.")


class NoTitle(Refusal):
    message = _l("Kompetencen %(code)s skal have et navn.")


class NoLevelText(Refusal):
    message = _l("»%(competence)s« skal have en tekst på trin %(level)s.")


class OutsideTheScale(Refusal):
    message = _l("Rollen %(profile)s beder om trin %(level)s i »%(competence)s«, men skalaen slutter ved %(last)s.")


def refuse_published(number: int, *, published: bool) -> None:
    """Raise PublishedIsFixed for a published version."""
    if published:
        raise PublishedIsFixed(number=number)


def refuse_overtaken(number: int, newest_published: int) -> None:
    """Raise OlderThanPublished if a later version is out already."""
    if newest_published > number:
        raise OlderThanPublished(newer=newest_published)


def refuse_outside(level: int, values: Collection[int], profile: str, competence: str) -> None:
    """Raise OutsideTheScale for a level the scale does not have."""
    if level not in values:
        raise OutsideTheScale(profile=profile, competence=competence, level=level, last=max(values, default=0))


def refuse_unready(edition: Edition) -> None:
    """Raise NotReady with everything that keeps the edition from being published."""
    faults = tuple(what_is_open(edition))
    if faults:
        raise NotReady(faults)


def what_is_open(edition: Edition) -> Iterator[Refusal]:
    """Yield what must be put right before the edition may be published; retired competences are let be."""
    values = edition.values
    if not FEWEST_LEVELS <= len(values) <= MOST_LEVELS or values != tuple(range(1, len(values) + 1)):
        yield WrongNumberOfLevels()
    in_use = [competence for competence in edition.competences if not competence.retired]
    if not in_use:
        yield NothingToAskAbout()
    filled = {competence.area for competence in edition.competences}
    yield from (EmptyArea(area=_read(area.title)) for area in edition.areas if area.code not in filled)
    for competence in in_use:
        if not competence.title.given:
            yield NoTitle(code=competence.code)
        for value in values:
            if not competence.texts.get(value, Words()).given:
                yield NoLevelText(competence=_read(competence.title), level=value)
    yield from _outside_the_scale(edition, {competence.code: _read(competence.title) for competence in in_use})


def _outside_the_scale(edition: Edition, titles: dict[str, str]) -> Iterator[Refusal]:
    values = edition.values
    for asked in sorted(edition.requirements, key=lambda asked: (asked.profile, asked.competence)):
        if asked.competence in titles and asked.level not in values:
            last = values[-1] if values else 0
            place = {"profile": asked.profile, "competence": titles[asked.competence]}
            yield OutsideTheScale(level=asked.level, last=last, **place)


def _read(words: Words) -> str:
    return words.da or words.en
