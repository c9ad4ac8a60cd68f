"""Hvem kan jeg spørge? Colleagues who opened themselves to it, per competence, and pairs who can teach each other."""
