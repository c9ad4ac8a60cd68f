"""People sign in and out, time passes, and who leads whom, stands in, works here and has which role changes."""

from datetime import datetime, time, timedelta

from competence.db import db
from competence.privacy.erasure.ledger import Rule
from competence.privacy.erasure.requesting import carry_out
from competence.web.clock import DENMARK
from tests.state.walking import Walk

# --- coming, going, and time ---


def sign_in_or_out(w: Walk) -> None:
    who = w.somebody()
    if w.house.is_in(who) and w.dice.random() < 0.5:
        w.browsers[who].post("/signout")
        del w.house.sessions[who]
        w.trace.append(f"{who} signs out")
    else:
        w.come_in(who)
        w.trace.append(f"{who} signs in")


def time_passes(w: Walk) -> None:
    minutes = w.dice.choice((1, 4, 9, 14, 16, 29, 31, 120, 12 * 60))
    w.move_clock(minutes)
    w.trace.append(f"{minutes} minutes pass: {w.house.now:%d %H:%M}")
    glass = w.some("glass")
    w.stir(glass.owner if glass is not None else w.somebody())


def account_closed_or_opened(w: Walk) -> None:
    who = w.somebody(among=set(w.people) - {"freja"})
    pid, admins = w.people[who].pid, [one for one in w.people if w.house.has(one, "ADMINISTRATOR")]
    actor = w.tries(*admins)
    w.come_in(actor, confirmed=True)
    what = "reactivation" if who in w.house.closed else "deactivation"
    known = w.one("SELECT 1 FROM account WHERE person_id = :id", id=w.people[who].id)
    done = known and w.do(actor, w.house.has(actor, "ADMINISTRATOR"), f"/accounts/{pid}/{what}")
    if done and actor != who:  # one's own stays open
        w.house.closed ^= {who}
        w.house.sessions.pop(who, None)


# --- who leads whom, who is what ---


def another_leader(w: Walk) -> None:
    person, leader = w.somebody(), w.somebody()
    actor = w.tries("carla", "freja")
    w.come_in(actor, confirmed=True)
    may, instead = w.house.has(actor, "HR", "ADMINISTRATOR"), w.dice.random() < 0.7
    sent = {"email": w.people[leader].email, "valid_from": w.house.today.isoformat()} | (
        {"instead": "y"} if instead else {}
    )
    if w.do(actor, may, f"/people/{w.people[person].pid}/leaders", None, **sent):
        if instead:
            w.house.leads = {(one, led) for one, led in w.house.leads if led != person}
        w.house.leads.add((leader, person))
        w.stir(person)


def leader_ends(w: Walk) -> None:
    leader, person = w.dice.choice(sorted(w.house.leads))
    relation = w.one(
        "SELECT id FROM leader_relation WHERE leader_id = :l AND person_id = :p AND coalesce(valid_to, :d) >= :d",
        l=w.people[leader].id, p=w.people[person].id, d=w.house.today,
    )  # fmt: skip
    actor = w.tries("carla", "freja")
    w.come_in(actor, confirmed=True)
    last = (w.house.today - timedelta(days=1)).isoformat()
    address = f"/people/{w.people[person].pid}/leaders/{relation}"
    if w.do(actor, w.house.has(actor, "HR", "ADMINISTRATOR"), address, None, valid_to=last):
        w.house.leads.discard((leader, person))
        w.stir(person)


def deputy_comes(w: Walk) -> None:
    leaders = sorted({leader for leader, _ in w.house.leads})
    actor, deputy = w.tries(*leaders), w.somebody()
    w.come_in(actor, confirmed=True)
    last = w.house.today + timedelta(days=w.dice.choice((0, 1, 3)))
    sent = {"email": w.people[deputy].email, "valid_from": w.house.today.isoformat(), "valid_to": last.isoformat()}
    if w.do(actor, actor in leaders, "/people/deputies", None, **sent):
        w.house.deputies.append((actor, deputy, last))
        w.stir(w.somebody(among={led for one, led in w.house.leads if one == actor}))


def deputy_stops(w: Walk) -> None:
    if not w.house.deputies:
        return
    leader, deputy, last = one = w.dice.choice(w.house.deputies)
    number = w.one(
        "SELECT max(id) FROM deputy WHERE leader_id = :l AND deputy_id = :d AND valid_to = :to",
        l=w.people[leader].id, d=w.people[deputy].id, to=last,
    )  # fmt: skip
    actor = w.tries(leader)
    w.come_in(actor, confirmed=True)
    leads = any(one == actor for one, _ in w.house.leads)
    if last >= w.house.today and w.do(actor, leads and actor == leader, f"/people/deputies/{number}/end"):
        w.house.deputies.remove(one)
        w.stir(w.somebody(among={led for one, led in w.house.leads if one == leader}))


def role_given(w: Walk) -> None:
    who, role = (
        w.somebody(among=set(w.people) - {"freja"}),
        w.dice.choice(("HR", "ADMINISTRATOR", "DPO", "CHIEF", "MED")),
    )
    actor = w.tries("freja")
    w.come_in(actor, confirmed=True)
    sent = {"role": role, "reason": "Afløser."}
    if w.do(actor, w.house.has(actor, "ADMINISTRATOR"), f"/people/{w.people[who].pid}/roles", None, **sent):
        w.house.roles.add((who, role))


def role_taken(w: Walk) -> None:
    who, role = w.dice.choice(sorted(w.house.roles - {("freja", "ADMINISTRATOR"), ("carla", "HR")} or w.house.roles))
    number = w.one(
        "SELECT max(id) FROM role_grant WHERE person_id = :p AND role = :r AND valid_to IS NULL",
        p=w.people[who].id,
        r=role,
    )
    actor = w.tries("freja")
    w.come_in(actor, confirmed=True)
    address = f"/people/{w.people[who].pid}/roles/{number}/revocation"
    if w.do(actor, w.house.has(actor, "ADMINISTRATOR"), address):
        w.house.roles.discard((who, role))


# --- whose use is restricted ---


def restricts(w: Walk) -> None:
    """Somebody has the use of their data restricted, mostly one of whom there is something to read."""
    thing = w.dice.choice(list(w.house.things.values()))
    who = thing.owner if thing.owner in w.people else w.somebody()
    sent = {"ground": w.dice.choice(("NOT_RIGHT", "UNLAWFUL", "CLAIM", "OBJECTED")), "words": "Det passer ikke."}
    if w.do(who, True, "/privacy/restrictions/own", None, **sent):
        w.house.restrictions[who] = None
        w.stir(who)


def lifts_own(w: Walk) -> None:
    some = [one for one in w.people if w.house.is_restricted(one)]
    if not some:
        return
    who = w.tries(*some)
    if w.do(who, w.house.is_restricted(who), "/privacy/restrictions/own/end"):
        del w.house.restrictions[who]
        w.stir(who)


def lifting_announced(w: Walk) -> None:
    """HR lets a restriction end in a week, but not of somebody they lead: who is led was promised so."""
    some = [one for one in w.people if w.house.is_restricted(one)]
    if not some:
        return
    person, actor = w.dice.choice(some), w.tries("carla", *(one for one in w.people if w.house.has(one, "HR")))
    pid = w.one("SELECT pid FROM restriction WHERE person_id = :p ORDER BY id DESC", p=w.people[person].id)
    on = w.house.today + timedelta(days=7)
    sent = {"on": on.isoformat(), "reason": "Det er rettet."}
    may = w.house.has(actor, "HR") and not w.house.leads_as(actor, person)
    if w.do(actor, may, f"/privacy/restrictions/{pid}/lifting", None, **sent):
        w.house.restrictions[person] = datetime.combine(on, time.min, DENMARK)


def moves_house(w: Walk) -> None:
    """Somebody moves to another unit, leaves the house, or comes back; nobody of those who keep it running."""
    who = w.somebody(among=w.house.employed - {"carla", "freja", "didrik"} or {"asger"})
    number = w.one("SELECT max(id) FROM employment WHERE person_id = :p", p=w.people[who].id)
    actor, leaves = w.tries("carla", "freja"), w.dice.random() < 0.3
    yesterday = (w.house.today - timedelta(days=1)).isoformat()
    sent = {"unit": w.dice.choice(("tarup", "vollsmose", "staff")), "role_profile": "", "valid_from": "2020-01-01"}
    sent |= {
        "valid_to": yesterday if leaves else "",
        "version": w.one("SELECT version FROM person WHERE id = :p", p=w.people[who].id),
    }
    address = f"/people/{w.people[who].pid}/employments/{number}"
    if w.do(actor, w.house.has(actor, "HR", "ADMINISTRATOR"), address, None, **sent) and leaves:
        w.house.employed.discard(who)


def comes_back(w: Walk) -> None:
    away = set(w.people) - w.house.employed - {"didrik"}
    if not away:
        return
    who, actor = w.somebody(among=away), w.tries("carla")
    sent = {"unit": "tarup", "role_profile": "", "valid_from": w.house.today.isoformat(), "valid_to": ""}
    if w.do(actor, w.house.has(actor, "HR", "ADMINISTRATOR"), f"/people/{w.people[who].pid}/employments", None, **sent):
        w.house.employed.add(who)


def erased(w: Walk) -> None:
    """Who has left and has no role is erased, as the data protection officer confirmed; nobody who is restricted."""
    gone = set(w.people) - w.house.employed - {person for person, _ in w.house.roles} - {"didrik", "freja", "carla"}
    gone = {who for who in gone if not w.house.is_restricted(who)}
    if not gone:
        return
    who = w.somebody(among=gone)
    carry_out(w.people[who].id, w.house.today, Rule.ASKED)
    db.session.commit()
    w.trace.append(f"{who} is erased")
    w.forget(who)
