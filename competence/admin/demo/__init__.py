"""The demo organisation: an invented library with its people and three years of mirrors; same seed, same data."""
