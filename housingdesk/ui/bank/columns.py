"""How bank lines and suggestions read in a list: the fact, then its evidence in grey."""

from collections.abc import Sequence
from datetime import date

from housingdesk.bank.queries.lines import LineRow
from housingdesk.bank.queries.our_accounts import SuspenseRow
from housingdesk.bank.queries.targets import Target
from housingdesk.bank.rules.kinds import kind_words
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.dates import format_short
from housingdesk.values.money import balance_words, format_pence

_STATES = {"posted": Status.GOOD, "parked": Status.DUE, "left out": Status.NEUTRAL}
_FORMATS = {"mt940": "MT940", "mt942": "MT942", "ofx": "OFX", "qif": "QIF",
            "bai2": "BAI2", "standard18": "Standard 18", "csv": "CSV", "xlsx": "Excel", "xls": "Excel"}
_COUNTS = ("No", "One", "Two", "Three", "Four", "Five")


def line_columns(today: date) -> Sequence[Column]:
    """Columns of the statement's lines."""
    return (
        Column("date", "Date", 124, lambda r: format_short(r.made_on, today), status=lambda r: _STATES.get(r.state), least=124),
        Column("bank", "From the bank", 192, from_bank, secondary=_below, stretch=1, least=126),
        Column("amount", "Amount", 104, lambda r: format_pence(r.pence), align=Align.RIGHT),
        Column("to", "Post to", 176, post_to, secondary=where, italic=is_open, stretch=1),
        Column("why", "Why", 270, why, secondary=evidence, stretch=3, hide_below=640),
    )


def is_open(row: LineRow) -> bool:
    """Whether the line still waits for a person, parked or not."""
    return row.state in ("waiting", "parked")


def from_bank(row: LineRow) -> str:
    """Who pays, as the bank says it."""
    return row.payer or row.narrative


def narrative_below(row: LineRow) -> str:
    """What else the bank says, where it adds something to the payer."""
    return row.narrative if row.payer and row.narrative.strip().upper() != row.payer.strip().upper() else ""


def format_words(name: str) -> str:
    """A file format as people write it.

    >>> format_words("mt940"), format_words("camt.053"), format_words("barclays")
    ('MT940', 'camt.053', 'Barclays CSV')
    """
    if name in _FORMATS:
        return _FORMATS[name]
    return f"{name.replace('-', ' ').title()} CSV" if name.replace("-", "").isalpha() and name.islower() else name


def _below(row: LineRow) -> str:
    parts = (kind_words(row.kind), narrative_below(row), masked(row.payer_account))
    return " · ".join(p for p in parts if p)


def masked(account: str | None) -> str:
    """A payer's account with its middle hidden: ``20-44-17 ····9``."""
    return f"{account[:2]}-{account[2:4]}-{account[4:6]} ····{account[-1]}" if account and len(account) == 14 else ""


def post_to(row: LineRow) -> str:
    """The account suggested (or posted to), in words."""
    if row.account_id is not None:
        return row.post_to or row.account_reference
    if row.parts and is_open(row):
        return f"{len(row.parts)} payments in one line"
    fits = len(row.suggestions)
    if fits > 1:
        what = "people" if len({s.name for s in row.suggestions}) == fits else "accounts"
        return f"{_COUNTS[fits] if fits < len(_COUNTS) else fits} {what} fit"
    return "Left out" if row.state == "left out" else "Nobody yet"


def where(row: LineRow) -> str:
    """Address and reference of the account suggested, or who fits."""
    if row.parts and is_open(row):
        return " · ".join(dict.fromkeys(p.name or "nobody found" for p in row.parts))
    if row.account_id is None:
        return " · ".join(s.name for s in row.suggestions if s.name) or ("" if row.state == "left out" else "Find with F")
    return " · ".join(p for p in (row.address, row.tenancy_reference) if p)


def why(row: LineRow) -> str:
    """The reason in one line: for the suggestion, or the question it waits with."""
    return row.question or row.why if row.state == "parked" else row.why


def evidence(row: LineRow) -> str:
    """The grey line under the reason."""
    if row.state == "parked":
        return f"Parked for {row.asked or 'anybody'}"
    if row.account_id is None and len(row.suggestions) > 1:
        return f"Choose with 1 {'or' if len(row.suggestions) == 2 else 'to'} {len(row.suggestions)}"
    if row.rule_id is not None and row.held_because and is_open(row):
        return row.held_because[0]
    if row.suggestions and row.account_id is not None:
        return row.suggestions[0].evidence
    return row.held_because[0] if row.held_because else ""


def line_sentence(row: LineRow) -> str:
    """A line read aloud."""
    to = "posted to" if row.state == "posted" else "to"
    return f"{format_pence(row.pence)} from {from_bank(row)}, {to} {post_to(row)}. {why(row)}"


def target_columns() -> Sequence[Column]:
    """Columns of accounts found."""
    return (
        Column("name", "Account", 150, lambda r: r.name, secondary=lambda r: f"Former · {r.detail}" if r.former else r.detail,
               stretch=1),
        Column("owed", "Owed", 92, _owed, align=Align.RIGHT, secondary=lambda r: _word(r.owed_pence)),
    )


def ledger_columns() -> Sequence[Column]:
    """Columns of ledger accounts: the whole name in two lines; what they stand at tells nothing here."""
    return (Column("name", "Account", 150, lambda r: ledger_name(r.name)[0], secondary=lambda r: ledger_name(r.name)[1],
                   stretch=1),)


def ledger_name(name: str) -> tuple[str, str]:
    """What a ledger account is called, and what tells it from others like it.

    >>> ledger_name("Housing Benefit of Dalesham Council awaiting its schedule")
    ('Housing Benefit', 'of Dalesham Council awaiting its schedule')
    >>> ledger_name("Card settlements awaiting their report"), ledger_name("Bank interest")
    (('Card settlements', 'awaiting their report'), ('Bank interest', ''))
    """
    for word in (" of ", " awaiting "):
        head, between, tail = name.partition(word)
        if between:
            return head, f"{between.strip()} {tail}"
    return name, ""


def _owed(row: Target) -> str:
    return format_pence(abs(row.owed_pence))


def _word(pence: int) -> str:
    return balance_words(pence).partition(" ")[2] if pence else "up to date"


def target_sentence(row: Target) -> str:
    """An account read aloud."""
    return f"{row.name}, {row.detail}, {balance_words(row.owed_pence)}"


def suspense_columns(today: date) -> Sequence[Column]:
    """Columns of unidentified money."""
    return (
        Column("date", "Date", 68, lambda r: format_short(r.made_on, today)),
        Column("bank", "From the bank", 260, lambda r: r.narrative, secondary=lambda r: r.note, stretch=1),
        Column("amount", "Amount", 100, lambda r: format_pence(r.pence), align=Align.RIGHT),
        Column("age", "Waiting", 110, lambda r: f"{r.days:,} day{'' if r.days == 1 else 's'}", align=Align.RIGHT,
               status=lambda r: Status.LATE if r.days > 28 else Status.DUE if r.days > 7 else None),
        Column("owner", "Who looks into it", 150, lambda r: r.owner or "nobody yet", least=132, hide_below=560),
    )


def suspense_sentence(row: SuspenseRow) -> str:
    """Unidentified money read aloud."""
    return f"{format_pence(row.pence)} from {row.narrative}, waiting {row.days} days"
