"""Every change in learning: keeping offers and their dates, taking part, and saying who was there."""
