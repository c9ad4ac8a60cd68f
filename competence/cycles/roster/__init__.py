"""Who is in a round and with which leader, kept right while people join, leave, change leader and are away."""
