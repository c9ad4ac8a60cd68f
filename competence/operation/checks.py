"""The product's own checks: the database, its tables, the mails that wait and the room on the disk."""

from datetime import timedelta

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.exc import DBAPIError

from competence.db import db, is_disturbed
from competence.operation import queries
from competence.operation.rules.dangers import CLOCK_BEHIND, NEWER
from competence.web.clock import SKEW, now
from competence.web.health import Finding
from competence.web.log import note


def database() -> Finding:
    """Check that the database answers, and that what is written reaches its disk."""
    try:
        queries.write_through()
    except DBAPIError as error:
        if not is_disturbed(error):
            raise
        db.session.rollback()
        note(error, "the database could not be written to")
        says = _("Databasen tager ikke imod. Er dens disk fuld eller skrivebeskyttet, eller er den låst eller væk?")
        return Finding("database", says, well=False)
    return Finding("database", _("Databasen svarer, og der kan gemmes i den."), well=True)


def migrations() -> Finding:
    """Check that the tables are those of this version."""
    try:
        behind = queries.waiting_migrations()
    except queries.IsNewer:
        return Finding("migrations", str(NEWER), well=False)
    says = ngettext(
        "Databasen mangler en ændring: kør »flask db upgrade«.",
        "Databasen mangler %(num)d ændringer: kør »flask db upgrade«.",
        behind,
    )
    return Finding("migrations", says if behind else _("Tabellerne passer til denne version."), not behind)


def outbox() -> Finding:
    """Check that mails leave: the oldest that may leave waits no longer than it should."""
    oldest = queries.oldest_mail()
    if oldest is None:
        return Finding("outbox", _("Ingen mails venter."), well=True)
    if not current_app.config["MAIL_SERVER"]:
        return Finding(
            "outbox", _("Mails venter, for der er ingen mailserver. »flask outbox« skriver dem ud."), well=True
        )
    well = now() - oldest <= timedelta(minutes=current_app.config["MAIL_WAITS"])
    return Finding(
        "outbox",
        _("Mails kommer af sted.")
        if well
        else _("Mails venter for længe. Kører »flask send-mail« hvert minut, og svarer mailserveren?"),
        well,
    )


def disk() -> Finding:
    """Check that there is room where the data lie."""
    free = queries.free_megabytes()
    well = free >= current_app.config["DISK_FLOOR"]
    says = (
        _("Der er plads på disken (%(free)s MB).", free=free)
        if well
        else _("Der er kun %(free)s MB tilbage på disken. Ryd op, eller giv den mere plads.", free=free)
    )
    return Finding("disk", says, well)


def clock() -> Finding:
    """Check that the clock was not set back: nothing that happened is ahead of it."""
    if queries.clock_behind() > SKEW:
        return Finding("clock", str(CLOCK_BEHIND), well=False)
    return Finding("clock", _("Maskinens ur er ikke stillet tilbage."), well=True)


ALL = (database, migrations, outbox, disk, clock)
