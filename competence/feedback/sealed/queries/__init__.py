"""Looking up rounds of anonymous questions, and the sheets of those who are asked."""
