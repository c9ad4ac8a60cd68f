"""Conversations (samtaler): invited, prepared, held by a guide. Agreements belong to plans, pay and rank to nobody."""
