"""Which headless commands there are, and how their options and refusals look; what they do is in their own modules.

A command module ``housingdesk/commands/<name>.py`` offers ``configure(parser)`` and ``run(options) -> int``. It is
imported only when it is called. ``options.db`` is a file or PostgreSQL address, ``options.json`` asks for JSON.
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from io import TextIOWrapper
from typing import NoReturn, Protocol, cast

from housingdesk import __version__
from housingdesk.db import last_opened
from housingdesk.errors import HousingDeskError, Refused

REFUSED = 2
STOPPED = 130


@dataclass(frozen=True, slots=True)
class Command:
    """One headless command; its module is named by its words."""

    words: str
    summary: str
    takes_database: bool = True

    @property
    def module(self) -> str:
        """The module's dotted name, e.g. ``housingdesk.commands.bank_parse``."""
        return f"housingdesk.commands.{self.words.replace(' ', '_').replace('-', '_')}"


class CommandModule(Protocol):
    """What a command's module offers."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Adds the command's own options."""

    def run(self, options: argparse.Namespace) -> int:
        """Does it, prints what came out, and returns the exit code."""


CATALOGUE = (
    Command("demo", "make the made-up association and its bank files", takes_database=False),
    Command("debit", "run the weekly debit, or show what it would post"),
    Command("review", "make the dry run of a year’s rent review, or show what it would be"),
    Command("bank parse", "read a statement file and show what it says; nothing is stored", takes_database=False),
    Command("bank import", "store a statement file and propose a rent account for each line"),
    Command("bank post", "post the proposed lines of a tier"),
    Command("bank payments", "take allpay’s file or a card company’s report in, and post it against its money"),
    Command("reconcile", "show that bank and ledger agree over a period"),
    Command("close", "close a week, four weeks or a month, or show what stands against it"),
    Command("journal", "write the nominal journal of some days for the finance system"),
    Command("audit-pack", "write the audit pack of some days as one PDF"),
    Command("letters", "make the arrears letters that are due"),
    Command("statements", "make the statements of a quarter, and write who had one and who not"),
    Command("rounds", "letters that are carried to the doors of a scheme, and the sheet for it"),
    Command("archive find", "find the letters that were sent, and write them out as issued"),
    Command("nominations import", "take in a council’s list of nominations, or show what it would bring"),
    Command("intake", "bring another system’s homes, people, rents and balances in, or show what it would make"),
    Command("notice-dates", "work out when a notice is served and its dates", takes_database=False),
    Command("core check", "show what the CORE service would say of a lettings upload", takes_database=False),
    Command("core export", "make the CORE upload of the lettings of some days, and say what is left out and why"),
    Command("benefits import", "take a council’s or the DWP’s schedule in, and post it against its money"),
    Command("benefits assess", "show what benefit will pay towards a household’s rent, step by step", takes_database=False),
    Command("benefits expected", "show what benefit should pay to an account, what came, and why they differ"),
    Command("benefits overdue", "list the claims that wait too long, office by office, with why and since when"),
    Command("benefits parse", "read a schedule of benefit and show what it says; nothing is stored", takes_database=False),
    Command("court-bundle", "write the court bundle of a notice as one PDF"),
    Command("court-statement", "write the rent statement of an agreement for a court"),
    Command("verify", "prove every balance, control total and seal"),
    Command("backup", "write a backup of the database"),
    Command("restore", "put a backup back", takes_database=False),
    Command("upgrade", "bring a database to this program's version"),
    Command("create", "make a new database with its first administrator", takes_database=False),
    Command("tour", "drive the screens through the rent week; leaves screenshots and PDFs", takes_database=False),
)


def main(argv: Sequence[str]) -> int:
    """Runs one command; a refusal is one sentence (as JSON with ``--json``) and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run(list(argv))
        sys.stdout.flush()
    except SystemExit as stop:  # argparse has printed its help
        return int(stop.code or 0)
    except HousingDeskError as error:
        return _refuse(str(error), as_json="--json" in argv)
    except BrokenPipeError:  # whoever was reading has heard enough; the interpreter's last flush must not fail again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return STOPPED
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _refuse(f"{where}{error.strerror or error}", as_json="--json" in argv)
    except KeyboardInterrupt:
        return STOPPED
    return code


def offered() -> tuple[Command, ...]:
    """The commands whose modules are part of this program."""
    return tuple(command for command in CATALOGUE if find_spec(command.module))


def _run(words: list[str]) -> int:
    if words[0] == "--version":
        print(f"HousingDesk {__version__}")
        return 0
    if words[0] in ("-h", "--help", "help"):
        print(_overview())
        return 0
    command = _find(words)
    module = cast(CommandModule, import_module(command.module))
    parser = _Parser(prog=f"housingdesk {command.words}", description=command.summary, allow_abbrev=False)
    module.configure(parser)
    if command.takes_database:
        parser.add_argument("--db", metavar="FILE|ADDRESS", help="the database; otherwise the last one opened")
    parser.add_argument("--json", action="store_true", help="print JSON for another program")
    options = parser.parse_args(words[len(command.words.split()):])
    if command.takes_database and not options.db:
        options.db = last_opened.recall()
        if options.db is None:
            raise Refused("No database was opened on this PC yet. Name one with --db, or make the made-up association "
                          "with “housingdesk demo”")
    return module.run(options)


def _find(words: list[str]) -> Command:
    known = offered()
    for command in known:
        name = command.words.split()
        if words[: len(name)] == name:
            return command
    family = [command.words for command in known if command.words.split()[0] == words[0]]
    if family:
        raise Refused(f"“housingdesk {words[0]}” needs one more word: {', '.join(family)}")
    raise Refused(f"There is no command “{words[0]}”. There are: {', '.join(command.words for command in known)}")


def _overview() -> str:
    rows = [f"  {command.words:<12} {command.summary}" for command in offered()]
    return "\n".join(["“housingdesk” opens the window; with one of these words it works without one:", "", *rows, "",
                      "“housingdesk COMMAND --help” lists the options of one."])


def _refuse(reason: str, *, as_json: bool) -> int:
    sentence = reason if reason.endswith((".", "?", "!")) else f"{reason}."
    if as_json:
        print(json.dumps({"refused": sentence}))
    else:
        print(sentence, file=sys.stderr)
    return REFUSED


class _Parser(argparse.ArgumentParser):
    """Says in one sentence what is wrong, where argparse prints its usage and a phrase."""

    def error(self, message: str) -> NoReturn:
        raise Refused(f"{_in_words(message)}. “{self.prog} --help” lists the options")


_PHRASES = (
    (r"^argument (.+?): invalid choice: '?(.*?)'? \(choose from (.*)\)$", r"\1 cannot be “\2”; it is one of \3"),
    (r"^argument (.+?): invalid int value: '(.*)'$", r"\1 needs a whole number, and “\2” is none"),
    (r"^argument (.+?): expected (?:one|at least one) argument$", r"\1 needs a value after it"),
    (r"^argument (.+?): expected (\d+) arguments$", r"\1 needs \2 values after it"),
    (r"^argument (.+?): not allowed with argument (.+)$", r"\1 and \2 exclude each other"),
    (r"^the following arguments are required: (.*)$", r"Something is missing: \1"),
    (r"^unrecognized arguments: (.*)$", r"This command has no use for “\1”"),
    (r"^argument (.+?): (.*)$", r"\1: \2"),
)


def _in_words(message: str) -> str:
    """A phrase of argparse as part of a sentence.

    >>> _in_words("argument --homes: invalid int value: 'many'")
    '--homes needs a whole number, and “many” is none'
    """
    message = re.sub(r"\(choose from .*\)$", lambda found: found[0].replace("'", ""), message)  # 3.12 quotes no more
    for pattern, sentence in _PHRASES:
        if re.search(pattern, message):
            return re.sub(pattern, sentence, message)
    return message
