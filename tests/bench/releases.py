"""How long it takes to decide what may be shown: ten thousand people in some 1,200 units, in eight rounds."""

import time

from competence.privacy.anonymity.crowds import Row, admit
from competence.privacy.anonymity.limits import Hidden
from tests.rules.attackers import row
from tests.rules.organisations import make_organisation


def run() -> None:
    """Print seconds for each round: grouping, the ledger with everything before, and the figures."""
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
