"""In which capacity somebody looks at what is about another person: the nearest relation counts. Pure."""

from enum import Enum

from competence.access.actor import Actor, Role


class Capacity(Enum):
    """What the one who looked was to the person that day."""

    LEADER = "their nearest leader"
    DEPUTY = "deputy of their leader"
    GLASS = "HR, who broke the glass for this person"
    HR = "HR"
    ADMINISTRATOR = "administrator"
    DPO = "data protection officer"
    COLLEAGUE = "a colleague"
    SYSTEM = "nobody: the product itself"


OF_ROLES = {
    Role.HR: Capacity.HR,
    Role.ADMINISTRATOR: Capacity.ADMINISTRATOR,
    Role.DPO: Capacity.DPO,
}


def capacity_of(actor: Actor, subject_id: int) -> Capacity:
    """Return what an actor is to a person: their leader, else by the role they hold, else a colleague."""
    if not actor.signed_in:
        return Capacity.SYSTEM
    if subject_id in actor.leads:
        return Capacity.LEADER
    if subject_id in actor.all_led:
        return Capacity.DEPUTY
    if subject_id in actor.glass:
        return Capacity.GLASS
    return next((capacity for role, capacity in OF_ROLES.items() if role in actor.roles), Capacity.COLLEAGUE)
