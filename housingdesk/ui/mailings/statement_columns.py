"""How an account reads in the issue log of statements."""

from datetime import date

from housingdesk.mailings.rules.statements import LogLine, LogState, told
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.dates import format_short
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case

_STATES = {LogState.SENT: Status.GOOD, LogState.MADE: Status.INFORMATION, LogState.TO_MAKE: Status.DUE,
           LogState.NOT_SENT: Status.LATE, LogState.NOTHING: Status.NEUTRAL}


def log_columns(today: date) -> tuple[Column, ...]:
    """Columns of the log."""
    return (Column("who", "Who", 170, lambda r: r.names, secondary=lambda r: r.address, sort=True, stretch=2),
            Column("account", "Account", 96, lambda r: r.reference, secondary=_kind, sort=True, hide_below=760),
            Column("state", "Statement", 140, lambda r: sentence_case(r.state), status=lambda r: _STATES[r.state],
                   secondary=how, sort=True, stretch=1),
            Column("why", "When, or why not", 190, lambda r: _dates(r, today) or r.why_not, stretch=3,
                   secondary=lambda r: r.why_not if _dates(r, today) else ""),
            Column("owed", "Owed then", 96, _owed, align=Align.RIGHT, sort=lambda r: r.closing_pence),
            Column("last", "Last one", 92, lambda r: format_short(r.last_on, today) if r.last_on else "None",
                   sort=lambda r: r.last_on or date.min, hide_below=640))


def log_sentence(row: LogLine) -> str:
    """An account read aloud."""
    said = told(row)
    return f"{row.names}, {row.address}: {row.state}{'. ' + said if said else ''}"


def how(row: LogLine) -> str:
    """The ways in which statements went or go."""
    return "; ".join(dict.fromkeys(one.how for one in row.issued if one.live))


def _kind(row: LogLine) -> str:
    return f"{row.kind}, left" if row.former else row.kind


def _dates(row: LogLine, today: date) -> str:
    """When statements went, or in which state they are: ``Went 6 Oct``."""
    went = list(dict.fromkeys(format_short(one.went_on, today) for one in row.issued if one.went and one.went_on))
    others = dict.fromkeys(f"{sentence_case(one.state)}, dated {format_short(one.dated, today)}" for one in row.issued
                           if one.live and not one.went)
    return "; ".join([f"Went {' and '.join(reversed(went))}", *others] if went else others)


def _owed(row: LogLine) -> str:
    return f"{format_pence(-row.closing_pence)} cr" if row.closing_pence < 0 else format_pence(row.closing_pence)
