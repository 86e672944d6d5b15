"""Whether a service in a charge is one that benefit pays for, by its name: what is in common counts, what is for oneself
does not (HB Regs 2006 Sch 1; UC Regs 2013 Sch 1 para 8). Pure. It never moves money: it says where a charge may be wrong.
"""

import re
from dataclasses import dataclass

from housingdesk.rent.rules.words import BENEFIT_ELIGIBLE, ChargeCode

_COMMON = re.compile(r"\b(communal|common|shared|stairs?|stairwells?|halls?|hallways?|landings?|corridors?|lobby|entrance|"
                     r"grounds|gardens?|gardening|lifts?|cctv|door entry|entry ?phone|concierge|refuse|bins?|fire|"
                     r"caretak\w+|laundry room|laundry facilities|window cleaning|pest)\b")
_OWN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(meals?|breakfasts?|lunch|dinners?|food|catering)\b"), "meals are paid from pocket"),
    (re.compile(r"\b(heat|heating|hot water|light|lighting|electric|electricity|gas|fuel|energy|power)\b"),
     "heating and light of one’s own rooms are paid from pocket"),
    (re.compile(r"\b(water|water rates|sewerage)\b"), "water is paid from pocket"),
    (re.compile(r"\blaundry\b"), "washing one’s own things is paid from pocket"),
    (re.compile(r"\bcleaning\b"), "cleaning one’s own rooms is paid from pocket"),
    (re.compile(r"\b(support|care|counselling|supervision|key ?work\w*|warden)\b"), "care and support are not rent"),
    (re.compile(r"\b(tv|television|sky|netflix|leisure|sport\w*|gym|transport|medical|nursing)\b"),
     "leisure, television, transport and medical help are paid from pocket"),
    (re.compile(r"\b(contents insurance|emergency alarm|pull ?cord)\b"), "one’s own alarm and insurance are paid from pocket"),
)
_NEVER_COMMON = frozenset({"meals are paid from pocket", "care and support are not rent"})


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a service counts, and why it does not."""

    counts: bool
    why: str = ""


def judge(words: str) -> Judged | None:
    """What the name of a service says of it; None where it says nothing.

    >>> judge("Communal heating"), judge("Heating of your room"), judge("Scheme costs")
    (Judged(counts=True, why=''), Judged(counts=False, why='heating and light of one’s own rooms are paid from pocket'), None)
    """
    said = words.casefold()
    common = _COMMON.search(said) is not None
    for pattern, why in _OWN:
        if pattern.search(said) and (not common or why in _NEVER_COMMON):
            return Judged(False, why)
    return Judged(True) if common else None


def doubt(code: ChargeCode, words: str) -> str:
    """What to look at where the name of a charge and how it is entered do not go together; empty where they do.

    >>> doubt(ChargeCode.ELIGIBLE_SERVICE, "Cleaning of the stairs")
    ''
    """
    found = judge(words) if code in (ChargeCode.ELIGIBLE_SERVICE, ChargeCode.INELIGIBLE_SERVICE) else None
    if found is None or found.counts == (code in BENEFIT_ELIGIBLE):
        return ""
    if found.counts:
        return f"“{words}” is entered as a personal charge and sounds like a service in common, which benefit pays. Look at it"
    return f"“{words}” is entered as a service that benefit pays, but {found.why}. Look at it"
