"""What a line of a Bacs report is, and what its code means; pure. What is done about it say the actions.

Codes: payment-files §4.7. A report's own words always come before these: real files carry four-digit codes with a text.
"""

from datetime import date
from enum import StrEnum

from housingdesk.bank.rules.words import BacsKind
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen

RETURNS = {"0": "refer to payer", "1": "instruction cancelled by the payer", "2": "payer has died", "3": "account transferred",
           "4": "advance notice disputed", "5": "no account, or a wrong account type", "6": "no instruction",
           "7": "the amount differs", "8": "the amount is not yet due", "9": "presentation overdue",
           "A": "the service user differs", "B": "account closed"}
"""Why a payment came back (ARUDD)."""
ADVICES = {"0": "instruction cancelled, refer to payer", "1": "instruction cancelled by the payer", "2": "payer has died",
           "3": "account transferred to another bank", "5": "no account", "6": "no instruction",
           "7": "the amount of the instruction is not nought", "B": "account closed",
           "C": "account transferred to another branch", "D": "advance notice disputed", "E": "instruction amended",
           "F": "the account’s type takes no Direct Debits", "G": "the bank does not allow Direct Debits on the account",
           "H": "instruction has expired", "I": "reference not unique for this payer", "K": "instruction cancelled by the bank",
           "L": "payer’s account details are wrong", "M": "the code and the service user do not fit",
           "N": "not allowed for this service user", "O": "reference not valid", "P": "payer’s name missing",
           "Q": "service user’s name missing", "R": "instruction put back"}
"""What happened to an instruction (ADDACS, AUDDIS)."""


class Calls(StrEnum):
    """What a line of a report calls for."""

    REVERSE = "take its credit back"
    CLAIMED = "take its credit back, and answer the claim in time"
    STOP = "stop collecting"
    DIED = "stop collecting; the payer has died"
    MOVED = "change the bank details, and do not cancel at the old bank"
    PUT_BACK = "collect again"
    LOOK = "look at it"
    ACCEPTED = "the instructions were taken"
    NONE = "nothing"


_STOPS = frozenset("0156BFGHIKLNO")


def calls_for(kind: BacsKind, code: str) -> Calls:
    """What has to be done about a line, by its report and one-character code; a code nobody knows has to be looked at.

    ADDACS 3 has new details: service users do not send a cancellation to the old bank (Service User's Guide; §4.7).
    """
    if kind is BacsKind.ARUDD:
        return Calls.REVERSE
    if kind is BacsKind.DDICA:
        return Calls.CLAIMED
    if kind is BacsKind.AUDDIS and not code:
        return Calls.ACCEPTED
    known = code.strip().upper()
    if known == "2":
        return Calls.DIED
    if known in ("3", "C"):
        return Calls.MOVED
    if known == "R":
        return Calls.PUT_BACK
    return Calls.STOP if known in _STOPS else Calls.LOOK


@frozen
class ReportLine:
    """One line of a report, as it says it. ``pence``: what came back or is claimed; ``on``: from when it holds.

    ``collected_on``: the day of the payment that came back. ``text``: the report's own words, else the code's.
    """

    number: int
    reference: str
    payer: str
    code: str
    text: str
    pence: int | None = None
    on: date | None = None
    collected_on: date | None = None
    new_sort_code: str = ""
    new_account_number: str = ""


@frozen
class Report:
    """A report as read. ``processed_on``: its processing day; money of an ARUDD is debited on the working day after it.

    ``service_user`` is whose it is; ``accepted``/``rejected`` count instructions where the report counts them.
    """

    kind: BacsKind
    processed_on: date | None
    service_user: str
    lines: tuple[ReportLine, ...]
    stated_pence: int | None = None
    accepted: int = 0
    rejected: int = 0
    warnings: tuple[Problem, ...] = ()

    @property
    def pence(self) -> int:
        """What its lines come to."""
        return sum(line.pence or 0 for line in self.lines)
