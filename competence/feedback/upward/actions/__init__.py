"""What is done with rounds of anonymous feedback: written down, opened, run, published."""
