"""Fordeling: who is offered a seat where more wish one than there are. A proposal to HR, an offer to a person."""
