"""A claim with its agreement, account and money, for tests of awards and of expected benefit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from housingdesk.access.act import Act
from housingdesk.access.desk import Desk, needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.claims import decide_claim, start_claim
from housingdesk.benefits.models import Office
from housingdesk.benefits.queries.claims import claim
from housingdesk.benefits.rules.claims import ClaimDraft
from housingdesk.benefits.rules.words import ClaimKind, HowSent, Source
from housingdesk.properties.models import Council
from housingdesk.rent.actions.accounts import open_account
from housingdesk.rent.actions.ledger import post_batch
from housingdesk.rent.models import ExpectedPayment
from housingdesk.rent.rules.drafts import ChargeDraft, ShareDraft
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import BatchKind, ChargeCode, EntryKind, Frequency, Payer
from housingdesk.tenancies.queries.agreements import holders
from housingdesk.values.dates import week_of
from tests.support.desk import MONDAY
from tests.support.lettings import make_tenancy

STARTS = date(2026, 6, 1)
RUN, COVERS_TO = date(2026, 11, 19), date(2026, 11, 15)
WEEKLY = 11_240


@dataclass(frozen=True)
class Claimed:
    """An agreement from June with a claim, its account, and its council."""

    tenancy: int
    account: int
    claim: int
    council: int


@needs(Permission.KEEP_HOMES)
def _council(act: Act) -> int:
    made = act.add(Council(name="Dalebrook Council"))
    act.add(Office(source=Source.COUNCIL, council=made.id, first_run_on=RUN, first_covers_to=COVERS_TO, sends=HowSent.NONE))
    return int(made.id)


@needs(Permission.POST_MONEY)
def _post(act: Act, *, key: str, kind: BatchKind, lines: Sequence[Line]) -> int:
    return post_batch(act, kind=kind, key=key, title=key, lines=lines, contra="bank")


def claimed(desk: Desk, kind: ClaimKind = ClaimKind.HB_SUPPORTED, *, counts_from: date = STARTS, to_landlord: bool = True,
            payer: Payer = Payer.HB, expected_pence: int | None = None) -> Claimed:
    """A claim that is started; benefit is to pay all of the charge."""
    council = int(desk.do(_council).value)
    tenancy = make_tenancy(desk, start=STARTS)
    charge = ChargeDraft(ChargeCode.RENT, "Rent", WEEKLY, (ShareDraft(payer, None),))
    account = int(desk.do(open_account, tenancy_id=tenancy, frequency=Frequency.WEEKLY, charges=(charge,)).value)
    [holder] = desk.ask(holders, tenancy_ids=[tenancy])
    draft = ClaimDraft(kind, counts_from, tenancy, holder.person_id, council_id=council, to_landlord=to_landlord,
                       sent_on=counts_from, expected_pence=expected_pence)
    return Claimed(tenancy, account, int(desk.do(start_claim, draft=draft).value), council)


def decided(desk: Desk, made: Claimed, on: date, weekly_pence: int = WEEKLY, *, to_landlord: bool = True) -> None:
    """The office decides."""
    version = desk.ask(claim, claim_id=made.claim).version
    desk.do(decide_claim, claim_id=made.claim, version=version, on=on, weekly_pence=weekly_pence, to_landlord=to_landlord)


def charge_to(desk: Desk, account: int, before: date, payer: Payer = Payer.HB) -> None:
    """Every week from the start, charged to a payer."""
    monday, lines = STARTS, []
    while monday < before:
        lines.append(Line(account, EntryKind.CHARGE, ChargeCode.RENT, payer, monday, WEEKLY, monday, monday + timedelta(7)))
        monday += timedelta(7)
    desk.do(_post, key=f"charges {account}", kind=BatchKind.DEBIT, lines=lines)


def came(desk: Desk, account: int, on: date, pence: int, covers: tuple[date, date] | None = None,
         payer: Payer = Payer.HB) -> int:
    """Money of a payer; returns the batch."""
    start, end = covers or (None, None)
    line = Line(account, EntryKind.RECEIPT, None, payer, on, -pence, start, end, "Housing Benefit")
    return int(desk.do(_post, key=f"{payer} {account} {on} {pence}", kind=BatchKind.BENEFIT, lines=[line]).value)


def carry_over(desk: Desk, account: int, on: date) -> None:
    """An opening balance from the system before."""
    line = Line(account, EntryKind.OPENING, None, Payer.HB, on, WEEKLY)
    desk.do(_post, key=f"opening {account}", kind=BatchKind.OPENING, lines=[line])


def run_came(desk: Desk, account: int, on: date, pence: int, weeks: int = 4) -> int:
    """A council's run: for the weeks up to the Sunday before it."""
    end = week_of(on)
    return came(desk, account, on, pence, (end - timedelta(weeks=weeks), end))


def noted(account: int) -> list[tuple[date, int]]:
    """The next three payments expected on an account, as the bank sees them."""
    rows = ExpectedPayment.select(ExpectedPayment.due_on, ExpectedPayment.pence).where(
        (ExpectedPayment.account == account) & (ExpectedPayment.due_on >= MONDAY))
    return list(rows.order_by(ExpectedPayment.due_on).limit(3).tuples())
