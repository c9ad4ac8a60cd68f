"""What one fills in to ask for feedback, to give it, and to report it."""
