"""Opening oneself to colleagues, withdrawing, saying one's languages, and asking somebody in one click."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from competence.db import db
from competence.learning.asking.models import Contact, Opening, SpokenLanguage
from competence.learning.asking.queries import openings, pairs
from competence.learning.asking.rules.words import (
    LANGUAGES,
    LONGEST_WORD,
    AskedAlready,
    Openness,
    WordTooLong,
    Yourself,
)
from competence.notifications.actions import notify
from competence.notifications.rules import kind as message
from competence.privacy import audit
from competence.web.text import kept_text

ASKED = message("asking.asked", _l("En kollega vil gerne tale med dig om noget, du har åbnet for."))
PATIENCE = timedelta(days=7)


def open_up(person_id: int, framework_id: int, competence: str, kind: Openness, word: str, now: datetime) -> Opening:
    """Let colleagues find somebody; said again, it gets the new word. Raises WordTooLong."""
    text = kept_text(word, LONGEST_WORD, WordTooLong)
    opening = openings.opening_of(person_id, framework_id, competence, kind)
    if opening is None:
        opening = Opening(person_id=person_id, framework_id=framework_id, competence=competence, kind=kind, since=now)
        db.session.add(opening)
    opening.word = text
    db.session.flush()
    audit.record(person_id, "asking.open", subject_id=person_id, thing=f"opening {opening.pid}")
    return opening


def withdraw(opening: Opening) -> None:
    """Let nobody find somebody by this any more, and take back the proposals that rest on it and are not agreed."""
    audit.record(opening.person_id, "asking.withdraw", subject_id=opening.person_id, thing=f"opening {opening.pid}")
    for pair in pairs.resting_on(opening):
        if not (len(pair.said) == 2 and all(pair.said.values())):
            db.session.delete(pair)
    db.session.delete(opening)
    db.session.flush()


def speak(person_id: int, codes: Iterable[str]) -> None:
    """Keep the languages somebody may be asked in, and no others."""
    db.session.execute(delete(SpokenLanguage).where(SpokenLanguage.person_id == person_id))
    db.session.add_all(SpokenLanguage(person_id=person_id, code=code) for code in sorted(set(codes) & LANGUAGES.keys()))
    db.session.flush()


def ask(opening: Opening, asker_id: int, now: datetime) -> Contact:
    """Tell a colleague that somebody would like to talk with them. Raises Yourself, AskedAlready."""
    if opening.person_id == asker_id:
        raise Yourself
    if openings.contact_since(asker_id, opening, now - PATIENCE) is not None:
        raise AskedAlready
    contact = Contact(
        asker_id=asker_id, asked_id=opening.person_id, competence=opening.competence, kind=opening.kind, at=now
    )
    db.session.add(contact)
    db.session.flush()
    notify(opening.person_id, ASKED, url_for("asking.mine"))
    return contact
