"""Backups: taken while people write, tried by restoring each, put back whole or not at all. See docs/backup.md."""
