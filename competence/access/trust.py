"""What those may do who run the product and watch over it; the other permissions stand in permissions.py."""

from competence.access.permissions import Permission


class MayTrail(Permission):
    """Who did and who saw what about whom."""

    LOOKS = "Se, hvem der har set noget om en selv"


class MayOperation(Permission):
    """How the system itself is."""

    READ = "Se, hvordan systemet har det"
