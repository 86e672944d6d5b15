"""``housingdesk benefits overdue``: the claims that wait too long, office by office, with why and since when."""

import argparse
import json

from housingdesk.benefits.queries.overdue import OverdueList, OverdueRow, overdue_list
from housingdesk.commands.opening import configure as configure_opening
from housingdesk.commands.opening import opened
from housingdesk.commands.typed import day_from


def configure(parser: argparse.ArgumentParser) -> None:
    """The day."""
    configure_opening(parser)
    parser.add_argument("--on", metavar="DATE", help="as it stands on which day; otherwise today")


def run(options: argparse.Namespace) -> int:
    """Prints them; with none it says so."""
    with opened(options, lock=False) as desk:
        on = desk.today if options.on is None else day_from(options.on, desk.today, "--on")
        found: OverdueList = desk.ask(overdue_list, on=on)
    if options.json:
        print(json.dumps({"on": on.isoformat(), "asked_and_in_time": found.in_time,
                          "overdue": [_as_data(row) for row in found.rows]}, indent=1, ensure_ascii=False))
    else:
        print(_as_text(found))
    return 0


def _as_data(row: OverdueRow) -> dict[str, object]:
    return {"claim": row.id, "person": row.person, "address": row.address, "kind": str(row.claim.kind),
            "reference": row.claim.reference, "office": row.office.name, "ask": str(row.office.by),
            "waits_on": str(row.wait.waits_on), "why": str(row.wait.why), "since": row.wait.since.isoformat(),
            "due": row.wait.due_on.isoformat(), "days": row.days, "sentence": row.wait.sentence, "rule": row.wait.rule,
            "also": list(row.also)}


def _as_text(found: OverdueList) -> str:
    lines: list[str] = []
    office = None
    for row in found.rows:
        if row.office.key != office:
            lines += ["", f"{row.office.name} ({row.office.by})"]
        office = row.office.key
        lines.append(f"  {row.days:4} days  {row.person:<26.26} {row.claim.reference:<14.14} {row.wait.sentence}")
    lines.append("" if lines else "Nobody waits too long for benefit")
    if found.in_time:
        lines.append(f"Asked about and still in time: {found.in_time}")
    return "\n".join(lines).strip("\n")
