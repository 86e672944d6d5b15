"""``housingdesk reconcile --from DAY --to DAY``: shows that the arrears roll forward, and that bank and ledger agree."""

import argparse
import json
from collections.abc import Sequence

from housingdesk.bank.queries.reconcile import BankProof, Reconciliation, reconciliation
from housingdesk.commands import opening, period
from housingdesk.rent.queries.rollforward import RollRow
from housingdesk.values.dates import format_date
from housingdesk.values.money import decimal_text, format_pence

DISAGREES = 1
_FIGURES = ("opening", "debit", "own_receipts", "hb_receipts", "uc_receipts", "other_receipts", "adjustments", "write_offs",
            "closing")
_HEADS = ("Opening", "Debit", "Own", "HB", "UC", "Others", "Adjusted", "Written off", "Closing")


def configure(parser: argparse.ArgumentParser) -> None:
    """The first and the last day."""
    period.configure(parser)
    opening.configure(parser)


def run(options: argparse.Namespace) -> int:
    """Prints the report; the exit code is 1 when anything does not agree."""
    with opening.opened(options) as desk:
        start, end = period.days(options, desk.today)
        found: Reconciliation = desk.ask(reconciliation, start=start, end=end)
    print(json.dumps(_as_json(found), indent=1) if options.json else _as_text(found))
    return 0 if agrees(found) else DISAGREES


def agrees(found: Reconciliation) -> bool:
    """Whether every account rolls forward to the penny, and every bank account is posted and agrees with the bank."""
    return found.holds and all(bank.agreed for bank in found.banks)


def _as_json(found: Reconciliation) -> dict[str, object]:
    return {"from": found.start.isoformat(), "to": found.end.isoformat(), "agrees": agrees(found),
            "banks": [_bank_json(bank) for bank in found.banks], "totals": [_row_json(row) for row in found.totals],
            "groups": [_row_json(row) for row in found.groups], "accounts": [_row_json(row) for row in found.rows],
            "arrears": {"owed": decimal_text(found.gross.arrears), "in_credit": decimal_text(found.gross.credits),
                        "accounts_owing": found.gross.accounts_in_arrears},
            "suspense": decimal_text(found.suspense_pence),
            "control": [{"reference": reference, "name": name, "amount": decimal_text(pence)}
                        for reference, name, pence in found.control],
            "head": {"sequence": found.head_sequence, "hash": found.head_hash}}


def _bank_json(bank: BankProof) -> dict[str, object]:
    return {"name": bank.name, "stated": None if bank.stated_pence is None else decimal_text(bank.stated_pence),
            "stated_on": None if bank.stated_on is None else bank.stated_on.isoformat(),
            "lines": decimal_text(bank.lines_pence), "ledger": decimal_text(bank.ledger_pence), "open_lines": bank.open_lines,
            "open": decimal_text(bank.open_pence), "posted": bank.posted, "agreed": bank.agreed, "gaps": list(bank.gaps),
            "sentence": bank.sentence}


def _row_json(row: RollRow) -> dict[str, object]:
    return {"reference": row.reference, "name": row.name, "kind": row.kind, "scheme": row.scheme, "former": row.former,
            **{name: decimal_text(getattr(row, name)) for name in _FIGURES}, "holds": row.holds}


def _as_text(found: Reconciliation) -> str:
    gross = found.gross
    parts = [f"{format_date(found.start)} to {format_date(found.end)}", _table("By scheme", found.groups, by_scheme=True),
             _table("In all", found.totals, by_scheme=False),
             f"Owed on {gross.accounts_in_arrears:,} rent accounts: {format_pence(gross.arrears)}; in credit on others: "
             f"{format_pence(gross.credits)}."]
    waits = [f"{format_pence(found.suspense_pence)} is unidentified money."]
    waits += [f"{format_pence(pence)} waits on {name}." for _, name, pence in found.control]
    banks = [f"{bank.sentence}." for bank in found.banks] + [f"{gap}." for bank in found.banks for gap in bank.gaps]
    wrong = [f"{row.reference} {row.name} does not roll forward." for row in found.rows if not row.holds]
    verdict = "All of it agrees." if agrees(found) else "It does not all agree."
    head = f"The ledger’s head is seal {found.head_sequence:,}, {found.head_hash}."
    return "\n\n".join([*parts, "\n".join(waits), "\n".join([*banks, *wrong]), f"{head}\n{verdict}"])


def _table(title: str, rows: Sequence[RollRow], *, by_scheme: bool) -> str:
    named = [(_name(row, by_scheme), [decimal_text(getattr(row, name)) for name in _FIGURES]) for row in rows]
    wide = max([len(title), *(len(name) for name, _ in named)])
    columns = [max([len(head), *(len(figures[at]) for _, figures in named)]) for at, head in enumerate(_HEADS)]
    head = f"{title:<{wide}}  " + "  ".join(f"{head:>{width}}" for head, width in zip(_HEADS, columns, strict=True))
    return "\n".join([head, *(f"{name:<{wide}}  " + "  ".join(f"{figure:>{width}}" for figure, width in
                                                             zip(figures, columns, strict=True)) for name, figures in named)])


def _name(row: RollRow, by_scheme: bool) -> str:
    words = [row.scheme or "no scheme"] if by_scheme else []
    return ", ".join([*words, row.kind, "former" if row.former else "current", row.name])
