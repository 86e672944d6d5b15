"""``housingdesk debit``: runs the weekly debit, or with ``--dry-run`` shows what it would post and changes nothing."""

import argparse
import json

from housingdesk.access.desk import Desk
from housingdesk.commands import opening
from housingdesk.commands.typed import day_from
from housingdesk.errors import Refused
from housingdesk.rent.actions.debit import run_debit
from housingdesk.rent.queries.debit_preview import preview
from housingdesk.rent.rules.proof import Preview, PreviewRow
from housingdesk.reports.actions.freezing import freeze_due
from housingdesk.reports.queries.snapshots import days_due
from housingdesk.values.dates import format_date, week_of
from housingdesk.values.money import decimal_text, format_pence


def configure(parser: argparse.ArgumentParser) -> None:
    """Which week, and whether anything is posted."""
    parser.add_argument("--as-at", required=True, metavar="DATE", help="a day of the rent week to debit")
    parser.add_argument("--dry-run", action="store_true", help="show what would be posted, and post nothing")
    opening.configure(parser)


def run(options: argparse.Namespace) -> int:
    """Prints the run with its proof; Refused when the week is posted already or the proof does not agree."""
    with opening.opened(options) as desk:
        week = week_of(day_from(options.as_at, desk.today, "--as-at"))
        shown: Preview = desk.ask(preview, week=week)
        batch = None if options.dry_run else _post(desk, shown)
    print(json.dumps(_as_json(shown, batch), indent=1) if options.json else _as_text(shown, batch))
    return 0


def _post(desk: Desk, shown: Preview) -> int:
    if shown.posted_by is None and shown.accounts and not (shown.proof.roll_agrees and shown.proof.debit_agrees):
        raise Refused(f"Nothing was posted, for the proof does not agree. {' '.join(shown.proof.sentences())}")
    batch = int(desk.do(run_debit, week=shown.week).value)
    if desk.ask(days_due, today=desk.today):
        desk.do(freeze_due)
    return batch


def _as_json(shown: Preview, batch: int | None) -> dict[str, object]:
    proof = shown.proof
    figures = {"opening": proof.opening_pence, "new": proof.new_pence, "ended": proof.ended_pence,
               "changed": proof.changed_pence, "closing": proof.closing_pence, "debited": proof.debited_pence,
               "void": proof.void_pence, "in_force": proof.expected_pence}
    rows = [{"reference": row.reference, "name": row.name, "group": row.group, "amount": decimal_text(row.pence),
             "was": None if row.was_pence is None else decimal_text(row.was_pence), "why": row.why} for row in shown.rows]
    return {"week": shown.week.isoformat(), "posted": batch is not None, "batch": batch, "posted_before": shown.posted_by,
            "accounts": shown.accounts, "lines": shown.lines, "amount": decimal_text(shown.total_pence),
            "void": decimal_text(shown.void_pence), "rows": [row for row in rows if row["group"] != "not debited"],
            "not_debited": [row for row in rows if row["group"] == "not debited"],
            "proof": {**{name: decimal_text(pence) for name, pence in figures.items()}, "roll_agrees": proof.roll_agrees,
                      "debit_agrees": proof.debit_agrees}}


def _as_text(shown: Preview, batch: int | None) -> str:
    verb = "was posted" if batch is not None else "would be posted"
    head = (f"Rent week of {format_date(shown.week)}: {format_pence(shown.total_pence)} on {shown.accounts:,} accounts {verb}, "
            f"in {shown.lines:,} lines; {format_pence(shown.void_pence)} is lost on empty homes.")
    parts = [head]
    if batch is None and shown.posted_by is not None:
        parts.append(f"This week was posted already, {shown.posted_by}: it cannot be posted twice.")
    groups = dict.fromkeys(row.group for row in shown.rows)
    parts += [_group(group, [row for row in shown.rows if row.group == group]) for group in groups]
    return "\n\n".join([*parts, "\n".join(f"{sentence}." for sentence in shown.proof.sentences())])


def _group(group: str, rows: list[PreviewRow]) -> str:
    lines = [f"{row.reference:<12} {format_pence(row.pence) if row.pence else '':>12}  {row.name}: {row.why}" for row in rows]
    return "\n".join([f"{group.capitalize()} ({len(rows):,})", *lines])
