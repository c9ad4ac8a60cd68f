"""What we know about people, why, for how long, who looked, and which group numbers may be shown."""
