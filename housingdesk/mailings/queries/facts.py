"""What a letter may say of one agreement on a day: its fields and facts, the recent account, and the statement."""

from collections.abc import Sequence
from datetime import date, timedelta

from housingdesk.arrears.queries.listing import ArrearsRow
from housingdesk.letters.rules.arrears import ArrearsFacts, Every
from housingdesk.letters.rules.content import AccountRow
from housingdesk.letters.rules.statement import (
    ChargePart,
    ExpectedMoney,
    OwedPart,
    Statement,
    StatementLine,
    SubAccount,
)
from housingdesk.letters.rules.words import Words
from housingdesk.mailings.queries.office import Office
from housingdesk.people.models import Party
from housingdesk.people.rules import PartyRole
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.queries.statement import StatementRows
from housingdesk.rent.rules.words import BENEFIT_ELIGIBLE, PER, SUB_ACCOUNTS, EntryKind, Frequency, Payer
from housingdesk.tenancies.queries.agreements import TenancyRow
from housingdesk.tenancies.rules import LICENCES, BenefitRoute, TenancyKind
from housingdesk.values.dates import add_working_days, format_full
from housingdesk.values.references import format_payment_reference

DAYS_TO_ACT = 5
_DIRECT = frozenset({BenefitRoute.UC_DIRECT, BenefitRoute.HB_EXEMPT, BenefitRoute.HB_PENSION, BenefitRoute.HB_TEMPORARY})


def agreement_fields(agreement: TenancyRow, addressee: str, shared: Office) -> dict[str, str]:
    """The fields that every letter about an agreement may use."""
    home = f"{agreement.address}, {agreement.postcode}" if agreement.postcode else agreement.address
    return {"name": addressee, "home": home, "agreement_reference": agreement.reference,
            "started": format_full(agreement.starts_on), "ends": format_full(agreement.ends_on) if agreement.ends_on else "",
            "association": shared.sender.name, "email": shared.sender.email, "today": format_full(shared.on)}


def agreement_facts(agreement: TenancyRow, account: ArrearsRow | None, shared: Office) -> dict[str, bool]:
    """The answers to the conditions that every letter about an agreement may ask."""
    owed = account.position.owed_pence if account else 0
    pence = account.position.pence if account else 0
    return {"licence": agreement.kind in LICENCES, "owing": owed > 0, "in_credit": pence < 0,
            "ending": agreement.ends_on is not None, "former": agreement.former, "email_known": bool(shared.sender.email),
            "benefit_direct": account is not None and account.route in _DIRECT,
            "court_needed": agreement.kind is not TenancyKind.LICENCE_EXCLUDED}


def arrears_facts(person_id: int, addressee: str, account: ArrearsRow, shared: Office, names: Sequence[str],
                  officer: str) -> ArrearsFacts:
    """The account of one person as a letter tells it."""
    position = account.position
    paid_to = account_queries.benefit_paid_to(account.account_id) if position.has_benefit and not position.unpaid else None
    own = position.has_benefit and position.uncovered_pence <= max(0, position.own_pence)
    nights = 7 if position.frequency is Frequency.NIGHTLY else 1  # a letter says weeks
    charge = (position.own_charge_pence if own else position.charge_pence) * nights
    return ArrearsFacts(
        asked_pence=position.owed_pence, charge_pence=charge, own_charge_pence=position.own_charge_pence * nights,
        balance_pence=0 if position.own_only or position.unpaid else position.pence,
        every=Every.MONTH if position.frequency is Frequency.MONTHLY else Every.WEEK,
        act_by=act_by(shared), officer=officer, payment_reference=account.reference,
        others=tuple(n for n in names if n != addressee), benefit_paid_to=paid_to - timedelta(1) if paid_to else None,
        court_needed=account.tenancy_kind is not TenancyKind.LICENCE_EXCLUDED,
        support_worker=support_worker(person_id, shared.on))


def act_by(shared: Office) -> date:
    """The day by which a letter asks for something."""
    return add_working_days(shared.on, DAYS_TO_ACT, shared.extra_holidays)


def support_worker(person_id: int, on: date) -> str:
    """Who may be with them, with authority on a day, its last one included; empty for nobody."""
    row = (Party.select(Party.name).where((Party.person == person_id) & Party.role.in_(
        (PartyRole.KEY_WORKER, PartyRole.SUPPORT_PROVIDER)) & (Party.authority_on <= on)
        & (Party.expires_on.is_null() | (Party.expires_on >= on))).order_by(Party.id).tuples().first())
    return str(row[0]) if row else ""


def ways_to_pay(reference: str, shared: Office) -> tuple[tuple[str, str], ...]:
    """How to pay, each with what is needed for it."""
    return (("Standing order or bank transfer", f"with your reference {format_payment_reference(reference)}"),
            ("By card", f"ring {shared.sender.phone}"))


def recent(lines: StatementRows, own: bool) -> list[AccountRow]:
    """Statement lines as a letter's table: the whole account, or the person's own part where benefit pays the rest."""
    rows = []
    for line in lines.lines:
        pence, owed = (line.own_pence, line.own_balance_pence) if own else (line.pence, line.balance_pence)
        if pence:
            rows.append(AccountRow(line.on, line.what, max(0, pence), max(0, -pence), owed))
    owed = lines.opening_own_pence if own else lines.closing_pence
    return rows or [AccountRow(lines.end, "Owed", 0, 0, owed)]


_KINDS = {EntryKind.RECEIPT: "Payment", EntryKind.CHARGE: "Charge"}


def statement_of(account: ArrearsRow, shared: Office, words: Words, names: Sequence[str], lines: StatementRows, officer: str, *,
                 large_print: bool) -> Statement:
    """The statement of an account as it goes with a letter or alone."""
    charges = account_queries.charges_in_force(account.account_id, shared.on)
    kept = account_queries.account(account.account_id)
    assert kept is not None
    parts = [("Your own part", kept.own_pence, ""), (str(Payer.HB), kept.hb_pence, "Paid by the council"),
             (str(Payer.UC), kept.uc_pence, "Paid by the Department for Work and Pensions"),
             ("Your support provider", kept.support_pence, ""), ("Others", kept.other_pence, "")]
    shown = tuple(OwedPart(who, pence, note) for who, pence, note in parts if pence) if account.position.has_benefit else ()
    subs = [a for a in account_queries.accounts_of(account.tenancy_id) if a.kind in SUB_ACCOUNTS and a.pence]
    expected = account_queries.expected_payments(account.account_id, shared.on, 2)
    closing = lines.closing_pence
    return Statement(
        sender=shared.sender, words=words, names=tuple(names), home=f"{account.address}, {account.postcode}",
        reference=account.tenancy_reference, payment_reference=account.reference, start=lines.start, end=lines.end,
        on=shared.on, opening_pence=lines.opening_pence, closing_pence=closing,
        lines=tuple(StatementLine(x.on, _KINDS.get(x.kind, str(x.kind).capitalize()), x.what, x.pence, x.balance_pence)
                    for x in lines.lines),
        charge=tuple(ChargePart(c.description, c.pence, c.pence if c.code in BENEFIT_ELIGIBLE else 0,
                                sum(p for payer, p in c.shares if payer is Payer.TENANT)) for c in charges),
        charge_every=PER[account.position.frequency].removeprefix("a "),
        parts=shown if sum(p.balance_pence for p in shown) == closing else (),
        expected=tuple(ExpectedMoney(e.due_on, e.payer, e.pence) for e in expected),
        sub_accounts=tuple(SubAccount(str(a.kind).capitalize(), a.pence) for a in subs),
        ways_to_pay=tuple(f"{how}: {detail}" for how, detail in ways_to_pay(account.reference, shared)),
        help_lines=shared.help_lines, please_ask_for=officer, large_print=large_print)
