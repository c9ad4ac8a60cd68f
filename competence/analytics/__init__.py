"""Ledelsesinformation: the organisation's picture, made of released group numbers and of counts HR keeps itself."""
