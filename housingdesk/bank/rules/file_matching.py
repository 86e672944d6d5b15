"""Whose a payment of a file is: by our payment reference, wherever it stands in the customer's number. Pure.

A nine-digit reference proves itself by its check digit. One wrong digit is named, never repaired: somebody says whose it is.
"""

import re
from collections.abc import Mapping
from datetime import date

from housingdesk.bank.rules.payment_files import Payment
from housingdesk.bank.rules.words import FileLineState
from housingdesk.rent.rules.words import AccountKind
from housingdesk.values.dates import format_date
from housingdesk.values.references import format_payment_reference, is_payment_reference
from housingdesk.values.rows import frozen
from housingdesk.values.text import squash

_PREFIX = re.compile(r"[A-Z]{4}(?=[0-9])")
_LENGTH = 9
_OF_KIND = {AccountKind.GARAGE: "the garage account of ", AccountKind.COURT_COSTS: "the court costs of ",
            AccountKind.RECHARGE: "the recharges of ", AccountKind.HB_OVERPAYMENT: "the overpaid benefit of "}


@frozen
class Payee:
    """An account as a payment finds it. ``left_on``: the last day of an agreement that has ended."""

    account_id: int
    reference: str
    kind: AccountKind
    names: str
    left_on: date | None


@frozen
class Matched:
    """Whose a payment is taken to be, and why in a sentence; None where somebody has to say."""

    account_id: int | None
    state: FileLineState
    why: str


def keys_of(payment: Payment) -> tuple[str, ...]:
    """The references that a payment may hold, the surest first: whole, without a client's four letters, nine digits in it.

    >>> from datetime import date
    >>> keys_of(Payment(1, "DVHA600044716", "", "", date(2026, 11, 2), 100, ""))
    ('DVHA600044716', '600044716')
    """
    whole = squash(payment.reference).upper()
    found = [whole, _PREFIX.sub("", whole, count=1)]
    for text in (payment.reference, payment.name):
        found += _checked(text)
    return tuple(dict.fromkeys(key for key in found if key))


def _checked(text: str) -> list[str]:
    """Every nine digits of a text with the right check digit; spaces and hyphens between digits do not part them."""
    runs = re.findall(r"[0-9]+", re.sub(r"(?<=[0-9])[ \-/](?=[0-9])", "", text))
    windows = (run[at:at + _LENGTH] for run in runs for at in range(len(run) - _LENGTH + 1))
    return [window for window in windows if is_payment_reference(window)]


def near_keys(payment: Payment) -> tuple[str, ...]:
    """References one slip away from one that fails its check digit: a digit wrong, or two neighbours swapped."""
    text = re.sub(r"[ \-/]", "", _PREFIX.sub("", squash(payment.reference).upper(), count=1))
    if len(text) != _LENGTH or not text.isdigit() or not text.isascii() or is_payment_reference(text):
        return ()
    wrong = [text[:at] + digit + text[at + 1:] for at in range(_LENGTH) for digit in "0123456789" if digit != text[at]]
    swapped = [text[:at] + text[at + 1] + text[at] + text[at + 2:] for at in range(_LENGTH - 1)]
    return tuple(dict.fromkeys(one for one in (*swapped, *wrong) if is_payment_reference(one)))


def match(payment: Payment, known: Mapping[str, Payee]) -> Matched:
    """Whose a payment is, by accounts that are known under its keys. A line that may take money back waits for somebody."""
    found = {payee.account_id: (key, payee) for key in keys_of(payment) if (payee := known.get(key)) is not None}
    if len(found) > 1:
        names = " and ".join(sorted(payee.names for _, payee in found.values()))
        return Matched(None, FileLineState.UNKNOWN, f"Its reference is of {names}. Say whose it is")
    if not found:
        return _nobody(payment, known)
    [(key, payee)] = found.values()
    why = _why(key, payee)
    if payment.doubt:
        return Matched(payee.account_id, FileLineState.TAKES_BACK, f"{payment.doubt}. {why}")
    return Matched(payee.account_id, FileLineState.FOUND, why)


def _why(key: str, payee: Payee) -> str:
    shown = format_payment_reference(key) if is_payment_reference(key) else key
    whose = f"{_OF_KIND.get(payee.kind, '')}{payee.names}"
    if payee.left_on is not None:
        return f"Reference {shown} is {whose}, who left on {format_date(payee.left_on)}: it lessens what is still owed"
    return f"Reference {shown} is {whose}"


def _nobody(payment: Payment, known: Mapping[str, Payee]) -> Matched:
    state = FileLineState.TAKES_BACK if payment.doubt else FileLineState.UNKNOWN
    begin = f"{payment.doubt}. " if payment.doubt else ""
    if not payment.reference.strip():
        return Matched(None, state, f"{begin}It has no reference")
    near = {payee.account_id: payee for key in near_keys(payment) if (payee := known.get(key)) is not None}
    if near:
        names = " or ".join(f"{format_payment_reference(one.reference)} of {one.names}" for one in list(near.values())[:3])
        return Matched(None, state, f"{begin}{payment.reference} has a wrong check digit. One digit away: {names}")
    if near_keys(payment):
        return Matched(None, state, f"{begin}{payment.reference} has a wrong check digit, and no account is one digit away")
    return Matched(None, state, f"{begin}No account has the reference {payment.reference}")
