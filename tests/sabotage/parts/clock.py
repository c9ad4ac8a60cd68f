"""A clock that is set: what was over lives again, what was tried or looked at is forgotten, or all time is over."""

from tests.sabotage.defect import Defect

BACK = "tests/web/test_a_clock_set_back.py::"
RULES, THROTTLE = "competence/signin/rules.py", "competence/privacy/throttling.py"

DEFECTS = [
    Defect(
        "with the clock set back, a session that was found expired lives again",
        "competence/signin/sessions.py",
        "expired.was, expired.modified = row.person_id, WHO in data",
        "expired.was = row.person_id",
        f"{BACK}test_a_session_that_was_found_expired_stays_so",
    ),
    Defect(
        "with the clock set back, a session of the future lives until then",
        RULES,
        "    was_used = last_seen <= now + SKEW\n",
        "    was_used = True\n",
        f"{BACK}test_a_session_used_in_the_future_is_none_and_one_signs_in_again",
    ),
    Defect(
        "with the clock set back, a code that was used works again",
        "competence/signin/factors/actions/proving.py",
        "CodeApp.last_step < step)",
        "CodeApp.last_step != step - 2 * 60)",
        f"{BACK}test_no_code_and_no_challenge_works_twice",
    ),
    Defect(
        "with the clock set back, a challenge that was used works again",
        "competence/signin/factors/actions/proving.py",
        "ONCE = Limit(1, timedelta(days=1))",
        "ONCE = Limit(1, timedelta(minutes=30))",
        f"{BACK}test_no_code_and_no_challenge_works_twice",
    ),
    Defect(
        "with the clock set back, somebody waits for a year",
        THROTTLE,
        "                    (Throttle.ends_at > moment + limit.most, moment + limit.most),\n",
        "",
        f"{BACK}test_nobody_may_try_more_often_and_nobody_waits_longer_than_the_longest_time",
    ),
    Defect(
        "with the clock set back, what was tried is forgotten",
        THROTTLE,
        "    over = Throttle.ends_at <= moment\n",
        "    over = (Throttle.ends_at <= moment) | (Throttle.ends_at > moment + limit.within)\n",
        f"{BACK}test_nobody_may_try_more_often_and_nobody_waits_longer_than_the_longest_time",
    ),
    Defect(
        "with the clock set back, what was restricted a moment ago is everybody's again",
        "competence/privacy/restricting/queries.py",
        "    return or_(Restriction.ends_at.is_(None), Restriction.ends_at > moment)\n",
        "    return (Restriction.asked_at <= moment) & Restriction.ends_at.is_(None)\n",
        f"{BACK}test_what_is_restricted_is_so_at_once",
    ),
    Defect(
        "with the clock set back, a glass is broken before it was",
        "competence/people/queries/behind.py",
        "Glass.opened_at <= soon, ",
        "",
        f"{BACK}test_a_glass_is_not_broken_before_it_was",
    ),
    Defect(
        "with the clock set back, a glass that is over is broken again",
        "competence/people/queries/behind.py",
        ", ~was_over)",
        ")",
        f"{BACK}test_a_glass_that_is_over_is_so_for_good",
    ),
    Defect(
        "after a clock was ahead, no glass opens until that time",
        "competence/people/queries/behind.py",
        "later.id > broken.id, ",
        "",
        f"{BACK}test_a_glass_is_broken_where_the_clock_was_ahead_before",
    ),
    Defect(
        "with the clock set back, who looks today is taken for one who looked tomorrow",
        "competence/privacy/audit.py",
        "noted_among(ends(today() - timedelta(days=1)), ends(today()), ",
        "noted_among(ends(today() - timedelta(days=1)), ends(today() + timedelta(days=9)), ",
        f"{BACK}test_who_looked_is_noted_on_each_day_and_the_chain_holds",
    ),
    Defect(
        "with the clock set back, an anonymous round takes answers again",
        "competence/feedback/upward/actions/running.py",
        "            closing.close(round_)\n",
        "            pass\n",
        f"{BACK}test_a_round_that_closed_stays_closed",
    ),
    Defect(
        "under a clock that leapt ahead, time deletes what is years from over",
        "competence/privacy/retention/commands.py",
        "now() - last > PAUSE and not after_a_pause",
        "False",
        "tests/privacy/test_retention.py"
        "::test_under_a_clock_that_leapt_ahead_nothing_goes_unless_one_says_that_it_is_right",
    ),
    Defect(
        "with the clock set back, the health page says that all is well",
        "competence/operation/checks.py",
        "ALL = (database, migrations, outbox, disk, clock)",
        "ALL = (database, migrations, outbox, disk)",
        f"{BACK}test_health_tells_until_the_clock_is_right_again",
    ),
]
