"""Every look-up of learning, by what it is about."""
