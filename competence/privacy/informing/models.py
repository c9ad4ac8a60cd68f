"""That somebody has read who sees what, and which edition of the text it was."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from competence.db import Model, Moment
from competence.privacy.declare import Keep, Personal


class Acknowledgement(Model):
    """That a person said they have read an edition of who sees what."""

    __tablename__ = "acknowledgement"
    __privacy__ = Personal(
        about="person_id",
        purpose="Så du kun får vist én gang, hvem der ser hvad, og igen, når det er ændret.",
        keep=Keep.UNTIL_LEAVING,
        title="At du har læst, hvem der ser hvad",
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
