"""HR's work on the tracks of a draft: add one, reword it, let it stand elsewhere, take an empty one out."""

from competence.careers.actions.drafts import count_change, refuse_published
from competence.careers.models.editions import CareerEdition, CareerTrack
from competence.careers.rules import drafting
from competence.frameworks.rules import publishing
from competence.web.bilingual import Bilingual


def add_track(edition: CareerEdition, code: str, title: Bilingual, actor_id: int) -> CareerTrack:
    """Add a track to a draft, after the others. Raises PublishedIsFixed, CodeTaken."""
    refuse_published(edition)
    if any(track.code == code for track in edition.tracks):
        raise publishing.CodeTaken(code=code)
    track = CareerTrack(code=code, position=len(edition.tracks) + 1, title=title)
    edition.tracks.append(track)
    count_change(edition, actor_id, "career.add")
    return track


def reword_track(
    edition: CareerEdition, track: CareerTrack, title: Bilingual, description: Bilingual, place: int, seen: int,
    actor_id: int,
) -> None:  # fmt: skip
    """Give a track of a draft other words and another place among the tracks, from 1.

    seen: the draft's version as its editor saw it. Raises PublishedIsFixed, ChangedMeanwhile.
    """
    refuse_published(edition)
    if edition.version != seen:
        raise publishing.ChangedMeanwhile
    track.title, track.description = title, description
    others = [one for one in edition.tracks if one is not track]
    others.insert(place - 1, track)
    for position, one in enumerate(others, start=1):
        one.position = position
    count_change(edition, actor_id, "career.reword")


def take_out_track(edition: CareerEdition, track: CareerTrack, actor_id: int) -> None:
    """Take a track out of a draft. Raises PublishedIsFixed, TrackHasSteps."""
    refuse_published(edition)
    if any(step.track_id == track.id for step in edition.steps):
        raise drafting.TrackHasSteps
    edition.tracks.remove(track)
    count_change(edition, actor_id, "career.remove")
