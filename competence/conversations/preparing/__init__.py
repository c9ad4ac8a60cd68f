"""Preparation (forberedelse): what each of the two writes before a talk, theirs alone until they share it."""
