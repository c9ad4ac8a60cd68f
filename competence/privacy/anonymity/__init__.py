"""Which numbers about a group of people may be shown: the only maker of group numbers.

The promise. *No addition or subtraction of anything ever published, combined with what a viewer may lawfully know
already (a person: the own answer; a leader: the direct reports' shared answers), isolates fewer than five people.*

How it is kept, in the order a release runs:

1. `units` groups the contributors: neighbouring units are merged, by membership alone, until every group is a crowd
   to everybody. The answers take no part in it, so that neither a number nor its absence tells what anybody answered.
2. `crowds` tests the groups against everything published before (the ledger) and refuses what breaks the promise.
3. `figures` turns the answers of the smallest groups into coarse numbers, and everything above them into arithmetic
   on those coarse numbers: subtracting one figure from another can only give back what is already on the page.

Beside releases stand smaller makers, each with its own promise in its file: `counts` (one number about a whole),
`headcounts` (how many of a unit have done what HR keeps account of itself), `portions` (shares of a whole round),
`parts` (how large a part of the house, in words) and `teams` (anonymous answers about a leader or a working climate).
`changing` is the ledger for what people go on saying between rounds.

What it leaves open, so that nobody is surprised: people who pool what they know can know more than each alone; two
rounds of answers that hardly changed tell a little about somebody who left in between, however fresh the answers; and
in rare extremes (a group of ten that all gave the same end of the scale, seen beside the whole's shares) the numbers
tell more about everybody's answer than they usually do. Coarse numbers make these small; nothing makes them nothing.

Pure: no database, no clock, no chance. `limits` holds the few numbers that the promise is made of.
"""
