"""A correction: what somebody says is wrong about them, kept beside the record and told to who keeps it."""
