"""The labelled benchmark: accounts, months of bank lines with their true answers to learn from, and two to be judged by.

Everything is drawn in the shares of the noise model in payment-files §5.4. It does not decide how a line is matched,
and holds no case that was chosen because a matcher finds it easy or hard.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count, takewhile
from random import Random

from housingdesk.demo.chance import Table, between, deck, one_of, stream
from housingdesk.demo.habits import (
    HALF_OR_DOUBLE,
    MISSING,
    OFF_HABIT,
    SUMS,
    Channel,
    Habit,
    bank_account,
    draw_habit,
    share_accounts,
    sum_pence,
    write_line,
)
from housingdesk.demo.lines import BankLine, Truth, TruthKind
from housingdesk.demo.names import Name, benchmark_name
from housingdesk.demo.narrative import STYLE_WEIGHTS, Payee
from housingdesk.rent.rules.words import Frequency
from housingdesk.values.dates import add_months, is_working_day
from housingdesk.values.money import portion
from housingdesk.values.references import payment_reference

FREQUENCIES = ((Frequency.WEEKLY, 40), (Frequency.FOUR_WEEKLY, 20), (Frequency.MONTHLY, 40))
HOLDERS = ((1, 75), (2, 25))
PAYS_BY_BANK = ((True, 55), (False, 45))
OTHERS_A_MONTH, TEST_MONTHS = 60, 2
LAST_DAY = date(2026, 10, 31)
"""The last day of the test months."""

_OTHERS = Table([("benefit", 40), ("allpay", 30), ("insurer", 12), ("tax refund", 12), ("interest", 6)])
_STREETS = ("Dale Road", "Mill Street", "Canal Street", "Ashfield Road", "Chapel Lane", "Victoria Terrace",
            "Albert Road", "Heath Avenue", "Quarry Lane", "Spring Gardens", "Station Road", "Park View", "Union Street",
            "Willow Close", "Queen Street", "Moorside Drive", "Hawthorn Grove", "Wool Row", "Low Moor Road",
            "Nelson Place")


@dataclass(frozen=True, slots=True)
class Account:
    """A rent account of the benchmark; ``pence`` is the rent of one period of its frequency."""

    payee: Payee
    frequency: Frequency
    pence: int


@dataclass(frozen=True, slots=True)
class Labelled:
    """Accounts by key from 1; lines in order of days, ``history`` before ``test``."""

    seed: int
    accounts: tuple[Account, ...]
    history: tuple[BankLine, ...]
    test: tuple[BankLine, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    first: date
    test: date
    last: date


def labelled(seed: int, tenancies: int = 3000, *, with_payer_account: bool, months: int = 12) -> Labelled:
    """A benchmark of one seed: the last two of ``months`` are for judging, all before them for learning.

    The lines are the same with and without the payer's sort code and account number.
    """
    rng = stream("labelled", seed, tenancies)
    first = add_months(LAST_DAY + timedelta(days=1), -months)
    span = _Span(first, add_months(LAST_DAY + timedelta(days=1), -TEST_MONTHS), LAST_DAY)
    accounts = _accounts(rng, tenancies)
    lines = [*_rent(rng, accounts, span), *_other_receipts(rng, span)]
    if not with_payer_account:
        lines = [replace(line, sort_code=None, number=None) for line in lines]
    order = stream("labelled order", seed, tenancies)
    keyed = sorted(((line.on, order.random(), i) for i, line in enumerate(lines)))
    history = tuple(lines[i] for on, _, i in keyed if on < span.test)
    return Labelled(seed, accounts, history, tuple(lines[i] for on, _, i in keyed if on >= span.test))


def _accounts(rng: Random, tenancies: int) -> tuple[Account, ...]:
    """Homes street by street, a quarter of them flats behind one door; neighbours mostly pay one rent."""
    accounts: list[Account] = []
    house, flat, street, usual = 1, 0, _STREETS[0], 9800
    number = between(rng, 200, 4000)
    dealt = zip(deck(rng, FREQUENCIES, tenancies), deck(rng, HOLDERS, tenancies), strict=True)
    for key, (frequency, holders) in enumerate(dealt, 1):
        if key % 25 == 1:
            name = _STREETS[key // 25 % len(_STREETS)]
            street = name if key < 25 * len(_STREETS) else f"{one_of(rng, ('Upper', 'Old', 'Far', 'New'))} {name}"
            house, usual = between(rng, 1, 40), between(rng, 7600, 15200)
        flat = flat + 1 if 0 < flat < 4 else int(rng.random() < 0.08)
        house += 2 if flat < 2 else 0
        number += between(rng, 1, 3)
        weekly = usual if rng.random() < 0.5 else between(rng, 7600, 15200)
        payee = _payee(rng, key, number, holders, f"Flat {flat}" if flat else "", f"{house} {street}")
        accounts.append(Account(payee, frequency, _period_pence(weekly, frequency)))
    return tuple(accounts)


def _payee(rng: Random, key: int, number: int, holders: int, home: str, street: str) -> Payee:
    first = benchmark_name(rng)
    tenants = (first, _partner(rng, first)) if holders == 2 else (first,)
    old_number = f"{between(rng, 1, 9)}{between(rng, 0, 99_999):05d}/{between(rng, 1, 3):02d}"
    return Payee(key, payment_reference(number), old_number, tenants, home, street)


def _period_pence(weekly: int, frequency: Frequency) -> int:
    if frequency is Frequency.MONTHLY:
        return portion(weekly, 52, 12)
    return weekly * 4 if frequency is Frequency.FOUR_WEEKLY else weekly


def _partner(rng: Random, first: Name) -> Name:
    other = benchmark_name(rng)
    return Name(other.title, other.forename, first.surname) if rng.random() < 0.6 else other


def _rent(rng: Random, accounts: tuple[Account, ...], span: _Span) -> Iterator[BankLine]:
    """Every payment of the accounts that pay by bank."""
    by_bank = deck(rng, PAYS_BY_BANK, len(accounts))
    paying = [account for account, pays in zip(accounts, by_bank, strict=True) if pays]

    def anothers(at: Random) -> str:
        return one_of(at, accounts).payee.reference

    payees = [account.payee for account in paying]
    styles = deck(rng, STYLE_WEIGHTS, len(payees))
    habits = [draw_habit(rng, payee, style, benchmark_name, anothers)
              for payee, style in zip(payees, styles, strict=True)]
    for account, habit in zip(paying, share_accounts(rng, habits, payees), strict=True):
        yield from _payments(rng, account, habit, span, anothers)


def _payments(rng: Random, account: Account, habit: Habit, span: _Span,
              anothers: Callable[[Random], str]) -> Iterator[BankLine]:
    begins = span.first + timedelta(days=between(rng, 0, (span.last - span.first).days))
    for due in _due_days(account.frequency, begins, span.last):
        if rng.random() < MISSING:
            continue
        on = _booked(due, habit.channel, rng)
        if on <= span.last:
            pence = _pence(rng, account.pence, habit)
            yield write_line(rng, habit, account.payee, on, ((account.payee.account, pence),), anothers)


def _due_days(frequency: Frequency, begins: date, last: date) -> Iterator[date]:
    if frequency is Frequency.MONTHLY:
        yield from takewhile(lambda due: due <= last, (add_months(begins, month) for month in count()))
        return
    step = timedelta(weeks=4 if frequency is Frequency.FOUR_WEEKLY else 1)
    while begins <= last:
        yield begins
        begins += step


def _booked(due: date, channel: Channel, rng: Random) -> date:
    """Standing orders and Bacs credits come on working days; people send Faster Payments a day or two late."""
    if channel is Channel.FASTER:
        return due + timedelta(days=between(rng, 1, 2)) if rng.random() < 0.15 else due
    while not is_working_day(due):
        due += timedelta(days=1)
    return due


def _pence(rng: Random, rent: int, habit: Habit) -> int:
    """The sum of one payment: the payer's habit, four in a hundred half or double."""
    if rng.random() < HALF_OR_DOUBLE:
        return rent * 2 if rng.random() < 0.5 else rent // 2
    kind = SUMS.draw(rng) if rng.random() < OFF_HABIT else habit.sum
    return sum_pence(kind, rent, habit)


def _other_receipts(rng: Random, span: _Span) -> Iterator[BankLine]:
    """Sixty a month that are no tenant's rent payment: benefit and allpay lumps, insurers, tax refunds, interest."""
    start = span.first
    while start <= span.last:
        end = add_months(start, 1)
        days = [d for d in (start + timedelta(days=n) for n in range((end - start).days)) if is_working_day(d)]
        for _ in range(OTHERS_A_MONTH):
            yield _other_receipt(rng, one_of(rng, days))
        start = end


def _other_receipt(rng: Random, on: date) -> BankLine:
    what = _OTHERS.draw(rng)
    payer, reference, pence = _OTHER_TEXTS[what](rng)
    sort_code, number = bank_account(stream("payer", payer))
    kind = TruthKind.LUMP if what in ("benefit", "allpay") else TruthKind.NOT_RENT
    truth = Truth(kind, payer=payer, note=what)
    return BankLine(on, pence, Channel.BACS, payer, reference, f"{payer} {reference}".strip(), sort_code, number, truth)


def _benefit(rng: Random) -> tuple[str, str, int]:
    payer = one_of(rng, ("DALEBROOK BC", "NORTHMERE DC", "DWP", "DWP UC", "DALEBROOK BC HB"))
    reference = one_of(rng, (f"HB{between(rng, 10**7, 10**8 - 1)}", f"{between(rng, 10**8, 10**9 - 1)}",
                             f"{between(rng, 10**6, 10**7 - 1)} HB LL"))
    return payer, reference, between(rng, 30_000, 4_000_000)


def _insurer(rng: Random) -> tuple[str, str, int]:
    payer = one_of(rng, ("ZENITH INSURANCE", "MUTUAL HOUSING INS"))
    return payer, f"CLAIM {between(rng, 10**7, 10**8)}", between(rng, 8_000, 600_000)


def _tax_refund(rng: Random) -> tuple[str, str, int]:
    payer = one_of(rng, ("HMRC VTR", "HMRC CIS REPAY", "HMRC NDDS"))
    return payer, f"{between(rng, 10**8, 10**9 - 1)}", between(rng, 2_000, 500_000)


def _allpay(rng: Random) -> tuple[str, str, int]:
    reference = f"{between(rng, 1000, 9999)}DVH{between(rng, 10**5, 10**6 - 1)}"
    return "ALLPAY LTD", reference, between(rng, 5_000, 900_000)


def _interest(rng: Random) -> tuple[str, str, int]:
    return "", one_of(rng, ("INTEREST", "GROSS INTEREST", "CREDIT INTEREST")), between(rng, 40, 30_000)


_OTHER_TEXTS: dict[str, Callable[[Random], tuple[str, str, int]]] = {
    "benefit": _benefit, "allpay": _allpay, "insurer": _insurer, "tax refund": _tax_refund, "interest": _interest}
