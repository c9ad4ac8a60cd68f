"""The form of a team's talk: calling it."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, widgets
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from competence.conversations.forms import ProposalForm

People = Iterable[Any]


class CallForm(ProposalForm):
    """Who is called, when and where."""

    members = SelectMultipleField(
        _l("Hvem er med?"),
        coerce=int,
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )

    def __init__(self, people: People, **more: Any) -> None:
        super().__init__(**more)
        self.members.choices = [SelectChoice(person.id, person.name) for person in people]
