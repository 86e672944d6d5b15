"""``housingdesk close --week DAY [--dry-run]``: closes a period, or shows what stands against it."""

import argparse
import json

from housingdesk.commands import opening
from housingdesk.commands.typed import day_from
from housingdesk.reports.actions.closing import close_period
from housingdesk.reports.queries.closing import Closing, closing
from housingdesk.reports.rules.closing import Weight
from housingdesk.reports.rules.words import PeriodKind
from housingdesk.values.text import sentence_case

STANDS_AGAINST = 1
_KINDS = {"week": PeriodKind.WEEK, "four_weeks": PeriodKind.FOUR_WEEKS, "month": PeriodKind.MONTH}


def configure(parser: argparse.ArgumentParser) -> None:
    """Which period, and whether it is closed."""
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--week", metavar="DATE", help="the rent week that holds this day")
    which.add_argument("--four-weeks", metavar="DATE", help="the four weeks that hold this day")
    which.add_argument("--month", metavar="DATE", help="the month that holds this day")
    parser.add_argument("--dry-run", action="store_true", help="show what stands against it, and close nothing")
    opening.configure(parser)


def run(options: argparse.Namespace) -> int:
    """Closes it and shows what was looked at; Refused when something stops it, exit code 1 for a dry run that finds so."""
    word = next(word for word in _KINDS if getattr(options, word) is not None)
    with opening.opened(options, lock=not options.dry_run) as desk:
        day = day_from(getattr(options, word), desk.today, f"--{word.replace('_', '-')}")
        found: Closing = desk.ask(closing, kind=_KINDS[word], day=day, today=desk.today)
        closed = None if options.dry_run else int(desk.do(close_period, kind=_KINDS[word], end=found.end).value)
    print(json.dumps(_as_json(found, closed), indent=1) if options.json else _as_text(found, closed))
    return 0 if closed is not None or found.may_close else STANDS_AGAINST


def _as_json(found: Closing, closed: int | None) -> dict[str, object]:
    return {"period": found.name, "from": found.start.isoformat(), "to": found.end.isoformat(), "closed": closed,
            "may_close": found.may_close, "closed_before": found.closed is not None,
            "checks": [{"what": check.name, "means": str(check.weight), "found": check.sentence} for check in found.checks],
            "head": {"sequence": found.proof.head_sequence, "hash": found.proof.head_hash}}


def _as_text(found: Closing, closed: int | None) -> str:
    marks = {Weight.GOOD: "    ", Weight.WARNS: "  ! ", Weight.STOPS: "  X "}
    lines = [f"{marks[check.weight]}{check.name}: {check.sentence}." for check in found.checks]
    if closed is not None:
        verdict = "It is closed."
    elif found.closed is not None:
        verdict = "It was closed already."
    else:
        verdict = "It can be closed." if found.may_close else "It cannot be closed yet."
    return "\n".join([f"{sentence_case(found.name)}", *lines, verdict])
