"""``housingdesk bank parse FILE``: what a bank file says, as text or JSON. Needs no database and stores nothing."""

import argparse
import json
from pathlib import Path

from housingdesk.access.desk import system_clock
from housingdesk.bank.parsers.json_shape import as_json as json_of
from housingdesk.bank.parsers.reading import Reading, Statement
from housingdesk.bank.parsers.recognise import read_statement
from housingdesk.errors import BadFile
from housingdesk.values.money import decimal_text
from housingdesk.values.tables.decoding import MAX_BYTES


def configure(parser: argparse.ArgumentParser) -> None:
    """The one file to read."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a statement as the bank's website gave it")


def run(options: argparse.Namespace) -> int:
    """Prints the file as it reads today; BadFile when it cannot be used."""
    path: Path = options.file
    reading = read_statement(bytes_of(path), name=path.name, today=system_clock().date())
    print(json.dumps(json_of(reading), indent=1) if options.json else as_text(reading, path.name))
    return 0


def bytes_of(path: Path) -> bytes:
    """What is in a statement file; BadFile when it is none, cannot be read or is too large."""
    try:
        if path.is_dir():
            raise BadFile(f"{path.name}: This is a folder, not a file.")
        if path.exists() and not path.is_file():
            raise BadFile(f"{path.name}: This is a device or a pipe, not a file. Save the statement as a file first.")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise BadFile(f"{path.name}: The file has {size // 1024 // 1024} MB; a bank statement of more than 50 MB is not "
                          "read.")
        return path.read_bytes()
    except FileNotFoundError:
        raise BadFile(f"{path.name}: There is no such file.") from None
    except OSError as error:
        raise BadFile(f"{path.name}: The file cannot be opened ({error.strerror or 'no reason given'}).") from None


def as_text(reading: Reading, name: str) -> str:
    """The reading for a person: each account, its lines, and whether it adds up."""
    parts = [f"{name}: {reading.format}" + (", interim: nothing in it is posted" if reading.interim else "")]
    parts += [_statement(statement) for statement in reading.statements]
    parts += [f"Note. {problem}" for problem in reading.warnings]
    return "\n\n".join(parts)


def _statement(statement: Statement) -> str:
    unit = statement.currency or ""
    head = f"Account {statement.account or 'not named'} {unit}".rstrip()
    rows = [f"{line.on:%d %b %Y}  {decimal_text(line.pence):>14}  {line.narrative}"
            + ("  (pending)" if line.status == "pending" else "") for line in statement.lines]
    booked = [line.pence for line in statement.lines if line.status == "booked"]
    into, out = sum(p for p in booked if p > 0), sum(p for p in booked if p < 0)
    ends = [f"Opening balance {_or_unknown(statement.opening)}, in {decimal_text(into)}, out {decimal_text(-out)}, "
            f"closing balance {_or_unknown(statement.closing)}.", _verdict(statement.adds_up)]
    return "\n".join([head, *rows, *ends])


def _or_unknown(pence: int | None) -> str:
    return "not given" if pence is None else decimal_text(pence)


def _verdict(adds_up: bool | None) -> str:
    if adds_up is None:
        return "The file does not give what is needed to check that it is whole."
    return "It adds up." if adds_up else "It does not add up."
