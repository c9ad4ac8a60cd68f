"""Tries to link anonymous answers to those who gave them, by every order, size and time there is to be found."""

import random
import re
import statistics
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import text

from competence.db import db
from competence.people.models import Person
from tests.attack.rounds import QUESTIONS, InOrderOfArrival, Loot, Store, Told, play, product

Order = Mapping[Any, Any]  # a rater or an answer's id -> what they are put in order by
ID = re.compile(rb"[0-9a-f]{32}")


@dataclass(frozen=True)
class Linked:
    """How well the best way of linking does where it was not chosen, and what pure chance does there.

    Each of linkage and chance is the mean share of answers that are linked to the right person; noise is three
    standard deviations of what chance alone would give.
    """

    linkage: float
    chance: float
    noise: float
    how: str

    @property
    def is_chance(self) -> bool:
        return self.linkage <= self.chance + self.noise

    def __str__(self) -> str:
        return f"linkage: {self.linkage:.4f} chance: {self.chance:.4f} ± {self.noise:.4f}"


def run() -> None:
    """Attack 500 rounds on both databases, and the weak store, which must fall."""
    for kind in ("sqlite", "postgresql"):
        for store, number in ((Store(), 500), (InOrderOfArrival(), 60)):
            linked = attack(kind, store, number)
            print(f"{linked} ({kind}, {number} rounds, {type(store).__name__}; best: {linked.how})", flush=True)
            if linked.is_chance is not (type(store) is Store):
                raise SystemExit("A promise does not hold, or the attack has lost its teeth.")


def attack(kind: str, store: Store, number: int, seed: int = 7) -> Linked:
    """Play rounds, take everything there is, and return how well the answers can be linked."""
    with tempfile.TemporaryDirectory() as name, product(kind, Path(name)):
        told, loot = play(store, number, Path(name), random.Random(seed))
        return link(told, answers_in(store.table), people_orders(told, loot), answer_orders(store.table, loot))


def link(told: Sequence[Told], answers: "Answers", people: Mapping[str, Order], lying: Mapping[str, Order]) -> Linked:
    """Choose the best of all pairs of orders on every second round, and say how it does on the others."""
    hits = {
        (one, other): [_hits(round_, answers, order, places) for round_ in told]
        for one, order in people.items()
        for other, places in lying.items()
    }
    best, backwards = max(
        ((pair, way) for pair in hits for way in (0, 1)),
        key=lambda found: sum(h[found[1]] for h in hits[found[0]][::2]),
    )
    kept = told[1::2]
    sizes = [len(round_.raters) for round_ in kept]
    shares = [h[backwards] / (size * len(QUESTIONS)) for h, size in zip(hits[best][1::2], sizes, strict=True)]
    # The number of fixed points of a random order has variance 1, each question's order being drawn by itself.
    noise = 3 * sum(1 / (size * size * len(QUESTIONS)) for size in sizes) ** 0.5 / len(sizes)
    how = f"people by {best[0]}, answers by {best[1]}{', backwards' if backwards else ''}"
    return Linked(statistics.fmean(shares), statistics.fmean(1 / size for size in sizes), noise, how)


Answers = Mapping[tuple[int, str], Sequence[tuple[str, int]]]  # (round, question) -> ids and steps


def answers_in(table: str) -> Answers:
    """Return the answers as they lie in the table, asked for in no order."""
    found: dict[tuple[int, str], list[tuple[str, int]]] = {}
    for row in db.session.execute(text(f"SELECT id, round_id, question, step FROM {table}")):
        found.setdefault((row.round_id, row.question), []).append((row.id, row.step))
    return found


def people_orders(told: Sequence[Told], loot: Loot) -> dict[str, Order]:
    """Return every order of the people who answered that anything outside the answers gives away."""
    everybody = [rater for round_ in told for rater in round_.raters]
    orders: dict[str, Order] = {
        "when they came": {rater: place for round_ in told for place, rater in enumerate(round_.raters)},
        "number": {rater: rater for rater in everybody},
        "size of their writing": loot.sizes,
        "address": {person.id: person.email for person in db.session.query(Person)},
        "mails, log and trail": _first_named(loot.lines),
    }
    for night, sheets in enumerate(loot.backups):
        for column in sheets[0]:
            if column != "rater_id":
                orders[f"{column} in backup {night}"] = {sheet["rater_id"]: sheet[column] for sheet in sheets}
        orders[f"place in backup {night}"] = {sheet["rater_id"]: place for place, sheet in enumerate(sheets)}
    orders["the night their box changed"] = _changed(loot.backups)
    return orders


def answer_orders(table: str, loot: Loot) -> dict[str, Order]:
    """Return every order the answers can be put in: as they come, by each column, by where they lie in which file."""
    rows = [dict(row) for row in db.session.execute(text(f"SELECT {_hidden_columns(table)}* FROM {table}")).mappings()]
    orders: dict[str, Order] = {"place": {row["id"]: place for place, row in enumerate(rows)}}
    for column in rows[0]:
        if column != "step":
            orders[column] = {row["id"]: _sortable(row[column]) for row in rows}
    known = {row["id"] for row in rows}
    for name, content in loot.files.items():
        for which, offsets in (("first", _offsets(content, last=False)), ("last", _offsets(content, last=True))):
            if known <= offsets.keys():
                orders[f"{which} place in {name}"] = {one: offsets[one] for one in known}
    return orders


def _hits(told: Told, answers: Answers, people: Order, lying: Order) -> tuple[int, int]:
    """Return how many answers fall to the right person when both sides are put in order, and when one is turned."""
    raters = sorted(told.raters, key=lambda rater: people[rater])
    right, turned = 0, 0
    for question in QUESTIONS:
        rows = sorted(answers[told.round_id, question], key=lambda row: lying[row[0]])
        truth = told.steps[question]
        right += sum(truth[rater] == step for rater, (_, step) in zip(raters, rows, strict=True))
        turned += sum(truth[rater] == step for rater, (_, step) in zip(reversed(raters), rows, strict=True))
    return right, turned


def _hidden_columns(table: str) -> str:
    """Return where the database lets one ask in which order rows were written."""
    if db.engine.dialect.name == "postgresql":
        return "ctid::text, xmin::text, "
    kept = db.session.execute(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": table}).scalar_one()
    return "" if "WITHOUT ROWID" in kept.upper() else "rowid, "


def _sortable(value: Any) -> Any:
    """Return a place in a file as numbers, and nothing as the least."""
    if isinstance(value, str) and re.fullmatch(r"\(\d+,\d+\)", value):
        return tuple(int(part) for part in value.strip("()").split(","))
    return "" if value is None else value


def _offsets(content: bytes, *, last: bool) -> dict[str, int]:
    found: dict[str, int] = {}
    for match in ID.finditer(content):
        one = match[0].decode()
        if last or one not in found:
            found[one] = match.start()
    return found


def _first_named(lines: Iterable[str]) -> Order:
    """Return in which order people are last named, by address or public id, in what was mailed, logged and noted."""
    place = {word: number for number, line in enumerate(lines) for word in re.findall(r"[\w.@-]+", line)}
    return {
        person.id: max(place.get(person.email, -1), place.get(person.pid, -1)) for person in db.session.query(Person)
    }


def _changed(backups: Sequence[Sequence[Mapping[str, Any]]]) -> Order:
    """Return how often each one's box was another than the night before, and how it read then."""
    boxes = [{sheet["rater_id"]: sheet["box"] for sheet in sheets} for sheets in backups]
    return {rater: [before[rater] != after[rater] for before, after in pairwise(boxes)] for rater in boxes[0]}
