"""What those may do who run the product and watch over it; the other permissions stand in permissions.py."""

from competence.access.permissions import Permission


class MayOperation(Permission):
    """How the system itself is."""

    READ = "Se, hvordan systemet har det"
