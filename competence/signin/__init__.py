"""Signing in: accounts, sessions kept in the database, invitations and resets."""
