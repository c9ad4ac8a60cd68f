"""Going through all boxes of a database: whether each opens, and whether there is any at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from competence.db import db
from competence.privacy.keystore import unlocking
from competence.privacy.keystore.boxes import Box, CannotOpen, Place, is_box, unseal
from competence.privacy.keystore.columns import OWNER, sealed_of, sealed_tables
from competence.privacy.keystore.files import Locked
from competence.privacy.keystore.store import DataKey, Keystore

AT_A_TIME = 1000


@dataclass(frozen=True)
class Swept:
    """How many boxes there are, and where those lie that do not open."""

    boxes: int
    closed: tuple[str, ...]


def sweep(session: Session, keystore: Keystore) -> Swept:
    """Try to open every box of a database with the keys of a keystore."""
    boxes, closed = 0, []
    for portion in _portions(session):
        keys = keystore.find({box.key_id for _, _, box in portion if is_box(box)})
        boxes += len(portion)
        closed += [str(place) for place, data_class, box in portion if not _opens(keys, data_class, place, box)]
    return Swept(boxes, tuple(closed))


def _holds_boxes() -> bool:
    """Return whether the database holds anything sealed; one that is older than sealing does not."""
    try:
        return any(is_box(box) for portion in _portions(db.session) for _, _, box in portion)
    except DatabaseError:
        return False


def _opens(keys: Mapping[str, DataKey], data_class: str, place: Place, box: Box) -> bool:
    try:
        key = keys[box.key_id]
        unseal(key.secret, place, box)
    except (CannotOpen, KeyError):
        return False
    return (key.person, key.data_class) == (place.person, data_class)


def refuse_without_keys() -> None:
    """Raise Locked where the house's key is not the keystore's, or the keystore is not the database's."""
    keystore = unlocking.keystore()
    keystore.check_file()
    if keystore.exists():
        keystore.check()
    if keystore.is_empty() and _holds_boxes():
        raise Locked("the keystore is gone, and the database holds texts it sealed; restore it (docs/backup.md)")
    db.session.rollback()


def _portions(session: Session) -> Iterator[list[tuple[Place, str, Box]]]:
    """Return the boxes of all tables, some at a time, each with its place and the kind of its key."""
    for table in sealed_tables():
        data_class, (key,) = table.__sealed__.data_class, table.__table__.primary_key.columns
        for sealed in sealed_of(table):
            kept = getattr(table, sealed.kept)
            wanted = select(key, getattr(table, OWNER), kept).where(kept != "").order_by(key).limit(AT_A_TIME)
            rows = session.execute(wanted).all()
            while rows:
                yield [
                    (Place(table.__tablename__, sealed.name, number, owner), data_class, box)
                    for number, owner, box in rows
                ]
                rows = session.execute(wanted.where(key > rows[-1][0])).all()
