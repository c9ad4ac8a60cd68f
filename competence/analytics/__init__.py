"""Ledelsesinformation: the organisation's picture, made only of released group numbers."""
