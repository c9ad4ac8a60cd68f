"""Asking, giving, owning, and reporting: every change of feedback, one verb each."""
