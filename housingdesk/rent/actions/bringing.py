"""Accounts of another system are brought in by thousands: their charges, what was owed, and the entries that made it so.

What was posted stays in the ledger for good. An intake that is taken back is reversed, and its accounts are left without a
name, an agreement or a charge.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.rent.actions.accounts import next_reference
from housingdesk.rent.actions.days import DEBIT_LOCK
from housingdesk.rent.actions.ledger import post_batch, reverse_lines
from housingdesk.rent.models import Account, Balance, Batch, ChargeLine, ChargeShare, Entry, FormulaRent
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import AccountKind, BatchKind, Frequency
from housingdesk.values.dates import DAY
from housingdesk.values.references import payment_reference
from housingdesk.values.rows import frozen

CONTRA = "OPENING"
_AT_ONCE = 5_000
_ACCOUNT = ("reference", "kind", "name", "tenancy", "parent", "space", "council", "frequency", "rent_free", "opens_on",
            "closes_on")
_BALANCE = ("account", "pence", "hb_pence", "uc_pence", "own_pence", "support_pence", "other_pence", "charged_to")


@frozen
class BroughtAccount:
    """An account to be made; ``charged_to`` is the first day that the next debit charges.

    Each of ``charges`` has its first day and the day from which it is charged no more. ``parent_id`` is the rent account
    that one for court costs or recharges stands beside.
    """

    reference: str
    kind: AccountKind
    name: str
    opens_on: date
    charged_to: date
    frequency: Frequency = Frequency.WEEKLY
    tenancy_id: int | None = None
    space_id: int | None = None
    closes_on: date | None = None
    charges: tuple[tuple[ChargeDraft, date, date | None], ...] = ()
    parent_id: int | None = None


def next_payment_references(act: Act, wanted: Sequence[str], free: str = "") -> list[str]:
    """A payment reference for each account: the one wanted where it is free, else the next from ``free`` on.

    What is wanted has our own form. Safe when two seats ask at once.
    """
    first = max(int(next_reference(act)[1:8]), int(free[1:8]) if free else 0)
    kept = [one for one in wanted if one]
    taken = {row[0] for row in Account.select(Account.reference).where(Account.reference.in_(kept)).tuples()} if kept else set()
    number = max([first, *(int(one[1:8]) + 1 for one in kept)])
    found: list[str] = []
    for one in wanted:
        if one and one not in taken:
            found.append(one)
            continue
        if number > 9_999_999:
            raise Refused("All payment references are used up")
        found.append(payment_reference(number))
        number += 1
    return found


@needs(Permission.BRING_IN)
def bring_accounts(act: Act, *, accounts: Sequence[BroughtAccount]) -> range:
    """Adds every account with its charges and who pays them; returns their numbers in the order of the list."""
    act.lock(DEBIT_LOCK)
    ids = act.add_numbered(Account, _ACCOUNT, [
        (one.reference, one.kind, one.name[:200], one.tenancy_id, one.parent_id, one.space_id, None, one.frequency, False,
         one.opens_on, one.closes_on) for one in accounts], summary="accounts brought in")
    act.add_numbered(Balance, _BALANCE, [(number, 0, 0, 0, 0, 0, 0, one.charged_to)
                                         for number, one in zip(ids, accounts, strict=True)], summary="their balances")
    lines = [(number, *charge) for number, one in zip(ids, accounts, strict=True) for charge in one.charges]
    made = act.add_numbered(ChargeLine, ("account", "code", "description", "pence", "start", "end"), [
        (number, draft.code, draft.description, draft.pence, start, end) for number, draft, start, end in lines],
        summary="charges")
    act.add_numbered(ChargeShare, ("line", "payer", "pence", "start", "end"), [
        (line, share.payer, share.pence, start, None) for line, (_, draft, start, _) in zip(made, lines, strict=True)
        for share in draft.shares], summary="who pays them")
    return ids


@needs(Permission.BRING_IN)
def bring_entries(act: Act, *, kind: BatchKind, key: str, title: str, lines: Sequence[Line], source: str) -> int:
    """Posts opening balances or history as one sealed batch; returns its id."""
    return post_batch(act, kind=kind, key=key, title=title, lines=lines, contra=CONTRA, source=source)


@needs(Permission.BRING_IN)
def take_out_accounts(act: Act, *, account_ids: Sequence[int], batch_ids: Sequence[int], reason: str) -> None:
    """Reverses the batches of an intake and takes its accounts out of use; refused when anything else was posted on them.

    An account with entries stays for their sake, without agreement, home or charges; one without any goes.
    """
    act.lock(DEBIT_LOCK)
    _refuse_other_money(account_ids, batch_ids)
    for batch_id in batch_ids:
        reverse_lines(act, batch_id=batch_id, reason=reason, entry_ids=None)
    used: set[int] = set()
    for at in range(0, len(account_ids), _AT_ONCE):
        some = list(account_ids[at:at + _AT_ONCE])
        rows: Any = Entry.select(Entry.account).where(Entry.account.in_(some)).distinct().tuples()
        used |= {row[0] for row in rows}
        mine = ChargeLine.select(ChargeLine.id).where(ChargeLine.account.in_(some))
        act.bulk(ChargeShare.delete().where(ChargeShare.line.in_(mine)), summary="who pays the charges")
        act.bulk(ChargeLine.delete().where(ChargeLine.account.in_(some)), summary="charges brought in")
        kept = [number for number in some if number in used]
        if kept:
            unused = Account.update(tenancy=None, space=None, parent=None, name="Brought in and taken back",
                                    closes_on=Account.opens_on)
            act.bulk(unused.where(Account.id.in_(kept)), summary="accounts taken out of use")
            act.bulk(Balance.update(charged_to=act.today + DAY).where(Balance.account.in_(kept)), summary="never charged again")
    gone = [number for number in account_ids if number not in used]
    for at in range(0, len(gone), _AT_ONCE):
        act.bulk(Balance.delete().where(Balance.account.in_(gone[at:at + _AT_ONCE])), summary="their balances")
    act.remove_many(Account, gone, summary="accounts brought in")


@needs(Permission.BRING_IN)
def take_out_formulas(act: Act, *, space_ids: Sequence[int]) -> None:
    """Takes the formula rents of homes out that were brought in."""
    for at in range(0, len(space_ids), _AT_ONCE):
        act.bulk(FormulaRent.delete().where(FormulaRent.space.in_(list(space_ids[at:at + _AT_ONCE]))),
                 summary="formula rents brought in")


def _refuse_other_money(account_ids: Sequence[int], batch_ids: Sequence[int]) -> None:
    for at in range(0, len(account_ids), _AT_ONCE):
        some = list(account_ids[at:at + _AT_ONCE])
        other = (Entry.select(Account.reference, Account.name, Batch.title).join(Batch).switch(Entry)
                 .join(Account, on=(Entry.account == Account.id))
                 .where(Entry.account.in_(some) & Entry.batch.not_in(list(batch_ids))).limit(1).tuples().first())
        if other is not None:
            reference, name, title = other
            raise Refused(f"“{title}” was posted on {name} ({reference}) since. What was brought in stays; correct what is "
                          "wrong on the accounts themselves")
