"""Telling a person that something waits for them, without saying what it holds."""
