"""Whether two independent kinds of evidence agree, and on evidence that tells this account from every other.

The kinds are those of payment-files §5.2 step 5. What is added here is when a kind counts: an amount that many accounts
expect, a name that several bear and a wording that anybody may use say nothing alone.
"""

from housingdesk.bank.rules.addresses import AddressFit
from housingdesk.bank.rules.case import Case
from housingdesk.bank.rules.evidence import AmountFit
from housingdesk.bank.rules.names import NameFit
from housingdesk.bank.rules.quoted import Quoted, Slip
from housingdesk.bank.rules.recall import CONFIRMED
from housingdesk.bank.rules.sentences import count_word
from housingdesk.values.money import format_pence

LEAD = 20
ENOUGH = 62
_ROUND_PENCE = 500
_NEAR = 1.3
_OFTEN = 3


def missing(case: Case) -> str:
    """Why the evidence is not enough for certain, as a sentence beginning ``Not certain:``; empty when it is enough."""
    if case.has_reference:
        lack = _with_reference(case)
    elif case.is_sole_habit:
        lack = _by_history(case)
    elif _is_own_payer(case):
        lack = _by_name_and_payer(case)
        if not lack and case.top.payer.times >= _OFTEN:
            return _led(case)
    else:
        lack = _by_three_kinds(case)
        if not lack:
            return _led(case)
    if not lack and case.top.quoted < Quoted.SHORT and case.top.points < ENOUGH:
        lack = _little(case)
    return f"Not certain: {lack}" if lack else _led(case)


def _little(case: Case) -> str:
    confirmed = max(case.top.bank.times, case.top.wording.times)
    if not confirmed:
        return "too little agrees."
    return "only one payment of this payer was confirmed." if confirmed == 1 else (
        f"only {count_word(confirmed)} payments of this payer were confirmed.")


def _led(case: Case) -> str:
    second = case.second
    if second is None or case.lead >= LEAD:
        return ""
    return f"Not certain: {case.called(second.entry)} fits almost as well."


def _with_reference(case: Case) -> str:
    top = case.top
    if (top.bank.times >= CONFIRMED or top.wording.times >= CONFIRMED or top.payer.times >= CONFIRMED
            or top.address == AddressFit.WHOLE):
        return ""
    if top.name >= NameFit.SURNAME:
        return "" if top.amount >= AmountFit.HABIT else _several(case) or _rival(case, relatives=True)
    if top.amount < AmountFit.USUAL:
        return "only the reference fits."
    return _common_amount(case) or _rival(case)


def _several(case: Case) -> str:
    """Why a first payment of more than twice the charge is looked at: one of a house may pay for all of it."""
    pence, top = case.reading.receipt.pence, case.top
    if top.amount == AmountFit.PART or pence <= 2 * top.entry.charge_pence:
        return ""
    return f"{format_pence(pence)} is more than twice the charge and may be for several."


def _by_history(case: Case) -> str:
    top = case.top
    if case.is_specific:
        agrees = top.slip or top.quoted or top.name >= NameFit.INITIAL or top.address
        return "" if agrees or top.amount >= AmountFit.HABIT else "the payer gave no reference and the amount is not usual."
    if top.amount == AmountFit.NONE and not _is_near(case):
        return "the payer gave no reference and the amount is not usual."
    if case.is_too_soon():
        return f"this payer’s last payment was {_days(case)} away."
    if case.is_sole_bank:
        return ""
    common = _common_amount(case)
    return _namesake(case) if common and _is_long_habit(case) else common or _rival(case)


def _is_near(case: Case) -> bool:
    """Whether an odd amount is at most the charge and a little more, nobody else's, from the same bank account in the same
    words.
    """
    top, pence = case.top, case.reading.receipt.pence
    named = top.name >= NameFit.INITIAL or top.wording_name >= NameFit.SURNAME
    return (named and top.bank.is_sole and top.wording.is_sole and pence <= top.entry.charge_pence * _NEAR
            and not case.index.count_expecting(pence))


def _is_long_habit(case: Case) -> bool:
    """Whether a payer of the person's name, never confirmed for anybody else, was confirmed in these words three times or more:
    name and history, beside which an amount may be one that many expect, or a round one.
    """
    top = case.top
    return (top.name >= NameFit.INITIAL and top.payer.is_sole and top.wording.times >= _OFTEN
            and (top.amount == AmountFit.USUAL or top.habit.times >= CONFIRMED))


def _is_own_payer(case: Case) -> bool:
    """Whether the payer bears the person's name and was confirmed for this account alone, in other words than these."""
    top = case.top
    known = max(top.bank.times, top.wording.times, top.payer.times)
    return top.payer_name >= NameFit.INITIAL and known > 0 and top.payer.times == top.payer.of and top.bank.times == top.bank.of


def _by_name_and_payer(case: Case) -> str:
    """Name, amount and history agree: three kinds, where the wording is new or was confirmed but once."""
    top = case.top
    once = max(top.bank.times, top.wording.times) == 1
    if once and top.amount != AmountFit.USUAL:
        return "only one payment of this payer was confirmed."
    if not once and (top.payer.times < _OFTEN or top.amount < AmountFit.HABIT):
        return "the payer gave no reference."
    if case.is_too_soon():
        return f"this payer’s last payment was {_days(case)} away."
    return _namesake(case)


def _namesake(case: Case) -> str:
    other = case.near_namesake()
    return f"{case.called(other)} has the same name and expects about this amount." if other is not None else ""


def _by_three_kinds(case: Case) -> str:
    top = case.top
    if max(top.bank.times, top.wording.times) == 1:
        return "only one payment of this payer was confirmed."
    placed = top.address == AddressFit.WHOLE or top.slip not in (None, Slip.CUT)
    if placed and top.name >= NameFit.INITIAL and top.amount == AmountFit.USUAL:
        return _common_amount(case) or _rival(case)
    if top.slip:
        return "the reference is not quite right."
    return "the payer gave no reference."


def _common_amount(case: Case) -> str:
    pence, top = case.reading.receipt.pence, case.top
    if top.amount == AmountFit.HABIT:
        return f"{format_pence(pence)} is a round sum." if pence % _ROUND_PENCE == 0 else ""
    if case.index.is_informative(pence):
        return ""
    return f"{case.index.count_expecting(pence)} accounts expect {format_pence(pence)}, and nothing else tells them apart."


def _rival(case: Case, relatives: bool = False) -> str:
    rival = case.rival(relatives)
    name = "surname" if relatives else "name"
    return f"{case.called(rival)} has the same {name} and expects this amount." if rival is not None else ""


def _days(case: Case) -> str:
    days = case.gap_days() or 0
    return "a day" if days == 1 else f"{days} days"
