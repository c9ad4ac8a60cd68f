"""The forms of learning: an offer, a date, a leader's answer."""
