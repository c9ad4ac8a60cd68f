"""POLICY: the whole answer to who may do what, on one page. What is not granted here is refused."""

from typing import Any

from competence.access.actor import Actor
from competence.access.permissions import (
    MayAccounts,
    MayAnalytics,
    MayCareers,
    MayCase,
    MayCharter,
    MayChoice,
    MayConversation,
    MayCycle,
    MayEvidence,
    MayFeedback,
    MayFeedbackRequest,
    MayFeedbackRound,
    MayFramework,
    MayFund,
    MayGuide,
    MayHelp,
    MayHelpRequest,
    MayHouse,
    MayLeave,
    MayMirror,
    MayNote,
    MayOffer,
    MayOpening,
    MayPair,
    MayPeople,
    MayPlan,
    MayRetrospective,
    MayRoster,
    MaySeats,
    MayShares,
    MaySheet,
    MaySignup,
    MayTeam,
    MayTeamTalk,
    MayTopic,
    MayUpward,
    MayView,
    MayWayIn,
    Permission,
)
from competence.access.predicates import (
    Predicate,
    hosts_the_team,
    is_above_in_the_audience,
    is_administrator,
    is_asked_about,
    is_asked_on,
    is_author,
    is_chief,
    is_dpo,
    is_hr,
    is_in_the_audience,
    is_in_the_pair,
    is_in_the_team,
    is_med,
    is_nearest_leader,
    is_offered,
    is_on_panel,
    is_own,
    is_receiver,
    is_released_to,
    is_revealed_to,
    is_shared_with,
    is_signed_in,
    is_writer,
    leads_someone,
    leads_the_agreed,
    leads_the_person,
    may_say_whom,
    opened_the_round,
    runs_the_offer,
    sits_in_the_seat,
    wants_to_help,
    was_offered_the_seat,
)
from competence.access.protection import MayPrivacy
from competence.access.trust import MayOperation, MayTrail

# A permission is granted when any one of its conditions holds.
POLICY: dict[Permission, tuple[Predicate, ...]] = {
    MayHouse.ENTER: (is_signed_in,),
    MayPrivacy.READ_RECORD: (is_dpo,),
    MayPeople.LIST: (is_hr, is_administrator),
    MayPeople.EDIT: (is_hr, is_administrator),
    MayPeople.READDRESS: (is_hr, is_administrator),
    MayPeople.IMPORT: (is_hr, is_administrator),
    MayPeople.GRANT: (is_administrator,),
    MayPeople.APPOINT_DEPUTY: (is_nearest_leader,),
    MayLeave.READ: (is_own, leads_the_person, is_hr),  # days only; there is no reason to read
    MayLeave.EDIT: (leads_the_person, is_hr),
    MayAccounts.READ: (is_administrator,),
    MayAccounts.MANAGE: (is_administrator,),
    MayOperation.READ: (is_administrator,),
    MayWayIn.CHANGE: (is_signed_in,),
    MayWayIn.RESET: (is_hr, is_administrator),  # the two keys: competence.signin.factors.rules
    MayTrail.LOOKS: (is_signed_in,),  # each their own
    MayFramework.READ: (is_signed_in,),
    MayFramework.EDIT: (is_hr,),
    MayCycle.MANAGE: (is_hr,),
    MayRoster.READ: (is_own, leads_the_person, is_hr),
    MayMirror.START: (is_signed_in,),
    MayMirror.READ: (is_own, leads_the_person),  # the page; what it shows of a side is MayView.READ
    MayMirror.SHARE: (is_own, leads_the_person),  # each their own side
    MayMirror.CONSENT: (is_own, leads_the_person),
    MayMirror.CLOSE_TALK: (is_own, leads_the_person),
    MayView.ANSWER: (is_author,),
    MayView.READ: (is_author, is_revealed_to),
    MayPlan.OWN: (is_signed_in,),
    MayPlan.BEGIN: (is_own, leads_the_person),
    MayPlan.READ: (is_own, sits_in_the_seat, leads_the_agreed),
    MayPlan.EDIT: (is_own, sits_in_the_seat),
    MayPlan.APPROVE: (is_own, sits_in_the_seat),
    MayPlan.TAKE_SEAT: (leads_the_person,),  # only where the seat's leader no longer leads the person
    MayPlan.COMMENT: (is_own,),
    MayPlan.FILE: (leads_the_agreed,),
    MayPlan.FOLLOW: (is_own, leads_the_agreed),
    MayPlan.TEAM: (leads_someone,),
    MayTeam.READ: (leads_someone,),
    MayTeam.BEGIN: (leads_the_person,),
    MayGuide.READ: (is_signed_in,),
    MayGuide.EDIT: (is_hr,),
    MayConversation.LIST: (is_signed_in,),
    MayConversation.ASK: (is_signed_in,),
    MayConversation.INVITE: (leads_the_person,),
    MayConversation.READ: (is_own, leads_the_person),  # where it stands and what was agreed; the rest is TAKE_PART
    MayConversation.TAKE_PART: (is_own, sits_in_the_seat),
    MayConversation.TAKE_OVER: (leads_the_person,),
    MayConversation.YEAR: (leads_someone,),
    MayCareers.READ: (is_signed_in,),
    MayCareers.CHOOSE: (is_signed_in,),
    MayCareers.EDIT: (is_hr,),
    MayChoice.READ: (is_own, is_shared_with),
    MayChoice.SHARE: (is_own,),
    MayEvidence.KEEP: (is_own,),
    MayTeamTalk.CALL: (leads_someone,),
    MayTeamTalk.TAKE_PART: (is_in_the_team, hosts_the_team),
    MayTeamTalk.HOST: (hosts_the_team,),
    MayTeamTalk.ASK_ALONE: (is_in_the_team,),
    MayNote.READ: (is_own, sits_in_the_seat),  # the seat it was written in, whoever sits there later
    MayCase.READ: (is_own, sits_in_the_seat, is_on_panel),
    MayCase.KEEP: (is_own,),
    MayCase.ANSWER: (sits_in_the_seat,),
    MayCase.ASSESS: (is_on_panel,),
    MayFeedback.TAKE_PART: (is_signed_in,),
    MayFeedback.READ: (is_receiver, is_writer, is_shared_with),
    MayFeedback.OWN: (is_receiver,),
    MayFeedback.WRITE: (is_writer,),
    MayFeedback.APPROVE_SOMEBODY: (leads_someone,),
    MayFeedback.APPROVE: (may_say_whom,),
    MayFeedback.HANDLE_REPORTS: (is_hr,),  # what was reported, and no other feedback
    MayFeedbackRequest.KEEP: (is_own,),
    MayFeedbackRound.OPEN: (is_hr, leads_someone),
    MayFeedbackRound.READ: (is_in_the_team, is_hr, opened_the_round),
    MayFeedbackRound.FOLLOW: (is_hr, opened_the_round),
    MayFeedbackRound.FOLLOW_ALL: (is_hr,),
    MayRetrospective.BEGIN: (is_signed_in,),
    MayRetrospective.TAKE_PART: (is_in_the_team,),
    MayUpward.MANAGE: (is_hr,),  # how rounds stand; never who answered, nor what
    MaySheet.ANSWER: (is_asked_on,),
    MayTopic.READ: (is_own, is_above_in_the_audience, is_in_the_audience),
    MayTopic.ANSWER_SELF: (is_own,),
    MayCharter.READ: (is_signed_in,),
    MayCharter.EDIT: (is_hr,),
    MayOffer.BROWSE: (is_signed_in,),
    MayOffer.READ: (is_offered, runs_the_offer, is_hr),
    MayOffer.CREATE: (is_hr,),
    MayOffer.KEEP: (runs_the_offer, is_hr),
    MaySignup.READ: (is_own, is_asked_about),  # what costs neither time nor money is one's own business
    MaySignup.KEEP: (is_own,),
    MaySignup.DECIDE: (is_asked_about,),
    MaySignup.TEAM: (leads_someone,),
    MayOpening.FIND: (is_signed_in,),  # there is a row only for who opened themselves
    MayOpening.KEEP: (is_own,),
    MayPair.ANSWER: (is_in_the_pair,),
    MayHelp.TAKE_PART: (is_signed_in,),
    MayHelpRequest.READ: (is_own, wants_to_help),
    MayHelpRequest.ANSWER: (wants_to_help,),
    MayHelpRequest.CLOSE: (is_own,),
    MaySeats.WISH: (is_signed_in,),
    MaySeats.READ: (was_offered_the_seat, is_hr),
    MaySeats.ANSWER: (was_offered_the_seat,),
    MaySeats.DISTRIBUTE: (is_hr,),
    MayFund.PREPARE: (is_own, leads_the_agreed),
    MayFund.EDIT: (is_hr,),
    MayShares.READ: (is_signed_in,),  # crowds that single nobody out; whether it is fair is everybody's matter
    MayShares.PUBLISH: (is_hr,),
    MayAnalytics.SEE: (is_signed_in,),  # which units: competence.analytics.insight.rules.sight
    MayAnalytics.READ_RELEASE: (is_released_to,),
    MayAnalytics.SEE_ALL: (is_hr, is_chief),
    MayAnalytics.AIM: (is_hr,),
    MayAnalytics.READ: (is_hr, is_chief),
    MayAnalytics.READ_REPORT: (is_hr, is_chief, is_med),
    MayAnalytics.READ_RULES: (is_hr, is_med),
    MayAnalytics.PROPOSE: (is_hr,),
    MayAnalytics.CONFIRM: (is_med,),  # the second key, on another hand than the one that proposed
    MayAnalytics.REPORT: (is_hr,),
    MayAnalytics.STEPS: (is_hr, is_chief),
}

# What weighs so much that whoever is signed in says once more that it is them: the guard lets it through only within
# five minutes of that. tests/house/action_classes.csv says of every permission, by hand, what kind of act it is.
STEP_UP: frozenset[Permission] = frozenset(
    {
        MayPeople.READDRESS,
        MayPeople.IMPORT,
        MayPeople.GRANT,
        MayAccounts.MANAGE,
        MayWayIn.CHANGE,
        MayWayIn.RESET,
        MayAnalytics.PROPOSE,
        MayAnalytics.CONFIRM,
    }
)


def permits(actor: Actor, permission: Permission, thing: Any = None) -> bool:
    """Return whether the actor may do this (to this thing); False where POLICY says nothing."""
    return any(condition(actor, thing) for condition in POLICY.get(permission, ()))


def needs_thing(permission: Permission) -> bool:
    """Return whether the permission can only be answered for a thing."""
    return any(getattr(condition, "needs_thing", False) for condition in POLICY.get(permission, ()))
