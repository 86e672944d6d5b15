"""A council with its card, people whose claims it pays, and its schedules as files, for tests of matching and posting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import Desk, needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.offices import open_office
from housingdesk.benefits.actions.schedules import import_schedule
from housingdesk.benefits.models import Claim, Overpayment
from housingdesk.benefits.queries import schedules
from housingdesk.benefits.queries.schedule_rows import RunView
from housingdesk.benefits.rules.words import ClaimKind, ClaimState, OverpaymentState, RecoveryWay, Source
from housingdesk.db.record import Fact
from housingdesk.people.models import Person
from housingdesk.properties.actions.offices import add_council
from housingdesk.properties.rules import OfficeDraft
from housingdesk.rent.models import Account, Balance, ChargeLine, ChargeShare
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.rules.words import AccountKind, ChargeCode, Payer
from housingdesk.tenancies.models import Holder, Tenancy
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.money import decimal_text
from housingdesk.values.references import payment_reference
from tests.support.banking import START, make_bank, make_payer

PAID_ON = date(2026, 11, 16)
FIRST, LAST = date(2026, 10, 19), date(2026, 11, 15)
WEEKLY = 9_000
_FORENAMES = ("Ada", "Bel", "Cora", "Dora", "Edie", "Fay", "Gita", "Hana", "Ivy", "Joan", "Kit", "Lena")
_SURNAMES = ("Khan", "Ali", "Bell", "Cole", "Dunn", "Ellis", "Frost", "Green", "Hart", "Irwin")
_HEADS = "Claim Ref,Your Ref,Claimant,Address,From,To,Weekly HB,Gross,Overpayment Recovery,Net"


@dataclass(frozen=True, slots=True)
class Tenant:
    """Somebody whom the council pays for: rent account, agreement, both references, name and address."""

    account: int
    tenancy: int
    reference: str
    claim: str
    claim_id: int
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file."""

    claim: str
    reference: str
    name: str
    address: str
    gross: int = 4 * WEEKLY
    recovery: int = 0
    first: date | None = FIRST
    last: date | None = LAST
    weekly: int | None = WEEKLY
    net: int | None = None


def row(who: Tenant, *, gross: int = 4 * WEEKLY, recovery: int = 0, weekly: int | None = WEEKLY, first: date | None = FIRST,
        last: date | None = LAST, net: int | None = None, by_name: bool = False) -> Row:
    """A line that pays somebody; ``by_name``: without a reference."""
    return Row("" if by_name else who.claim, "", who.name, who.address, gross, recovery, first, last, weekly, net)


def file_of(rows: list[Row], *, total: int | None = None, paid_on: date = PAID_ON, reference: str = "BR004512") -> bytes:
    """A council's CSV of these lines; ``total`` None states the right one."""
    def money(pence: int | None) -> str:
        return "" if pence is None else decimal_text(pence)

    def day(when: date | None) -> str:
        return "" if when is None else f"{when:%d/%m/%Y}"

    nets = [one.gross - one.recovery if one.net is None else one.net for one in rows]
    lines = [",".join((one.claim, one.reference, f'"{one.name}"', f'"{one.address}"', day(one.first), day(one.last),
                       money(one.weekly), money(one.gross), money(one.recovery), money(net)))
             for one, net in zip(rows, nets, strict=True)]
    head = ["Dale Borough Council", "Creditor Number: 77123", f"Payment Date: {paid_on:%d/%m/%Y}", f"Payment Ref: {reference}"]
    last = f"Total,,,,,,,,,{money(sum(nets) if total is None else total)}"
    return "\r\n".join([*head, _HEADS, *lines, last, ""]).encode()


def make_council(desk: Desk, name: str = "Dale Borough Council") -> tuple[int, int]:
    """A council with its card and control account, and our bank; returns the office's and the bank account's id."""
    bank = make_bank(desk)
    council = int(desk.do(add_council, draft=OfficeDraft(name)).value)
    return int(desk.do(open_office, source=Source.COUNCIL, council_id=council).value), bank


def make_tenant(desk: Desk, name: str = "Amina Khan", claim: str = "2001234") -> Tenant:
    """Somebody with a rent account and a decided claim for Housing Benefit."""
    account, reference = make_payer(desk, name)
    tenancy = int(desk.ask(account_queries.account, account_id=account).tenancy_id)
    number = int(desk.do(_add_claim, tenancy_id=tenancy, reference=claim).value)
    address = str(desk.ask(lambda: Tenancy.get_by_id(tenancy).address))
    return Tenant(account, tenancy, reference, claim, number, name, address)


@needs(Permission.KEEP_TENANCIES)
def _add_claim(act: Act, *, tenancy_id: int, reference: str) -> int:
    person = Holder.get(Holder.tenancy == tenancy_id).person_id
    made = act.add(Claim(tenancy=tenancy_id, person=person, kind=ClaimKind.HB_SUPPORTED, reference=reference,
                         state=ClaimState.DECIDED, counts_from=START, decided_on=START + timedelta(14), to_landlord=True,
                         expected_pence=WEEKLY, started_at=act.now, started_by=act.who.name))
    return int(made.id)


@needs(Permission.KEEP_TENANCIES)
def _add_overpayment(act: Act, *, claim_id: int, pence: int, way: RecoveryWay) -> int:
    made = act.add(Overpayment(claim=claim_id, notified_on=START, pence=pence, way=way, state=OverpaymentState.OPEN))
    return int(made.id)


def make_overpayment(desk: Desk, who: Tenant, pence: int = 20_000, way: RecoveryWay = RecoveryWay.OWN_BENEFIT) -> int:
    """An overpayment of somebody that the council is recovering."""
    return int(desk.do(_add_overpayment, claim_id=who.claim_id, pence=pence, way=way).value)


@needs(Permission.KEEP_TENANCIES)
def _end(act: Act, *, tenancy_id: int, on: date) -> None:
    act.change(Tenancy.get_by_id(tenancy_id), ends_on=on, former=on < act.today)


def make_former(desk: Desk, who: Tenant, on: date) -> None:
    """Somebody's agreement ended on a day."""
    desk.do(_end, tenancy_id=who.tenancy, on=on)


def take_in(desk: Desk, office: int, rows: list[Row], *, name: str = "run.csv", total: int | None = None,
            paid_on: date = PAID_ON, reference: str = "BR004512", again: bool = False) -> int:
    """Takes a schedule of these lines in; returns its id."""
    data = file_of(rows, total=total, paid_on=paid_on, reference=reference)
    return int(desk.do(import_schedule, office_id=office, name=name, data=data, again=again).value)


def view(desk: Desk, schedule_id: int) -> RunView:
    """A schedule as its page shows it today."""
    found: RunView = desk.ask(schedules.run_view, schedule_id=schedule_id, on=desk.today)
    return found


def owed(desk: Desk, account: int) -> int:
    """What stands on an account, pence."""
    return int(desk.ask(account_queries.account, account_id=account).pence)


def make_tenants(desk: Desk, count: int) -> list[Tenant]:
    """Many people at once, each with an own agreement, rent account and decided claim."""
    return list(desk.do(_add_tenants, count=count).value)


@needs(Permission.KEEP_TENANCIES)
def _add_tenants(act: Act, *, count: int) -> list[Tenant]:
    names = [f"{_FORENAMES[place % len(_FORENAMES)]} {_SURNAMES[place // len(_FORENAMES)]}" for place in range(count)]
    numbers = range(7_001, 7_001 + count)
    _insert(Person, ("name", "forename", "surname"), [(name, *name.split()) for name in names])
    _insert(Tenancy, ("reference", "kind", "starts_on", "names", "address"), [
        (f"T{number}", TenancyKind.ASSURED, START, name, f"{number} Long Road") for number, name in zip(
            numbers, names, strict=True)])
    people = {row.name: row.id for row in Person.select(Person.id, Person.name)}
    tenancies = {row.reference: row.id for row in Tenancy.select(Tenancy.id, Tenancy.reference)}
    ids = [tenancies[f"T{number}"] for number in numbers]
    _insert(Holder, ("tenancy", "person", "lead", "starts_on"), [
        (one, people[name], True, START) for one, name in zip(ids, names, strict=True)])
    _insert(Account, ("reference", "kind", "name", "tenancy", "opens_on"), [
        (payment_reference(number), AccountKind.RENT, name, one, START)
        for number, name, one in zip(numbers, names, ids, strict=True)])
    accounts = {row.tenancy_id: row for row in Account.select().where(Account.tenancy.in_(ids))}
    _insert(Balance, ("account", "charged_to"), [(accounts[one].id, START) for one in ids])
    _insert(ChargeLine, ("account", "code", "description", "pence", "start"), [
        (accounts[one].id, ChargeCode.RENT, "Rent", WEEKLY, START) for one in ids])
    _insert(ChargeShare, ("line", "payer", "start"), [
        (row.id, Payer.HB, START) for row in ChargeLine.select(ChargeLine.id).where(
            ChargeLine.account.in_([accounts[one].id for one in ids]))])
    _insert(Claim, ("tenancy", "person", "kind", "reference", "state", "counts_from", "to_landlord",
                         "started_at", "started_by"), [
        (one, people[name], ClaimKind.HB_SUPPORTED, f"40{number}", ClaimState.DECIDED, START, True, act.now, act.who.name)
        for number, name, one in zip(numbers, names, ids, strict=True)])
    claims = {row.tenancy_id: row for row in Claim.select().where(Claim.tenancy.in_(ids))}
    return [Tenant(accounts[one].id, one, accounts[one].reference, claims[one].reference, claims[one].id, name,
                   f"{number} Long Road") for number, name, one in zip(numbers, names, ids, strict=True)]


def _insert(model: type[Fact], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Rows at once, every other field as the model begins it."""
    model.insert_many(list(rows), fields=[model._meta.fields[name] for name in columns]).execute()
