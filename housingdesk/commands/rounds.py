"""``housingdesk rounds --scheme NAME --sheet FILE``: what can be carried to the doors of a scheme, the round, and its sheet."""

import argparse
import json
from pathlib import Path

from housingdesk.access.desk import Desk
from housingdesk.commands.opening import configure as configure_opening
from housingdesk.commands.opening import opened
from housingdesk.commands.typed import day_from
from housingdesk.errors import Refused
from housingdesk.letters.queries.rounds import RoundRow
from housingdesk.letters.queries.rounds import rounds as all_rounds
from housingdesk.mailings.actions.rounds import make_round
from housingdesk.mailings.queries.rounds import Proposal, Waiting, carried, round_sheet, waiting
from housingdesk.values.text import fold


def configure(parser: argparse.ArgumentParser) -> None:
    """Which scheme, who carries, and where the sheet goes."""
    configure_opening(parser)
    parser.add_argument("--scheme", metavar="NAME", help="the scheme; without it, all rounds and what waits are listed")
    parser.add_argument("--sheet", type=Path, metavar="FILE", help="make the round if none is open, and write its sheet as PDF")
    parser.add_argument("--carried-by", metavar="NAME", help="who carries the letters; otherwise whoever signs in")
    parser.add_argument("--on", metavar="DATE", help="on which day; otherwise today")


def run(options: argparse.Namespace) -> int:
    """Prints what is carried and what stays, which add up; with a sheet the round is made."""
    with opened(options, lock=options.sheet is not None) as desk:
        if options.scheme is None:
            if options.sheet is not None:
                raise Refused("--sheet goes with --scheme")
            return _list(desk, as_json=options.json)
        on = day_from(options.on, desk.today, "--on") if options.on else desk.today
        scheme = _scheme(desk, options.scheme)
        found: Proposal = desk.ask(carried, scheme_id=scheme.scheme_id, on=max(on, desk.today))
        round_id = _open_round(desk, scheme.scheme_id)
        made = False
        if options.sheet is not None:
            if round_id is None:
                by = options.carried_by or desk.who.name
                round_id, made = int(desk.do(make_round, scheme_id=scheme.scheme_id, out_on=on, by=by).value), True
            options.sheet.write_bytes(desk.ask(round_sheet, round_id=round_id, on=desk.today))
    print(json.dumps(_as_json(found, round_id, made), indent=1, ensure_ascii=False) if options.json else
          _as_text(found, round_id, made, options.sheet))
    return 0


def _scheme(desk: Desk, name: str) -> Waiting:
    every: list[Waiting] = desk.ask(waiting, on=desk.today)
    found = [one for one in every if fold(one.label) == fold(name)] or [one for one in every if fold(name) in fold(one.label)]
    if len(found) != 1:
        names = ", ".join(one.label for one in found or every)
        raise Refused(f"--scheme: “{name}” fits {'more than one scheme' if found else 'no scheme'}. There "
                      f"{'fit' if found else 'are'}: {names or 'none'}")
    return found[0]


def _open_round(desk: Desk, scheme_id: int) -> int | None:
    rows: list[RoundRow] = desk.ask(all_rounds)
    return next((row.id for row in rows if row.closed_at is None and row.scheme == f"scheme:{scheme_id}"), None)


def _list(desk: Desk, *, as_json: bool) -> int:
    rows: list[RoundRow] = desk.ask(all_rounds)
    waits = [one for one in desk.ask(waiting, on=desk.today) if one.letters]
    if as_json:
        print(json.dumps({"rounds": [
            {"id": row.id, "scheme": row.title, "on": row.out_on.isoformat(), "by": row.by, "doors": row.doors,
             "letters": row.letters, "recorded": row.recorded, "not_delivered": row.failed,
             "closed": row.closed_at is not None} for row in rows],
            "waiting": [{"scheme": one.label, "letters": one.letters, "doors": one.doors} for one in waits]}, indent=1,
            ensure_ascii=False))
        return 0
    lines = [f"{row.id:6}  {row.out_on:%d %b %Y}  {row.title[:34]:<34}  {row.letters:3} letters  {row.standing}"
             for row in rows]
    lines += [f"Waiting: {one.label}, {one.letters} to {one.doors} doors" for one in waits]
    print("\n".join(lines or ["No round was made yet, and no printed letter waits for one"]))
    return 0


def _as_json(found: Proposal, round_id: int | None, made: bool) -> dict[str, object]:
    return {"scheme": found.scheme, "round": round_id, "made": made,
            "carry": [{"letter": stop.letter_id, "door": stop.room, "to": stop.name} for stop in found.stops],
            "stay": [{"letter": one.letter_id, "title": one.title, "to": one.addressee, "why": one.why} for one in found.stay],
            "notices_to_serve": [one.sentence for one in found.reminders]}


def _as_text(found: Proposal, round_id: int | None, made: bool, sheet: Path | None) -> str:
    lines = [f"{stop.room[:36]:<36}  {stop.name}" for stop in found.stops]
    lines += [f"stays: {one.title} to {one.addressee}. {one.why}" for one in found.stay]
    lines += [f"to be served, not carried: {one.sentence}" for one in found.reminders]
    lines.append(found.sentence)
    if sheet is not None:
        lines.append(f"{'Round made' if made else 'Round already open'}, number {round_id}. Sheet written to {sheet.name}")
    return "\n".join(lines)
