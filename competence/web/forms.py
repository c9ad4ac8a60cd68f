"""What a form about something others may change carries along: the version its reader saw."""

from flask_wtf import FlaskForm
from wtforms import HiddenField

from competence.web.text import number_in


class Versioned(FlaskForm):  # type: ignore[misc]
    """A form that carries the version its reader saw; 0 where there is nothing yet."""

    version = HiddenField(default="0")

    @property
    def seen(self) -> int:
        """The version that was seen; -1, which nothing has, where the field was tampered with."""
        return number_in(str(self.version.data))
