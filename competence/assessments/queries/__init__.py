"""Every question the mirror asks the database; what comes back is loaded, and counts its statements."""
