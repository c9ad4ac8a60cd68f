"""The form of another address for somebody."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField

from competence.people.forms import NEEDED, SpeakingForm, looks_like_email
from competence.web.forms import Versioned


class AddressForm(SpeakingForm, Versioned):
    """The address somebody shall sign in with."""

    email = EmailField(_l("Ny e-mail"), [NEEDED, looks_like_email])
