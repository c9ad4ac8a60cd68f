"""What administrators and HR do to the house itself: imports from files."""
