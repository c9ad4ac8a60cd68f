"""What each look is called, to the person who was looked at and to the officer, and what it was for."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from competence.privacy.trail.rules.capacity import Capacity


@dataclass(frozen=True)
class Look:
    """What was read, and for which purpose."""

    what: object
    purpose: object


# Every action that is handed to `record_look`.
LOOKS = {
    "assessment.look": Look(_l("Dit kompetencespejl"), _l("Samtalen om din udvikling")),
    "plan.look": Look(_l("Din udviklingsplan"), _l("At følge det, I har aftalt")),
    "fund.look": Look(_l("En uddannelse fra din plan"), _l("En ansøgning til kompetencefonden")),
    "conversation.look": Look(_l("Jeres samtale og det, der er aftalt"), _l("At holde samtalen og følge op")),
    "career.read": Look(_l("Et trin, du har delt, at du er interesseret i"), _l("Samtalen om din udvikling")),
    "step.read": Look(_l("Din dialog om et trin"), _l("At svare på dit ønske om trinnet")),
    "feedback.look": Look(_l("Feedback, du har delt"), _l("Samtalen om din udvikling")),
    "feedback.approvals": Look(_l("Hvem du gerne vil bede om feedback"), _l("At sige ja eller nej i en runde")),
    "feedback_report.look": Look(_l("Feedback, du har meldt"), _l("At hjælpe dig med det, du meldte")),
    "upward.read": Look(_l("Det samlede svar om dig som leder"), _l("At tale om det, runden viser")),
    "learning.look": Look(_l("Hvad du har meldt dig til at lære"), _l("At planlægge hold, timer og penge")),
    "seat.look": Look(_l("Dine ønsker om pladser"), _l("At fordele pladser")),
    "person.show": Look(_l("Dit navn, din ansættelse, din leder og dine roller"), _l("At holde listen ved lige")),
    "leave.show": Look(_l("Fra hvornår til hvornår du har orlov"), _l("At planlægge samtaler og runder")),
    "team.look": Look(_l("Hvor langt du er med spejl, samtale og plan"), _l("At følge årets gang i teamet")),
    "round.look": Look(_l("Hvad der er ændret for dig i en runde"), _l("At holde runden ved lige")),
    "correction.look": Look(_l("Det, du har skrevet er forkert"), _l("At rette det, de passer")),
    "erasure.look": Look(_l("At dine oplysninger skal slettes eller holdes tilbage"), _l("At afgøre det")),
    "restriction.look": Look(
        _l("Hvorfor du har bedt om, at brugen bliver begrænset"), _l("At undersøge det og svare dig")
    ),
    "glass.look": Look(_l("Hvorfor HR brød glasset for dig, og hvad der var bag"), _l("At føre tilsyn med det")),
    "review.look": Look(_l("Hvad du har skrevet under på om dit team"), _l("At følge, hvem der kan se hvad")),
    "factor.look": Look(_l("Om du har totrinsbekræftelse"), _l("At hjælpe dig ind igen")),
    "breach.look": Look(_l("Hvad din konto har læst om andre"), _l("At undersøge et muligt brud på sikkerheden")),
}

WORDS = {
    Capacity.LEADER: _l("Din leder"),
    Capacity.DEPUTY: _l("Stedfortræder for din leder"),
    Capacity.GLASS: _l("HR, med en begrundelse"),
    Capacity.HR: _l("HR"),
    Capacity.ADMINISTRATOR: _l("Systemadministrator"),
    Capacity.DPO: _l("Databeskyttelsesrådgiver"),
    Capacity.COLLEAGUE: _l("Kollega"),
    Capacity.SYSTEM: _l("Systemet"),
}

# The same, as the data protection officer reads them of somebody else.
OF_SOMEBODY = {
    "assessment.look": _l("Kompetencespejlet"),
    "plan.look": _l("Udviklingsplanen"),
    "fund.look": _l("En uddannelse fra planen"),
    "conversation.look": _l("En samtale og det, der er aftalt"),
    "career.read": _l("Delt interesse for et trin"),
    "step.read": _l("Dialogen om et trin"),
    "feedback.look": _l("Delt feedback"),
    "feedback.approvals": _l("Hvem der ønskes feedback fra"),
    "feedback_report.look": _l("Meldt feedback"),
    "upward.read": _l("Det samlede svar om en leder"),
    "learning.look": _l("Tilmeldinger til læring"),
    "seat.look": _l("Ønsker om pladser"),
    "person.show": _l("Navn, ansættelse, leder og roller"),
    "leave.show": _l("Orlov, fra hvornår til hvornår"),
    "team.look": _l("Hvor langt nogen er med spejl, samtale og plan"),
    "round.look": _l("Hvad der er ændret for nogen i en runde"),
    "correction.look": _l("En rettelse"),
    "erasure.look": _l("At oplysninger skal slettes eller holdes tilbage"),
    "restriction.look": _l("Hvorfor brugen af oplysninger er begrænset"),
    "glass.look": _l("Hvorfor HR brød glasset, og hvad der var bag"),
    "review.look": _l("Hvad en leder har skrevet under på om sit team"),
    "factor.look": _l("Om der er totrinsbekræftelse"),
    "breach.look": _l("Hvad kontoen har læst om andre"),
}
ROLES = WORDS | {Capacity.LEADER: _l("Leder"), Capacity.DEPUTY: _l("Stedfortræder")}

# Who acts for the house when they look, and therefore stands with a name; a colleague never does.
EX_OFFICIO = frozenset(
    {Capacity.LEADER, Capacity.DEPUTY, Capacity.GLASS, Capacity.HR, Capacity.ADMINISTRATOR, Capacity.DPO}
)
