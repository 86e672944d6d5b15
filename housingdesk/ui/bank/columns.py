"""How bank lines and suggestions read in a list: the fact, then its evidence in grey."""

from collections.abc import Sequence
from datetime import date

from housingdesk.bank.queries.lines import LineRow, SuspenseRow
from housingdesk.bank.queries.targets import Target
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.dates import format_short
from housingdesk.values.money import balance_words, format_pence

_STATES = {"posted": Status.GOOD, "parked": Status.DUE, "left out": Status.NEUTRAL}


def line_columns(today: date) -> Sequence[Column]:
    """Columns of the statement's lines."""
    return (
        Column("date", "Date", 68, lambda r: format_short(r.made_on, today), status=lambda r: _STATES.get(r.state)),
        Column("bank", "From the bank", 205, lambda r: r.payer or r.narrative, secondary=_from, stretch=1),
        Column("amount", "Amount", 92, lambda r: format_pence(r.pence), align=Align.RIGHT),
        Column("to", "Post to", 190, post_to, secondary=where, italic=lambda r: r.state != "posted"),
        Column("why", "Why", 240, lambda r: r.question or r.why, secondary=evidence, stretch=2),
    )


def _from(row: LineRow) -> str:
    parts = [row.kind or "", row.narrative if row.payer else "", _masked(row.payer_account)]
    return " · ".join(p for p in parts if p)


def _masked(account: str | None) -> str:
    return f"{account[:2]}-{account[2:4]}-{account[4:6]} ····{account[-1]}" if account and len(account) == 14 else ""


def post_to(row: LineRow) -> str:
    """The account suggested (or posted to), in words."""
    if row.account_id is not None:
        return row.post_to or row.account_reference
    if len(row.suggestions) > 1:
        return f"{len(row.suggestions)} accounts fit"
    return "Nobody yet"


def where(row: LineRow) -> str:
    """Address and reference of the account suggested."""
    known = " · ".join(p for p in (row.address, row.tenancy_reference) if p)
    return known or ("Choose with F" if row.account_id is None else "")


def evidence(row: LineRow) -> str:
    """The grey line under the reason."""
    if row.state == "parked":
        return f"Asked: {row.asked or 'anybody'}"
    if row.suggestions and row.account_id is not None:
        return row.suggestions[0].evidence
    return row.held_because[0] if row.held_because else ""


def line_sentence(row: LineRow) -> str:
    """A line read aloud."""
    return f"{format_pence(row.pence)} from {row.payer or row.narrative}, to {post_to(row)}. {row.why}"


def target_columns() -> Sequence[Column]:
    """Columns of accounts found."""
    return (
        Column("name", "Account", 150, lambda r: r.name, secondary=lambda r: r.detail, stretch=1),
        Column("owed", "Owed", 96, lambda r: balance_words(r.owed_pence).replace(" owed", ""), align=Align.RIGHT),
    )


def target_sentence(row: Target) -> str:
    """An account read aloud."""
    return f"{row.name}, {row.detail}, {balance_words(row.owed_pence)}"


def suspense_columns(today: date) -> Sequence[Column]:
    """Columns of unidentified money."""
    return (
        Column("date", "Date", 68, lambda r: format_short(r.made_on, today)),
        Column("bank", "From the bank", 260, lambda r: r.narrative, secondary=lambda r: r.note, stretch=1),
        Column("amount", "Amount", 100, lambda r: format_pence(r.pence), align=Align.RIGHT),
        Column("age", "Waiting", 110, lambda r: f"{r.days} day{'' if r.days == 1 else 's'}", align=Align.RIGHT,
               status=lambda r: Status.LATE if r.days > 7 else None),
        Column("owner", "Who looks into it", 140, lambda r: r.owner),
    )


def suspense_sentence(row: SuspenseRow) -> str:
    """Unidentified money read aloud."""
    return f"{format_pence(row.pence)} from {row.narrative}, waiting {row.days} days"
