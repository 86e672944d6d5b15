"""``housingdesk audit-pack --from DAY --to DAY --to-file FILE``: the audit pack of a period as one PDF."""

import argparse
import json
from pathlib import Path

from housingdesk.commands import opening, period


def configure(parser: argparse.ArgumentParser) -> None:
    """The days, and the file."""
    period.configure(parser)
    parser.add_argument("--to-file", type=Path, required=True, metavar="FILE", help="the PDF to write")
    opening.configure(parser)


def run(options: argparse.Namespace) -> int:
    """Writes the pack."""
    from housingdesk.reports.audit_pack import audit_pack

    with opening.opened(options, lock=False) as desk:
        start, end = period.days(options, desk.today)
        data: bytes = desk.ask(audit_pack, start=start, end=end, on=desk.today, printed_by=desk.who.name)
    options.to_file.write_bytes(data)
    found = {"from": start.isoformat(), "to": end.isoformat(), "file": str(options.to_file), "bytes": len(data)}
    print(json.dumps(found, indent=1) if options.json else f"The audit pack is in {options.to_file}")
    return 0
