"""Samtalernes dækning og MED-rapporten: how far the talks of a round came, in counts of people, and what many said."""
