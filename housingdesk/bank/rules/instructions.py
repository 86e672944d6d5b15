"""A Direct Debit Instruction: what Bacs takes as a reference, bank details and a name, when it is next due and how much. Pure.

Source: Bacs Standard 18 submission (payment-files §4.5) and the Direct Debit Scheme. It does not decide whether the law or a
hold keeps somebody from collecting; that is shown, and a person decides.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from housingdesk.bank.rules.words import MandateState
from housingdesk.rent.rules.words import WEEKS, Frequency
from housingdesk.values.dates import add_months, format_date, month_start
from housingdesk.values.money import format_pence, portion
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen

FREQUENCIES = (Frequency.WEEKLY, Frequency.FORTNIGHTLY, Frequency.FOUR_WEEKLY, Frequency.MONTHLY)
"""How often a Direct Debit is collected."""
COLLECTED = (MandateState.LIVE,)
RUNS = (MandateState.TO_SEND, MandateState.SENT, MandateState.LIVE)
"""States of an instruction that is or will be collected."""
LONGEST_NAME = 18
MOST_PENCE = 10_000_00
_REFERENCE = re.compile(r"[A-Z0-9.&/ -]{6,18}", re.ASCII)
_NOT_ALLOWED = re.compile(r"[^A-Z0-9.&/ -]", re.ASCII)


class Code:
    """Transaction codes of Standard 18; instructions have the amount nought."""

    FIRST, REGULAR, AGAIN, FINAL = "01", "17", "18", "19"
    CONTRA = "99"
    NEW, CANCEL = "0N", "0C"


INSTRUCTIONS = frozenset({Code.NEW, Code.CANCEL})
CODE_WORDS = {Code.FIRST: "first payment", Code.REGULAR: "payment", Code.AGAIN: "presented again", Code.FINAL: "last payment",
              Code.NEW: "new instruction", Code.CANCEL: "instruction cancelled"}


@frozen
class MandateDraft:
    """An instruction as it is entered. ``pence`` None: what is charged; ``day``: of the month, for monthly ones."""

    account_id: int
    reference: str
    payer_name: str
    sort_code: str
    account_number: str
    frequency: Frequency
    day: int | None
    pence: int | None
    signed_on: date
    next_on: date
    last_on: date | None = None


def plain(text: str) -> str:
    """Text in the characters that Bacs takes, in capitals; others become blanks.

    >>> plain("Zoë O’Neil-Šimić"), plain("a_b@c")
    ('ZOE O NEIL-SIMIC', 'A B C')
    """
    bare = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return " ".join(_NOT_ALLOWED.sub(" ", bare.upper()).split())


def digits(text: str) -> str:
    """A sort code or account number without hyphens and blanks.

    >>> digits("20-44-17")
    '204417'
    """
    return re.sub(r"[\s\-]", "", text)


def reference_problem(reference: str) -> str | None:
    """Why Bacs would not take a reference, or None.

    >>> reference_problem("DDICA1"), reference_problem("111111"), reference_problem("HD/000123")
    ('A reference does not begin with DDIC: Bacs keeps that for claims', 'A reference is not one character over and over', None)
    """
    if not _REFERENCE.fullmatch(reference):
        return "A reference has 6 to 18 capital letters, digits, full stops, &, /, hyphens or blanks"
    if reference != reference.strip() or not reference[0].isalnum():
        return "A reference begins with a letter or digit and does not end with a blank"
    if reference.startswith("DDIC"):
        return "A reference does not begin with DDIC: Bacs keeps that for claims"
    letters = re.sub(r"[.&/ -]", "", reference)
    if len(letters) < 6:
        return "A reference has at least 6 letters and digits"
    if len(set(letters)) == 1:
        return "A reference is not one character over and over"
    return None


def suggested_reference(account_reference: str, taken: frozenset[str] = frozenset()) -> str:
    """A reference for an account that no other has, made from ours.

    >>> suggested_reference("40023"), suggested_reference("ACC40023", frozenset({"ACC40023"}))
    ('RENT40023', 'ACC40023-2')
    """
    begin = plain(account_reference)[:14]
    if reference_problem(begin) is not None:
        begin = f"RENT{begin}".ljust(6, "0")[:14]
    number, made = 1, begin
    while made in taken:
        number += 1
        made = f"{begin}-{number}"
    return made


def draft_problems(draft: MandateDraft) -> list[Problem]:
    """What is wrong with an instruction by itself, each at its field."""
    return list(_problems(draft))


def _problems(draft: MandateDraft) -> Iterator[Problem]:
    if said := reference_problem(draft.reference):
        yield Problem("reference", said)
    if not plain(draft.payer_name):
        yield Problem("payer_name", "Type the name of the payer’s bank account, as the instruction has it")
    yield from bank_problems(draft.sort_code, draft.account_number)
    if draft.pence is not None and not 0 < draft.pence <= MOST_PENCE:
        yield Problem("pence", f"Type the amount of one payment, up to {format_pence(MOST_PENCE)}")
    yield from when_problems(draft.frequency, draft.day, draft.next_on, draft.last_on)
    if draft.next_on < draft.signed_on:
        yield Problem("next_on", f"The first payment cannot be before {format_date(draft.signed_on)}, when it was signed")


def when_problems(frequency: Frequency, day: int | None, next_on: date, last_on: date | None) -> Iterator[Problem]:
    """What is wrong with when an instruction is collected."""
    if frequency not in FREQUENCIES:
        yield Problem("frequency", "A Direct Debit is collected weekly, fortnightly, 4-weekly or monthly")
    if frequency is Frequency.MONTHLY and (day is None or not 1 <= day <= 31):
        yield Problem("day", "Type the day of the month, 1 to 31")
    if last_on is not None and last_on < next_on:
        yield Problem("last_on", "The last payment cannot be before the next one")


def bank_problems(sort_code: str, account_number: str) -> Iterator[Problem]:
    """What is wrong with a payer's bank details: shapes only, nobody is asked."""
    if not re.fullmatch(r"[0-9]{6}", digits(sort_code), re.ASCII):
        yield Problem("sort_code", "A sort code has six digits")
    elif digits(sort_code) == "000000":
        yield Problem("sort_code", "A sort code is not six noughts")
    if not re.fullmatch(r"[0-9]{8}", digits(account_number), re.ASCII):
        yield Problem("account_number", "An account number has eight digits; put noughts before a shorter one")
    elif digits(account_number) == "00000000":
        yield Problem("account_number", "An account number is not eight noughts")


def following(frequency: Frequency, day: int | None, on: date) -> date:
    """When an instruction is due after it was due on a day; monthly ones on their day, or the month's last.

    >>> following(Frequency.MONTHLY, 31, date(2027, 1, 31)), following(Frequency.FOUR_WEEKLY, None, date(2027, 1, 4))
    (datetime.date(2027, 2, 28), datetime.date(2027, 2, 1))
    """
    if frequency is not Frequency.MONTHLY:
        return on + timedelta(weeks=WEEKS[frequency])
    first = add_months(month_start(on), 1)
    last = add_months(first, 1) - timedelta(1)
    return last if day is None or day >= last.day else first.replace(day=day)


def charged_pence(own_pence: int, account: Frequency, collected: Frequency) -> int:
    """What one payment covers of a charge in force: a week × 52 ÷ 12 for a month, a month × 12 ÷ 52 for a week.

    >>> charged_pence(12_000, Frequency.WEEKLY, Frequency.MONTHLY), charged_pence(52_000, Frequency.MONTHLY, Frequency.WEEKLY)
    (52000, 12000)
    """
    if account is Frequency.MONTHLY:
        if collected is Frequency.MONTHLY:
            return own_pence
        return portion(own_pence, 12 * WEEKS[collected], 52)
    week = own_pence * 7 if account is Frequency.NIGHTLY else own_pence
    return portion(week, 52, 12) if collected is Frequency.MONTHLY else week * WEEKS[collected]


def code_of(collected: int, next_due: date, last_on: date | None) -> str:
    """The code of a payment: the first one that ever goes out, the last one, or one between."""
    if collected == 0:
        return Code.FIRST
    return Code.FINAL if last_on is not None and next_due > last_on else Code.REGULAR
