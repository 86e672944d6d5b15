"""Technical arrears of random accounts beside a count of days that knows nothing of how the program reckons."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

import pytest

from housingdesk.access.act import Act
from housingdesk.access.desk import Desk, needs
from housingdesk.access.rules import Permission
from housingdesk.arrears.queries.account_net import net_file
from housingdesk.arrears.queries.listing import arrears_list
from housingdesk.arrears.queries.net import reckoned
from housingdesk.benefits.models import Award, Claim, Office, UcCard
from housingdesk.benefits.queries.accrued import accrued, accrued_by_payer
from housingdesk.benefits.queries.expected import expected_and_paid
from housingdesk.benefits.rules.words import ClaimKind, ClaimState, HowSent, Source
from housingdesk.people.models import Person
from housingdesk.rent.models import Account, Balance, Batch, Entry
from housingdesk.rent.rules.words import AccountKind, BatchKind, EntryKind, Frequency, Payer
from housingdesk.tenancies.models import Tenancy
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.dates import BANK_HOLIDAYS, week_of
from tests.support.desk import MONDAY

DAY, WEEK = timedelta(1), timedelta(7)
IN_PAYMENT = timedelta(91)
FIRST_BATCH = date(2026, 11, 27)


@dataclass
class Rate:
    """An award, ``start <= day < end``."""

    start: date
    end: date | None
    pence: int


@dataclass
class Money:
    """A receipt of benefit; ``undone``: it was reversed since."""

    on: date
    pence: int
    covers_to: date | None
    undone: bool = False


@dataclass
class Home:
    """One account with all that is known of its benefit."""

    payer: Payer
    monthly: bool
    charged_to: date
    closes_on: date | None
    rates: list[Rate]
    told_on: date
    money: list[Money] = field(default_factory=list)
    assessment_day: int = 1
    managed: bool = False
    own: int = 0
    theirs: int = 0
    account: int = 0


def make_home(dice: random.Random) -> Home:
    payer = dice.choice((Payer.HB, Payer.UC))
    monthly = dice.random() < 0.3
    to = date(2026, 12, 1) if monthly else MONDAY + WEEK * dice.choice((0, 1, 1, 2))
    closes = MONDAY + DAY * dice.randint(-40, 20) if dice.random() < 0.25 else None
    start = MONDAY - DAY * dice.randint(5, 500)
    rates, day = [], start
    for _ in range(dice.randint(1, 3)):
        end = day + DAY * dice.randint(7, 200)
        rates.append(Rate(day, end, dice.randint(2_000, 60_000)))
        day = end
    if dice.random() < 0.7:
        rates[-1].end = None
    home = Home(payer, monthly, to, closes, rates, start + DAY * dice.randint(0, 60), assessment_day=dice.randint(1, 31),
                managed=payer is Payer.UC and dice.random() < 0.4, own=dice.randint(-20_000, 40_000),
                theirs=dice.randint(-20_000, 90_000))
    paid = max(start, MONDAY - DAY * dice.randint(0, 160))
    while paid < MONDAY - DAY * dice.randint(0, 40):
        paid += 28 * DAY
        on = paid + DAY * dice.randint(-3, 4)
        home.money.append(Money(on, dice.randint(100, 90_000), week_of(paid) if dice.random() < 0.7 else None,
                                dice.random() < 0.15))
    return home


# The count of days.
def working(day: date) -> bool:
    return day.weekday() < 5 and day not in BANK_HOLIDAYS.get(day.year, ())


def begins(day: date, assessment_day: int) -> bool:
    """Whether an assessment period begins on a day; a short month has it on its last."""
    return day.day == assessment_day or (day.day < assessment_day and (day + DAY).day == 1)


def counted(home: Home, on: date, batched: bool) -> Fraction:
    """Every day that is charged, or gone of a period, and not paid: its part of the award."""
    came = [one for one in home.money if on - IN_PAYMENT <= one.on <= on and not one.undone]
    return of_weeks(home, on, came) if home.payer is Payer.HB else of_months(home, on, came, batched)


def rate_on(home: Home, day: date) -> int:
    if home.closes_on is not None and day > home.closes_on:
        return 0
    return next((one.pence for one in home.rates if one.start <= day and (one.end is None or day < one.end)), 0)


def of_weeks(home: Home, on: date, came: list[Money]) -> Fraction:
    day = home.rates[0].start
    if came:
        day = max(one.covers_to or week_of(one.on) for one in came)
    whole = Fraction(0)
    while day < home.charged_to:
        recent = next((home.told_on for one in home.rates if one.start <= day and (one.end is None or day < one.end)), on)
        if came or recent > on - IN_PAYMENT:
            whole += Fraction(rate_on(home, day), 7)
        day += DAY
    return whole


def of_months(home: Home, on: date, came: list[Money], batched: bool) -> Fraction:
    start = on
    while not begins(start, home.assessment_day):
        start -= DAY
    whole, end = Fraction(0), start + DAY
    while not begins(end, home.assessment_day):
        end += DAY
    for _ in range(5):
        pays = end + 6 * DAY
        while not working(pays):
            pays -= DAY
        if batched:
            run = FIRST_BATCH - 28 * 20 * DAY
            while moved(run) < pays:
                run += 28 * DAY
            pays = moved(run)
        known = any(one.on >= max(end, pays - 7 * DAY) for one in came)
        if pays > on and not known:
            day = start
            while day < end and day <= on:
                whole += Fraction(rate_on(home, end - DAY), (end - start).days)
                day += DAY
        end, start = start, start - DAY
        while not begins(start, home.assessment_day):
            start -= DAY
    return whole


def moved(day: date) -> date:
    while not working(day):
        day += DAY
    return day


# The books.
@needs(Permission.KEEP_TENANCIES)
def write(act: Act, *, homes: list[Home], batched: bool) -> None:
    person = Person.create(name="Amina Khan", surname="Khan")
    if batched:
        Office.create(source=Source.DWP_MANAGED, first_run_on=FIRST_BATCH, first_covers_to=FIRST_BATCH - DAY,
                      sends=HowSent.NONE)
    batch = Batch.create(kind=BatchKind.BENEFIT, key="oracle", title="Money", control_pence=0, lines=1, contra="bank",
                         made_at=act.now, made_by=act.who.name)
    undo = Batch.create(kind=BatchKind.REVERSAL, key="oracle back", title="Back", control_pence=0, lines=1, contra="bank",
                        made_at=act.now, made_by=act.who.name)
    number = 0
    for place, home in enumerate(homes, 1):
        opens = home.rates[0].start
        tenancy = Tenancy.create(reference=f"T{place}", kind=TenancyKind.ASSURED, starts_on=opens, ends_on=home.closes_on)
        account = Account.create(reference=f"6{place:08d}", kind=AccountKind.RENT, tenancy=tenancy, opens_on=opens,
                                 closes_on=home.closes_on, frequency=Frequency.MONTHLY if home.monthly else Frequency.WEEKLY)
        column = {Payer.HB: "hb_pence", Payer.UC: "uc_pence"}[home.payer]
        Balance.create(account=account, pence=home.own + home.theirs, own_pence=home.own, charged_to=home.charged_to,
                       **{column: home.theirs})
        home.account = account.id
        kind = ClaimKind.HB_SUPPORTED if home.payer is Payer.HB else ClaimKind.APA if home.managed else ClaimKind.UC
        facts = {"tenancy": tenancy, "person": person, "state": ClaimState.DECIDED, "to_landlord": True,
                 "started_at": act.now, "started_by": "Ann"}
        claim = Claim.create(kind=kind, counts_from=opens, decided_on=home.told_on, **facts)
        if home.payer is Payer.UC:
            theirs = Claim.create(kind=ClaimKind.UC, counts_from=opens, **facts) if home.managed else claim
            UcCard.create(claim=theirs, assessment_day=home.assessment_day)
        for one in home.rates:
            Award.create(claim=claim, start=one.start, end=one.end, pence=one.pence, told_on=home.told_on)
        standing = sum(one.pence for one in home.money if not one.undone)
        for payer, pence in ((Payer.TENANT, home.own), (home.payer, home.theirs + standing)):
            number += 1
            Entry.create(batch=batch, line_no=number, account=account, kind=EntryKind.ADJUSTMENT, payer=payer,
                         effective_on=opens, pence=pence)
        for came in home.money:
            number += 1
            made = Entry.create(batch=batch, line_no=number, account=account, kind=EntryKind.RECEIPT, payer=home.payer,
                                effective_on=came.on, pence=-came.pence, period_to=came.covers_to,
                                period_from=came.covers_to and came.covers_to - 28 * DAY)
            if came.undone:
                Entry.create(batch=undo, line_no=number, account=account, kind=EntryKind.RECEIPT, payer=home.payer,
                             effective_on=came.on, pence=came.pence, reverses=made.id)
    act.say("Random accounts")


@pytest.mark.parametrize("batched", [False, True], ids=["own days", "batches"])
def test_what_is_built_up_is_what_a_count_of_days_gives(sqlite_desk: Desk, batched: bool) -> None:
    dice = random.Random(20261123 + batched)
    homes = [make_home(dice) for _ in range(160)]
    sqlite_desk.do(write, homes=homes, batched=batched)
    for on in (MONDAY, MONDAY + 4 * DAY, MONDAY + 6 * DAY):
        found, by_payer = sqlite_desk.ask(accrued, on=on), sqlite_desk.ask(accrued_by_payer, on=on)
        known = sqlite_desk.ask(reckoned, on=on)
        for home in homes:
            pence, right = found.get(home.account, 0), counted(home, on, batched)
            assert abs(pence - right) <= 4, (on, home, float(right))
            assert pence >= 0 and by_payer.get((home.account, home.payer), 0) == pence
            assert known.of(home.account, home.theirs, None) == pence


def test_list_account_and_ruler_tell_the_same_figure_and_never_more_than_the_balance(sqlite_desk: Desk) -> None:
    dice = random.Random(7)
    homes = [make_home(dice) for _ in range(40)]
    sqlite_desk.do(write, homes=homes, batched=False)
    listed = {row.account_id: row.position for row in sqlite_desk.ask(arrears_list, on=MONDAY)}
    assert len(listed) > 20
    for home in homes:
        [told] = sqlite_desk.ask(expected_and_paid, account_id=home.account, on=MONDAY)
        file = sqlite_desk.ask(net_file, account_id=home.account, on=MONDAY)
        assert file.net_pence == home.own + home.theirs - told.accrued_pence <= home.own + home.theirs
        position = listed.get(home.account)
        if position is not None:
            assert (position.net_pence, position.pence) == (file.net_pence, home.own + home.theirs)
