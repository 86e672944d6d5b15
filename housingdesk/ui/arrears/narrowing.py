"""The arrears list narrowed to what was asked for, worked out beside the window: ten thousand accounts take a moment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from housingdesk.arrears.queries import ArrearsRow, FilterChoices, Filters, arrears_list, filter_choices
from housingdesk.bank.queries.lines import bank_accounts
from housingdesk.values.dates import format_date, working_days_between

GROUPS = (("owing", "Owing"), ("benefit", "Benefit to come"), ("former", "Former"))
_OLD_FILE = 3


@dataclass(frozen=True, slots=True)
class Everybody:
    """All accounts with a balance, what the filters offer, and the warning when payments may be missing."""

    rows: tuple[ArrearsRow, ...]
    choices: FilterChoices
    warning: str


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The rows shown, how many each group holds, and what the rows shown owe together in pence."""

    rows: tuple[ArrearsRow, ...]
    counts: dict[str, int]
    owed_pence: int


def everybody(on: date) -> Everybody:
    """The whole list, the most weeks first."""
    rows = arrears_list(on)
    return Everybody(tuple(rows), filter_choices(rows), _missing_payments(on))


def _missing_payments(on: date) -> str:
    """Whether the newest statement is too old for letters to be right."""
    old = [bank for bank in bank_accounts() if bank.last_on is not None and working_days_between(bank.last_on, on) > _OLD_FILE]
    if not old:
        return ""
    last = min(bank.last_on for bank in old if bank.last_on is not None)
    return f"Payments may be missing: the last statement ends on {format_date(last)}. Open the newest one before letters go"


def narrowed(rows: Sequence[ArrearsRow], filters: Filters, group: str) -> Narrowed:
    """The rows of a group that fit, and how many each group would show."""
    found: dict[str, list[ArrearsRow]] = {}
    for key, _ in GROUPS:
        asked = replace(filters, former=key == "former", benefit_only=key == "benefit")
        found[key] = [row for row in rows if asked.fits(row)]
    shown = found[group]
    return Narrowed(tuple(shown), {key: len(some) for key, some in found.items()}, sum(r.position.owed_pence for r in shown))
