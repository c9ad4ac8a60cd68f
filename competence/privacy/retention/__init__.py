"""Retention: what has been kept for as long as its table says goes, by itself, every day."""
