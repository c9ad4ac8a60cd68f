"""Reading the trail: whether it holds, and what it tells of one person."""
