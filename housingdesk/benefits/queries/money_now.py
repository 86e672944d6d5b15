"""How the money of many claims stands: most are as expected at a glance, and only others are looked at period by period."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from housingdesk.benefits.models import Award, Claim, GapFinding
from housingdesk.benefits.queries.expected import expected_and_paid
from housingdesk.benefits.rules.awards import payer_of
from housingdesk.benefits.rules.expected.shapes import Paid
from housingdesk.benefits.rules.lanes import MoneyNow
from housingdesk.benefits.rules.money import Receipt, glance, money_of
from housingdesk.benefits.rules.words import ClaimState
from housingdesk.rent.models import Account, Entry
from housingdesk.rent.rules.words import AccountKind, EntryKind, Payer

_LOOKED_BACK = timedelta(weeks=26)
_AT_ONCE = 10_000
_LOOKED_AT = 100
Key = tuple[int, Payer]


def money_now(on: date, looked_at: int = _LOOKED_AT) -> dict[Key, MoneyNow]:
    """What differs from what was expected, by account and payer, of the claims that are decided and paid to us.

    The ``looked_at`` newest are told period by period, with runs, recoveries and findings; any more as a glance tells them.
    """
    awards = _awards(on)
    came, found = _came(sorted({account for account, _ in awards}), on), _findings()
    seen = {key: glance(key[1], held, came.get(key, ()), on) for key, held in awards.items()}
    doubtful = [key for key, money in seen.items() if money is not None or key in found]
    doubtful.sort(key=lambda key: money.since if (money := seen[key]) is not None else on, reverse=True)
    out = {key: money for key in doubtful[looked_at:] if (money := seen[key]) is not None}
    for account in dict.fromkeys(account for account, _ in doubtful[:looked_at]):
        for one in expected_and_paid(account, on):
            if (account, one.payer) in awards and (told := money_of(one.rows)) is not None:
                out[account, one.payer] = told
    return out


def _awards(on: date) -> dict[Key, list[Paid]]:
    """The awards of decided claims; none in the list of a claim whose award nobody recorded."""
    rows: Any = (Claim.select(Account.id, Claim.kind, Award.start, Award.end, Award.pence)
                 .join(Account, on=(Account.tenancy == Claim.tenancy))
                 .join_from(Claim, Award, "LEFT OUTER JOIN", on=((Award.claim == Claim.id) & (Award.start <= on)))
                 .where((Account.kind == AccountKind.RENT) & (Claim.state == ClaimState.DECIDED)
                        & (Award.to_landlord | (Award.id.is_null() & Claim.to_landlord)))
                 .order_by(Account.id, Award.start).tuples())
    found: defaultdict[Key, list[Paid]] = defaultdict(list)
    for account, kind, start, end, pence in rows:
        if (payer := payer_of(kind)) in (Payer.HB, Payer.UC):
            held = found[account, payer]
            if start is not None:
                held.append(Paid(start, end, pence))
    return found


def _came(ids: Sequence[int], on: date) -> dict[Key, list[Receipt]]:
    found: defaultdict[Key, list[Receipt]] = defaultdict(list)
    undone = Entry.alias()
    payers = {str(payer): payer for payer in Payer}
    for at in range(0, len(ids), _AT_ONCE):
        rows: Any = (Entry.select(Entry.account, Entry.payer, Entry.effective_on, Entry.pence, Entry.period_from,
                                  Entry.period_to)
                     .join(undone, "LEFT OUTER JOIN", on=(undone.reverses == Entry.id))
                     .where(Entry.account.in_(list(ids[at:at + _AT_ONCE])) & (Entry.effective_on >= on - _LOOKED_BACK)
                            & (Entry.effective_on <= on) & (Entry.kind == EntryKind.RECEIPT)
                            & Entry.payer.in_([Payer.HB, Payer.UC]) & Entry.reverses.is_null() & undone.id.is_null())
                     .order_by(Entry.account, Entry.effective_on, Entry.id).tuples())
        for account, payer, day, pence, start, end in rows:
            found[account, payers[payer]].append(Receipt(day, -pence, start, end))
    return found


def _findings() -> Collection[Key]:
    """Where somebody found something out that is not settled."""
    rows: Any = GapFinding.select(GapFinding.account, GapFinding.payer).where(GapFinding.settled_on.is_null()).tuples()
    return {(account, Payer(payer)) for account, payer in rows}
