"""The second benchmark put together: accounts, a year to learn from and two months to be judged by.

Its shares are guesses of their own; none is taken from the first benchmark, and none was changed after matching saw it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from housingdesk.bank.rules.receipts import AccountFacts
from housingdesk.demo.chance import Table, between, one_of, stream
from housingdesk.demo.lines import BankLine, Truth, TruthKind
from housingdesk.values.dates import add_months
from tests.benchmarks.second.homes import Stay, Town
from tests.benchmarks.second.payers import PAYS_BY_BANK, Habit, also_for, draw, payments
from tests.benchmarks.second.people import bank_account, bank_name, person

LAST = date(2026, 10, 31)
PARENTS, WHOLE_HOUSE, PERSONAL_A_MONTH = 0.02, 0.06, 20
_OTHER = Table([("DONATION", 5), ("LAUNDRY", 8), ("KEY DEPOSIT", 4), ("GUEST ROOM", 3), ("SUMMER FAYRE", 2), ("RAFFLE", 2),
                ("PARKING", 3), ("REPAIR RECHARGE", 3)])
_FIRMS = ("ZURICH INSURANCE", "HMRC VTR", "NPOWER REFUND", "LOCAL BC HB", "DWP UC", "ALLPAY LTD", "SOLICITORS CLIENT AC",
          "BRITISH GAS FIT", "WASTE COUNCIL TAX")


@dataclass(frozen=True, slots=True)
class Labelled:
    """Accounts by key from 1; lines in order of days, ``history`` before ``test``."""

    accounts: tuple[AccountFacts, ...]
    history: tuple[BankLine, ...]
    test: tuple[BankLine, ...]


def second(seed: int, homes: int, *, one_column: bool = False, with_payer_account: bool = True) -> Labelled:
    """A town of so many homes; in one column there is only the text as a bank's CSV has it, without the payer's account."""
    rng = stream("second town", seed, homes)
    test = add_months(LAST + timedelta(1), -2)
    first = add_months(test, -12)
    stays = Town(rng, first, LAST).fill(homes)
    lines = [*_rent(rng, stays, first), *_personal(rng, stays, first, homes), *_firms(rng, first)]
    lines = [_written(rng, line, seed) for line in lines]
    if not with_payer_account:
        lines = [replace(line, sort_code=None, number=None) for line in lines]
    if one_column:
        lines = [replace(line, payer="", reference="") for line in lines]
    lines.sort(key=lambda line: line.on)
    return Labelled(tuple(stay.facts() for stay in stays), tuple(x for x in lines if x.on < test),
                    tuple(x for x in lines if test <= x.on <= LAST))


def _rent(rng: Random, stays: list[Stay], first: date) -> Iterator[BankLine]:
    habits: dict[int, Habit] = {}
    parents: list[Habit] = []
    for stay in stays:
        if rng.random() >= PAYS_BY_BANK[stay.kind]:
            continue
        if stay.moved_from is not None and stay.moved_from.key in habits:
            habit = habits[stay.moved_from.key]
        elif parents and rng.random() < PARENTS:
            habit = also_for(rng, one_of(rng, parents), stay)
        else:
            habit = draw(rng, stay)
            if habit.who not in stay.people:
                parents.append(habit)
        habits[stay.key] = habit
        yield from payments(rng, stay, habit, first, LAST, stays)
    yield from _whole_houses(rng, stays, first)


def _whole_houses(rng: Random, stays: list[Stay], first: date) -> Iterator[BankLine]:
    """One of the sharers pays for all in one sum: no single account is right."""
    houses: dict[tuple[str, str], list[Stay]] = {}
    for stay in stays:
        if stay.kind == "shared" and stay.ends is None:
            houses.setdefault((stay.number, stay.street), []).append(stay)
    for sharers in houses.values():
        if len(sharers) < 2 or rng.random() >= WHOLE_HOUSE:
            continue
        habit, at = draw(rng, sharers[0]), max(s.begins for s in sharers)
        for line in payments(rng, sharers[0], replace(habit, sums="exact"), max(first, at), LAST, stays):
            parts = tuple((s.key, s.pence) for s in sharers)
            truth = Truth(TruthKind.RENT, None, parts, habit.key, "whole house")
            yield replace(line, pence=sum(pence for _, pence in parts), truth=truth)


def _personal(rng: Random, stays: list[Stay], first: date, homes: int) -> Iterator[BankLine]:
    """Money from people, tenants among them, that is not rent."""
    for _ in range(PERSONAL_A_MONTH * 14 * homes // 1000):
        who = one_of(rng, stays).people[0] if rng.random() < 0.4 else person(rng)
        on, words = first + timedelta(between(rng, 0, (LAST - first).days)), _OTHER.draw(rng)
        truth = Truth(TruthKind.NOT_RENT, payer=f"not rent {who}", note=words)
        yield BankLine(on, one_of(rng, (300, 500, 1000, 2500, 5000, between(rng, 200, 15_000))), "FPI", bank_name(rng, who),
                       words, "", *bank_account(rng), truth)


def _firms(rng: Random, first: date) -> Iterator[BankLine]:
    for day in range((LAST - first).days):
        payer = one_of(rng, _FIRMS)
        reference = one_of(rng, (f"{between(rng, 10**8, 10**9 - 1)}", f"INV {between(rng, 1000, 99_999)}", "REFUND"))
        yield BankLine(first + timedelta(day), between(rng, 1000, 900_000), "BGC", payer, reference, "",
                       *bank_account(stream("firm", payer)), Truth(TruthKind.NOT_RENT, payer=payer, note="firm"))


def _written(rng: Random, line: BankLine, seed: int) -> BankLine:
    """The one text of the line, as one of three banks prints it."""
    code = f"{int(rng.random() * 10**14):014d}"
    day = f"{line.on:%d/%m/%y}"
    texts = {
        0: {"FPI": f"FASTER PAYMENTS RECEIPT REF.{line.reference} FROM {line.payer}", "SO": f"STANDING ORDER {line.payer} "
            f"{line.reference}", "BGC": f"BANK GIRO CREDIT REF {line.payer}, {line.reference}"},
        1: {"FPI": f"{line.payer} {line.reference} FP {day} {between(rng, 0, 23):02d}{between(rng, 0, 59):02d} {code}",
            "SO": f"{line.payer} {line.reference}", "BGC": f"{line.payer} {line.reference}"},
        2: {"FPI": f"{line.payer}  {line.reference}", "SO": f"{line.payer}  {line.reference}  STO",
            "BGC": f"{line.payer}  {line.reference}  BGC"}}[seed % 3]
    return replace(line, narrative=texts[line.code].strip())
