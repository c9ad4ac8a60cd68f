"""Going through all boxes of a database: whether each opens, and whether there is any at all."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import inspect, select

from competence.db import db
from competence.privacy.keystore import unlocking
from competence.privacy.keystore.boxes import Box, CannotOpen, Place, is_box
from competence.privacy.keystore.columns import OWNER, sealed_of, sealed_tables
from competence.privacy.keystore.files import Locked

AT_A_TIME = 1000


@dataclass(frozen=True)
class Swept:
    """How many boxes there are, and where those lie that do not open."""

    boxes: int
    closed: tuple[str, ...]


def sweep() -> Swept:
    """Try to open every box."""
    boxes, closed = 0, []
    for place, data_class, box in _boxes():
        boxes += 1
        try:
            unlocking.open_with_key(data_class, place, box)
        except CannotOpen:
            closed.append(str(place))
    return Swept(boxes, tuple(closed))


def refuse_without_keys() -> None:
    """Raise Locked where the house's key is not the keystore's, or the keystore is not the database's."""
    keystore = unlocking.keystore()
    if keystore.exists():
        keystore.check()
    elif inspect(db.engine).has_table("career_choice") and next(_boxes(), None) is not None:
        raise Locked("the keystore is gone, and the database holds texts it sealed; restore it (docs/backup.md)")
    db.session.rollback()


def _boxes() -> Iterator[tuple[Place, str, Box]]:
    for table in sealed_tables():
        data_class, (key,) = table.__sealed__.data_class, table.__table__.primary_key.columns
        for sealed in sealed_of(table):
            wanted = select(key, getattr(table, OWNER), getattr(table, sealed.kept)).order_by(key).limit(AT_A_TIME)
            rows = db.session.execute(wanted).all()
            while rows:
                unlocking.unlock({box.key_id for _, _, box in rows if is_box(box)})
                for number, owner, box in rows:
                    if box:
                        yield Place(table.__tablename__, sealed.name, number, owner), data_class, box
                rows = db.session.execute(wanted.where(key > rows[-1][0])).all()
