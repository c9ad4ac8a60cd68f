"""Telling a person, reminding them, and sending the mails. What features call is `notify`."""

from competence.notifications.actions.telling import notify as notify
