"""The arrears list narrowed to what was asked for, worked out beside the window: ten thousand accounts take a moment.

What a row is found by and which group it is in are worked out once, when the list is read, not at every letter typed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from housingdesk.arrears.queries.listing import ArrearsRow, FilterChoices, Filters, arrears_list, filter_choices
from housingdesk.bank.queries.our_accounts import last_statement
from housingdesk.holds.queries import active
from housingdesk.values.dates import format_date
from housingdesk.values.text import fold
from housingdesk.values.timeline import Ref

GROUPS = (("owing", "Owing"), ("benefit", "Benefit to come"), ("former", "Former"))
_CHOSEN = ("scheme", "officer", "council", "route", "tenancy_kind")


@dataclass(frozen=True, slots=True)
class Listed:
    """A row with its group, empty where it is in none, and everything it is found by, folded."""

    row: ArrearsRow
    group: str
    found_by: str
    owed_pence: int


@dataclass(frozen=True, slots=True)
class Everybody:
    """All accounts with a balance, what the filters offer, and the warning when payments may be missing.

    ``stopped``: why steps about an agreement are stopped today, by its id, for the few of which they are.
    """

    rows: tuple[Listed, ...]
    choices: FilterChoices
    warning: str
    stopped: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The rows shown, how many each group holds, and what the rows shown owe together in pence."""

    rows: tuple[ArrearsRow, ...]
    counts: dict[str, int]
    owed_pence: int


def everybody(on: date) -> Everybody:
    """The whole list, the most weeks first."""
    rows = arrears_list(on)
    stopped = {Ref.of(subject).id: "; ".join(hold.stopped for hold in holds) for subject, holds in active(on).items()}
    return Everybody(tuple(listed(row) for row in rows), filter_choices(rows), _missing_payments(on), stopped)


def _missing_payments(on: date) -> str:
    """Whether the newest statement is too old for letters to be right."""
    last = last_statement(on)
    if last is None:
        return ""
    return f"Payments may be missing: the last statement ends on {format_date(last)}. Open the newest one before letters go"


def listed(row: ArrearsRow) -> Listed:
    """A row made ready to be narrowed."""
    found_by = "\n".join((row.names, row.address, row.tenancy_reference, row.reference))
    return Listed(row, _group(row), fold(found_by), row.position.owed_pence)


def _group(row: ArrearsRow) -> str:
    for key, _ in GROUPS:
        if Filters(former=key == "former", benefit_only=key == "benefit").fits(row):
            return key
    return ""


def narrowed(rows: Sequence[Listed], filters: Filters, group: str) -> Narrowed:
    """The rows of a group that fit, and how many each group would show; ``former`` and ``benefit_only`` come by the group."""
    text = fold(filters.text)
    wanted = [(name, value) for name in _CHOSEN if (value := getattr(filters, name)) is not None]
    fitting = [one for one in rows if text in one.found_by and all(getattr(one.row, name) == value for name, value in wanted)]
    counts = {key: sum(one.group == key for one in fitting) for key, _ in GROUPS}
    shown = [one for one in fitting if one.group == group]
    return Narrowed(tuple(one.row for one in shown), counts, sum(one.owed_pence for one in shown))
