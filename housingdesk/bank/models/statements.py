"""Stored shapes of bank statements: accounts, files as they came, lines with their evidence, memory and rules.

A line's money enters the books only through a sealed batch of the rent room; ``state`` says how far a line is.
"""

from enum import StrEnum
from typing import Any

from peewee import SQL, ForeignKeyField

from housingdesk.access.models import User
from housingdesk.db.fields import Bytes, Day, Moment, Pence, Text, WholeNumber, Word, YesNo
from housingdesk.db.record import Fact, Record
from housingdesk.rent.models import Account, Batch


class LineState(StrEnum):
    """How far a bank line is. POSTED is in the books; LEFT_OUT came with another file and counts nowhere."""

    WAITING = "waiting"
    PARKED = "parked"
    POSTED = "posted"
    LEFT_OUT = "left out"


class BankAccount(Record):
    """One of the association's own bank accounts; ``nominal`` is its account in the ledger."""

    name: Any = Text(longest=120)
    number: Any = Text(longest=40, unique=True)
    nominal: Any = ForeignKeyField(Account, on_delete="RESTRICT")
    opening_pence: Any = Pence(default=0)
    opening_on: Any = Day()
    format: Any = Text(default="", longest=40)
    mapping: Any = Text(null=True, longest=4000)


class BankFile(Record):
    """A statement file as it came, with its SHA-256; the bytes are kept for ever."""

    account: Any = ForeignKeyField(BankAccount, on_delete="RESTRICT")
    name: Any = Text(longest=300)
    sha256: Any = Text(longest=64, index=True)
    format: Any = Text(longest=40)
    opening_pence: Any = Pence(null=True)
    closing_pence: Any = Pence(null=True)
    adds_up: Any = YesNo(null=True)
    first_on: Any = Day(null=True)
    last_on: Any = Day(null=True)
    lines: Any = WholeNumber()
    new_lines: Any = WholeNumber()
    imported_at: Any = Moment()
    imported_by: Any = Text(longest=120)
    taken_out_at: Any = Moment(null=True)
    content: Any = Bytes()  # last, so that reading the others does not pass through it


class BankLine(Fact):
    """One line of a statement. ``proposal`` is JSON of the ranked suggestions and what was found for each."""

    file: Any = ForeignKeyField(BankFile, on_delete="RESTRICT")
    account: Any = ForeignKeyField(BankAccount, on_delete="RESTRICT", index=False)
    number: Any = WholeNumber()
    made_on: Any = Day()
    pence: Any = Pence()
    narrative: Any = Text(longest=2000)
    payer: Any = Text(null=True, longest=200)
    payer_account: Any = Text(null=True, longest=60)
    reference: Any = Text(null=True, longest=200)
    kind: Any = Text(null=True, longest=60)
    balance_pence: Any = Pence(null=True)
    raw: Any = Text(longest=20_000)
    state: Any = Word(LineState, default=LineState.WAITING)
    tier: Any = Text(longest=20)
    proposal: Any = Text(longest=8000)
    proposed: Any = ForeignKeyField(Account, null=True, on_delete="RESTRICT", index=False)
    batch: Any = ForeignKeyField(Batch, null=True, on_delete="RESTRICT")
    posted_by_rule: Any = Text(null=True, longest=40)
    question: Any = Text(null=True, longest=500)
    asked: Any = ForeignKeyField(User, null=True, on_delete="RESTRICT", index=False)

    class Meta:
        indexes = ((("account", "state", "tier"), False), (("account", "made_on"), False))


class PayerMemory(Fact):
    """What confirmed posts taught: this key (bank account, wording or payer) paid this account so many times."""

    kind: Any = Text(longest=12)
    key: Any = Text(longest=200)
    account: Any = ForeignKeyField(Account, on_delete="RESTRICT", index=False)
    times: Any = WholeNumber()
    last_on: Any = Day()
    last_pence: Any = Pence(null=True)

    class Meta:
        indexes = ((("kind", "key", "account"), True),)


class BankRule(Record):
    """A standing rule of this office: money of these words, or from this bank account, goes to ``target``.

    ``demoted_on``: somebody sent a line of it elsewhere (``demoted_by``), so it only suggests from then on.
    """

    words: Any = Text(longest=200)
    money_in: Any = YesNo(default=True)
    target: Any = ForeignKeyField(Account, on_delete="RESTRICT")
    sentence: Any = Text(longest=200)
    owner: Any = Text(default="", longest=120)
    made_on: Any = Day()
    hits: Any = WholeNumber(default=0)
    active: Any = YesNo(default=True)
    payer_account: Any = Text(default="", longest=60, constraints=[SQL("DEFAULT ''")])
    demoted_on: Any = Day(null=True)
    demoted_by: Any = WholeNumber(null=True)


class SuspenseItem(Record):
    """Unidentified money: a posted line that waits in suspense until somebody knows whose it is."""

    line: Any = ForeignKeyField(BankLine, unique=True, on_delete="RESTRICT")
    since: Any = Day()
    owner: Any = Text(default="", longest=120)
    note: Any = Text(default="", longest=500)
    cleared_on: Any = Day(null=True)
