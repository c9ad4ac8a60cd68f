"""What somebody gathers over the years to show what they can: an example or a link, in their own keeping."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from competence.access.permissions import MayEvidence
from competence.db import Model, Moment, PublicId
from competence.privacy.declare import Keep, Personal
from competence.privacy.keystore.columns import Sealed, SealedText, Sealing


class Evidence(PublicId, Model):
    """One example of a competence (eksempel): what was done, when, and where it can be seen. Nobody else reads it."""

    __tablename__ = "evidence"
    __privacy__ = Personal(
        about="person_id",
        purpose="Så du kan samle eksempler på det, du kan, og selv vælge, hvornår de skal bruges.",
        keep=Keep.UNTIL_LEAVING,
        title="Dine eksempler",
        words=("example", "link"),
        codes=("competence",),
        seen=MayEvidence.KEEP,
    )
    __sealed__ = Sealing("career")

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id"), index=True)
    competence: Mapped[str] = mapped_column(String(60))  # by the code it has in every version of the catalogue
    _example: Mapped[str] = mapped_column("example", SealedText)
    example = Sealed[str]()
    link: Mapped[str] = mapped_column(String(500), default="")
    happened_on: Mapped[date | None]
    kept_at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    @property
    def subject_id(self) -> int:
        return self.person_id
