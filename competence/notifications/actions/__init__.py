"""Telling a person, reminding them, and sending the mails. What features call is `notify`."""

from competence.notifications.actions.telling import mail as mail
from competence.notifications.actions.telling import notify as notify
from competence.notifications.actions.telling import notify_all as notify_all
