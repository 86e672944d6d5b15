"""``housingdesk intake FILE …``: takes another system's files into an intake, shows its dry run, and carries it out when asked.

What headings do not say stands in a file of JSON, such as::

    {"files": {"old.xlsx, sheet Tenancies": {"columns": {"Tenure": "tenancy.kind"},
                                             "words": {"tenancy.kind": {"AST": "starter tenancy"}},
                                             "owed": "what is owed stands with a minus", "per": "monthly"}},
     "totals": {"homes": 500, "sum of all balances": "152082.75", "homes @ Dale Road": 42}}
"""

import argparse
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from housingdesk.access.desk import Desk
from housingdesk.commands import opening
from housingdesk.commands.bank_parse import bytes_of
from housingdesk.errors import BadFile, Refused
from housingdesk.imports.actions.carrying_out import carry_out
from housingdesk.imports.actions.preparing import add_file, change_intake, say_columns, set_control, start_intake
from housingdesk.imports.handing_over import blank_workbook, faults_csv
from housingdesk.imports.queries.dry_run import dry_run
from housingdesk.imports.queries.intakes import FileProfile, file_profile, intake, intakes
from housingdesk.imports.rules.columns import Columns, columns_of
from housingdesk.imports.rules.dry_run import DryRun
from housingdesk.imports.rules.totals import MONEY
from housingdesk.imports.rules.words import ControlKind, IntakeState
from housingdesk.values.money import decimal_text, parse_money

_MOST_PRINTED = 50


def configure(parser: argparse.ArgumentParser) -> None:
    """The files, what to call it, what is known besides, and whether it is carried out."""
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE", help="CSV or Excel, as they come out of the old system")
    parser.add_argument("--name", metavar="NAME", default="Old system", help="the intake; one that is open is gone on with")
    parser.add_argument("--balances-on", type=date.fromisoformat, metavar="DATE", help="at whose end the balances stood")
    parser.add_argument("--mapping", type=Path, metavar="JSON", help="what columns and words mean, and the old system’s totals")
    parser.add_argument("--faults", type=Path, metavar="CSV", help="write everything to be mended here")
    parser.add_argument("--blank", type=Path, metavar="XLSX",
    help="write a blank workbook with its columns explained, and stop")
    parser.add_argument("--carry-out", action="store_true",
    help="bring it in, if nothing is to be mended and every total agrees")
    opening.configure(parser)


def run(options: argparse.Namespace) -> int:
    """Prints the dry run; exit code 1 while anything is to be mended or a total does not agree."""
    if options.blank is not None:
        options.blank.write_bytes(blank_workbook())
        print(f"Written: {options.blank.name}")
        return 0
    mapping = _mapping(options.mapping)
    with opening.opened(options) as desk:
        number = _intake(desk, options.name, options.balances_on)
        for path in options.files:
            for file_id in desk.do(add_file, intake_id=number, name=path.name, data=bytes_of(path)).value:
                _say(desk, file_id, mapping.get("files", {}))
        for words, amount in mapping.get("totals", {}).items():
            _total(desk, number, words, amount)
        found: DryRun = desk.ask(dry_run, intake_id=number, today=desk.today)
        if options.faults is not None:
            options.faults.write_bytes(faults_csv((*found.faults, *found.warnings)))
        done = options.carry_out and desk.do(carry_out, intake_id=number).sentence
    print(json.dumps(_as_json(found, bool(done)), indent=1, ensure_ascii=False) if options.json else _as_text(found, done))
    return 0 if found.may_carry_out else 1


def _mapping(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        found = json.loads(bytes_of(path))
    except ValueError as error:
        raise BadFile(f"{path.name} is no JSON: {error}") from error
    if not isinstance(found, dict):
        raise BadFile(f"{path.name} says no files and no totals")
    return found


def _intake(desk: Desk, name: str, balances_on: date | None) -> int:
    """The open intake of this name, else a new one."""
    known = next((row for row in desk.ask(intakes) if row.name == name and row.state is not IntakeState.DONE), None)
    if known is None:
        if balances_on is None:
            raise Refused("Say with --balances-on at the end of which day the balances stood")
        return int(desk.do(start_intake, name=name, balances_on=balances_on).value)
    if balances_on is not None and balances_on != known.balances_on:
        desk.do(change_intake, intake_id=known.id, version=known.version, name=name, balances_on=balances_on,
                system=known.system)
    return int(desk.ask(intake, intake_id=known.id).row.id)


def _say(desk: Desk, file_id: int, said: Mapping[str, Any]) -> None:
    """Its columns as they are known or guessed, with what the mapping says of this file."""
    shown: FileProfile = desk.ask(file_profile, file_id=file_id)
    more = said.get(shown.file.said) or said.get(shown.file.name) or {}
    columns = _with(shown.columns, more)
    problems = columns.problems()
    if problems:
        heads = ", ".join(f"“{head}”" for head, role in zip(columns.head, columns.roles, strict=False) if head and not role)
        raise Refused(f"{shown.file.said}: {problems[0].message}" + (f". Not known: {heads}" if heads else ""))
    desk.do(say_columns, file_id=file_id, columns=columns)


def _with(columns: Columns, more: Mapping[str, Any]) -> Columns:
    roles = list(columns.roles)
    for head, role in dict(more.get("columns", {})).items():
        if head not in columns.head:
            raise BadFile(f"There is no column “{head}”")
        roles[columns.head.index(head)] = role
    words = {**columns.words, **dict(more.get("words", {}))}
    made = json.loads(replace(columns, roles=tuple(roles)).to_json())
    return columns_of(json.dumps({**made, **{key: value for key, value in more.items() if key != "columns"}, "words": words}))


def _total(desk: Desk, number: int, words: str, amount: object) -> None:
    kind_words, _, scheme = (part.strip() for part in words.partition("@"))
    kind = next((one for one in ControlKind if str(one) == kind_words), None)
    if kind is None:
        raise BadFile(f"There is no total “{kind_words}”. There are: {', '.join(ControlKind)}")
    read: Callable[[str], int] = parse_money if kind in MONEY else int
    try:
        pence = read(str(amount))
    except ValueError as error:
        raise BadFile(f"“{amount}” is no {'amount' if kind in MONEY else 'count'} of {kind}") from error
    desk.do(set_control, intake_id=number, kind=kind, amount=pence, scheme=scheme)


def _as_json(found: DryRun, done: bool) -> dict[str, object]:
    return {"carried_out": done, "may_carry_out": found.may_carry_out,
            "makes": {one.words: one.count for one in found.makings},
            "faults": [_fault(one) for one in found.faults], "warnings": [_fault(one) for one in found.warnings],
            "totals": [{"total": one.words, "theirs": _figure(one.kind, one.theirs), "ours": _figure(one.kind, one.ours),
                        "agrees": one.agrees, "culprits": list(one.culprits)} for one in found.controls]}


def _fault(one: Any) -> dict[str, object]:
    return {"file": one.file, "row": one.line, "column": one.column, "what": one.message}


def _figure(kind: ControlKind, amount: int | None) -> object:
    return decimal_text(amount) if kind in MONEY and amount is not None else amount


def _as_text(found: DryRun, done: object) -> str:
    parts = [f"{one.count:>9,} {one.words}" for one in found.makings]
    parts += [f"{line.words}: {line.figure(line.theirs)} there, {line.figure(line.ours)} here. {line.sentence}"
              + "".join(f"\n    {said}" for said in line.culprits) for line in found.controls]
    parts += [f"{fault.file}: {fault}" for fault in found.faults[:_MOST_PRINTED]]
    if len(found.faults) > _MOST_PRINTED:
        parts.append(f"and {len(found.faults) - _MOST_PRINTED:,} more; --faults writes them all")
    return "\n".join([*parts, str(done) if done else f"{found.sentence}."])
