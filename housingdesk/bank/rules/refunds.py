"""Which refund a line of the bank paid, and how such a line is recognised: it goes to the refunds account, not to a person.

The person's account was charged when the refund was allowed; the line only empties the control account. Pure.
"""

import re
from collections.abc import Iterable, Sequence

from housingdesk.bank.rules.notrent import NotRentRule, Sign
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen
from housingdesk.values.text import fold


@frozen
class Payable:
    """A refund that was allowed: its number, pence without sign, who is paid, and what stands on the payment."""

    request_id: int
    account_id: int
    pence: int
    pay_to: str
    reference: str


def refund_rules(waiting: Iterable[Payable], control: str) -> list[NotRentRule]:
    """A rule for each refund: its reference in a line of money out, or its payee with just its amount."""
    found = []
    for one in waiting:
        amount, name = format_pence(one.pence), f"refund {one.request_id}"
        found.append(NotRentRule(name, f"Pays the refund of {amount} to {one.pay_to}", (one.reference, one.pay_to.upper()),
                                 sign=Sign.OUT, least_pence=one.pence, most_pence=one.pence, control=control))
        found.append(NotRentRule(f"{name}, another amount", f"Quotes {one.reference}, but {amount} was allowed",
                                 (one.reference,), sign=Sign.OUT, control=control))
    return found


_RETURNED = r"\b(?:RETURN(?:ED)?|RTN|RTD|UNPAID|UNAPPLIED|REJECT(?:ED)?|RECALL(?:ED)?|BOUNCED)\b"


def back_rules(paid: Iterable[Payable], control: str) -> list[NotRentRule]:
    """Rules for money in that brings a refund back: its reference with its amount, or its payee, its amount and a word for it.

    The payee's name alone never does: whoever had a refund pays rent as well.
    """
    found = []
    for one in paid:
        words = f"Brings back the refund of {format_pence(one.pence)} to {one.pay_to}"
        found.append(NotRentRule(f"refund {one.request_id} back", words, (one.reference,), sign=Sign.IN, least_pence=one.pence,
                                 most_pence=one.pence, control=control))
        if one.pay_to.strip():
            found.append(NotRentRule(f"refund {one.request_id} returned", words, sign=Sign.IN, least_pence=one.pence,
                                     most_pence=one.pence, control=control,
                                     pattern=rf"^(?=.*{re.escape(one.pay_to.strip())})(?=.*{_RETURNED})"))
    return found


def brought_back_by(said: str, pence: int, paid: Sequence[Payable]) -> Payable | str:
    """The refund that money in brought back, by what the bank says of it and its amount; a sentence where there is none."""
    same = [one for one in paid if one.pence == pence]
    text = fold(said)
    words = set(re.findall(r"[a-z0-9]+", text))
    quoted = [one for one in same if fold(one.reference) in words]
    named = [one for one in same if one.pay_to.strip() and fold(one.pay_to).strip() in text]
    if fits := quoted or named or (same if len(same) == 1 else []):
        return fits[0]
    if same:
        return (f"{len(same)} refunds of {format_pence(pence)} were paid, and the line names none of them. Ask the bank which "
                f"it is")
    return f"No refund of {format_pence(pence)} was paid that could come back. Post the line where it belongs"


def quoted_in(said: str, pence: int, paid: Sequence[Payable]) -> Payable | None:
    """The refund of just this amount whose reference money in quotes."""
    words = set(re.findall(r"[a-z0-9]+", fold(said)))
    return next((one for one in paid if one.pence == pence and fold(one.reference) in words), None)


def paid_by(said: str, pence: int, waiting: Sequence[Payable]) -> Payable | str:
    """The refund that money out (pence without sign) paid, by what the bank says of it; a sentence where there is none."""
    text = fold(said)
    words = set(re.findall(r"[a-z0-9]+", text))
    named = [one for one in waiting if fold(one.reference) in words]
    named = named or [one for one in waiting if fold(one.pay_to).strip() in text]
    exact = [one for one in named if one.pence == pence] or (
        [] if named else [one for one in waiting if one.pence == pence])
    if exact:
        return exact[0]
    if named:
        one, amount = named[0], format_pence(pence)
        if pence > one.pence:
            return (f"The bank paid out {amount}, but {format_pence(one.pence)} was allowed for {one.pay_to}: "
                    f"{format_pence(pence - one.pence)} too much. Split the line: {format_pence(one.pence)} to refunds, and "
                    f"the rest where it is to be asked back")
        return (f"The bank paid out {amount}, but {format_pence(one.pence)} was allowed for {one.pay_to}: "
                f"{format_pence(one.pence - pence)} too little. Find out why before it is posted")
    return f"No refund of {format_pence(pence)} is allowed and still to be paid. Post the line where it belongs"
