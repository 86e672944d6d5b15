"""``housingdesk letters --template KEY --list WHO``: any letter for a list of people, as one run."""

import argparse
import json
import re
from collections.abc import Callable
from pathlib import Path

from housingdesk.access.desk import Desk
from housingdesk.arrears.queries.listing import Filters, arrears_list
from housingdesk.errors import Refused
from housingdesk.letters.queries.templates import template_in_use
from housingdesk.mailings import actions
from housingdesk.mailings.queries import many
from housingdesk.mailings.queries.single import LetterDraft
from housingdesk.rent.queries.accounts import account_by_reference
from housingdesk.tenancies.queries.agreements import tenancy_by_reference
from housingdesk.tenancies.queries.listing import TenancyFilter, tenancy_ids
from housingdesk.values.dates import format_date
from housingdesk.values.problems import refuse

_LONGEST_FILE = 5_000_000


def run(desk: Desk, options: argparse.Namespace, write: Callable[[Desk, int, Path], int]) -> int:
    """Makes the run and prints the counts, which add up."""
    template = desk.ask(template_in_use, key=options.template, on=desk.today)
    draft = LetterDraft(0, template.key, 0, _answers(options.answer), options.words, not options.without_statement)
    refuse(desk.ask(many.problems, draft=draft, today=desk.today))
    people = _people(desk, options.people or "arrears")
    made = desk.ask(many.draw, draft=draft, tenancy_ids=people, on=desk.today, signed_by=desk.who.name)
    ready = [letter for letter in made if letter.pdf is not None]
    run_id = None
    if not options.dry_run:
        title = f"{template.title}, {format_date(desk.today)}"
        run_id = int(desk.do(actions.issue_run, title=title[:200], letters=made).value)
    written = write(desk, run_id, options.to) if run_id is not None and options.to is not None else 0
    counts = {"run": run_id, "chosen": len(made), "ready": len(ready), "held": len(made) - len(ready), "written": written}
    if options.json:
        print(json.dumps({**counts, "letters": [{"to": letter.addressee, "letter": letter.template if letter.pdf else None,
                                                 "why": letter.held_because} for letter in made]}, indent=1))
        return 0
    lines = [f"{letter.addressee[:34]:<34} {'ready' if letter.pdf else 'held':<6} {letter.held_because or ''}".rstrip()
             for letter in made]
    lines.append(f"{len(made):,} chosen = {len(ready):,} ready + {len(made) - len(ready):,} held")
    lines += ["Nothing was made: this was a look"] if run_id is None else [f"{written:,} PDFs written"] if written else []
    print("\n".join(lines))
    return 0


def _answers(typed: list[str]) -> dict[str, str]:
    found = {}
    for one in typed:
        name, parted, words = one.partition("=")
        if not parted:
            raise Refused(f"--answer: “{one}” has no =. Write it like visit_on=1/12/2026")
        found[name.strip()] = words
    return found


def _people(desk: Desk, who: str) -> list[int]:
    """The agreements of a list, each once, in its order."""
    if who == "arrears":
        return list(dict.fromkeys(row.tenancy_id for row in desk.ask(arrears_list, on=desk.today, filters=Filters())))
    if who == "current":
        return list(desk.ask(tenancy_ids, chosen=TenancyFilter(desk.today)))
    path = Path(who)
    if not path.is_file():
        raise Refused(f"--list: there is no list or file “{who}”. Say arrears, current, or a file with references")
    if path.stat().st_size > _LONGEST_FILE:
        raise Refused(f"{path.name} is too long for a list of references")
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    return list(dict.fromkeys(_agreement(desk, line, number, path.name)
                              for number, line in enumerate(lines, 1) if line.strip()))


def _agreement(desk: Desk, line: str, number: int, file: str) -> int:
    """The agreement of the first column of a line: its own reference, or that of its account."""
    bare = re.sub(r"[\s\"]", "", re.split(r"[,;\t]", line)[0])
    account = desk.ask(account_by_reference, reference=bare) if bare.isdigit() else None
    if account is not None and account.tenancy_id is not None:
        return int(account.tenancy_id)
    agreement = desk.ask(tenancy_by_reference, reference=bare)
    if agreement is None:
        raise Refused(f"{file}, line {number}: there is no agreement or account with the reference {bare}")
    return int(agreement.id)
