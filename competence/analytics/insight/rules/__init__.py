"""Pure rules of what is seen of released figures: by whom, in which unit, and what may be derived from it."""
