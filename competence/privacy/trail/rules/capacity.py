"""In which capacity somebody looks at what is about another person: the nearest relation counts. Pure."""

from enum import Enum

from competence.access.actor import Actor, Role


class Capacity(Enum):
    """What the one who looked was to the person that day; the value is how the person reads it."""

    LEADER = "Din leder"
    DEPUTY = "Stedfortræder for din leder"
    HR = "HR"
    ADMINISTRATOR = "Systemadministrator"
    DPO = "Databeskyttelsesrådgiver"
    COLLEAGUE = "Kollega"
    SYSTEM = "Systemet"


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
    if subject_id in actor.led:
        return Capacity.DEPUTY
    return next((capacity for role, capacity in OF_ROLES.items() if role in actor.roles), Capacity.COLLEAGUE)
