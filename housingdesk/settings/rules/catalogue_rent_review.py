"""Settings of the yearly rent review: the annual limits of each rent type, convergence, rent caps, and how notice is given.

Limits and convergence are the Rent Standard's, dated by rent year (rulebook §5.3); a year whose figure is not known has none.
"""

from datetime import date
from typing import Any

from housingdesk.settings.rules.kinds import Declared, Group, Kind, Seed
from housingdesk.values.money import parse_money

_LIMIT = "Rent Standard; Regulator of Social Housing, Limit on annual rent increases"
_POLICY = "Policy statement on rents for social housing"
_NOT_KNOWN = "Not known when the program was made"
_CHECK = ("The limit from 1 April 2027 was not known: it is the CPI of September 2026 plus one per cent. Enter it from 1 April "
          "2027 with its source (ONS; Regulator of Social Housing, Limit on annual rent increases 2027-28). Until then no "
          "review of that year can be approved.")
# Hundredths of one per cent from 1 April of the year: CPI of the September before, plus one.
_GENERAL = {2020: 270, 2021: 150, 2022: 410, 2023: 700, 2024: 770, 2025: 270, 2026: 480}
_EXEMPT = {**_GENERAL, 2023: 1110}  # the ceiling of 2023/24 did not hold for supported housing, formula rents and relets


def _years(limits: dict[int, int]) -> tuple[Seed, ...]:
    known = [Seed(date(year, 4, 1), limit, f"{_LIMIT} {year}-{(year + 1) % 100:02d}") for year, limit in limits.items()]
    return (*known, Seed(date(2027, 4, 1), None, _NOT_KNOWN))


def _limit(of: str, label: str, words: str, limits: dict[int, int]) -> Declared:
    return Declared(key=f"review.limit.{of}", group=Group.RULES, label=label, kind=Kind.PERCENT, high=10_000, empty=True,
                    seeds=_years(limits), uncertain=True, check_note=_CHECK, source=_LIMIT, help=words)


def _must_be_caps(pairs: Any) -> str | None:
    for bedrooms, amount in pairs or ():
        if not bedrooms.isdigit():
            return f"“{bedrooms}” is no number of bedrooms. Write 0 for a bedsit; the largest stands for all larger homes"
        try:
            parse_money(amount)
        except ValueError as reason:
            return f"{bedrooms}: {reason}"
    return None


_LIMITS = (
    _limit("social", "Social rent rises at most", "Each year, from 1 April. General needs.", _GENERAL),
    _limit("affordable", "Affordable rent rises at most", "Each year, from 1 April, service charges included.", _GENERAL),
    _limit("supported", "Supported housing rent rises at most", "Each year, from 1 April. It had no ceiling in 2023/24.",
           _EXEMPT),
    _limit("fair", "Fair rent rises at most", "Each year, from 1 April; never above the registered rent.", _GENERAL),
    _limit("formula", "Formula rents rise by", "Each year, from 1 April. Convergence and relets go by it.", _EXEMPT),
    Declared(key="review.limit.outside", group=Group.RENT, label="Rents outside the Rent Standard rise by", kind=Kind.PERCENT,
             high=10_000, empty=True,
             help="Intermediate, market, specialised supported and contract rents, as their agreements say. Empty: they stay, "
                  "and each is changed by hand."),
    Declared(key="review.limit.garage", group=Group.RENT, label="Garages and stores rise by", kind=Kind.PERCENT, high=10_000,
             empty=True, help="From the next rent review. Empty: they stay. VAT follows the charge."),
    Declared(key="review.limit.services", group=Group.RENT, label="Services without a budget rise by", kind=Kind.PERCENT,
             high=10_000, empty=True,
             help="Service, personal, water and support charges that no scheme budget covers. Empty: they stay."),
)

_STANDARD = (
    Declared(key="review.convergence", group=Group.RULES, label="Convergence with formula rent, at most a week",
             kind=Kind.MONEY, high=10_000, source="Rent Standard 2026; rent settlement to 31 March 2036",
             seeds=(Seed(date(2020, 4, 1), 0, "No convergence before April 2027"),
                    Seed(date(2027, 4, 1), 100, "Rent settlement: up to £1 a week from April 2027"),
                    Seed(date(2028, 4, 1), 200, "Rent settlement: up to £2 a week from April 2028"),
                    Seed(date(2036, 4, 1), 0, "The settlement ends on 31 March 2036")),
             help="On top of the limit, for social rent below formula, until the formula rent is reached."),
    Declared(key="review.caps", group=Group.RULES, label="Rent caps by bedrooms", kind=Kind.PAIRS, default=(), empty=True,
             longest=40, check=_must_be_caps, uncertain=True, source="Rent Standard; rent caps of the year",
             help="Bedrooms and pounds a week, one to a line, such as 2: 190.00. The largest stands for all larger homes.",
             check_note="The program does not bring the rent caps of any year. Enter those of the rent year from 1 April with "
                        "their source; until then no cap holds a rent."),
    Declared(key="review.flexibility", group=Group.RULES, label="New lets above formula, general needs", kind=Kind.PERCENT,
             high=2_000, source=_POLICY, seeds=(Seed(date(2020, 4, 1), 500, _POLICY),), uncertain=True,
             help="Rent flexibility: how far above formula a new let of general needs may be set.",
             check_note="That the flexibility of five per cent holds on after March 2026 was not verified. Read the policy "
                        "statement before you let above formula."),
    Declared(key="review.flexibility.supported", group=Group.RULES, label="New lets above formula, supported housing",
             kind=Kind.PERCENT, high=2_000, uncertain=True, source=_POLICY, seeds=(Seed(date(2020, 4, 1), 1000, _POLICY),),
             help="Rent flexibility: how far above formula a new let of supported housing may be set.",
             check_note="That the flexibility of ten per cent holds on after March 2026 was not verified. Read the policy "
                        "statement before you let above formula."),
    Declared(key="review.normal_year", group=Group.RULES, label="Rents with rent-free weeks are compared by",
             kind=Kind.CHOICE, default="year", uncertain=True,
             choices=(("year", "the rent of a year, 52 weeks"), ("charge", "the charge of a week that is charged")),
             help="Decides what a limit a week means where there are rent-free weeks, and when their number changes.",
             check_note="How the regulator wants 53-week years and rent-free weeks brought to one measure was not verified.",
             source="Rent Standard"),
)

_ASSURED = tuple((kind, kind[:1].upper() + kind[1:]) for kind in (
    "assured tenancy", "starter tenancy", "fixed-term tenancy", "assured periodic tenancy", "protected assured tenancy",
    "demoted tenancy", "intermediate tenancy"))  # assured tenancies: the words of tenancies.rules, which lies above

_HOW = (
    Declared(key="review.notice_days", group=Group.RENT, label="Notice of a rent review, at least", kind=Kind.DAYS, default=28,
             low=28, high=180, source="The agreements; Housing Act 1988 s.13",
             help="Days before the new rent, as the agreements say. Never less than a month is taken."),
    Declared(key="review.no_clause", group=Group.RENT, label="Agreements without a clause that raises the rent",
             kind=Kind.CHOICES, default=(), empty=True, choices=_ASSURED, uncertain=True,
             source="Housing Act 1988 s.13; Renters’ Rights Act 2025 s.6",
             help="Their rents rise by section 13 alone: the review leaves them out until Form 4 is served. Empty: every "
                  "agreement of ours has a clause.",
             check_note="Read your agreements. Market and other lets that are not social housing are under the Renters’ Rights "
                        "Act, where clauses have no effect: the review leaves them out whatever is entered here. That social "
                        "lets keep their clauses under that Act was not verified."),
    Declared(key="review.two_people", group=Group.RENT, label="A rent review is approved by somebody else",
             kind=Kind.YES_NO, default=True, dated=False, help="Yes: not by whoever made the dry run."),
)

RENT_REVIEW: tuple[Declared, ...] = (*_LIMITS, *_STANDARD, *_HOW)
