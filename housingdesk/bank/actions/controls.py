"""The ledger accounts of payment files and takings, opened when they are first used."""

from housingdesk.access.act import Act
from housingdesk.bank.rules.payment_files import CONTROLS, FEES, TAKINGS
from housingdesk.bank.rules.words import FileKind
from housingdesk.rent.actions.accounts import open_ledger_account
from housingdesk.rent.rules.words import AccountKind

FILE_LOCK = 43
"""Held while a payment file, a taking or a slip changes: receipts are numbered without a gap, and nothing is posted twice."""


def control_of(act: Act, kind: FileKind) -> int:
    """The control account in which the lump of a kind of file waits; its id."""
    reference, name = CONTROLS[kind]
    return open_ledger_account(act, reference=reference, kind=AccountKind.CONTROL, name=name)


def fees_account(act: Act) -> int:
    """The nominal account to which fees of card payments go; its id."""
    return open_ledger_account(act, reference=FEES[0], kind=AccountKind.NOMINAL, name=FEES[1])


def takings_account(act: Act) -> int:
    """The control account of money taken at a desk and not yet banked; its id."""
    return open_ledger_account(act, reference=TAKINGS[0], kind=AccountKind.CONTROL, name=TAKINGS[1])
