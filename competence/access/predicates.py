"""The conditions POLICY is made of, one line each; things carry the facts, the actor carries the relations."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from competence.access.actor import Actor, Role

Predicate = Callable[[Actor, Any], bool]


def needs_a_thing(predicate: Predicate) -> Predicate:
    """Mark a condition that needs a thing: its permission must be checked against one."""
    predicate.needs_thing = True  # type: ignore[attr-defined]
    return predicate


def about_things(predicate: Predicate) -> Predicate:
    """Mark a condition that needs a thing, and let it hold of nothing that is withheld.

    What somebody reads by what they are to another goes through here. What does not is written out beside each: HR's
    lists that keep the house running, and what a person turns to HR with.
    """

    @needs_a_thing
    @wraps(predicate)
    def unless_withheld(actor: Actor, thing: Any) -> bool:
        return not is_withheld(actor, thing) and predicate(actor, thing)

    return unless_withheld


def is_withheld(actor: Actor, thing: Any) -> bool:
    """The thing is about somebody else, or was given by them, who has had the use of their data restricted.

    What a leader wrote about another is withheld with that other, not with the leader. GDPR, article 18.
    """
    whose = {getattr(thing, "subject_id", None), getattr(thing, "sender_id", None)}
    return not whose.isdisjoint(actor.restricted)


def is_signed_in(actor: Actor, _: Any) -> bool:
    return actor.signed_in


def is_hr(actor: Actor, _: Any) -> bool:
    return Role.HR in actor.roles


def is_med(actor: Actor, _: Any) -> bool:
    return Role.MED in actor.roles


def is_dpo(actor: Actor, _: Any) -> bool:
    return Role.DPO in actor.roles


def is_chief(actor: Actor, _: Any) -> bool:
    return Role.CHIEF in actor.roles


def is_administrator(actor: Actor, _: Any) -> bool:
    return Role.ADMINISTRATOR in actor.roles


def leads_someone(actor: Actor, _: Any) -> bool:
    return bool(actor.all_led)


def is_nearest_leader(actor: Actor, _: Any) -> bool:
    return bool(actor.leads)


@about_things
def is_released_to(actor: Actor, release: Any) -> bool:
    """The audience fixed for the round before it opened holds the actor: everybody, leaders, or HR, chief and MED."""
    audience = release.audience.name
    wide_enough = audience == "EVERYBODY" or (audience == "LEADERS" and bool(actor.all_led))
    return (actor.signed_in and wide_enough) or bool(actor.roles & {Role.HR, Role.CHIEF, Role.MED})


@about_things
def is_own(actor: Actor, thing: Any) -> bool:
    """The thing is about the actor."""
    return actor.signed_in and bool(thing.subject_id == actor.person_id)


@needs_a_thing  # also while it is restricted: it was sent to be looked into
def is_keeper(actor: Actor, correction: Any) -> bool:
    """The actor keeps the row the correction stands beside: the leader it was told to, or HR where no leader does."""
    if correction.keeper_id is None:
        return is_hr(actor, correction)
    return bool(correction.keeper_id == actor.person_id and correction.subject_id in actor.led)


@about_things
def leads_the_person(actor: Actor, thing: Any) -> bool:
    """The actor leads the person today, as nearest leader or deputy."""
    return thing.subject_id in actor.led


@about_things
def sits_in_the_seat(actor: Actor, thing: Any) -> bool:
    """The actor leads the person today in the place of the leader a conversation or a plan lies with, or as deputy."""
    return thing.leader_id in actor.acts_as(thing.subject_id)


@about_things
def leads_the_agreed(actor: Actor, plan: Any) -> bool:
    """Both have signed the plan, and the actor leads the person today, whoever led them then."""
    return plan.is_agreed and leads_the_person(actor, plan)


@about_things
def is_in_the_team(actor: Actor, talk: Any) -> bool:
    """The actor is one of those a team's talk is held with."""
    return actor.signed_in and actor.person_id in talk.member_ids


@about_things
def hosts_the_team(actor: Actor, talk: Any) -> bool:
    """The actor called the team's talk, or is deputy for who did, and still leads one of the team in that place."""
    return bool(talk.member_ids & actor.seats.get(talk.leader_id, frozenset()))


@about_things
def is_author(actor: Actor, view: Any) -> bool:
    """The actor wrote this side's answers, and still stands in the relation they were written in."""
    own = view.author_id == actor.person_id and actor.signed_in
    return own and (view.subject_id == actor.person_id or view.subject_id in actor.led)


@about_things
def is_revealed_to(actor: Actor, view: Any) -> bool:
    """The two views were revealed, and the actor is one of the two they were shared between."""
    if not view.mirror.is_revealed or not view.is_shared:
        return False
    return is_own(actor, view) or bool(view.mirror.shared_with & actor.acts_as(view.subject_id))


@about_things
def was_offered_the_seat(actor: Actor, line: Any) -> bool:
    """The line is about the actor, and HR has sent them the offer."""
    return line.outcome.is_sent and is_own(actor, line)


@about_things
def is_shared_with(actor: Actor, thing: Any) -> bool:
    """Its person shared the thing with a seat in which the actor leads them today."""
    return bool(thing.shared_with & actor.acts_as(thing.subject_id))


@about_things
def is_receiver(actor: Actor, feedback: Any) -> bool:
    """The feedback was given to the actor, and they hold it."""
    return feedback.is_delivered and is_own(actor, feedback)


@about_things
def is_writer(actor: Actor, feedback: Any) -> bool:
    """The actor was asked for the feedback, or wrote it, and it was not deleted since."""
    return actor.signed_in and feedback.is_with_writer and bool(feedback.sender_id == actor.person_id)


@about_things
def may_say_whom(actor: Actor, feedback: Any) -> bool:
    """Somebody the actor leads wants to ask a colleague, and waits for a yes."""
    return feedback.is_proposed and leads_the_person(actor, feedback)


@about_things
def opened_the_round(actor: Actor, feedback_round: Any) -> bool:
    """The actor opened the round, and still leads somebody."""
    return bool(actor.all_led) and actor.person_id == feedback_round.opened_by_id


@about_things
def is_on_panel(actor: Actor, case: Any) -> bool:
    """The actor is asked to judge a dossier as one of two, and has not stepped aside."""
    return actor.signed_in and actor.person_id in case.panel_ids


@about_things
def is_asked_on(actor: Actor, sheet: Any) -> bool:
    """The actor is the one who is asked to fill the sheet."""
    return actor.signed_in and bool(sheet.rater_id == actor.person_id)


@about_things
def is_above_in_the_audience(actor: Actor, topic: Any) -> bool:
    """The answers are published, the leader's own leader is to see them, and the actor leads the leader today."""
    return topic.is_published and topic.is_for_those_above and leads_the_person(actor, topic)


@about_things
def is_in_the_audience(actor: Actor, topic: Any) -> bool:
    """The answers are published, the team is to see them, and the actor was in it that day."""
    return actor.signed_in and topic.is_published and topic.is_for_the_team and actor.person_id in topic.team_ids


@about_things
def is_offered(actor: Actor, offer: Any) -> bool:
    """The offer is open to everybody in the house."""
    return actor.signed_in and bool(offer.is_offered)


@about_things
def runs_the_offer(actor: Actor, offer: Any) -> bool:
    """The actor is one of those who run the offer."""
    return actor.signed_in and actor.person_id in offer.runner_ids


@about_things
def is_asked_about(actor: Actor, signup: Any) -> bool:
    """The sign-up costs time or money, and the actor leads the person today."""
    return bool(signup.needs_yes) and leads_the_person(actor, signup)


@about_things
def is_in_the_pair(actor: Actor, pair: Any) -> bool:
    """The actor is one of the two."""
    return actor.signed_in and actor.person_id in pair.both_ids


@about_things
def wants_to_help(actor: Actor, wish: Any) -> bool:
    """The request was put to the actor, who said that they want to be asked."""
    return actor.signed_in and actor.person_id in wish.helper_ids


@needs_a_thing
def is_put_to(actor: Actor, sheet: Any) -> bool:
    """The sheet is put to the actor as the leader of its people, and they still lead somebody."""
    return bool(actor.leads) and bool(sheet.leader_id == actor.person_id)


# Behind a broken glass stands only whom it was broken for with a ground that holds for them: competence.people.queries.


@needs_a_thing
def broke_it(actor: Actor, glass: Any) -> bool:
    """The actor broke this glass once, over or not."""
    return actor.signed_in and bool(glass.actor_id == actor.person_id)


@needs_a_thing
def broke_the_glass(actor: Actor, glass: Any) -> bool:
    """The actor, who is HR, broke this glass and reads its person's content at this moment."""
    return _reads_behind_glass(actor, glass) and bool(glass.actor_id == actor.person_id)


@needs_a_thing
def broke_it_for_the_open_mirror(actor: Actor, mirror: Any) -> bool:
    """The mirror was opened by the two, and the actor reads its person's content behind broken glass."""
    return mirror.is_revealed and _reads_behind_glass(actor, mirror)


@needs_a_thing
def broke_it_for_the_open_view(actor: Actor, view: Any) -> bool:
    """The side is shared in an open mirror, and the actor reads its person's content behind broken glass."""
    return view.is_shared and view.mirror.is_revealed and _reads_behind_glass(actor, view)


@needs_a_thing
def broke_it_for_the_agreed(actor: Actor, plan: Any) -> bool:
    """Both have signed, and the actor reads the person's content behind broken glass."""
    return plan.is_agreed and _reads_behind_glass(actor, plan)


@needs_a_thing
def broke_it_for_the_held(actor: Actor, talk: Any) -> bool:
    """The talk is held, and the actor reads the person's content behind broken glass."""
    return talk.is_held and _reads_behind_glass(actor, talk)


def _reads_behind_glass(actor: Actor, thing: Any) -> bool:
    """The actor is HR and broke the glass for the person; its half hour is not over, or they would not stand here."""
    return is_hr(actor, thing) and thing.subject_id in actor.glass
