"""What one might learn next: at most three offers at a time, each with its reason, by rules anybody can check."""
