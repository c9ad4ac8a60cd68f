"""What those who run the product need: whether it is well, what it measures, and what it refuses to start with."""
