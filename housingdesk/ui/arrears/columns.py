"""How an account reads on the arrears list."""

from collections.abc import Callable, Sequence
from datetime import date

from housingdesk.arrears.queries.listing import ArrearsRow
from housingdesk.tenancies.rules import BenefitRoute, route_words
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.dates import format_short
from housingdesk.values.money import format_pence

Stopped = Callable[[ArrearsRow], str]
"""Why steps about an account are stopped today; empty where they are not."""


def arrears_columns(today: date, stopped: Stopped) -> Sequence[Column]:
    """Columns of the list."""
    return (
        Column("who", "Who", 210, lambda r: r.names, secondary=lambda r: f"{r.address} · {r.tenancy_reference}",
               sort=True, stretch=3),
        Column("weeks", "Weeks", 78, lambda r: f"{r.position.weeks:g}" if r.position.weeks else "–", align=Align.RIGHT,
               sort=lambda r: r.position.weeks, status=lambda r: Status.LATE if r.position.weeks >= 8 else
               Status.DUE if r.position.weeks >= 2 else None),
        Column("owed", "Own part", 100, lambda r: format_pence(r.position.owed_pence), align=Align.RIGHT, secondary=of_all,
               sort=lambda r: r.position.owed_pence, strong=lambda _row: True),
        Column("benefit", "Benefit", 100, benefit, align=Align.RIGHT, sort=lambda r: r.position.expected_pence,
               hide_below=760),
        Column("last", "Last paid", 88, lambda r: format_short(r.last_receipt_on, today) if r.last_receipt_on else "never",
               sort=lambda r: r.last_receipt_on or date.min, hide_below=640, least=84),
        Column("why", "What it is", 220, lambda r: stopped(r) or r.position.sentence,
               secondary=lambda r: r.position.sentence if stopped(r) else expected(r, today),
               status=lambda r: Status.INFORMATION if stopped(r) else None, stretch=2, hide_below=560),
    )


def benefit(row: ArrearsRow) -> str:
    """What benefit has still to pay."""
    return format_pence(row.position.expected_pence) if row.position.expected_pence else ""


def of_all(row: ArrearsRow) -> str:
    """The whole balance, where the person owes only a part of it."""
    position = row.position
    return f"of {format_pence(position.pence)}" if position.owed_pence and position.owed_pence < position.pence else ""


def expected(row: ArrearsRow, today: date) -> str:
    """The next money on its way, and the route it comes by."""
    route = "" if row.route is BenefitRoute.NONE else route_words(row.route, row.tenancy_kind)
    if row.expected_on is None:
        return route
    coming = f"{format_pence(row.expected_pence)} expected {format_short(row.expected_on, today)}"
    return f"{coming} · {route}" if route else coming


def arrears_sentence(row: ArrearsRow, stopped: Stopped) -> str:
    """A row read aloud."""
    why = f". Stopped: {stopped(row)}" if stopped(row) else ""
    both = f". {row.position.both}" if row.position.both else ""
    return f"{row.names}, {row.address}: {row.position.sentence}, {format_pence(row.position.owed_pence)}{both}{why}"
