"""What a distribution of seats is asked, what it may not break, and why somebody is, or is not, offered a seat."""
