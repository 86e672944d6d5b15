"""Rent and garage accounts with their charges and shares, void accounts, and the opening balances of the books."""

from collections.abc import Iterable, Sequence
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.demo.actions.agreements import names_of
from housingdesk.demo.actions.numbered import add_numbered
from housingdesk.demo.population import Association
from housingdesk.demo.tenures import Charge
from housingdesk.demo.voids import EmptyHome
from housingdesk.rent.actions.ledger import post_batch
from housingdesk.rent.models import Account, Balance, ChargeLine, ChargeShare
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import AccountKind, BatchKind, EntryKind, Frequency
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.dates import DAY

_ACCOUNT = ("reference", "kind", "name", "tenancy", "parent", "space", "council", "frequency", "rent_free", "opens_on",
            "closes_on")
_BALANCE = ("account", "pence", "hb_pence", "uc_pence", "own_pence", "support_pence", "other_pence", "charged_to")


@needs(Permission.KEEP_TENANCIES)
def write_accounts(act: Act, *, association: Association, tenancies: Sequence[int]) -> range:
    """Opens the account of every agreement with its charges; returns their numbers in the order of their keys."""
    plans = association.tenancies
    rows = [(one.payment_reference, AccountKind.GARAGE if one.kind is TenancyKind.CONTRACT else AccountKind.RENT,
             names_of(association, one)[:200], number, None, None, None, one.frequency, False, one.starts, one.ends)
            for one, number in zip(plans, tenancies, strict=True)]
    ids = add_numbered(act, Account, _ACCOUNT, rows, summary="made-up accounts")
    charged = {opening.account: opening.charged_to for opening in association.openings}
    _balances(act, zip(ids, (charged.get(one.key, one.starts) for one in plans), strict=True))
    _charges(act, zip(ids, (one.charges for one in plans), strict=True))
    act.say(f"{len(rows):,} made-up accounts and their charges")
    return ids


@needs(Permission.KEEP_HOMES)
def write_voids(act: Act, *, homes: Sequence[EmptyHome], spaces: Sequence[int], first_day: date) -> range:
    """Opens the account that carries each home's rent loss; returns their numbers in the order of the homes."""
    rows = [(f"V{spaces[home.space - 1]:06d}", AccountKind.VOID, home.address[:200], None, None, spaces[home.space - 1], None,
             Frequency.WEEKLY, False, first_day, None) for home in homes]
    ids = add_numbered(act, Account, _ACCOUNT, rows, summary="void accounts")
    _balances(act, ((number, first_day) for number in ids))
    _charges(act, zip(ids, (home.charges for home in homes), strict=True))
    act.say(f"{len(rows):,} void accounts")
    return ids


def _balances(act: Act, charged_to: Iterable[tuple[int, date]]) -> None:
    add_numbered(act, Balance, _BALANCE, ((number, 0, 0, 0, 0, 0, 0, day) for number, day in charged_to))


def _charges(act: Act, charges: Iterable[tuple[int, Sequence[Charge]]]) -> None:
    lines = [(number, charge) for number, some in charges for charge in some]
    ids = add_numbered(act, ChargeLine, ("account", "code", "description", "pence", "start", "end"),
                       ((number, c.line.code, c.description, c.line.pence, c.line.start, c.line.end) for number, c in lines),
                       summary="charges")
    add_numbered(act, ChargeShare, ("line", "payer", "pence", "start", "end"),
                 ((number, s.payer, s.pence, s.start, s.end) for (_, c), number in zip(lines, ids, strict=True)
                  for s in c.line.shares), summary="who pays them")


@needs(Permission.ADJUST_ACCOUNTS)
def write_openings(act: Act, *, association: Association, accounts: Sequence[int]) -> int:
    """Posts what every account owed when the books began, one entry for each payer; returns how many accounts."""
    on = association.first_day - DAY
    lines = [Line(accounts[opening.account - 1], EntryKind.OPENING, None, payer, on, pence, None, None,
                  "Balance brought forward") for opening in association.openings for payer, pence in opening.parts]
    if lines:
        post_batch(act, kind=BatchKind.OPENING, key=f"opening:{on.isoformat()}", title="Opening balances", lines=lines,
                   contra="OPENING", source="The system before this one")
    act.say(f"Opening balances of {len(association.openings):,} accounts")
    return len(association.openings)
