"""Every change to sessions, accounts, links that work once, throttles and rescued words."""
