"""When an account may have been misused: what it read about whom between two times, for the data protection officer."""
