"""The evidence in words a coordinator reads: a fact for the row, its evidence in grey, and reasons for the pane.

Built when they are shown. A licensee is never called a tenant: the account says the word for the person.
"""

from housingdesk.bank.rules.addresses import AddressFit
from housingdesk.bank.rules.evidence import AmountFit, periods
from housingdesk.bank.rules.findings import Finding
from housingdesk.bank.rules.names import NameFit
from housingdesk.bank.rules.quoted import Quoted, Slip
from housingdesk.bank.rules.recall import CONFIRMED
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case

_FEW = 3
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SLIPS = {Slip.DIGIT: ("Reference one digit away", "The reference differs by one digit."),
          Slip.SWAP: ("Two digits swapped in the reference", "Two digits of the reference are swapped."),
          Slip.MISSING: ("Reference one digit short", "One digit of the reference is missing."),
          Slip.CUT: ("Reference cut short", "The beginning of the reference is this account’s."),
          Slip.EXTRA: ("Reference one digit too long", "The reference has one digit too many.")}
_MULTIPLES = {2: "twice", 3: "three times", 4: "four times", 5: "five times", 6: "six times"}
_NAMES = {NameFit.FULL: "name", NameFit.INITIAL: "name", NameFit.SURNAME: "surname", NameFit.OTHER: "surname"}


def count_word(count: int) -> str:
    """A small number in words: ``two``; from ten on in figures."""
    return _COUNTS[count] if 0 <= count < len(_COUNTS) else str(count)


def times(count: int) -> str:
    """``once``, ``twice``, ``7 times``."""
    return ("never", "once", "twice")[count] if 0 <= count < 3 else f"{count} times"


def headline(found: Finding) -> str:
    """The strongest facts, as the first line of a row: ``Surname and weekly rent agree``."""
    if found.quoted > Quoted.SLIP:
        agree = ["reference", *_agreeing(found)]
        if len(agree) > 1:
            return _sentence(f"{_listed(agree)} agree")
        if found.wording_times or found.bank_times:
            return f"Reference agrees; {_history(found)}"
        return f"The reference is this {_person(found)}’s"
    if found.slip:
        rest = _agreeing(found)
        return _SLIPS[found.slip][0] + (f", {_listed(rest)} {'fits' if len(rest) == 1 else 'fit'}" if rest else "")
    if found.address:
        history = _history(found)
        rest = _agreeing(found)
        if history or not rest:
            return f"Address fits; {history}" if history else "Address fits"
        return _sentence(f"{_listed(['address', *rest])} agree")
    return _without_reference(found)


def _without_reference(found: Finding) -> str:
    agree = _agreeing(found)
    strong = found.bank_times >= CONFIRMED or found.wording_times >= CONFIRMED
    if strong:
        usual = " and the usual amount" if found.amount >= AmountFit.HABIT else ""
        return _sentence(f"{_history(found)}{usual}")
    if len(agree) > 1:
        return _sentence(f"{_listed(agree)} agree")
    if agree:
        only = _sentence(f"{agree[0]} fits")
        return only if found.name else _amount_reason(found).rstrip(".")
    return _sentence(_history(found)) or "Nothing agrees"


def grey_line(found: Finding) -> str:
    """What stands behind the fact, in grey: ``No reference; same payer twice before``."""
    parts: list[str] = []
    shown = headline(found)
    if not found.quoted:
        parts.append("No reference")
    history = _history(found)
    if history and history not in shown.lower():
        parts.append(history)
    if found.amount == AmountFit.USUAL and "usual amount" in shown:
        parts.append(_amount_reason(found).rstrip("."))
    elif found.amount >= AmountFit.HABIT and "amount" not in shown and _amount_words(found) not in shown:
        parts.append(f"usual amount {format_pence(found.pence)}")
    elif found.amount < AmountFit.HABIT:
        parts.append(_amount_differs(found))
    if found.name == NameFit.NONE and found.quoted:
        parts.append("paid under another name")
    return _sentence("; ".join(p for p in parts if p)) or f"{format_pence(found.pence)} as usual"


def reasons(found: Finding) -> tuple[str, ...]:
    """Every piece of evidence as a full sentence, the strongest kinds first."""
    said = (_reference_reason(found), _bank_reason(found), _wording_reason(found), _payer_reason(found),
            _address_reason(found), _name_reason(found), _amount_reason(found))
    return tuple(sentence for sentence in said if sentence)


def _person(found: Finding) -> str:
    return found.person_word


def _sentence(text: str) -> str:
    return sentence_case(text)


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _agreeing(found: Finding) -> list[str]:
    out = [_NAMES[found.name]] if found.name else []
    if found.amount == AmountFit.USUAL:
        out.append(_amount_words(found))
    elif found.amount == AmountFit.HABIT:
        out.append("usual amount")
    return out


def _amount_words(found: Finding) -> str:
    return found.amount_words or "usual amount"


def _history(found: Finding) -> str:
    if found.bank_times:
        return f"same bank account {times(found.bank_times)} before"
    if found.wording_times:
        return f"same payer and wording {times(found.wording_times)} before"
    return f"same payer {times(found.payer_times)} before" if found.payer_times else ""


def _amount_differs(found: Finding) -> str:
    if not found.charge_pence:
        return ""
    part = _part_words(found)
    return f"amount is {part}" if part else f"amount differs from {format_pence(found.charge_pence)}: check"


def _part_words(found: Finding) -> str:
    fraction = periods(found.charge_pence, found.pence)
    if fraction is None:
        return ""
    return f"{'half' if fraction == (1, 2) else _MULTIPLES[fraction[0]]} the {found.charge_words}"


def _reference_reason(found: Finding) -> str:
    person = _person(found)
    if found.quoted == Quoted.WHOLE:
        return f"The reference is this {person}’s."
    if found.quoted == Quoted.SHORT:
        return f"The reference is this {person}’s, but for its first digit."
    if found.quoted == Quoted.TENANCY:
        return f"{found.tenancy_reference} is this {person}’s."
    if found.quoted == Quoted.OTHER_NUMBER:
        return f"The number is one that this {person} has with us."
    if found.slip is None:
        return ""
    others = found.slip_equals - 1
    if not others:
        return _SLIPS[found.slip][1]
    near = "reference is" if others == 1 else "references are"
    return f"{_SLIPS[found.slip][1]} {_sentence(count_word(others))} other {near} as near."


def _bank_reason(found: Finding) -> str:
    if not found.bank_times:
        return ""
    return f"Paid from the same bank account {_share(found.bank_times, found.bank_of)} before."


def _wording_reason(found: Finding) -> str:
    return f"Same payer and wording {_share(found.wording_times, found.wording_of)} before." if found.wording_times else ""


def _share(count: int, of: int) -> str:
    """``twice`` of a few, ``5 of 6 times`` of more."""
    return times(count) if count == of < _FEW else f"{count} of {of} times"


def _payer_reason(found: Finding) -> str:
    if not found.payer_times or found.wording_times == found.payer_times:
        return ""
    return f"The same payer paid this account {times(found.payer_times)} before."


def _address_reason(found: Finding) -> str:
    if found.address == AddressFit.WHOLE:
        return "House number and street fit."
    if found.address == AddressFit.SHARED:
        return f"House number and street fit, as for {count_word(found.address_equals - 1)} more."
    return ""


def _name_reason(found: Finding) -> str:
    return {NameFit.NONE: "", NameFit.FULL: "The name fits.", NameFit.INITIAL: "The initial and the surname fit.",
            NameFit.SURNAME: "The surname fits.", NameFit.OTHER: "The surname fits, the first name does not."}[found.name]


def _amount_reason(found: Finding) -> str:
    pence = format_pence(found.pence)
    if found.amount == AmountFit.USUAL:
        return f"{pence} is the {_amount_words(found)}."
    if found.amount == AmountFit.HABIT:
        return f"{pence} came from this payer {times(found.habit_times)} before."
    return f"{pence} is {_part_words(found)}." if found.amount == AmountFit.PART else ""
