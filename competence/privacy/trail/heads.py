"""The heads of the trail: where each chain ended on which day, kept outside the database."""

from datetime import date
from pathlib import Path

from flask import current_app

from competence.privacy.trail.queries.chain import head_of
from competence.privacy.trail.rules.chain import Head, Stream, head_line, read_head
from competence.web.clock import now


def lines_of_heads() -> list[str]:
    """Return where each chain ends now, as it is exported; a chain that has not begun has no end."""
    ends = [head_of(stream) for stream in Stream]
    return [head_line(head, count, now()) for head, count in ends if head.seq]


def keep_heads(_: date) -> None:
    """Add today's heads to AUDIT_HEADS_FILE, which only its owner may read; done every day."""
    path = Path(current_app.config["AUDIT_HEADS_FILE"])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=True)
    with path.open("a") as file:
        file.writelines(f"{line}\n" for line in lines_of_heads())


def kept_heads(path: Path) -> list[Head]:
    """Return the heads kept on earlier days; none where there is no such file yet."""
    return [read_head(line) for line in path.read_text().splitlines() if line] if path.exists() else []
