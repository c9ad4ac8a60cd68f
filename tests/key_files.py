"""The file of a house's key, as whoever runs the server writes it."""

from pathlib import Path


def write_key_file(path: Path, *lines: str) -> Path:
    """Write keys into a file that nobody else may read, the newest first, and return the file."""
    path.write_text("".join(lines))
    path.chmod(0o600)
    return path
