"""A statement of an account as content: what was charged, paid and owed between two days, and how it is made up.

Charges are positive and payments negative pence; a positive balance is owed. A statement that does not add up is not
drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from housingdesk.errors import Refused
from housingdesk.letters.rules.address import PostalAddress
from housingdesk.letters.rules.content import HelpLine, Sender, advice_text, sender_lines
from housingdesk.letters.rules.words import Words, landlord_line
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One entry: ``kind`` is its type in words ("Rent", "Housing Benefit", "Standing order")."""

    on: date
    kind: str
    what: str
    pence: int
    balance_pence: int


@dataclass(frozen=True, slots=True)
class ChargePart:
    """A line of the charge for one period: how much of it benefit can cover, and how much the person pays."""

    what: str
    pence: int
    eligible_pence: int
    own_pence: int


@dataclass(frozen=True, slots=True)
class ExpectedMoney:
    """Money on its way, shown and not counted."""

    on: date
    what: str
    pence: int


@dataclass(frozen=True, slots=True)
class SubAccount:
    """A debt kept apart from the main account (court costs, recharges, overpaid benefit), with its balance."""

    name: str
    balance_pence: int


@dataclass(frozen=True, slots=True)
class OwedPart:
    """The part of the closing balance that one payer bears: "Your own part", "Housing Benefit"."""

    who: str
    balance_pence: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement from ``start`` to ``end``, both days included.

    ``address`` is set when it goes in an envelope of its own. ``charge_every`` is "week", "month" or "night", and
    ``payment_reference`` nine digits. ``parts``, where given, sum to the closing balance.
    """

    sender: Sender
    words: Words
    names: tuple[str, ...]
    home: str
    reference: str
    payment_reference: str
    start: date
    end: date
    on: date
    opening_pence: int
    lines: tuple[StatementLine, ...]
    closing_pence: int
    charge: tuple[ChargePart, ...] = ()
    charge_every: str = "week"
    parts: tuple[OwedPart, ...] = ()
    expected: tuple[ExpectedMoney, ...] = ()
    sub_accounts: tuple[SubAccount, ...] = ()
    ways_to_pay: tuple[str, ...] = ()
    help_lines: tuple[HelpLine, ...] = ()
    please_ask_for: str = ""
    address: PostalAddress | None = None
    large_print: bool = False

    @property
    def title(self) -> str:
        """``Statement of your rent account``."""
        return f"Statement of your {self.words.charge} account"

    @property
    def period(self) -> str:
        """``1 July 2026 to 23 November 2026``."""
        return f"{format_date(self.start)} to {format_date(self.end)}"

    @property
    def landlord(self) -> str:
        """The sentence of LTA 1987 ss.47 and 48."""
        return landlord_line(self.words, *self.sender.landlord)


def refuse_wrong_sums(statement: Statement) -> None:
    """Refused, naming the line, unless opening and lines give each balance, the closing one and the parts of it."""
    balance = statement.opening_pence
    for number, line in enumerate(statement.lines, start=1):
        balance += line.pence
        if balance != line.balance_pence:
            raise Refused(f"The statement of {statement.reference} does not add up at line {number}: "
                          f"{format_pence(balance)} and not {format_pence(line.balance_pence)}")
    if balance != statement.closing_pence:
        raise Refused(f"The statement of {statement.reference} does not add up: its lines come to "
                      f"{format_pence(balance)} and its closing balance is {format_pence(statement.closing_pence)}")
    if statement.parts and sum(part.balance_pence for part in statement.parts) != statement.closing_pence:
        raise Refused(f"The parts of what is owed on the statement of {statement.reference} do not come to the whole")


def said_balance(pence: int) -> str:
    """A balance in a column headed Owed: ``£482.16``, ``£20.00 in credit``; never a minus sign."""
    return f"{format_pence(-pence)} in credit" if pence < 0 else format_pence(pence)


def owed_sentence(statement: Statement) -> str:
    """The answer, first: ``On 23 November 2026 you owed £482.16.``; "you" only where the whole balance is theirs."""
    day = format_date(statement.end)
    if statement.closing_pence > 0:
        owed = format_pence(statement.closing_pence)
        return f"On {day} {owed} was owed on this account." if statement.parts else f"On {day} you owed {owed}."
    if statement.closing_pence < 0:
        credit = format_pence(-statement.closing_pence)
        return f"On {day} {'this account was' if statement.parts else 'you were'} {credit} in credit."
    return f"On {day} {'nothing was owed on this account' if statement.parts else 'you owed nothing'}."


def expected_sentence(expected: ExpectedMoney) -> str:
    """``Universal Credit of £389.20 is expected on 6 December 2026. It is not counted above.``"""
    return (f"{expected.what} of {format_pence(expected.pence)} is expected on {format_date(expected.on)}. "
            "It is not counted above.")


def statement_texts(statement: Statement) -> Iterator[tuple[str, str]]:
    """Every text that a statement prints, with its place in words, for the check before drawing."""
    yield "the name of the association", statement.sender.name
    for line in sender_lines(statement.sender):
        yield "the letterhead", line
    yield "the landlord's address", statement.landlord
    for name in statement.names:
        yield "the names on the statement", name
    yield "the address of the home", statement.home
    yield "the reference", f"{statement.reference} {statement.please_ask_for}"
    for entry in statement.lines:
        yield "the statement's column Type", entry.kind
        yield "the statement's column What", entry.what
    yield from _made_up(statement)
    yield from _foot(statement)


def _made_up(statement: Statement) -> Iterator[tuple[str, str]]:
    for part in statement.charge:
        yield "the make-up of the charge", part.what
    for owed in statement.parts:
        yield "the parts of what is owed", f"{owed.who} {owed.note}"
    for money in statement.expected:
        yield "the money expected", money.what
    for account in statement.sub_accounts:
        yield "the other accounts", account.name


def _foot(statement: Statement) -> Iterator[tuple[str, str]]:
    for way in statement.ways_to_pay:
        yield "the ways to pay", way
    if statement.help_lines:
        yield "the advice line", advice_text(statement.help_lines)
