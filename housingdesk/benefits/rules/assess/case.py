"""What an estimate is made from: the home and its charges, who lives there, what they have. Amounts are pence. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from housingdesk.rent.rules.words import ChargeCode
from housingdesk.values.money import portion


class Housing(StrEnum):
    """What sort of accommodation it is for benefit (UC Regs 2013 Sch 1 paras 3A, 3B)."""

    ORDINARY = "ordinary tenancy"
    EXEMPT = "exempt accommodation"
    MANAGED = "managed accommodation"
    REFUGE = "refuge"
    HOSTEL = "council hostel"
    TEMPORARY = "temporary accommodation"


SPECIFIED = frozenset({Housing.EXEMPT, Housing.MANAGED, Housing.REFUGE, Housing.HOSTEL})


class Every(StrEnum):
    """How often an amount is charged or paid."""

    DAY = "day"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    FOUR_WEEKS = "four weeks"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_A_YEAR = {Every.DAY: 365, Every.WEEK: 52, Every.FORTNIGHT: 26, Every.FOUR_WEEKS: 13, Every.MONTH: 12, Every.QUARTER: 4,
           Every.YEAR: 1}


def weekly(pence: int, every: Every) -> int:
    """An amount as pence a week, rounded once: a month is a twelfth of 52 weeks (rulebook §5.1), a week seven days.

    >>> weekly(43333, Every.MONTH), weekly(8000, Every.FOUR_WEEKS), weekly(1500, Every.DAY)
    (10000, 2000, 10500)
    """
    return pence * 7 if every is Every.DAY else portion(pence, _A_YEAR[every], 52)


def monthly(pence: int, every: Every) -> int:
    """An amount as pence a month: weekly × 52 ÷ 12, four-weekly × 13 ÷ 12, daily × 365 ÷ 12 (UC Regs 2013 Sch 4 para 7).

    >>> monthly(10000, Every.WEEK), monthly(40000, Every.FOUR_WEEKS)
    (43333, 43333)
    """
    return portion(pence, _A_YEAR[every], 12)


class Relation(StrEnum):
    """What a person is to the claimant."""

    CLAIMANT = "claimant"
    PARTNER = "partner"
    JOINT = "joint tenant"
    CHILD = "child"
    OTHER = "other adult"


class Passport(StrEnum):
    """A benefit that stands for the means test."""

    GUARANTEE_CREDIT = "Pension Credit guarantee credit"
    UC = "Universal Credit in payment"
    LEGACY = "income-based benefit"


class IncomeKind(StrEnum):
    """Where income comes from, as far as a benefit treats it differently."""

    EARNINGS = "earnings after tax"
    STATE_PENSION = "State Pension"
    OTHER_PENSION = "other pension"
    UC = "Universal Credit for living costs"
    OTHER_BENEFIT = "other benefit"
    DISABILITY = "disability benefit"
    CHILD_BENEFIT = "Child Benefit"
    MAINTENANCE = "child maintenance"
    OTHER = "other income"


LEFT_OUT = frozenset({IncomeKind.UC, IncomeKind.DISABILITY, IncomeKind.CHILD_BENEFIT, IncomeKind.MAINTENANCE})
"""What neither Housing Benefit nor Universal Credit counts as income here; UC in payment is a passport instead."""


class Fuel(StrEnum):
    """Fuel for one's own rooms that the rent pays for without saying what it costs."""

    HEATING = "heating"
    HOT_WATER = "hot water"
    LIGHTING = "lighting"
    COOKING = "cooking"


class Meals(StrEnum):
    """How many meals the rent pays for without saying what they cost."""

    FULL = "three or more a day"
    PART = "fewer than three a day"
    BREAKFAST = "breakfast"


class NoDeduction(StrEnum):
    """Why nothing is taken off for another adult; each holds for Housing Benefit, for Universal Credit, or for both.

    Source: HB Regs 2006 reg 74(3), (7), (8), (10); UC Regs 2013 Sch 4 para 16.
    """

    PENSION_CREDIT = "on Pension Credit"
    STUDENT = "a full-time student"
    YOUNG_ON_BENEFIT = "under 25, on Universal Credit without earnings or an income-based benefit"
    ELSEWHERE = "usually lives elsewhere"
    PRISON = "in prison"
    DISABLED = "gets Attendance Allowance, PIP daily living or DLA care"
    CARER = "gets Carer’s Allowance"
    CHILD_UNDER_5 = "looks after a child under 5"


NOT_FOR_HB = frozenset({NoDeduction.DISABLED, NoDeduction.CARER, NoDeduction.CHILD_UNDER_5})
NOT_FOR_UC = frozenset({NoDeduction.STUDENT, NoDeduction.YOUNG_ON_BENEFIT, NoDeduction.ELSEWHERE})


@dataclass(frozen=True, slots=True)
class Charge:
    """One part of the charge, in pence of the case's period."""

    code: ChargeCode
    words: str
    pence: int


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the household. ``sex`` is "M", "F" or "" as told. ``own_room``: a reason in law for a room of their own.

    Of an adult other than claimant and partner: ``gross_pence`` a week (a couple's together, entered with one of them, the
    other next after them, with ``with_partner``), ``works`` 16 hours or on UC with earnings, ``no_deduction`` a reason in law
    for none.
    """

    relation: Relation
    born_on: date | None = None
    sex: str = ""
    own_room: bool = False
    gross_pence: int | None = None
    works: bool = False
    no_deduction: NoDeduction | None = None
    with_partner: bool = False
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Income:
    """Money that comes in."""

    kind: IncomeKind
    pence: int
    every: Every = Every.WEEK


@dataclass(frozen=True, slots=True)
class Case:
    """A household in a home. Charges are pence for each ``every``; ``free_weeks`` a year are without a charge.

    ``disability``: claimant or partner gets Attendance Allowance, PIP daily living or DLA care, or is blind.
    ``pension_age``: said by somebody; None works it out from the dates of birth. ``joint``: tenants who share the
    deductions for a non-dependant. ``extra_pence``: premiums a week (HB) or further elements a month (UC), as on a decision.
    """

    housing: Housing
    charges: tuple[Charge, ...]
    people: tuple[Member, ...]
    every: Every = Every.WEEK
    free_weeks: int = 0
    bedrooms: int | None = None
    incomes: tuple[Income, ...] = ()
    capital_pence: int = 0
    passport: Passport | None = None
    disability: bool = False
    limited_capability: bool = False
    carer_room: bool = False
    cap_lifted: bool = False
    london: bool | None = None
    pension_age: bool | None = None
    joint: int = 1
    extra_pence: int = 0
    meals: Meals | None = None
    fuel: frozenset[Fuel] = frozenset()
    one_room: bool = False

    def of(self, *relations: Relation) -> tuple[Member, ...]:
        """The people of these relations, in their order."""
        return tuple(one for one in self.people if one.relation in relations)

    @property
    def couple(self) -> bool:
        """Whether the claimant has a partner in the household."""
        return bool(self.of(Relation.PARTNER))

    def paid(self, *kinds: IncomeKind) -> tuple[Income, ...]:
        """The incomes of these kinds."""
        return tuple(one for one in self.incomes if one.kind in kinds)

    def weekly_income(self, *kinds: IncomeKind) -> int:
        """Pence a week of these kinds."""
        return sum(weekly(one.pence, one.every) for one in self.paid(*kinds))

    def monthly_income(self, *kinds: IncomeKind) -> int:
        """Pence a month of these kinds."""
        return sum(monthly(one.pence, one.every) for one in self.paid(*kinds))
