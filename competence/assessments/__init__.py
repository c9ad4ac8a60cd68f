"""Kompetencespejlet: a person's own view and the leader's, sealed until both are shared. No totals, no ranks."""
