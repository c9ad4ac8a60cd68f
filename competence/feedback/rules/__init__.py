"""What may be asked, written and done with feedback; pure."""
