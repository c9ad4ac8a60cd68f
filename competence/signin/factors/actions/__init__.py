"""Every change to second factors: adding, naming and removing them, proving with them, and resetting them."""
