"""Money that is on its way when the books stop: benefit runs, Universal Credit, agreed instalments, direct debits.

It decides what somebody in the office would know: nothing is expected from a claim that is stopped.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from housingdesk.demo.bank_files import waiting_from
from housingdesk.demo.conduct import Conduct, Means, Mood
from housingdesk.demo.places import COUNCILS, Council
from housingdesk.demo.population import Association
from housingdesk.demo.rhythm import next_due, working_day
from housingdesk.demo.tenures import Award, Tenancy
from housingdesk.rent.rules.charging import weekly_equivalent
from housingdesk.rent.rules.periods import CYCLE_START
from housingdesk.rent.rules.words import WEEKS, Frequency, Payer
from housingdesk.values.dates import DAY, WEEK, add_months, month_start, week_of
from housingdesk.values.money import portion

_HORIZON = timedelta(weeks=5)


@dataclass(frozen=True, slots=True)
class Coming:
    """One sum that should come to an account, the days it is for, and why."""

    account: int
    payer: Payer
    due_on: date
    pence: int
    covers: tuple[date, date] | None
    why: str


def coming(association: Association, owes: dict[int, dict[Payer, int]]) -> Iterator[Coming]:
    """All that is expected after the last money posted; ``owes`` is what each payer owes on each account."""
    today = association.today
    first = waiting_from(today)
    for tenancy in association.current(today):
        conduct = association.conducts[tenancy.key - 1]
        if tenancy.award is not None and not _stopped(conduct, first):
            if tenancy.award.payer is Payer.HB:
                council = COUNCILS[association.council(tenancy) - 1]
                yield from _housing_benefit(tenancy, tenancy.award, council, first, today)
            else:
                yield from _universal_credit(tenancy, tenancy.award, conduct, first, today)
        if owes[tenancy.key][Payer.TENANT] > 0 or conduct.means is Means.DIRECT_DEBIT:
            yield from _own(tenancy, conduct, today)


def _stopped(conduct: Conduct, on: date) -> bool:
    return any(start <= on and (end is None or on < end) for start, end in conduct.benefit_gaps)


def _share(tenancy: Tenancy, payer: Payer, on: date) -> int:
    """A payer's part of the charges on a day, pence a week (a month on monthly accounts)."""
    return sum(pence for charge in tenancy.charges if charge.line.start <= on
               and (charge.line.end is None or on < charge.line.end) for who, pence in charge.parts(on) if who is payer)


def _housing_benefit(tenancy: Tenancy, award: Award, council: Council, first: date, today: date) -> Iterator[Coming]:
    """The council's runs from the first that is not posted; a new claim is paid with what has built up."""
    monday = week_of(first)
    while monday <= today + _HORIZON:
        on = working_day(monday + timedelta(days=council.pay_weekday))
        if (monday - CYCLE_START).days // 7 % 4 == council.cycle and on >= first and monday >= award.decided_on:
            last_run = monday - 4 * WEEK
            covers = max(tenancy.starts, last_run if last_run >= award.decided_on else award.start)
            weekly = _share(tenancy, Payer.HB, today)
            pence = portion(weekly, (monday - covers).days, 7)
            if pence > 0:
                yield Coming(tenancy.key, Payer.HB, on, pence, (covers, monday), f"Benefit run of {council.name}")
        monday += WEEK


def _universal_credit(tenancy: Tenancy, award: Award, conduct: Conduct, first: date, today: date) -> Iterator[Coming]:
    due = month_start(first) + timedelta(days=conduct.uc_day - 1)
    while due <= today + _HORIZON:
        pence = _share(tenancy, Payer.UC, today)
        month = pence if tenancy.frequency is Frequency.MONTHLY else portion(pence, 52, 12)
        if due >= first and due >= award.decided_on and month:
            yield Coming(tenancy.key, Payer.UC, working_day(due), month, (add_months(due, -1), due), "Managed payment")
        due = add_months(due, 1)


def _own(tenancy: Tenancy, conduct: Conduct, today: date) -> Iterator[Coming]:
    """The next instalment of an agreement, or the next collection."""
    spell = conduct.mood(today)
    agreed = spell.mood is Mood.AGREEMENT
    if conduct.means in (Means.NONE, Means.WITH_HOME) or not (agreed or conduct.means is Means.DIRECT_DEBIT):
        return
    usual = _usual(tenancy, conduct, today)
    pence = usual + (max(50, usual * spell.figure // 100 // 50 * 50) if agreed else 0)
    if usual and spell.mood is not Mood.STOPPED:
        why = "Charge and agreed instalment" if agreed else "Direct debit"
        yield Coming(tenancy.key, Payer.TENANT, next_due(conduct.every, conduct.pay_day, today - DAY), pence, None, why)


def _usual(tenancy: Tenancy, conduct: Conduct, on: date) -> int:
    """What own charges come to for as long as a payment is to last."""
    pence, charged, every = tenancy.own_pence(on), tenancy.frequency, conduct.every
    if every is Frequency.MONTHLY:
        return pence if charged is Frequency.MONTHLY else portion(pence, 52, 12)
    return weekly_equivalent(pence, charged) * WEEKS[every]
