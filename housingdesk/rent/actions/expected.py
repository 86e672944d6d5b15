"""Money that should come is noted, so that the bank knows it when it does; what was noted by mistake is taken out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.rent.models import Account, ExpectedPayment
from housingdesk.rent.rules.words import Payer


@dataclass(frozen=True, slots=True)
class ExpectedDraft:
    """One payment that should come: its day and pence; ``covers_to`` is the last day it is for."""

    due_on: date
    pence: int
    covers_from: date | None = None
    covers_to: date | None = None
    why: str = ""


@needs(Permission.KEEP_CHARGES)
def expect_payments(act: Act, *, account_id: int, payer: Payer, drafts: Sequence[ExpectedDraft]) -> int:
    """Notes payments that should come to an account; returns how many."""
    made = [act.add(ExpectedPayment(account=account_id, payer=payer, due_on=draft.due_on, pence=draft.pence,
                                    covers_from=draft.covers_from, covers_to=draft.covers_to, why=draft.why[:200])).id
            for draft in drafts]
    act.say(f"{len(drafts)} payments expected", about=("account", account_id))
    act.take_back(_take_out_expected, "take them out", account_id=account_id, payer=payer, ids=made, drafts=tuple(drafts))
    return len(drafts)


@needs(Permission.KEEP_CHARGES)
def _take_out_expected(act: Act, *, account_id: int, payer: Payer, ids: Sequence[int], drafts: Sequence[ExpectedDraft]) -> None:
    """Takes these payments out again, as far as they have not come."""
    for row in ExpectedPayment.select().where(ExpectedPayment.id.in_(list(ids)) & ExpectedPayment.settled_on.is_null()):
        act.remove(row)
    act.say(f"{len(ids)} payments are no longer expected", about=("account", account_id))
    act.take_back(expect_payments, "expect them again", account_id=account_id, payer=payer, drafts=drafts)


@needs(Permission.KEEP_CHARGES)
def forget_expected(act: Act, *, account_id: int) -> None:
    """Takes out what was expected on an account and has not come."""
    for row in ExpectedPayment.select().where((ExpectedPayment.account == account_id) & ExpectedPayment.settled_on.is_null()):
        act.remove(row)
    account = Account.get_by_id(account_id)
    act.say(f"{account.name}: nothing expected", about=("account", account_id))


@needs(Permission.KEEP_CHARGES)
def renew_expected(act: Act, *, account_id: int, payer: Payer, drafts: Sequence[ExpectedDraft]) -> tuple[ExpectedDraft, ...]:
    """What one payer should pay from today on, instead of what was expected of it; returns what that was.

    For the actions of other rooms, which say what was done and how it is taken back.
    """
    was, came = [], set()
    for row in ExpectedPayment.select().where((ExpectedPayment.account == account_id) & (ExpectedPayment.payer == payer)
                                              & (ExpectedPayment.due_on >= act.today)):
        if row.settled_on is not None:
            came.add(row.due_on)  # it came before its day
            continue
        was.append(ExpectedDraft(row.due_on, row.pence, row.covers_from, row.covers_to, row.why))
        act.remove(row)
    for draft in drafts:
        if draft.due_on in came:
            continue
        act.add(ExpectedPayment(account=account_id, payer=payer, due_on=draft.due_on, pence=draft.pence,
                                covers_from=draft.covers_from, covers_to=draft.covers_to, why=draft.why[:200]))
    return tuple(was)


def note_more(act: Act, *, account_id: int, payer: Payer, drafts: Sequence[ExpectedDraft]) -> tuple[int, ...]:
    """Notes payments beside those that are noted; returns their ids. For the actions of other rooms."""
    return tuple(int(act.add(ExpectedPayment(account=account_id, payer=payer, due_on=draft.due_on, pence=draft.pence,
                                             covers_from=draft.covers_from, covers_to=draft.covers_to,
                                             why=draft.why[:200])).id) for draft in drafts)


def take_out_noted(act: Act, *, ids: Sequence[int]) -> None:
    """Takes payments out that another room noted, as far as they are there and have not come."""
    for row in ExpectedPayment.select().where(ExpectedPayment.id.in_(list(ids)) & ExpectedPayment.settled_on.is_null()):
        act.remove(row)
