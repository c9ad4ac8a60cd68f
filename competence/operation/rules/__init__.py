"""What a server in real use refuses to start with."""
