"""``housingdesk letters``: makes the arrears letters that are due, or one letter for a list of people, and writes the PDFs."""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from housingdesk.access.desk import Desk
from housingdesk.arrears.queries.listing import Filters, arrears_list
from housingdesk.commands import list_letters
from housingdesk.commands.letter_files import write_letters
from housingdesk.commands.opening import configure as configure_opening
from housingdesk.commands.opening import opened
from housingdesk.errors import Refused
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.stock import KEYS
from housingdesk.mailings import actions
from housingdesk.mailings.queries import runs
from housingdesk.mailings.rules import STATEMENT, TITLES, Proposed, tally
from housingdesk.rent.queries.accounts import account_by_reference
from housingdesk.values.money import decimal_text, format_pence


def configure(parser: argparse.ArgumentParser) -> None:
    """Which letters, for whom, and where the PDFs go."""
    configure_opening(parser)
    parser.add_argument("--letter", choices=(*KEYS, STATEMENT), help="one letter for all; otherwise the one each is due")
    parser.add_argument("--account", action="append", default=[], metavar="REF",
                        help="a payment reference, as often as needed; otherwise everybody on the arrears list")
    parser.add_argument("--template", metavar="KEY", help="any of the association’s letters, for everybody on the list")
    parser.add_argument("--list", dest="people", metavar="arrears|current|FILE",
                        help="who gets it: the arrears list, everybody today, or a file with a reference on each line")
    parser.add_argument("--answer", action="append", default=[], metavar="NAME=WORDS", help="what the letter asks its writer")
    parser.add_argument("--words", default="", metavar="TEXT", help="the writer’s own words in the letter")
    parser.add_argument("--without-statement", action="store_true", help="no statement goes with the letters")
    parser.add_argument("--to", type=Path, metavar="DIR", help="also write each PDF into this folder")
    parser.add_argument("--dry-run", action="store_true", help="show who would get which letter; make none")


def run(options: argparse.Namespace) -> int:
    """Makes the letters as one run and prints the counts, which add up."""
    with opened(options) as desk:
        if options.to is not None and not options.to.is_dir():
            raise Refused(f"There is no folder {options.to}")
        if options.template is not None:
            return list_letters.run(desk, options, _write)
        if options.people is not None or options.answer or options.words:
            raise Refused("--list, --answer and --words go with --template; without it the letters that are due are made")
        rows = desk.ask(runs.proposed, account_ids=_accounts(desk, options.account), on=desk.today, template=options.letter)
        run_id = None if options.dry_run else _make(desk, rows, not options.without_statement)
        written = _write(desk, run_id, options.to) if run_id is not None and options.to is not None else 0
        print(json.dumps(_as_json(rows, run_id, written), indent=1) if options.json else _as_text(rows, run_id, written))
    return 0


def _accounts(desk: Desk, references: Sequence[str]) -> list[int]:
    if not references:
        return [r.account_id for r in desk.ask(arrears_list, on=desk.today, filters=Filters())]
    found = []
    for reference in references:
        account = desk.ask(account_by_reference, reference=re.sub(r"\s", "", reference))
        if account is None:
            raise Refused(f"There is no account with the payment reference {reference}")
        found.append(account.id)
    return found


def _make(desk: Desk, rows: list[Proposed], with_statement: bool) -> int:
    def tell(done: int, total: int, _text: str) -> None:
        if done % 50 == 0 and sys.stderr.isatty():
            print(f"\r{done:,} of {total:,} letters", end="", file=sys.stderr)
    made = desk.ask(runs.draw, chosen=rows, on=desk.today, signed_by=desk.who.name, with_statement=with_statement,
                    progress=tell)
    title = runs.run_title(desk.today, [m.template for m in made])
    return int(desk.do(actions.issue_run, title=title, letters=made).value)


def _write(desk: Desk, run_id: int, folder: Path) -> int:
    letters = reversed(desk.ask(letter_queries.letters, run_id=run_id, limit=1_000_000))
    drawn = [letter for letter in letters if letter.document_id is not None]
    return write_letters(desk, folder, [(number, one.id, one.title, one.addressee) for number, one in enumerate(drawn, 1)])


def _as_json(rows: list[Proposed], run_id: int | None, written: int) -> dict[str, object]:
    found = tally(rows)
    return {"run": run_id, "chosen": found.chosen, "ready": found.ready, "held": found.held, "not_due": found.not_due,
            "written": written,
            "letters": [{"to": r.addressee, "letter": r.template if r.ready else None, "owed": decimal_text(r.owed_pence),
                         "why": r.held_because or r.why, "settle": r.settle, "see_first": list(r.see_first),
                         "form": "easy read" if r.easy_read else "large print" if r.large_print else "ordinary",
                         "by": "e-mail" if r.email else "post", "copies": [copy.sentence for copy in r.copies]} for r in rows]}


def _as_text(rows: list[Proposed], run_id: int | None, written: int) -> str:
    lines = [f"{r.addressee[:34]:<34} {format_pence(r.owed_pence):>12}  "
             f"{TITLES[str(r.template)] if r.ready else 'not due' if r.not_due else 'held':<17} {r.held_because or r.why}"
             for r in rows]
    lines.append(tally(rows).sentence)
    if run_id is None:
        lines.append("Nothing was made: this was a look")
    elif written:
        lines.append(f"{written:,} PDFs written")
    return "\n".join(lines)
