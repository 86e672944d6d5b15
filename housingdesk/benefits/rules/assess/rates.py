"""The figures of an estimate: dated, marked by how sure they are, and corrected by what the association typed in. Pure.

A figure that is marked "check", or that is not known for a day, is never used: ``NoFigure`` says so in a sentence.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from housingdesk.errors import Refused
from housingdesk.values.dates import format_date, rent_year_of, rent_year_start
from housingdesk.values.text import sentence_case

SETTING = "benefits.figures"
"""The dated setting in which the association types figures of its own: a key and an amount, one to a line."""


class Mark(StrEnum):
    """How sure a figure or a rule is."""

    SURE = "sure"
    LIKELY = "likely"
    CHECK = "check"


class Unit(StrEnum):
    """What a figure counts."""

    WEEK = "week"
    MONTH = "month"
    SUM = "sum"
    PERCENT = "percent"


class NoFigure(Refused):
    """A figure is not known, or not surely enough, so that nothing can be worked out with it."""


@dataclass(frozen=True, slots=True)
class Value:
    """One amount and when it holds: a benefit year, or from a day up to but not including another. Hundredths."""

    amount: int
    mark: Mark
    year: int | None = None
    start: date | None = None
    end: date | None = None

    def holds(self, on: date, weekly: bool) -> bool:
        """Whether it holds on a day; ``weekly`` decides on which day a benefit year begins."""
        if self.year is not None:
            return benefit_year(on, weekly) == self.year
        return (self.start is None or self.start <= on) and (self.end is None or on < self.end)


@dataclass(frozen=True, slots=True)
class Rate:
    """One figure by name, its amounts over time and where they are written."""

    key: str
    label: str
    unit: Unit
    source: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """A figure that the association typed in, the day it holds from and where it is written."""

    amount: int
    start: date
    source: str


@dataclass(frozen=True, slots=True)
class Figure:
    """The amount of a figure on a day: pence, or hundredths of a per cent."""

    amount: int
    mark: Mark
    source: str
    label: str


@dataclass(frozen=True, slots=True)
class Rates:
    """All figures, and the versions of the tables they come from."""

    rates: Mapping[str, Rate]
    versions: tuple[str, ...]
    typed: Mapping[str, tuple[Typed, ...]]

    def figure(self, key: str, on: date, *, weekly: bool = True) -> Figure:
        """A figure on a day; NoFigure with the sentence for the person when it is not known or not certain."""
        rate = self.rates[key]
        typed = self._typed(rate, on, weekly)
        if typed is not None:
            return Figure(typed.amount, Mark.SURE, typed.source, rate.label)
        value = next((value for value in rate.values if value.holds(on, weekly)), None)
        named = sentence_case(rate.label)
        if value is None:
            raise NoFigure(f"{named} is not known for {format_date(on)}. Type it in under Settings, Rule packs, "
                           f"Benefit figures, as “{key}”, with where it is written ({rate.source})")
        if value.mark is Mark.CHECK:
            raise NoFigure(f"{named} is not certain on {format_date(on)}, so nothing is worked out with it. Look it up in "
                           f"{rate.source} and type it in under Settings, Rule packs, Benefit figures, as “{key}”")
        return Figure(value.amount, value.mark, rate.source, rate.label)

    def _typed(self, rate: Rate, on: date, weekly: bool) -> Typed | None:
        """What was typed in last; an amount that goes up every April holds to the end of its own benefit year only."""
        held = [one for one in self.typed.get(rate.key, ()) if one.start <= on]
        newest = max(held, key=lambda one: one.start) if held else None
        if newest is None or rate.unit is Unit.PERCENT:
            return newest
        return newest if benefit_year(newest.start, weekly) == benefit_year(on, weekly) else None

    def strange(self) -> tuple[str, ...]:
        """Names that were typed in and are no figure of benefit."""
        return tuple(key for key in self.typed if key not in self.rates)

    def version(self) -> str:
        """What a printed estimate says it was worked out with."""
        return ", ".join([*self.versions, *(["figures typed in here"] if self.typed else [])])


def benefit_year(on: date, weekly: bool) -> int:
    """The year in which the benefit year of a day began: the first Monday on or after 1 April where rent is weekly, else
    1 April (HB Regs 2006 reg 79; the Up-rating Orders).

    >>> benefit_year(date(2026, 4, 3), True), benefit_year(date(2026, 4, 3), False), benefit_year(date(2026, 4, 6), True)
    (2025, 2026, 2026)
    """
    if weekly:
        return rent_year_of(on)
    return on.year if on >= date(on.year, 4, 1) else on.year - 1


def year_begins(year: int, weekly: bool) -> date:
    """The first day of a benefit year."""
    return rent_year_start(year) if weekly else date(year, 4, 1)


def parse_rates(sources: Iterable[str], typed: Mapping[str, tuple[Typed, ...]] | None = None) -> Rates:
    """The figures out of TOML texts; Refused with the reason when one cannot be read."""
    rates: dict[str, Rate] = {}
    versions = []
    for source in sources:
        try:
            data = tomllib.loads(source)
            found = [_rate(row) for row in data["rate"]]
            versions.append(str(data["version"]))
        except (tomllib.TOMLDecodeError, KeyError, ValueError, TypeError) as error:
            raise Refused(f"The figures of benefits are not readable: {error}") from error
        twice = [rate.key for rate in found if rate.key in rates]
        if twice:
            raise Refused(f"The figures of benefits name {twice[0]} twice")
        rates |= {rate.key: rate for rate in found}
    return Rates(rates, tuple(versions), typed or {})


def _rate(row: Mapping[str, Any]) -> Rate:
    values = tuple(Value(hundredths(one["amount"]), Mark(one["mark"]), one.get("year"), one.get("from"), one.get("to"))
                   for one in row["values"])
    return Rate(row["key"], row["label"], Unit(row["unit"]), row["source"], values)


def hundredths(text: str) -> int:
    """``"35.25"`` as 3525; ValueError when it is no amount of at most two decimals."""
    try:
        found = Decimal(text.strip().removeprefix("£").replace(",", "").removesuffix("%").strip()) * 100
    except InvalidOperation as error:
        raise ValueError(f"“{text}” is no amount") from error
    if not found.is_finite() or found < 0 or found != found.to_integral_value():
        raise ValueError(f"“{text}” is no amount")
    return int(found)


def typed_in(lists: Sequence[tuple[date, Sequence[tuple[str, str]], str]]) -> dict[str, tuple[Typed, ...]]:
    """What the association typed: lists of (key, amount), each with the day it holds from and where it is written."""
    out: dict[str, tuple[Typed, ...]] = {}
    for start, pairs, source in lists:
        for key, amount in pairs:
            out[key] = (*out.get(key, ()), Typed(hundredths(amount), start, source))
    return out
