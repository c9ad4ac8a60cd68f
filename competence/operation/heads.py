"""Where the trail ends leaves the machine by mail, to somebody who does not run it: the data protection officer."""

from email.message import EmailMessage
from email.utils import format_datetime

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale
from flask_babel import gettext as _

from competence.notifications.smtp import MailServer
from competence.privacy.trail.heads import lines_of_heads
from competence.web.clock import now


@click.command("mail-head")
@with_appcontext
def mail_head() -> None:
    """Mail where the trail ends now to AUDIT_HEADS_TO, the data protection officer's box; run it every day."""
    address = current_app.config["AUDIT_HEADS_TO"]
    if not (address and current_app.config["MAIL_SERVER"]):
        raise click.ClickException(_("Sæt COMPETENCE_AUDIT_HEADS_TO og COMPETENCE_MAIL_SERVER: hvem får sporets ende?"))
    try:
        with MailServer(current_app.config) as send:
            send(_written(address))
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error


def _written(address: str) -> EmailMessage:
    """Return the mail, with the heads in a file that `flask audit verify --head` reads as it is."""
    message, heads = EmailMessage(), "\n".join(lines_of_heads()) + "\n"
    message["From"], message["To"], message["Date"] = current_app.config["MAIL_SENDER"], address, format_datetime(now())
    message["Auto-Submitted"] = "auto-generated"
    with force_locale("da"):
        message["Subject"] = _("Kompetencespejl: sporets ende")
        says = _(
            "Her ender sporet af, hvem der har gjort og set hvad. Gem mailen, hvor de, der driver systemet, ikke kan "
            "slette den: så kan det ses, hvis enden senere er skåret af."
        )
    message.set_content(f"{says}\n\n{heads}", cte="quoted-printable")
    message.add_attachment(heads, filename="heads.txt")
    return message
