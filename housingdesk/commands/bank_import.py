"""``housingdesk bank import FILE``: takes a statement file in and proposes an account for each line that is new."""

import argparse
import json
from collections import Counter
from pathlib import Path

from housingdesk.access.desk import Desk
from housingdesk.bank.actions.importing import import_statement
from housingdesk.bank.queries.importing import Prepared, prepare, sum_sentence
from housingdesk.bank.rules.proposals import Tier
from housingdesk.commands import opening
from housingdesk.commands.bank_accounts import account_option, chosen
from housingdesk.commands.bank_parse import bytes_of
from housingdesk.values.money import decimal_text, format_pence

TIERS = {Tier.CERTAIN: "Certain", Tier.LIKELY: "Likely", Tier.NEEDS_YOU: "Needs you", Tier.NOT_RENT: "Not rent"}


def configure(parser: argparse.ArgumentParser) -> None:
    """The file, and which of our accounts it is for where it does not say so itself."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a statement as the bank’s website gave it")
    account_option(parser)
    opening.configure(parser)


def run(options: argparse.Namespace) -> int:
    """Stores what is new, and prints it by tier; a file whose lines are all in already adds nothing, which is no error."""
    path: Path = options.file
    data = bytes_of(path)
    with opening.opened(options) as desk:
        accounts = chosen(desk, options.account)
        prepared: Prepared = desk.ask(prepare, name=path.name, data=data, today=desk.today,
                                      bank_account_id=accounts[0].id if options.account else None)
        file = _take_in(desk, prepared)
    print(json.dumps(_as_json(prepared, file), indent=1) if options.json else _as_text(prepared, file))
    return 0


def lines_words(count: int) -> str:
    """How many lines: ``1 line``, ``2,287 lines``."""
    return f"{count:,} line{'' if count == 1 else 's'}"


def _take_in(desk: Desk, prepared: Prepared) -> int | None:
    if not prepared.new and not prepared.interim:
        return None
    return int(desk.do(import_statement, prepared=prepared).value)


def _tiers(prepared: Prepared) -> list[tuple[Tier, int, int]]:
    pence: Counter[Tier] = Counter()
    for new in prepared.new:
        pence[new.tier] += new.line.pence
    return [(tier, count, pence[tier]) for tier, count in prepared.tiers.items()]


def _as_json(prepared: Prepared, file: int | None) -> dict[str, object]:
    def money(pence: int | None) -> str | None:
        return None if pence is None else decimal_text(pence)

    return {"file": prepared.name, "file_id": file, "format": prepared.format, "account": prepared.bank_name,
            "lines": prepared.lines, "imported": len(prepared.new), "already_in": prepared.already, "unsure": prepared.unsure,
            "pending": prepared.pending, "opening": money(prepared.opening), "money_in": money(prepared.money_in),
            "money_out": money(prepared.money_out), "closing": money(prepared.closing), "adds_up": prepared.adds_up,
            "tiers": {str(tier): {"lines": count, "amount": decimal_text(pence)} for tier, count, pence in _tiers(prepared)},
            "warnings": list(prepared.warnings)}


def _as_text(prepared: Prepared, file: int | None) -> str:
    head = f"{prepared.name}: {prepared.format}, {prepared.bank_name}, {lines_words(prepared.lines)}."
    parts = [head, f"{sum_sentence(prepared)}."]
    if file is None:
        parts.append("All of them are in already; nothing was added.")
    else:
        already = f" Already in: {prepared.already:,}." if prepared.already else ""
        parts.append(f"New and stored: {lines_words(len(prepared.new))}.{already}")
        parts += [f"  {TIERS[tier]:<10} {count:>7,}  {format_pence(pence):>16}" for tier, count, pence in _tiers(prepared)]
    if prepared.unsure:
        parts.append(f"May have come with another file: {lines_words(prepared.unsure)}, same day and amount but other wording, "
                     f"which somebody must look at.")
    if prepared.pending:
        parts.append(f"Left alone, because the bank has not booked them yet: {lines_words(prepared.pending)}.")
    return "\n".join([*parts, *(f"Note. {warning}" for warning in prepared.warnings)])
