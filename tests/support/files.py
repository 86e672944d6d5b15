"""A letting with a life for tests of its file: two holders, benefit, weeks charged and paid, notes, a task."""

from dataclasses import dataclass
from datetime import date, timedelta

from housingdesk.access.act import Act
from housingdesk.access.desk import Desk, needs
from housingdesk.access.rules import Permission
from housingdesk.diary.actions import add_note, add_task
from housingdesk.diary.rules import NoteDraft, NoteKind, TaskDraft
from housingdesk.lettings.actions.letting import start_letting
from housingdesk.lettings.rules import LettingDraft
from housingdesk.people.actions import add_contact, add_need, add_party
from housingdesk.people.queries import person
from housingdesk.people.rules import (
    ContactDraft,
    ContactKind,
    NeedDraft,
    NeedKind,
    PartyDraft,
    PartyRole,
    PersonDraft,
    Scope,
)
from housingdesk.rent.actions import debit, ledger
from housingdesk.rent.actions.accounts import open_sub_account
from housingdesk.rent.actions.adjustments import adjust
from housingdesk.rent.queries.accounts import accounts_of
from housingdesk.rent.rules.drafts import AdjustmentDraft, ChargeDraft, ShareDraft
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import AccountKind, BatchKind, ChargeCode, EntryKind, Frequency, Payer
from housingdesk.tenancies.actions.in_step import change_person
from housingdesk.tenancies.rules import BenefitRoute, StartDraft, TenancyKind
from housingdesk.values.timeline import Ref
from tests.support.desk import MONDAY
from tests.support.homes import Town, add_people, build_town

WEEK = timedelta(7)
WEEKS = 5


@dataclass(frozen=True, slots=True)
class LettingFile:
    """Ids of what the file is about."""

    town: Town
    tenancy: int
    account: int
    lead: int
    other: int


@needs(Permission.LOOK)
def post_lines(act: Act, *, key: str, lines: list[Line]) -> int:
    """Posts receipts without a bank statement behind them."""
    return ledger.post_batch(act, kind=BatchKind.BANK, key=key, title="Money in of 10 November", lines=lines, contra="BANK")


def build_file(desk: Desk, kind: TenancyKind = TenancyKind.ASSURED, *, joint: bool = True,
               route: BenefitRoute = BenefitRoute.HB_EXEMPT) -> LettingFile:
    """A letting that began five weeks ago; Housing Benefit pays £100.80 of £112.40, and own money comes late."""
    town = build_town(desk)
    lead, other = add_people(desk, "Amina Khan", "Yusuf Khan")
    start = MONDAY - (WEEKS - 1) * WEEK
    charge = ChargeDraft(ChargeCode.RENT, "Rent", 11240, (ShareDraft(Payer.HB, 10080), ShareDraft(Payer.TENANT, None)))
    home = town.garage if kind is TenancyKind.CONTRACT else town.home
    begun = StartDraft(kind, (lead, other) if joint else (lead,), home, start, route=route, claim_reference="HB123")
    tenancy = desk.do(start_letting, draft=LettingDraft(begun, Frequency.WEEKLY, (charge,))).value
    account = desk.ask(accounts_of, tenancy_id=tenancy)[0].id
    for n in range(WEEKS):
        desk.do(debit.run_debit, week=start + n * WEEK)
    _pay(desk, account, start)
    _people(desk, lead, start)
    _write(desk, tenancy)
    costs = desk.do(open_sub_account, account_id=account, kind=AccountKind.COURT_COSTS).value
    desk.do(adjust, draft=AdjustmentDraft(costs, 32500, Payer.TENANT, MONDAY, "Court fee of the claim"))
    return LettingFile(town, int(tenancy), int(account), lead, other)


def _pay(desk: Desk, account: int, start: date) -> None:
    for n, (pence, payer, text) in enumerate(((20160, Payer.HB, "Housing Benefit"), (1160, Payer.TENANT, "Standing order"),
                                              (500, Payer.TENANT, "Paid at PayPoint"))):
        desk.do(post_lines, key=f"paid {n}", lines=[Line(account, EntryKind.RECEIPT, None, payer, start + (n + 1) * WEEK,
                                                         -pence, None, None, text)])
    desk.do(adjust, draft=AdjustmentDraft(account, -200, Payer.TENANT, MONDAY, "Key charged twice"))


def _people(desk: Desk, lead: int, start: date) -> None:
    row = desk.ask(person, person_id=lead)
    desk.do(change_person, person_id=lead, version=row.version, draft=PersonDraft("Amina Khan", say="a-MEE-na",
                                                                          born_on=date(1980, 5, 5), nino="AB123456C"))
    desk.do(add_contact, person_id=lead, draft=ContactDraft(ContactKind.PHONE, "07700 900123", "mobile"))
    desk.do(add_contact, person_id=lead, draft=ContactDraft(ContactKind.EMAIL, "amina@example.org", safe=False))
    desk.do(add_need, person_id=lead, draft=NeedDraft(NeedKind.INTERPRETER, start, "Urdu"))
    for name, given, until in (("Joan Bell", start, None), ("Petra Novak", date(2024, 1, 8), date(2025, 1, 7))):
        desk.do(add_party, person_id=lead, draft=PartyDraft(PartyRole.KEY_WORKER, name, Scope.RENT, "Beech Support",
                                                            authority_on=given, expires_on=until))


def _write(desk: Desk, tenancy: int) -> None:
    subject = Ref("tenancy", tenancy)
    desk.do(add_note, subject=subject, draft=NoteDraft("Rang about the missed payment; promised £50 on Friday.", NoteKind.CALL,
                                                       pinned=True))
    desk.do(add_note, subject=subject, draft=NoteDraft("Left a message.\nNo answer since."))
    desk.do(add_task, subject=subject, draft=TaskDraft("Ring about the benefit claim", MONDAY + timedelta(2), "Ann Brown"))
