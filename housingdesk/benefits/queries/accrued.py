"""Technical arrears of many accounts at once: what is owed only because benefit is paid in arrears (rulebook §7)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

from housingdesk.benefits.queries import accrued_facts as facts
from housingdesk.benefits.queries.accrued_facts import IN_PAYMENT, Charged, Claimed, Receipts
from housingdesk.benefits.rules.expected.arrears import accrued_hb, accrued_uc
from housingdesk.benefits.rules.expected.derived import until
from housingdesk.benefits.rules.expected.uc_periods import assessment_day_of
from housingdesk.benefits.rules.offices import Rhythm
from housingdesk.rent.rules.charging import weekly_equivalent
from housingdesk.rent.rules.words import Payer
from housingdesk.settings.queries import value
from housingdesk.values.money import portion

__all__ = ["COUNTS_PENDING", "IN_PAYMENT", "accrued", "accrued_by_payer"]

COUNTS_PENDING = "benefits.count_pending"
Key = tuple[int, Payer]


def accrued(on: date, account_ids: Collection[int] | None = None) -> dict[int, int]:
    """Pence that each rent account is technically owed on a day, of the claims in payment to us; accounts without any left out.

    What undecided claims may bring is left out, unless the setting says that it counts.
    """
    whole: defaultdict[int, int] = defaultdict(int)
    for (account, _), pence in accrued_by_payer(on, account_ids).items():
        whole[account] += pence
    return dict(whole)


def accrued_by_payer(on: date, account_ids: Collection[int] | None = None) -> dict[Key, int]:
    """The same by account and payer."""
    claims = facts.claims(on, account_ids)
    charged = facts.charged(on, account_ids)
    covered, held = {(one.account_id, one.payer) for one in claims}, facts.halted(account_ids)
    parts = {key: pence for key, pence in facts.parts(on, account_ids).items() if key not in covered and key not in held}
    came = facts.came({one.account_id for one in claims} | {account for account, _ in parts}, on)
    batches = facts.batches() if any(one.payer is Payer.UC for one in claims) else None
    found: defaultdict[Key, int] = defaultdict(int)
    for one in claims:
        if one.account_id in charged:
            found[one.account_id, one.payer] += _of_claim(one, charged[one.account_id], came, batches, on)
    for key, pence in parts.items():
        if key[0] in charged:
            found[key] += _of_part(key, pence, charged[key[0]], came, on)
    if value(COUNTS_PENDING, on):
        for key, pence, since in facts.pending(on, account_ids):
            if key[0] in charged:
                found[key] += accrued_hb(pence, since, charged[key[0]].to, charged[key[0]].end)
    return {key: pence for key, pence in found.items() if pence}


def _of_claim(one: Claimed, charged: Charged, came: dict[Key, Receipts], batches: Rhythm | None, on: date) -> int:
    last, awards = came.get((one.account_id, one.payer)), until(one.awards, charged.end)
    if one.payer is Payer.UC and awards:
        came_on = last.last_on if last is not None else None
        day = one.assessment_day or assessment_day_of(None, None, None, came_on) or awards[0].start.day
        return accrued_uc(awards, day, on, batches, came_on)
    if last is not None:
        return sum(accrued_hb(paid.pence, max(paid.start, last.paid_to), charged.to, paid.end) for paid in awards)
    return sum(accrued_hb(paid.pence, paid.start, charged.to, paid.end) for paid in awards
               if (paid.told_on or paid.start) > on - IN_PAYMENT)


def _of_part(key: Key, pence: int, charged: Charged, came: dict[Key, Receipts], on: date) -> int:
    """Of a payer's part of the charge where no award is recorded: since the days that were paid, if money came lately."""
    last = came.get(key)
    if last is None:
        return 0
    weekly = weekly_equivalent(pence, charged.frequency)
    if key[1] is Payer.HB:
        return accrued_hb(weekly, last.paid_to, charged.to, charged.end)
    since = last.last_on - timedelta(6)  # what comes today is for the days to a week ago
    return portion(weekly, max(0, (min(on, charged.end or on) - since).days), 7)
