"""What the trail promises, in pure rules: how links hang together, and in which capacity somebody looked."""
