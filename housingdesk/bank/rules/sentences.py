"""The evidence in words a coordinator reads: a fact for the row, its evidence in grey, and reasons for the pane.

Built when they are shown. A licensee is never called a tenant: the account says the word for the person.
"""

from housingdesk.bank.rules.addresses import AddressFit
from housingdesk.bank.rules.evidence import AmountFit, Evidence, periods
from housingdesk.bank.rules.names import NameFit
from housingdesk.bank.rules.quoted import Quoted, Slip
from housingdesk.bank.rules.recall import CONFIRMED, Remembered
from housingdesk.values.money import format_pence

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


def headline(evidence: Evidence) -> str:
    """The strongest facts, as the first line of a row: ``Surname and weekly rent agree``."""
    if evidence.quoted > Quoted.SLIP:
        agree = ["reference", *_agreeing(evidence)]
        if len(agree) > 1:
            return _sentence(f"{_listed(agree)} agree")
        if evidence.wording.times or evidence.bank.times:
            return f"Reference agrees; {_history(evidence)}"
        return f"The reference is this {_person(evidence)}’s"
    if evidence.slip:
        rest = _agreeing(evidence)
        return _SLIPS[evidence.slip][0] + (f", {_listed(rest)} {'fits' if len(rest) == 1 else 'fit'}" if rest else "")
    if evidence.address:
        history = _history(evidence)
        rest = _agreeing(evidence)
        if history or not rest:
            return f"Address fits; {history}" if history else "Address fits"
        return _sentence(f"{_listed(['address', *rest])} agree")
    return _without_reference(evidence)


def _without_reference(evidence: Evidence) -> str:
    agree = _agreeing(evidence)
    strong = evidence.bank.times >= CONFIRMED or evidence.wording.times >= CONFIRMED
    if strong:
        usual = " and the usual amount" if evidence.amount >= AmountFit.HABIT else ""
        return _sentence(f"{_history(evidence)}{usual}")
    if len(agree) > 1:
        return _sentence(f"{_listed(agree)} agree")
    if agree:
        only = _sentence(f"{agree[0]} fits")
        return only if evidence.name else _amount_reason(evidence).rstrip(".")
    return _sentence(_history(evidence)) or "Nothing agrees"


def grey_line(evidence: Evidence) -> str:
    """What stands behind the fact, in grey: ``No reference; same payer twice before``."""
    parts: list[str] = []
    shown = headline(evidence)
    if not evidence.quoted:
        parts.append("No reference")
    history = _history(evidence)
    if history and history not in shown.lower():
        parts.append(history)
    if evidence.amount == AmountFit.USUAL and "usual amount" in shown:
        parts.append(_amount_reason(evidence).rstrip("."))
    elif evidence.amount >= AmountFit.HABIT and "amount" not in shown and _amount_words(evidence) not in shown:
        parts.append(f"usual amount {format_pence(evidence.pence)}")
    elif evidence.amount < AmountFit.HABIT:
        parts.append(_amount_differs(evidence))
    if evidence.name == NameFit.NONE and evidence.quoted:
        parts.append("paid under another name")
    return _sentence("; ".join(p for p in parts if p)) or f"{format_pence(evidence.pence)} as usual"


def reasons(evidence: Evidence) -> tuple[str, ...]:
    """Every piece of evidence as a full sentence, the strongest kinds first."""
    said = (_reference_reason(evidence), _bank_reason(evidence), _wording_reason(evidence), _payer_reason(evidence),
            _address_reason(evidence), _name_reason(evidence), _amount_reason(evidence))
    return tuple(sentence for sentence in said if sentence)


def _person(evidence: Evidence) -> str:
    return evidence.entry.facts.person_word


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _agreeing(evidence: Evidence) -> list[str]:
    out = [_NAMES[evidence.name]] if evidence.name else []
    if evidence.amount == AmountFit.USUAL:
        out.append(_amount_words(evidence))
    elif evidence.amount == AmountFit.HABIT:
        out.append("usual amount")
    return out


def _amount_words(evidence: Evidence) -> str:
    return evidence.entry.amounts.get(evidence.pence, "usual amount")


def _history(evidence: Evidence) -> str:
    if evidence.bank.times:
        return f"same bank account {times(evidence.bank.times)} before"
    if evidence.wording.times:
        return f"same payer and wording {times(evidence.wording.times)} before"
    return f"same payer {times(evidence.payer.times)} before" if evidence.payer.times else ""


def _amount_differs(evidence: Evidence) -> str:
    charge = evidence.entry.facts.usual[:1]
    if not charge:
        return ""
    part = _part_words(evidence)
    return f"amount is {part}" if part else f"amount differs from {format_pence(charge[0][0])}: check"


def _part_words(evidence: Evidence) -> str:
    fraction = periods(evidence.entry, evidence.pence)
    if fraction is None:
        return ""
    words = evidence.entry.facts.usual[0][1]
    return f"{'half' if fraction == (1, 2) else _MULTIPLES[fraction[0]]} the {words}"


def _reference_reason(evidence: Evidence) -> str:
    facts, person = evidence.entry.facts, _person(evidence)
    if evidence.quoted == Quoted.WHOLE:
        return f"The reference is this {person}’s."
    if evidence.quoted == Quoted.SHORT:
        return f"The reference is this {person}’s, but for its first digit."
    if evidence.quoted == Quoted.TENANCY:
        return f"{facts.tenancy_reference} is this {person}’s."
    if evidence.quoted == Quoted.OTHER_NUMBER:
        return f"The number is one that this {person} has with us."
    if evidence.slip is None:
        return ""
    others = evidence.slip_equals - 1
    if not others:
        return _SLIPS[evidence.slip][1]
    near = "reference is" if others == 1 else "references are"
    return f"{_SLIPS[evidence.slip][1]} {_sentence(count_word(others))} other {near} as near."


def _bank_reason(evidence: Evidence) -> str:
    seen = evidence.bank
    if not seen.times:
        return ""
    return f"Paid from the same bank account {_share(seen)} before."


def _wording_reason(evidence: Evidence) -> str:
    return f"Same payer and wording {_share(evidence.wording)} before." if evidence.wording.times else ""


def _share(seen: Remembered) -> str:
    """``twice`` of a few, ``5 of 6 times`` of more."""
    return times(seen.times) if seen.times == seen.of < _FEW else f"{seen.times} of {seen.of} times"


def _payer_reason(evidence: Evidence) -> str:
    seen = evidence.payer
    if not seen.times or evidence.wording.times == seen.times:
        return ""
    return f"The same payer paid this account {times(seen.times)} before."


def _address_reason(evidence: Evidence) -> str:
    if evidence.address == AddressFit.WHOLE:
        return "House number and street fit."
    if evidence.address == AddressFit.SHARED:
        return f"House number and street fit, as for {count_word(evidence.address_equals - 1)} more."
    return ""


def _name_reason(evidence: Evidence) -> str:
    return {NameFit.NONE: "", NameFit.FULL: "The name fits.", NameFit.INITIAL: "The initial and the surname fit.",
            NameFit.SURNAME: "The surname fits.", NameFit.OTHER: "The surname fits, the first name does not."}[evidence.name]


def _amount_reason(evidence: Evidence) -> str:
    pence = format_pence(evidence.pence)
    if evidence.amount == AmountFit.USUAL:
        return f"{pence} is the {_amount_words(evidence)}."
    if evidence.amount == AmountFit.HABIT:
        return f"{pence} came from this payer {times(evidence.habit.times)} before."
    return f"{pence} is {_part_words(evidence)}." if evidence.amount == AmountFit.PART else ""
