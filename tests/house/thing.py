"""What a row of access.csv is about, as an address and a form name it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Thing:
    """What an address is filled with (a route takes the parts it knows), and what the form says."""

    parts: dict[str, object] = field(default_factory=dict)
    form: dict[str, str] = field(default_factory=dict)
