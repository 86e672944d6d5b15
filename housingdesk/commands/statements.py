"""``housingdesk statements --quarter 2026-Q3``: makes the statements of a quarter, and writes its issue log to a file."""

import argparse
import json
import sys
from pathlib import Path

from housingdesk.access.desk import Desk
from housingdesk.commands.opening import configure as configure_opening
from housingdesk.commands.opening import opened
from housingdesk.errors import Refused
from housingdesk.letters import queries as letter_queries
from housingdesk.mailings.actions.statements import issue_statements
from housingdesk.mailings.queries import statement_log, statements
from housingdesk.mailings.queries.due_statements import kind_of
from housingdesk.mailings.queries.statements import Planned
from housingdesk.mailings.rules.statements import LogLine, tally, told
from housingdesk.reports.statement_log import KINDS, statement_log_file
from housingdesk.values.money import decimal_text
from housingdesk.values.quarters import Quarter, last_finished, parse_quarter


def configure(parser: argparse.ArgumentParser) -> None:
    """Which quarter, whether anything is made, and where the log goes."""
    configure_opening(parser)
    parser.add_argument("--quarter", metavar="2026-Q3", help="the quarter; otherwise the last one that is over")
    parser.add_argument("--dry-run", action="store_true", help="show who would get a statement and who not; make none")
    parser.add_argument("--log", type=Path, metavar="FILE", help="write the issue log: .csv, .xlsx or .pdf")


def run(options: argparse.Namespace) -> int:
    """Makes what is missing of the quarter and prints the counts, which add up."""
    if options.log is not None and options.log.suffix.lower() not in KINDS.values():
        raise Refused(f"--log: {options.log.name} ends in none of {', '.join(KINDS.values())}")
    with opened(options) as desk:
        quarter = _quarter(desk, options.quarter)
        chosen: list[Planned] = desk.ask(statement_log.to_make, quarter=quarter, on=desk.today)
        run_id = None if options.dry_run or not any(one.why_not is None for one in chosen) else _make(desk, chosen, quarter)
        lines: list[LogLine] = desk.ask(statement_log.log, quarter=quarter, on=desk.today)
        if options.log is not None:
            options.log.write_bytes(desk.ask(statement_log_file, ending=options.log.suffix.lower(), lines=lines,
                                             quarter=quarter, on=desk.today, by=desk.who.name))
        ready = desk.ask(letter_queries.run, run_id=run_id).ready if run_id is not None else 0
    print(json.dumps(_as_json(lines, quarter, run_id, ready), indent=1, ensure_ascii=False) if options.json else
          _as_text(lines, quarter, chosen, run_id, options.dry_run))
    return 0


def _quarter(desk: Desk, text: str | None) -> Quarter:
    kind = desk.ask(kind_of, on=desk.today)
    if text is None:
        return last_finished(kind, desk.today)
    try:
        return parse_quarter(text, kind)
    except ValueError as error:
        raise Refused(f"--quarter: {error}") from error


def _make(desk: Desk, chosen: list[Planned], quarter: Quarter) -> int:
    if quarter.end >= desk.today:
        raise Refused(f"The quarter {quarter.name} has not ended yet. Its statements are made when it has")

    def tell(done: int, total: int, _text: str) -> None:
        if done % 50 == 0 and sys.stderr.isatty():
            print(f"\r{done:,} of {total:,} statements", end="", file=sys.stderr)
    letters = desk.ask(statements.draw, chosen=chosen, quarter=quarter, on=desk.today, signed_by=desk.who.name, progress=tell)
    return int(desk.do(issue_statements, quarter=quarter, letters=letters).value)


def _as_json(lines: list[LogLine], quarter: Quarter, run_id: int | None, made: int) -> dict[str, object]:
    counts = tally(lines)
    return {"quarter": quarter.key, "from": quarter.start.isoformat(), "until": quarter.end.isoformat(), "run": run_id,
            "made": made, "accounts": counts.accounts, "sent": counts.sent, "on_their_way": counts.made,
            "to_make": counts.to_make, "not_sent": counts.not_sent, "nothing": counts.nothing,
            "log": [_line(line) for line in lines]}


def _line(line: LogLine) -> dict[str, object]:
    return {"account": line.reference, "agreement": line.tenancy_reference, "who": line.names, "state": str(line.state),
            "owed": decimal_text(line.closing_pence), "why_not": line.why_not or None,
            "statements": [{"to": one.to, "how": one.how, "dated": one.dated.isoformat(), "state": str(one.state),
                            "went_on": one.went_on.isoformat() if one.went_on else None} for one in line.issued]}


def _as_text(lines: list[LogLine], quarter: Quarter, chosen: list[Planned], run_id: int | None, dry_run: bool) -> str:
    out = [f"{line.reference:<11} {line.names[:30]:<30} {line.state!s:<19} {told(line)}".rstrip() for line in lines]
    out += [f"{quarter.key}, {quarter.name}", tally(lines).sentence]
    if run_id is None:
        ready = sum(one.why_not is None for one in chosen)
        out.append(f"Nothing was made: this was a look. {ready:,} would be made" if dry_run else "Nothing was left to make")
    return "\n".join(out)
