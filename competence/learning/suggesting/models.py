"""That somebody does not want an offer suggested again."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from competence.db import Model
from competence.privacy.declare import Keep, Personal


class Dismissal(Model):
    """An offer somebody has said no thank you to; it may still be found among the others."""

    __tablename__ = "offer_dismissal"
    __privacy__ = Personal(
        about="person_id",
        purpose="Så det, du har sagt nej tak til, ikke bliver foreslået igen.",
        keep=Keep.UNTIL_LEAVING,
        also=("offer_id",),
        title="Læringstilbud, du har sagt nej tak til",
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True, index=True)
