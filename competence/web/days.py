"""The day somebody types into a form: any day people here could mean, and none that only a calendar's ends know."""

from typing import Any

from flask_babel import gettext as _
from wtforms import DateField

FIRST_YEAR, LAST_YEAR = 1900, 2199  # further out, adding a few days to one or minding the zone falls off the calendar


class DayField(DateField):
    """A date whose year is not typed wrong by centuries."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day. Raises ValueError, which the form says beside the field."""
        super().process_formdata(valuelist)
        if self.data is not None and not FIRST_YEAR <= self.data.year <= LAST_YEAR:
            self.data = None
            raise ValueError(_("Se efter, om året er rigtigt."))
