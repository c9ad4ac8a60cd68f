"""Looking up what rounds of anonymous feedback found."""
