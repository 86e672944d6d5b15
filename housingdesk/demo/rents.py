"""What homes cost week by week: rents and services, their yearly increases, and who pays which share.

It decides the made-up association's own prices. Increases keep to the annual limit of each rent year (Rent Standard;
rulebook §5.3); past the last year whose limit is known, rents stay as they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from housingdesk.demo.chance import between, stream
from housingdesk.demo.places import Space, Use
from housingdesk.demo.tenures import Award, Charge
from housingdesk.properties.rules import RentType, SpaceKind
from housingdesk.rent.rules.charging import LineRow, ShareRow
from housingdesk.rent.rules.words import BENEFIT_ELIGIBLE, ChargeCode, Frequency, Payer
from housingdesk.values.dates import DAY, rent_year_start
from housingdesk.values.money import portion

# Per mille from April of the year: CPI of the September before + 1, but 7 % in 2023 except for supported housing.
LIMITS = {2017: -10, 2018: -10, 2019: -10, 2020: 27, 2021: 15, 2022: 41, 2023: 70, 2024: 77, 2025: 27, 2026: 48}
SUPPORTED_LIMITS = LIMITS | {2023: 111}
# The resident's own charge of the supported scheme and the hostel, a week, from April of the year.
OWN_CHARGE = {Use.SUPPORTED: {0: 870, 2022: 905, 2023: 995, 2024: 1075, 2025: 1115, 2026: 1160},
              Use.HOSTEL: {0: 1890, 2023: 2130, 2024: 2360, 2025: 2400, 2026: 2490}}
_RENT = {0: (7900, 8600), 1: (8800, 10400), 2: (9900, 11900), 3: (10900, 13100), 4: (12600, 14300)}
_VAT_PER_MILLE = 200


@dataclass(frozen=True, slots=True)
class Tariff:
    """One charge of a home: pence a week from each rent year, in order of years."""

    code: ChargeCode
    description: str
    weekly: tuple[tuple[int, int], ...]


def limit(year: int, rent_type: RentType | None) -> int:
    """The most a rent may rise in April of the year, per mille; nil where no limit is known."""
    return (SUPPORTED_LIMITS if rent_type is RentType.SUPPORTED else LIMITS).get(year, 0)


def tariffs(seed: int, space: Space, first_year: int, last_year: int) -> tuple[Tariff, ...]:
    """What a home costs a week in each rent year; neighbours of one size mostly pay the same, and the same services."""
    shared = stream(seed, "rents", space.scheme, space.bedrooms)
    own = stream(seed, "rent", space.key)
    years = range(first_year, last_year + 1)
    found = []
    for code, description, now in _now(shared, own, space):
        found.append(Tariff(code, description, tuple(_path(now, space.rent_type, years))))
    if own_charge := OWN_CHARGE.get(space.use):
        weekly = [(year, own_charge[max(y for y in own_charge if y <= year)]) for year in years]
        words = "Heating and breakfast" if space.use is Use.SUPPORTED else "Meals and heating in the room"
        found.append(Tariff(ChargeCode.INELIGIBLE_SERVICE, words, tuple(weekly)))
    return tuple(found)


def _path(now: int, rent_type: RentType | None, years: range) -> Iterator[tuple[int, int]]:
    """From a price today back to the first year, and forward again so that no year rises past its limit."""
    pence = now
    for year in reversed(years[1:]):
        pence = pence * 1000 // (1000 + limit(year, rent_type))
    yield years[0], pence
    for year in years[1:]:
        pence = pence * (1000 + limit(year, rent_type)) // 1000
        yield year, pence


def _now(shared: Random, own: Random, space: Space) -> list[tuple[ChargeCode, str, int]]:
    """Today's charges of a home a week."""
    if space.use is Use.GARAGES:
        pence = {SpaceKind.GARAGE: 1150, SpaceKind.STORE: 450}.get(space.kind, 620) + 20 * between(shared, 0, 8)
        return [(ChargeCode.GARAGE, str(space.kind).capitalize(), pence)]
    lines = [(ChargeCode.RENT, "Licence charge" if space.use in OWN_CHARGE else "Rent", _rent(shared, own, space))]
    if space.use in OWN_CHARGE:
        lines += [(ChargeCode.ELIGIBLE_SERVICE, "Service charge", between(shared, 6200, 11500)),
                  (ChargeCode.SUPPORT, "Support", 2140 if space.use is Use.SUPPORTED else 3500)]
    elif space.use is Use.SHELTERED:
        lines += [(ChargeCode.ELIGIBLE_SERVICE, "Service charge", between(shared, 1800, 3200)),
                  (ChargeCode.INELIGIBLE_SERVICE, "Heating and hot water", between(shared, 760, 980)),
                  (ChargeCode.WATER, "Water", between(shared, 590, 720)), (ChargeCode.SUPPORT, "Alarm", 450)]
    elif space.kind is SpaceKind.FLAT and space.use is not Use.AGENT:
        lines.append((ChargeCode.ELIGIBLE_SERVICE, "Service charge", between(shared, 320, 1400)))
        if shared.random() < 0.4:
            lines.append((ChargeCode.INELIGIBLE_SERVICE, "Heating and hot water", between(shared, 820, 1150)))
    return lines


def _rent(shared: Random, own: Random, space: Space) -> int:
    if space.use in OWN_CHARGE:
        return between(shared, 16800, 20500)
    low, high = _RENT[space.bedrooms or 0]
    pence = between(shared, low, high) if own.random() < 0.6 else between(own, low, high)
    dearer = {RentType.AFFORDABLE: 118, RentType.INTERMEDIATE: 135, RentType.MARKET: 168}
    return pence * dearer.get(space.rent_type or RentType.SOCIAL, 100) // 100


def plan_charges(lines: tuple[Tariff, ...], rent_type: RentType | None, frequency: Frequency, starts: date,
                 ends: date | None, award: Award | None, *, vat: bool) -> tuple[Charge, ...]:
    """The charge lines of one account over its life, a new one for every price, each with its dated shares."""
    after = None if ends is None else ends + DAY
    found: list[Charge] = []
    for line in lines:
        for price, start, end in _prices(line, rent_type, frequency, starts, after):
            shares = _shares(line, price, start, end, award)
            found.append(Charge(line.description, LineRow(line.code, price, start, end, shares)))
            if vat:
                own = (ShareRow(Payer.TENANT, None, start, None),)
                tax = LineRow(ChargeCode.VAT, price * _VAT_PER_MILLE // 1000, start, end, own)
                found.append(Charge("VAT at 20%", tax))
    return tuple(found)


def _prices(line: Tariff, rent_type: RentType | None, frequency: Frequency, starts: date,
            after: date | None) -> Iterator[tuple[int, date, date | None]]:
    """Each price of a line with the dates it is charged, a month's worth (× 52 ÷ 12) on monthly accounts."""
    monthly = frequency is Frequency.MONTHLY
    begins = [date(year, 4, 1) if monthly else rent_year_start(year) for year, _ in line.weekly]
    before = None
    for index, (year, weekly) in enumerate(line.weekly):
        end = begins[index + 1] if index + 1 < len(begins) else None
        if (end is not None and end <= starts) or (after is not None and begins[index] >= after):
            continue
        price = portion(weekly, 52, 12) if monthly else weekly
        if before is not None and line.code is ChargeCode.RENT:
            price = min(price, before * (1000 + limit(year, rent_type)) // 1000)
        before = price
        last = after if end is None or (after is not None and after < end) else end
        yield price, max(starts, begins[index]), last


def _shares(line: Tariff, price: int, start: date, end: date | None, award: Award | None) -> tuple[ShareRow, ...]:
    """Who pays a price: the support provider its line, benefit the eligible lines from the award on, else the tenant.

    A share that lasts as long as its line has no end of its own.
    """
    if line.code is ChargeCode.SUPPORT and line.description == "Support":
        return (ShareRow(Payer.SUPPORT, None, start, None),)
    if award is None or line.code not in BENEFIT_ELIGIBLE or (end is not None and award.start >= end):
        return (ShareRow(Payer.TENANT, None, start, None),)
    begins = max(start, award.start)
    before = (ShareRow(Payer.TENANT, None, start, begins),) if begins > start else ()
    if award.per_mille >= 1000 or line.code is not ChargeCode.RENT:
        return (*before, ShareRow(award.payer, None, begins, None))
    benefit = ShareRow(award.payer, price * award.per_mille // 1000, begins, None)
    return (*before, benefit, ShareRow(Payer.TENANT, None, begins, None))
