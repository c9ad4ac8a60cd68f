"""Who may be asked, and the pairs one is in."""
