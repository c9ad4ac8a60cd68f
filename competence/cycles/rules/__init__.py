"""The rules of rounds, pure: what a round may do when, and the phases of a round with talks."""
