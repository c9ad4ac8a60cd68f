"""Twice a year each leader looks through who can see what about their people, and signs it; HR and the DPO follow."""
