"""What those may do who look after what the house knows about people; the values are labels, as in permissions."""

from competence.access.permissions import Permission


class MayPrivacy(Permission):
    """What the house knows about people, and how it is kept and deleted."""

    READ_RECORD = "Læse fortegnelsen over det, systemet ved om mennesker"
