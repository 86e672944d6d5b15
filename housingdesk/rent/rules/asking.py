"""What a person fills in before money is refunded, written off, put back or adjusted, and what is wrong with it. Pure."""

import json
from collections.abc import Sequence
from datetime import date

from housingdesk.rent.rules.words import Payer, WriteOffReason
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen

_SHORTEST = 4


@frozen
class Check:
    """One thing looked at before money goes back: its figures in a sentence, and what it means.

    ``stops``: no refund while it is so. ``asks``: a question that whoever asks for the refund answers in words.
    """

    key: str
    sentence: str
    pence: int = 0
    stops: bool = False
    asks: str = ""


@frozen
class Answer:
    """A check as it stood when somebody asked, with what they answered."""

    key: str
    sentence: str
    answer: str = ""


def answered(checks: Sequence[Check], answers: dict[str, str]) -> tuple[Answer, ...]:
    """Each check with what was answered to it."""
    return tuple(Answer(check.key, check.sentence, answers.get(check.key, "").strip()) for check in checks)


def check_problems(checks: Sequence[Check], answers: dict[str, str]) -> list[Problem]:
    """Which checks stop a refund, and which questions are not answered."""
    found = [Problem("", check.sentence) for check in checks if check.stops]
    return found + [Problem(check.key, "Say in a few words how this was settled") for check in checks
                    if check.asks and not check.stops and len(answers.get(check.key, "").strip()) < _SHORTEST]


def as_text(answers: Sequence[Answer]) -> str:
    """The answers as they are kept."""
    return json.dumps([[one.key, one.sentence, one.answer] for one in answers], ensure_ascii=False) if answers else ""


def from_text(text: str) -> tuple[Answer, ...]:
    """The answers as they were kept."""
    return tuple(Answer(*one) for one in json.loads(text)) if text else ()


@frozen
class RefundDraft:
    """A refund as somebody asks for it: pence without sign, of whose credit, and where it goes. No numbers: by cheque."""

    account_id: int
    pence: int
    payer: Payer
    reason: str
    pay_to: str
    sort_code: str = ""
    account_number: str = ""


def refund_problems(draft: RefundDraft, credit_pence: int) -> list[Problem]:
    """What is wrong with a refund. ``credit_pence``: what may go back at most, without sign."""
    found = _reason(draft.reason)
    if draft.pence <= 0:
        found.append(Problem("pence", "Say how much goes back"))
    elif credit_pence <= 0:
        found.append(Problem("pence", "Nothing is in credit here. Benefit that is still to come is not a credit"))
    elif draft.pence > credit_pence:
        found.append(Problem("pence", f"Only {format_pence(credit_pence)} is in credit here"))
    if len(draft.pay_to.strip()) < 2:
        found.append(Problem("pay_to", "Say whose bank account it goes to, or whose name stands on the cheque"))
    return found + _bank_problems(draft.sort_code, draft.account_number)


def _bank_problems(sort_code: str, number: str) -> list[Problem]:
    found = []
    if sort_code.strip() and len(digits(sort_code)) != 6:
        found.append(Problem("sort_code", "A sort code has six figures, such as 20-00-00"))
    if number.strip() and not 7 <= len(digits(number)) <= 8:
        found.append(Problem("account_number", "An account number has eight figures"))
    if bool(sort_code.strip()) != bool(number.strip()):
        found.append(Problem("account_number", "Give both the sort code and the account number, or neither for a cheque"))
    return found


def digits(text: str) -> str:
    """The figures of a text.

    >>> digits("20-00 00")
    '200000'
    """
    return "".join(sign for sign in text if sign in "0123456789")


def sort_code_words(text: str) -> str:
    """``"200000" -> "20-00-00"``."""
    found = digits(text)
    return "-".join(found[at:at + 2] for at in (0, 2, 4)) if len(found) == 6 else ""


@frozen
class WriteOffDraft:
    """A write-off as somebody asks for it: the whole balance of a former account, and why. ``acknowledged_on``: in writing."""

    account_id: int
    why: WriteOffReason
    reason: str
    acknowledged_on: date | None = None


def write_off_problems(draft: WriteOffDraft, balance_pence: int, former: bool) -> list[Problem]:
    """What is wrong with a write-off, but for the six years, which need the account's dates."""
    found = _reason(draft.reason)
    if not former:
        found.append(Problem("", "Only debts and credits of people who have left are written off"))
    if balance_pence == 0:
        found.append(Problem("", "Nothing is owed or in credit here"))
    if draft.why is WriteOffReason.CREDIT and balance_pence > 0:
        found.append(Problem("why", f"{format_pence(balance_pence)} is owed here; it is no credit"))
    if draft.why is not WriteOffReason.CREDIT and balance_pence < 0:
        found.append(Problem("why", f"{format_pence(-balance_pence)} is in credit here: it is offered back, then unclaimed"))
    return found


def reason_problem(reason: str) -> str:
    """What is wrong with a reason; empty when it can be read."""
    return "" if len(reason.strip()) >= _SHORTEST else "Say in a few words why"


def _reason(reason: str) -> list[Problem]:
    wrong = reason_problem(reason)
    return [Problem("reason", wrong)] if wrong else []


def transfer_problems(from_account: int, to_account: int, pence: int, reason: str) -> list[Problem]:
    """What is wrong with moving money from one account to another."""
    found = _reason(reason)
    if from_account == to_account:
        found.append(Problem("to_account", "Choose another account than this one"))
    if pence <= 0:
        found.append(Problem("pence", "Say how much is moved"))
    return found


BROUGHT_BACK = "The bank brought it back on "


def back_words(on: date, narrative: str) -> str:
    """``The bank brought it back on 20 November 2026: UNPAID A/C CLOSED``, as a refund's request keeps it."""
    return f"{BROUGHT_BACK}{format_date(on)}: {narrative.strip()[:120]}"
