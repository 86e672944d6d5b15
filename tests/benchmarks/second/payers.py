"""How the payers of the second benchmark pay: who, what they write, when they change it, and the sums."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from housingdesk.demo.chance import Table, between, one_of
from housingdesk.demo.lines import BankLine, Truth, TruthKind
from tests.benchmarks.second.homes import Stay
from tests.benchmarks.second.people import FIELD, Person, bank_account, bank_name, person, relative

_WHO = Table([("tenant", 70), ("joint", 8), ("relative", 11), ("other", 9), ("agency", 2)])
_WORDING = Table([("reference", 340), ("rent and reference", 60), ("letters", 100), ("short letters", 20), ("ref letters", 30),
                  ("name", 80), ("room", 70), ("address", 50), ("forename", 40), ("generic", 100), ("month", 50), ("week", 20),
                  ("old number", 20), ("slip", 40), ("cut", 20), ("nothing", 30), ("for somebody", 20), ("another's", 3)])
_SUMS = Table([("exact", 58), ("instalment", 14), ("rounded", 12), ("shortfall", 12), ("varying", 4)])
_GENERIC = ("RENT", "rent", "Rent money", "house", "HOUSE RENT", "bills", "payment", "Monthly rent", "rent x", "ROOM RENT",
            "board", "accommodation", "keep", "STO", "Mobile-Channel")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_AGENCIES = ("HOPE SUPPORT LTD", "BRIDGE CARE CIC", "COUNTY DEPUTYSHIP", "ACORN APPOINTEES")
PAYS_BY_BANK = {"house": 0.7, "scheme": 0.6, "shared": 0.6, "hostel": 0.35}
NEW_BANK, MISSING, TWICE, OFF_HABIT, LAGS = 0.08, 0.05, 0.01, 0.05, 0.25
RISE_ON = date(2026, 4, 6)


@dataclass(frozen=True, slots=True)
class Habit:
    """One payer: key, names and bank account, what is written and which sums."""

    key: str
    who: Person
    payer: str
    bank: tuple[str, str]
    wording: str
    sums: str
    extra: int
    late: int
    code: str


def draw(rng: Random, stay: Stay) -> Habit:
    """The habit of whoever pays for a stay."""
    kind = _WHO.draw(rng)
    tenant = stay.people[0]
    who = {"tenant": tenant, "joint": stay.people[-1], "relative": relative(rng, tenant), "other": person(rng),
           "agency": Person("", one_of(rng, _AGENCIES))}[kind]
    payer = bank_name(rng, who)
    bank = ("008811", f"{10_000_000 + sum(map(ord, payer)):08d}") if kind == "agency" else bank_account(rng)
    key = payer if kind == "agency" else str(stay.key)
    wording = one_of(rng, ("letters", "name", "reference", "name")) if kind == "agency" else _WORDING.draw(rng)
    return Habit(key, who, payer, bank, wording, _SUMS.draw(rng), one_of(rng, (300, 385, 500, 500, 1000, 1500)),
                 between(rng, 0, 70) if rng.random() < LAGS else 0, one_of(rng, ("FPI", "FPI", "SO", "SO", "BGC")))


def also_for(rng: Random, habit: Habit, stay: Stay) -> Habit:
    """The same payer for a second person: a parent of two, from one bank account."""
    return replace(habit, wording=one_of(rng, (habit.wording, "for somebody", "generic", "name")), sums=_SUMS.draw(rng))


def payments(rng: Random, stay: Stay, habit: Habit, first: date, last: date, others: list[Stay]) -> Iterator[BankLine]:
    """Every payment for one stay, from its beginning or the first month on."""
    at = max(stay.begins, first - timedelta(3)) + timedelta(between(rng, 0, stay.period - 1))
    until = stay.ends or last
    if stay.ends is not None and rng.random() < 0.12:
        until = min(last, stay.ends + timedelta(between(rng, 14, 150)))  # paying off what was left
    lagging = between(rng, 0, 4) if stay.moved_from is not None else 0
    changes = first + timedelta(between(rng, 60, 420)) if rng.random() < NEW_BANK else date.max
    after = replace(habit, bank=bank_account(rng), payer=bank_name(rng, habit.who)) if changes < last else habit
    written = _text(rng, habit.wording, stay, at, others)
    while at <= until:
        if rng.random() >= MISSING and first <= at <= last:
            for _ in range(2 if rng.random() < TWICE else 1):
                quoting = stay.moved_from if lagging > 0 and stay.moved_from is not None else stay
                own = habit if at < changes else after
                text = written if quoting is stay else _text(rng, habit.wording, quoting, at, others)
                if habit.wording in ("month", "week") or rng.random() < OFF_HABIT:
                    text = _text(rng, habit.wording if rng.random() < 0.5 else _WORDING.draw(rng), quoting, at, others)
                yield _line(rng, own, stay, at, text)
            lagging -= 1
        at += timedelta(stay.period if stay.period != 30 else one_of(rng, (30, 31, 30)))


def _line(rng: Random, habit: Habit, stay: Stay, at: date, text: str) -> BankLine:
    on = at + timedelta(between(rng, 0, 2) if habit.code == "FPI" else 0)
    pence = _pence(rng, habit, stay, on)
    truth = Truth(TruthKind.RENT, stay.key, ((stay.key, pence),), habit.key, habit.wording)
    return BankLine(on, pence, habit.code, habit.payer, text, "", *habit.bank, truth)


def _pence(rng: Random, habit: Habit, stay: Stay, on: date) -> int:
    owed = stay.pence if on >= RISE_ON + timedelta(habit.late) else stay.pence_before
    kind = habit.sums if rng.random() >= OFF_HABIT else _SUMS.draw(rng)
    if rng.random() < 0.03:
        return owed * 2
    return max(100, {"exact": owed, "instalment": owed + habit.extra, "rounded": -(-owed // 500) * 500,
                     "shortfall": owed * (15 + habit.extra // 50) // 100, "varying": between(rng, owed // 3, owed)}[kind])


def _text(rng: Random, kind: str, stay: Stay, on: date, others: list[Stay]) -> str:
    tenant, digits = stay.people[0], stay.reference
    at = between(rng, 1, 7)
    slips = (f"{digits[:at]}{digits[at + 1]}{digits[at]}{digits[at + 2:]}", digits[:at] + digits[at + 1:],
             f"{digits[:at]}{(int(digits[at]) + 3) % 10}{digits[at + 1:]}")
    texts = {
        "reference": digits, "rent and reference": f"RENT {digits}", "letters": stay.letters,
        "short letters": f"{stay.letters[0]}{int(stay.letters[1:])}", "ref letters": f"REF {stay.letters}",
        "name": one_of(rng, (f"{tenant.forename} {tenant.surname}", f"{tenant.forename[0]} {tenant.surname}", tenant.surname)),
        "room": f"{stay.room or stay.number} {stay.street}", "address": f"{stay.number} {stay.street} RENT",
        "forename": f"{tenant.forename} RENT", "generic": one_of(rng, _GENERIC), "month": f"RENT {_MONTHS[on.month - 1]}",
        "week": f"WK {on.isocalendar().week}", "old number": stay.old_number, "slip": one_of(rng, slips),
        "cut": f"RENT PAYMENT {digits}", "nothing": "", "for somebody": f"FOR {tenant.forename}",
        "another's": one_of(rng, others).reference}
    return texts[kind].upper()[:FIELD].strip()
