"""What a backup or a restore says when it cannot be done: a sentence for the administrator."""


class Failed(RuntimeError):
    """It was not done, and nothing is half done."""
