"""The two keys: HR and MED together change what figures are held to and who may see them, for later rounds only."""
