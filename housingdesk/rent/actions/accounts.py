"""Opening and closing rent accounts, their sub-accounts, and the dated charge lines and shares."""

from datetime import date, timedelta

from peewee import fn

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import NotFound, Refused
from housingdesk.rent.actions.charge_lines import (
    at_each_change,
    cut_shares,
    line_of,
    refuse_charged,
    refuse_ended,
    shares_from,
    vat_line,
    vat_on,
)
from housingdesk.rent.actions.days import DEBIT_LOCK, charge_up_to, credit_after, debited_before, uncredit
from housingdesk.rent.actions.differences import settle
from housingdesk.rent.actions.voids import follow_tenancy
from housingdesk.rent.models import Account, Balance, ChargeLine, ChargeShare
from housingdesk.rent.rules.drafts import ChargeDraft, ShareDraft, problems
from housingdesk.rent.rules.nights import last_charged
from housingdesk.rent.rules.words import SUB_ACCOUNTS, AccountKind, Frequency
from housingdesk.settings import queries as settings
from housingdesk.tenancies.actions.in_step import note_payment_reference
from housingdesk.tenancies.queries import agreements
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.references import payment_reference

_REFERENCE_LOCK = 2


def _new(act: Act, *, reference: str, kind: AccountKind, name: str, **facts: object) -> Account:
    account = act.add(Account(reference=reference, kind=kind, name=name[:200], **facts))
    act.add(Balance(account=account.id, charged_to=account.opens_on))
    return account


def next_reference(act: Act) -> str:
    """The next payment reference; safe when two seats ask at once."""
    act.lock(_REFERENCE_LOCK)
    newest = Account.select(fn.MAX(Account.reference)).where(
        Account.kind.in_((AccountKind.RENT, AccountKind.GARAGE))).scalar()
    return payment_reference(int(newest[1:8]) + 1 if newest else 1)


@needs(Permission.KEEP_TENANCIES)
def open_account(act: Act, *, tenancy_id: int, frequency: Frequency, charges: tuple[ChargeDraft, ...],
                 rent_free: bool = False, reference: str = "") -> int:
    """Opens the rent account of a tenancy or licence with its first charges; returns the account's id.

    ``reference`` is one that was reserved for it; empty takes the next. When the period of the start (its rent week, its
    month) is debited already, the days up to the end of it are charged at once.
    """
    tenancy = agreements.tenancy(tenancy_id)
    kind = AccountKind.GARAGE if tenancy.kind is TenancyKind.CONTRACT else AccountKind.RENT
    act.lock(DEBIT_LOCK)
    if Account.select().where((Account.tenancy == tenancy_id) & (Account.kind == kind)).exists():
        raise Refused(f"{tenancy.reference} has its account already")
    account = _new(act, reference=reference or next_reference(act), kind=kind, name=tenancy.names, tenancy=tenancy_id,
                   frequency=frequency, rent_free=rent_free, opens_on=tenancy.starts_on)
    note_payment_reference(act, tenancy_id=tenancy_id, reference=account.reference)
    for draft in charges:
        add_charge(act, account_id=account.id, draft=draft, start=tenancy.starts_on)
    if tenancy.starts_on < debited_before(frequency):
        charge_up_to(act, account_id=account.id, before=debited_before(frequency))
    follow_tenancy(act, tenancy_id=tenancy_id, since=tenancy.starts_on)
    act.say(f"Account {account.reference} opened for {tenancy.names}", about=("tenancy", tenancy_id))
    return int(account.id)


@needs(Permission.KEEP_TENANCIES)
def open_sub_account(act: Act, *, account_id: int, kind: AccountKind) -> int:
    """Opens court costs, recharges or a benefit overpayment beside a rent account; never rent arrears."""
    if kind not in SUB_ACCOUNTS:
        raise Refused(f"{kind} is not a sub-account")
    parent = _account(account_id)
    found = Account.get_or_none((Account.parent == account_id) & (Account.kind == kind))
    if found is not None:
        return int(found.id)
    account = _new(act, reference=sub_reference(parent.reference, kind), kind=kind, name=parent.name, tenancy=parent.tenancy_id,
                   parent=account_id, frequency=parent.frequency, opens_on=parent.opens_on)
    act.say(f"Sub-account for {kind} opened for {parent.name}", about=("account", account_id))
    return int(account.id)


def sub_reference(parent: str, kind: AccountKind) -> str:
    """The reference of an account beside a rent account: that account's, with a letter for its kind."""
    return parent + {AccountKind.COURT_COSTS: "C", AccountKind.RECHARGE: "R", AccountKind.HB_OVERPAYMENT: "B"}[kind]


@needs(Permission.KEEP_HOMES)
def open_void_account(act: Act, *, space_id: int, name: str, opens_on: date, charges: tuple[ChargeDraft, ...],
                      frequency: Frequency = Frequency.WEEKLY) -> int:
    """Opens the account that carries a home's rent loss while it stands empty."""
    if Account.select().where((Account.space == space_id) & (Account.kind == AccountKind.VOID)).exists():
        raise Refused("This home has its void account already")
    account = _new(act, reference=f"V{space_id:06d}", kind=AccountKind.VOID, name=name, space=space_id, frequency=frequency,
                   opens_on=opens_on)
    for draft in charges:
        add_charge(act, account_id=account.id, draft=draft, start=opens_on)
    return int(account.id)


@needs(Permission.KEEP_SETTINGS)
def open_ledger_account(act: Act, *, reference: str, kind: AccountKind, name: str, council_id: int | None = None) -> int:
    """Opens a suspense, control or nominal account; the existing one's id if it is there already."""
    if kind not in (AccountKind.SUSPENSE, AccountKind.CONTROL, AccountKind.NOMINAL):
        raise Refused(f"A {kind} account belongs to a person or a home")
    found = Account.get_or_none(Account.reference == reference)
    if found is not None:
        return int(found.id)
    account = _new(act, reference=reference, kind=kind, name=name, council=council_id)
    act.say(f"Ledger account {reference} {name} opened", about=("account", account.id))
    return int(account.id)


STANDARD_ACCOUNTS: tuple[tuple[str, AccountKind, str], ...] = (
    ("suspense", AccountKind.SUSPENSE, "Suspense: unidentified money"),
    ("housing_benefit", AccountKind.CONTROL, "Housing Benefit awaiting its schedule"),
    ("universal_credit", AccountKind.CONTROL, "Universal Credit awaiting its schedule"),
    ("allpay", AccountKind.CONTROL, "allpay awaiting its file"),
    ("card", AccountKind.CONTROL, "Card settlements awaiting their report"),
    ("direct_debit", AccountKind.CONTROL, "Direct debits awaiting their report"),
    ("interest", AccountKind.NOMINAL, "Bank interest"),
    ("bank_charges", AccountKind.NOMINAL, "Bank charges"),
    ("tax", AccountKind.NOMINAL, "Tax"),
    ("insurance", AccountKind.NOMINAL, "Insurance"),
    ("other_income", AccountKind.NOMINAL, "Other income"),
    ("other_costs", AccountKind.NOMINAL, "Other costs"),
)


@needs(Permission.KEEP_SETTINGS)
def open_standard_accounts(act: Act) -> dict[str, int]:
    """Opens suspense, control and nominal accounts that every association needs; returns their ids by reference."""
    made = {ref: open_ledger_account(act, reference=ref, kind=kind, name=name) for ref, kind, name in STANDARD_ACCOUNTS}
    act.say("Ledger accounts opened")
    return made


@needs(Permission.KEEP_CHARGES)
def add_charge(act: Act, *, account_id: int, draft: ChargeDraft, start: date, end: date | None = None) -> int:
    """Adds a charge line with its shares from a day not yet debited; refused with every problem in one sentence."""
    if found := problems(draft):
        raise Refused(". ".join(p.message for p in found))
    act.lock(DEBIT_LOCK)
    account = _account(account_id)
    if account.opens_on is not None and start < account.opens_on:
        raise Refused(f"The account opens on {format_date(account.opens_on)}; a charge cannot begin before it")
    if end is not None and end <= start:
        raise Refused("A charge ends after it begins")
    refuse_charged(account_id, start)
    line = _add_line(act, account_id, draft, start, end)
    for share in draft.shares:
        act.add(ChargeShare(line=line.id, payer=share.payer, pence=share.pence, start=start, end=end))
    return int(line.id)


def _add_line(act: Act, account_id: int, draft: ChargeDraft, start: date, end: date | None) -> ChargeLine:
    line = act.add(ChargeLine(account=account_id, code=draft.code, description=draft.description.strip(), pence=draft.pence,
                              start=start, end=end))
    act.say(f"{draft.description}: {format_pence(draft.pence)} from {format_date(start)}", about=("account", account_id))
    return line


@needs(Permission.KEEP_CHARGES)
def change_charge(act: Act, *, line_id: int, pence: int, start: date, shares: tuple[ShareDraft, ...] | None = None) -> int:
    """Changes a charge from a day on: the old line ends, a new one begins; returns the new line's id.

    Only days not yet debited can change here, so that history stays true. Without ``shares`` those that hold go on, and
    changes of them that are to come still come. The VAT on a garage follows its charge.
    """
    act.lock(DEBIT_LOCK)
    line = line_of(line_id)
    vat = vat_line(line, start)
    if vat is not None:
        change_charge(act, line_id=vat.id, pence=vat_on(pence, start), start=start)
    refuse_charged(line.account_id, start)
    if start <= line.start:
        raise Refused(f"This charge began on {format_date(line.start)}; the new one begins after it")
    refuse_ended(line, start)
    rows = shares_from(line_id, start)
    for drafts in [shares] if shares is not None else at_each_change(rows, start):
        if found := problems(ChargeDraft(line.code, line.description, pence, drafts)):
            raise Refused(". ".join(p.message for p in found))
    draft, end = ChargeDraft(line.code, line.description, pence), line.end
    cut_shares(act, rows, start)
    act.change(line, end=start)
    new = _add_line(act, line.account_id, draft, start, end)
    dated = [(s.payer, s.pence, start, end) for s in shares] if shares is not None else [
        (row.payer, row.pence, max(start, row.start), end_before) for row, end_before in rows]
    for payer, part, first, before in dated:
        act.add(ChargeShare(line=new.id, payer=payer, pence=part, start=first, end=before))
    return int(new.id)


@needs(Permission.KEEP_CHARGES)
def change_shares(act: Act, *, line_id: int, shares: tuple[ShareDraft, ...], start: date) -> None:
    """Changes who pays a charge from a day on; the charge itself stays."""
    act.lock(DEBIT_LOCK)
    line = line_of(line_id)
    refuse_charged(line.account_id, start)
    if start < line.start:
        raise Refused(f"This charge begins on {format_date(line.start)}; who pays it can change from then on")
    refuse_ended(line, start)
    if found := problems(ChargeDraft(line.code, line.description, line.pence, shares)):
        raise Refused(". ".join(p.message for p in found))
    cut_shares(act, shares_from(line_id, start), start)
    for share in shares:
        act.add(ChargeShare(line=line_id, payer=share.payer, pence=share.pence, start=start, end=line.end))
    act.say(f"{line.description}: who pays changed from {format_date(start)}", about=("account", line.account_id))


@needs(Permission.KEEP_CHARGES)
def end_charge(act: Act, *, line_id: int, before: date) -> None:
    """Ends a charge line; ``before`` is the first day it no longer holds."""
    act.lock(DEBIT_LOCK)
    line = line_of(line_id)
    refuse_charged(line.account_id, before)
    if before <= line.start:
        raise Refused("A charge ends after it begins")
    refuse_ended(line, before)
    cut_shares(act, shares_from(line_id, before), before)
    act.change(line, end=before)
    act.say(f"{line.description} ends on {format_date(before - timedelta(1))}", about=("account", line.account_id))


@needs(Permission.KEEP_TENANCIES)
def close_account(act: Act, *, tenancy_id: int, last_day: date) -> int:
    """Ends the charging of a tenancy's account on its last day, and credits what was debited beyond it.

    Charged by the night, the last day is the day they leave, and the night before is the last one charged. Returns the pence
    credited. The account stays open for money: it is now a former account. Closed again with another last day, what was
    credited for the first one is taken back before.
    """
    act.lock(DEBIT_LOCK)
    credited, since = 0, last_day + timedelta(1)
    for account in _charged_accounts(tenancy_id):
        if account.closes_on is not None:
            since = min(since, account.closes_on + timedelta(1))
        if account.opens_on is not None and last_day < account.opens_on:
            raise Refused(f"The account opened on {format_date(account.opens_on)}; its last day cannot be before that")
        closes = _last_charged(account, last_day)
        since = min(since, closes + timedelta(1))
        uncredit(act, account_id=account.id, reason="Another last day")
        act.change(account, closes_on=closes)
        charge_up_to(act, account_id=account.id, before=min(closes + timedelta(1), debited_before(account.frequency)))
        credited += credit_after(act, account_id=account.id, last_day=closes)
        credited -= settle(act, account_id=account.id, since=min(since, closes), reason="Another last day")
        act.say(f"{account.name}: charged up to {format_date(closes)}", about=("account", account.id))
    follow_tenancy(act, tenancy_id=tenancy_id, since=since)
    act.take_back(reopen_account, "closing the account", tenancy_id=tenancy_id)
    return credited


@needs(Permission.KEEP_TENANCIES)
def reopen_account(act: Act, *, tenancy_id: int) -> None:
    """Lets an account be charged again after its agreement was reopened; the days credited are charged anew."""
    act.lock(DEBIT_LOCK)
    for account in _charged_accounts(tenancy_id):
        last_day = account.closes_on
        if last_day is None:
            continue
        uncredit(act, account_id=account.id, reason="The agreement runs on")
        act.change(account, closes_on=None)
        charge_up_to(act, account_id=account.id, before=debited_before(account.frequency))
        settle(act, account_id=account.id, since=last_day, reason="The agreement runs on")
        follow_tenancy(act, tenancy_id=tenancy_id, since=last_day + timedelta(1))
        act.say(f"{account.name}: charged on after {format_date(last_day)}", about=("account", account.id))
        leaves = last_day + timedelta(1) if account.frequency is Frequency.NIGHTLY else last_day
        act.take_back(close_account, "running on", tenancy_id=tenancy_id, last_day=leaves)


def _last_charged(account: Account, last_day: date) -> date:
    """The last day charged of an account whose agreement ends on a day: of one by the night, the night before."""
    if account.frequency is not Frequency.NIGHTLY:
        return last_day
    one = settings.value("rent.same_day_nights", last_day) == "one"
    return last_charged(last_day, account.opens_on, at_least_one=one)


def _charged_accounts(tenancy_id: int) -> list[Account]:
    return list(Account.select().where((Account.tenancy == tenancy_id)
                                       & Account.kind.in_((AccountKind.RENT, AccountKind.GARAGE))))


def _account(account_id: int) -> Account:
    account = Account.get_or_none(Account.id == account_id)
    if account is None:
        raise NotFound("That account is not there")
    return account
