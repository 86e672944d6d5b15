"""``housingdesk benefits parse FILE``: what a schedule of benefit says, as text or JSON. Needs no database, stores nothing."""

import argparse
import json
from datetime import date
from pathlib import Path

from housingdesk.benefits.parsers.schedules import Layout, NeedsLayout, ReadLine, ReadSchedule, read_schedule
from housingdesk.commands.bank_parse import bytes_of
from housingdesk.errors import BadFile
from housingdesk.values.dates import format_date
from housingdesk.values.money import decimal_text, format_pence


def configure(parser: argparse.ArgumentParser) -> None:
    """The file, and the columns where they are known already."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a schedule as the council’s portal or the DWP gave it")
    parser.add_argument("--layout", type=Path, metavar="FILE", help="JSON that says what its columns are, as this command "
                        "proposes it where it cannot tell")


def run(options: argparse.Namespace) -> int:
    """Prints the schedule; BadFile when it is none, or with the columns to confirm when nobody said what they are."""
    layout = Layout.from_json(bytes_of(options.layout).decode("utf-8", "replace")) if options.layout else None
    try:
        schedule = read_schedule(bytes_of(options.file), options.file.name, layout)
    except NeedsLayout as needed:
        raise BadFile(f"{options.file.name}: {needed}. Put right what is proposed here, and give it with --layout: "
                      f"{needed.guess.to_json()}") from needed
    print(json.dumps(as_json(schedule), indent=1, ensure_ascii=False) if options.json
          else "\n".join(as_text(schedule, options.file.name)))
    return 0


def as_json(schedule: ReadSchedule) -> dict[str, object]:
    """The schedule for another program: days in ISO form, money in pence."""
    return {"format": schedule.format, "reference": schedule.reference, "creditor_number": schedule.creditor_number,
            "paid_on": _iso(schedule.paid_on), "period_from": _iso(schedule.period_from),
            "period_to": _iso(schedule.period_to), "stated_pence": schedule.stated_pence,
            "gross_pence": schedule.gross_pence, "recovery_pence": schedule.recovery_pence, "net_pence": schedule.net_pence,
            "lines": [_line(line) for line in schedule.lines],
            "problems": [{"kind": problem.field, "said": problem.message, "line": problem.line}
                         for problem in schedule.problems],
            "may_be_posted": not any(schedule.stopping())}


def _line(line: ReadLine) -> dict[str, object]:
    return {"number": line.number, "claim_reference": line.claim_reference, "rent_reference": line.rent_reference,
            "name": line.name, "address": line.address, "period_from": _iso(line.period_from),
            "period_to": _iso(line.period_to), "weekly_pence": line.weekly_pence, "gross_pence": line.gross_pence,
            "recovery_pence": line.recovery_pence, "net_pence": line.net_pence, "said": line.said}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def as_text(schedule: ReadSchedule, name: str) -> list[str]:
    """The schedule for a person: its head, its lines, its sums and what does not agree."""
    paid = f"paid {format_date(schedule.paid_on)}" if schedule.paid_on else "payment date not given"
    head = f"{name}: {schedule.format}, creditor number {schedule.creditor_number or 'not given'}, {paid}"
    lines = [f"{line.number:>5}  {line.claim_reference:<12} {line.rent_reference:<14} {line.name:<28.28} "
             f"{decimal_text(line.gross_pence):>10} {decimal_text(line.recovery_pence):>9} {decimal_text(line.net_pence):>10}"
             for line in schedule.lines]
    stated = "gives no total of its own" if schedule.stated_pence is None else f"says {format_pence(schedule.stated_pence)}"
    return [head, "", *lines, "", f"{len(schedule.lines)} lines, gross {format_pence(schedule.gross_pence)}, taken off "
            f"{format_pence(schedule.recovery_pence)}, net {format_pence(schedule.net_pence)}; the file {stated}.",
            *(f"Note. {problem}." for problem in schedule.problems)]
