"""What protection costs and what it leaves to see, beside a plain sum over the same answers."""

import time
from random import Random

from competence.analytics.pictures import House, Said, own_picture
from competence.privacy.anonymity.crowds import Row, admit
from competence.privacy.anonymity.limits import Hidden, Person
from tests.rules.attackers import row
from tests.rules.organisations import Organisation, make_organisation

SIZES = {200: (3, 9), 2000: (12, 19), 20000: (120, 19)}  # people: departments, and teams in each


def run() -> None:
    """Print seconds for eight rounds of a large house; then what one competence costs and shows at three sizes."""
    _rounds()
    print("\nOne competence, by unit and by role profile")
    for people, (departments, teams) in SIZES.items():
        organisation = make_organisation(1, departments=departments, teams=teams, largest=17)
        print(f"  about {people:>6,} people: {_picture(organisation)}")


def _rounds() -> None:
    organisation = make_organisation(1, departments=60, teams=19, largest=17)
    print(f"\nReleases for {len(organisation.members):,} people in {len(organisation.tree):,} units")
    ledger: list[Row] = []
    for number in range(1, 9):
        begin = time.perf_counter()
        whole = organisation.divided()
        assert not isinstance(whole, Hidden)
        rows = [row(*group.members, version=str(number)) for group in whole.walk()]
        ledger += admit(ledger, rows, organisation.knowledge, organisation.rules)
        shown = organisation.published()
        print(f"  round {number}: {len(shown):>4} groups, {time.perf_counter() - begin:6.2f} s")


def _picture(organisation: Organisation) -> str:
    chance = Random(2)
    profiles: dict[Person, str] = {person: chance.choice("abcdefgh") for person in organisation.members}
    said = {person: Said(level, 2, False, 3) for person, level in organisation.answers.items()}
    house = House(
        organisation.tree, organisation.members, profiles, organisation.knowledge, organisation.rules
    )  # fmt: skip
    begin = time.perf_counter()
    picture = own_picture(said, house, [], ("facilitation", "1"))
    took = time.perf_counter() - begin
    begin = time.perf_counter()
    sums: dict[str, int] = {}
    for person, unit in organisation.members.items():
        sums[unit] = sums.get(unit, 0) + said[person].level
    plain = time.perf_counter() - begin
    assert picture.whole is not None
    groups = list(picture.whole.smallest())
    alone = sum(len({organisation.members[person] for person in group.members}) == 1 for group in groups)
    return (
        f"{took:5.2f} s, {took / plain:,.0f} times a plain sum by unit; "
        f"{100 * alone // len(sums)} % of the units alone, {len(groups)} groups for {len(sums)} units, "
        f"{len(picture.profiles)} of 8 profiles"
    )
