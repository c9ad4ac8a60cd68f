"""The heads of the trail: where each chain ended on which day, kept outside the database, and when it was verified."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from flask import current_app

from competence.privacy.trail.queries.chain import head_of
from competence.privacy.trail.rules.chain import Head, Stream, head_line, read_head
from competence.web.clock import now


@dataclass(frozen=True)
class Verdict:
    """When the trail was last read through from one end to the other, and how much was wrong."""

    at: datetime
    faults: int


def lines_of_heads() -> list[str]:
    """Return where each chain ends now, as it is exported; a chain that has not begun has no end."""
    ends = [head_of(stream) for stream in Stream]
    return [head_line(head, count, now()) for head, count in ends if head.seq]


def keep_heads(_: date) -> None:
    """Add today's heads to AUDIT_HEADS_FILE, which only its owner may read; done every day."""
    with _private(_heads_file()).open("a") as file:
        file.writelines(f"{line}\n" for line in lines_of_heads())


def kept_heads(path: Path) -> list[Head]:
    """Return the heads kept on earlier days; none where there is no such file yet."""
    return [read_head(line) for line in path.read_text().splitlines() if line] if path.exists() else []


def heads_kept_at() -> datetime | None:
    """Return when heads were last kept; None where they never were."""
    path = _heads_file()
    return datetime.fromtimestamp(path.stat().st_mtime, UTC) if path.exists() else None


def note_verdict(faults: int) -> None:
    """Write down, beside the heads, that the trail was read through now and how much was wrong."""
    begun = _private(_verdict_file().with_suffix(".begun"))
    begun.write_text(json.dumps({"at": now().isoformat(), "faults": faults}))
    begun.replace(_verdict_file())  # whoever asks at this moment reads the former one, and not half of this


def last_verdict() -> Verdict | None:
    """Return what was found when the trail was last read through; None where it never was."""
    if not _verdict_file().exists():
        return None
    told = json.loads(_verdict_file().read_text())
    return Verdict(datetime.fromisoformat(told["at"]), told["faults"])


def _heads_file() -> Path:
    return Path(current_app.config["AUDIT_HEADS_FILE"])


def _verdict_file() -> Path:
    return _heads_file().with_suffix(".verified")


def _private(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=True)
    return path
