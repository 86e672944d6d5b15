"""``housingdesk benefits expected``: what benefit should pay to an account, what came, and why they differ. Changes nothing."""

import argparse
import json
from datetime import date
from typing import Any

from housingdesk.access.desk import system_clock
from housingdesk.benefits.queries.expected import expected_and_paid
from housingdesk.benefits.rules.expected.shapes import ExpectedAndPaid, Row
from housingdesk.commands import opening
from housingdesk.commands.typed import day_from
from housingdesk.errors import NotFound
from housingdesk.rent.queries.accounts import account_by_reference
from housingdesk.values.dates import DAY
from housingdesk.values.money import format_pence


def configure(parser: argparse.ArgumentParser) -> None:
    """The account and the day."""
    parser.add_argument("--account", required=True, metavar="REF", help="the payment reference of a rent account")
    parser.add_argument("--on", metavar="DATE", help="the day as of which it is told; otherwise today")
    opening.configure(parser)


def run(options: argparse.Namespace) -> int:
    """Prints every payment due in the last year and the next two, payer by payer."""
    today = system_clock().date()
    on = today if options.on is None else day_from(options.on, today, "--on")
    with opening.opened(options, lock=False) as desk:
        found = desk.ask(told, reference=options.account, on=on)
    print(json.dumps(found, indent=1, ensure_ascii=False) if options.json else as_text(found))
    return 0


def told(reference: str, on: date) -> dict[str, Any]:
    """An account's benefit for another program: days as ISO text, money in pence, last days included."""
    account = account_by_reference(reference)
    if account is None:
        raise NotFound(f"There is no account {reference}")
    return {"account": account.reference, "name": account.name, "on": on.isoformat(),
            "payers": [_payer(one) for one in expected_and_paid(account.id, on)]}


def _payer(one: ExpectedAndPaid) -> dict[str, Any]:
    return {"payer": str(one.payer), "sentence": one.sentence, "source": one.source, "paid_to": _last(one.paid_to),
            "missing_pence": one.missing_pence, "accrued_pence": one.accrued_pence, "payments": [_row(row) for row in one.rows]}


def _row(row: Row) -> dict[str, Any]:
    due = row.due
    return {"due_on": None if due is None else due.due_on.isoformat(), "due_pence": 0 if due is None else due.pence,
            "covers_from": None if due is None else due.covers_from.isoformat(),
            "covers_to": None if due is None else _last(due.covers_to), "why": "" if due is None else due.why,
            "came": [{"on": one.on.isoformat(), "pence": one.pence, "entry": one.entry_id} for one in row.came],
            "class": str(row.gap), "missing_pence": row.missing_pence, "sentence": row.sentence, "settles": row.settles}


def _last(day: date | None) -> str | None:
    return None if day is None else (day - DAY).isoformat()


def as_text(found: dict[str, Any]) -> str:
    """The same for a person."""
    lines = [f"{found['account']} {found['name']}".rstrip()]
    for payer in found["payers"]:
        lines += ["", f"{payer['payer']}: {payer['sentence']}. {payer['source']}.",
                  f"Owed only because it comes in arrears: {format_pence(payer['accrued_pence'])}."]
        lines += [f"  {row['class']:<30}{row['sentence']}." + (f" {row['settles']}." if row["settles"] else "")
                  for row in payer["payments"]]
    return "\n".join(lines if found["payers"] else [*lines, "No benefit pays towards it."])
