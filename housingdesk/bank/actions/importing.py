"""Statement files in and out again, and our bank accounts. Every file is kept as it came."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.bank.actions.waiting import line_of, move
from housingdesk.bank.models import BankAccount, BankFile, BankLine, LineState
from housingdesk.bank.parsers.mapping import Mapping, to_json
from housingdesk.bank.queries.importing import Prepared, lines_of_days, was_posted
from housingdesk.bank.rules.proposals import Tier
from housingdesk.errors import NotFound, Refused, Stale
from housingdesk.rent.actions.accounts import open_ledger_account
from housingdesk.rent.rules.words import AccountKind
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.references import parse_account_number, parse_sort_code

_IMPORT_LOCK = 4


@needs(Permission.KEEP_SETTINGS)
def add_bank_account(act: Act, *, name: str, sort_code: str, number: str, opening_pence: int, opening_on: date) -> int:
    """Adds one of our own bank accounts with its balance at the start of a day; returns the id."""
    if not name.strip():
        raise Refused("Give the account a name")
    try:
        full = parse_sort_code(sort_code) + parse_account_number(number)
    except ValueError as error:
        raise Refused(str(error)) from error
    if BankAccount.select().where(BankAccount.number == full).exists():
        raise Refused(f"Account {number} is there already")
    nominal = open_ledger_account(act, reference=f"BANK{full[-4:]}", kind=AccountKind.NOMINAL, name=name.strip())
    account = act.add(BankAccount(name=name.strip(), number=full, nominal=nominal, opening_pence=opening_pence,
                                  opening_on=opening_on))
    act.say(f"Bank account {name.strip()} added, {format_pence(opening_pence)} on {format_date(opening_on)}",
            about=("bank_account", account.id))
    return int(account.id)


@needs(Permission.POST_MONEY)
def remember_mapping(act: Act, *, bank_account_id: int, mapping: Mapping) -> None:
    """Keeps the columns that a person showed for this bank's files."""
    account = _bank(bank_account_id)
    act.change(account, mapping=to_json(mapping))
    act.say(f"The columns of {account.name}'s files are remembered", about=("bank_account", account.id))


@needs(Permission.POST_MONEY)
def import_statement(act: Act, *, prepared: Prepared) -> int:
    """Stores a prepared file with its new lines; returns the file's id. Refused for interim reports.

    Stale when a colleague imported lines of the same days since it was prepared: prepare it again.
    """
    if prepared.interim:
        raise Refused(f"{prepared.name} is an early report that a later statement repeats. Import the statement instead")
    if not prepared.new:
        raise Refused(f"{prepared.name}: all {prepared.lines:,} lines are in already; nothing was added")
    act.lock(_IMPORT_LOCK)
    bank = _bank(prepared.bank_account_id)
    _refuse_if_moved_on(prepared)
    file = act.add(BankFile(account=bank.id, name=prepared.name[:300], sha256=prepared.sha256, format=prepared.format,
                            content=prepared.data, opening_pence=prepared.opening, closing_pence=prepared.closing,
                            adds_up=prepared.adds_up, first_on=prepared.first_on, last_on=prepared.last_on,
                            lines=prepared.lines, new_lines=len(prepared.new), imported_at=act.now, imported_by=act.who.name))
    act.progress(0, len(prepared.new), f"Storing {len(prepared.new):,} lines")
    act.add_columns(BankLine, _columns(file.id, bank.id, prepared), summary=prepared.name)
    if bank.format != prepared.format:
        act.change(bank, format=prepared.format)
    already = f", {prepared.already:,} were in already" if prepared.already else ""
    act.say(f"Imported {len(prepared.new):,} lines from {prepared.name}{already}", about=("bank_file", file.id))
    act.take_back(take_file_out, f"the import of {prepared.name}", file_id=file.id)
    return int(file.id)


def _columns(file_id: int, bank_id: int, prepared: Prepared) -> dict[str, Sequence[Any]]:
    """The new lines column by column; where the statement does not add up none of them is certain."""
    new, count = prepared.new, len(prepared.new)
    lines = [n.line for n in new]
    tiers = {tier: str(tier) for tier in Tier}
    if prepared.adds_up is False:
        tiers[Tier.CERTAIN] = str(Tier.LIKELY)
    return {"file": [file_id] * count, "account": [bank_id] * count, "number": [n.number for n in new],
            "made_on": [x.on for x in lines], "pence": [x.pence for x in lines],
            "narrative": _cut([x.narrative for x in lines], 2000), "payer": _cut([x.payer for x in lines], 200),
            "payer_account": _cut([x.payer_account for x in lines], 60), "reference": _cut([x.reference for x in lines], 200),
            "kind": _cut([x.kind for x in lines], 60), "balance_pence": [x.balance for x in lines],
            "raw": _cut([x.raw for x in lines], 20_000), "state": [LineState.WAITING] * count,
            "tier": [tiers[n.tier] for n in new], "proposal": [n.proposal for n in new],
            "proposed": [n.account_id for n in new]}


def _cut(texts: list[str | None], longest: int) -> list[str | None]:
    return [text[:longest] if text else text for text in texts]


def _refuse_if_moved_on(prepared: Prepared) -> None:
    """The lines of these days must be those the file was compared with."""
    if lines_of_days(prepared.bank_account_id, prepared.first_on, prepared.last_on) != prepared.compared_with:
        raise Stale("A colleague has imported or taken out lines of these days since. Import the file again")


@needs(Permission.POST_MONEY)
def take_file_out(act: Act, *, file_id: int) -> None:
    """Takes a file out again while no line of it is or was in the books; the file itself is kept with its hash."""
    act.lock(_IMPORT_LOCK)
    file = BankFile.get_or_none(BankFile.id == file_id)
    if file is None or file.taken_out_at is not None:
        raise Refused("That file is not in any more")
    if BankLine.select().where((BankLine.file == file_id) & (BankLine.state == LineState.POSTED)).exists():
        raise Refused(f"Lines of {file.name} are posted already. Take those back first, line by line")
    if was_posted(file_id):
        raise Refused(f"Lines of {file.name} were posted and taken back, and the ledger keeps that. Leave out the lines that "
                      f"should not be there instead")
    act.bulk(BankLine.delete().where((BankLine.file == file_id) & (BankLine.state != LineState.POSTED)),
             summary=f"lines of {file.name} taken out")
    if BankLine.select().where(BankLine.file == file_id).exists():
        raise Stale(f"A colleague has posted a line of {file.name} since")
    act.change(file, taken_out_at=act.now)
    act.say(f"{file.name} taken out again", about=("bank_file", file_id))


@needs(Permission.POST_MONEY)
def leave_out(act: Act, *, line_id: int) -> None:
    """Leaves a line out that came with another file already; it stays listed as left out."""
    line = line_of(line_id)
    move(act, line, (LineState.WAITING, LineState.PARKED), LineState.LEFT_OUT)
    act.say(f"{format_pence(line.pence)} left out: it came with another file", about=("bank_line", line_id))
    act.take_back(put_back_in, "leaving the line out", line_id=line_id)


@needs(Permission.POST_MONEY)
def put_back_in(act: Act, *, line_id: int) -> None:
    """Puts a line that was left out back among those waiting."""
    line = line_of(line_id)
    move(act, line, (LineState.LEFT_OUT,), LineState.WAITING)
    act.say(f"{format_pence(line.pence)} is waiting again", about=("bank_line", line_id))
    act.take_back(leave_out, "putting the line back", line_id=line_id)


def _bank(bank_account_id: int) -> BankAccount:
    account = BankAccount.get_or_none(BankAccount.id == bank_account_id)
    if account is None:
        raise NotFound("That bank account is not there")
    return account
