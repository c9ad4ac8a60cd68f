"""Orlov og længere fravær: from which day to which somebody is away, never why."""
