"""What can be claimed on which day, and whose money it is: dated rows, read from a table of the law. Pure.

Payments of a fund (rulebook §6.5) are a third party's credit, never Housing Benefit.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from housingdesk.benefits.rules.words import ClaimKind
from housingdesk.values.dates import format_date
from housingdesk.values.rows import frozen


@frozen
class Fund:
    """One kind of claim: for whom, who pays how, and the days on which it can be started (both counted)."""

    kind: ClaimKind
    start: date | None
    end: date | None
    whom: str
    pays: str
    source: str
    third: bool = False
    before: str = ""
    after: str = ""
    check: str = ""

    def offered(self, on: date) -> bool:
        """Whether it can be started on a day."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


@frozen
class Share:
    """A share of the standard allowance from a day on, in per cent."""

    start: date
    least: int
    most: int
    source: str
    check: str = ""


@frozen
class Funds:
    """The whole table: kinds, the share that goes towards arrears, and the limit of all deductions together."""

    kinds: Mapping[ClaimKind, Fund]
    deductions: tuple[Share, ...]
    caps: tuple[Share, ...]

    def startable(self, on: date) -> tuple[ClaimKind, ...]:
        """The kinds that can be started on a day, in the order of the words."""
        return tuple(kind for kind in ClaimKind if self.kinds[kind].offered(on))

    def why_not(self, kind: ClaimKind, on: date) -> str | None:
        """Why a kind cannot be started on a day, in a sentence; None where it can."""
        fund = self.kinds[kind]
        if fund.start is not None and on < fund.start:
            return f"{kind} begins on {format_date(fund.start)}. {fund.before}".rstrip(". ")
        if fund.end is not None and fund.end < on:
            return f"{kind} ended on {format_date(fund.end)}. {fund.after}".rstrip(". ")
        return None


def parse_funds(text: str) -> Funds:
    """The table from its TOML text; KeyError or ValueError where it is not one."""
    data = tomllib.loads(text)
    kinds = [Fund(ClaimKind[row["key"]], row.get("from"), row.get("to"), row["whom"], row["pays"], row["source"],
                  bool(row.get("third", False)), row.get("before", ""), row.get("after", ""), row.get("check", ""))
             for row in data["kind"]]
    return Funds({fund.kind: fund for fund in kinds}, _shares(data["deduction"], "least", "most"),
                 _shares(data["cap"], "percent", "percent"))


def _shares(rows: list[dict[str, Any]], least: str, most: str) -> tuple[Share, ...]:
    return tuple(Share(row["from"], row[least], row[most], row["source"], row.get("check", "")) for row in rows)


def share_on(shares: tuple[Share, ...], on: date) -> Share | None:
    """The one in force on a day: the last that has begun."""
    return max((one for one in shares if one.start <= on), key=lambda one: one.start, default=None)
