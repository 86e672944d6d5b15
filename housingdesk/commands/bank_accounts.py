"""Which of our bank accounts a command is about: all of them, or the one that was named."""

import argparse
import re

from housingdesk.access.desk import Desk
from housingdesk.bank.queries.our_accounts import BankAccountRow, bank_accounts
from housingdesk.errors import Refused


def account_option(parser: argparse.ArgumentParser) -> None:
    """The number of one account."""
    parser.add_argument("--account", metavar="NUMBER", help="the number of our bank account, where there are several")


def chosen(desk: Desk, number: str | None) -> list[BankAccountRow]:
    """Our accounts, or the one whose number ends with these digits; Refused when there is none or more than one."""
    every: list[BankAccountRow] = desk.ask(bank_accounts)
    if not every:
        raise Refused("There is no bank account yet. Add one in Settings, Bank")
    if number is None:
        return every
    digits = re.sub(r"[\s-]", "", number)
    found = [account for account in every if digits.isdigit() and account.number.endswith(digits)]
    if len(found) != 1:
        known = ", ".join(account.number for account in every)
        raise Refused(f"{'None' if not found else 'More than one'} of our accounts ends with “{number}”. There are: {known}")
    return found
