"""A file somebody has sent and not yet confirmed: its rows wait here while the preview is read."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.permissions import MayPeople
from competence.db import Model, Moment, PublicId
from competence.people.models import Person
from competence.privacy.declare import Keep, Personal


class ImportDraft(PublicId, Model):
    """An uploaded file as the table that was read from it. Each uploader has at most one; it lives for a day."""

    __tablename__ = "import_draft"
    __privacy__ = Personal(
        about="uploader_id",
        purpose="Så en indlæsning kan gennemses af den, der sendte filen, før den sker.",
        keep=Keep.SHORT,
        title="Filer, du har sendt til indlæsning",
        since=("uploaded_at",),
        words=("filename",),
        codes=("kind",),
        hidden=("content",),
        seen=MayPeople.IMPORT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uploader_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)
    uploaded_at: Mapped[datetime] = mapped_column(Moment, index=True)
    kind: Mapped[str] = mapped_column(String(20))  # a key of actions.KINDS, or career_sending.KIND
    filename: Mapped[str] = mapped_column(String(200))
    full: Mapped[bool]  # the file names everybody: those it leaves out have left
    asked_at: Mapped[datetime | None] = mapped_column(Moment)  # it waits for another hand's yes
    content: Mapped[str] = mapped_column(Text)  # the table, as JSON

    uploader: Mapped[Person] = relationship()
