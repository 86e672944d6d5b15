"""What the upload asks of forces, needs, reasons, the last home, preference and referral (core lettings, sections 5 to 7)."""

import re

from tests.support.core_cells import Category, Look, Owner
from tests.support.core_codes import CODES, REASONS
from tests.support.core_household import LEAD, age_of
from tests.support.core_letting import is_postcode

_ACCESS = (94, 95, 96)
_RENEWED_REASONS = frozenset(range(50, 54))
_RENEWED_HOMES = frozenset((6, *range(30, 36), 38))
_RENEWED_SUPPORTED_HOMES = frozenset((6, 35, 38))
_TRANSFERRED_HOMES = frozenset((6, *range(30, 34), 35, 38, 40))
_NOT_TEMPORARY = frozenset((4, 6, 24, 25, 35))
_SAYS_NOTHING = frozenset(("homeless", "temporary accommodation", "ta", "rough sleeping"))
_REFERRAL = (131, 132, 133, 134)


def check_forces_and_needs(look: Look) -> None:
    """90 to 110: the armed forces, pregnancy, access needs, the long-term condition."""
    forces = look.needed(90)
    if forces == 1:
        look.needed(91)
    if forces in (1, 4):
        look.needed(92)
    look.needed(93)
    _check_access(look)
    ill = look.needed(100)
    if ill == 1 and not look.ticks(101, 110):
        look.say("a condition without an effect", 101, also=tuple(range(102, 111)))
    effects = [number for number in range(101, 111) if look.number(number) == 1]
    if ill in (2, 3) and effects:
        look.say("an effect without a condition", *effects, also=(100,))


def _check_access(look: Look) -> None:
    ticked = look.ticks(94, 99)
    if all(look.blank(number) for number in range(94, 100)):
        look.say("access needs are needed", *range(94, 99))
    elif not ticked:
        look.say("no tick: the log stays unfinished", 98, also=(94, 95, 96, 97, 99))
    wheelchair = [number for number in ticked if number in _ACCESS]
    if len(wheelchair) > 1:
        look.say("more than one of a, b and c", *wheelchair)
    alone = [number for number in ticked if number in (98, 99)]
    if alone and len(ticked) > 1:
        look.say("none or don't know beside another need", *ticked)


def check_reasons(look: Look) -> None:
    """111 to 130: how long, why they left, where they were, preference and how the home was allocated."""
    _check_area(look)
    reason = look.needed(113)
    if look.renewal and reason is not None and reason not in _RENEWED_REASONS:
        look.say("a renewal has one of 50 to 53", 113)
    if reason == 20:
        _check_other_reason(look)
    _check_last_home(look)
    look.needed(116)
    if look.new_letting:
        look.needed(112)
        _check_last_postcode(look)
    _check_preference(look)
    for number in range(127, 131):
        look.needed(number)


def _check_area(look: Look) -> None:
    if look.needed(111) != 1:
        return
    if look.renewal:
        look.say("just moved to the area, but a renewal", 111)
    elif look.text(25) and look.text(25) == look.text(120):
        look.say("just moved to the area, but was in it before", 111, also=(25, 120))


def _plain(text: str) -> str:
    return " ".join(re.findall("[a-z]+", text.casefold().replace("'", "").replace("’", "")))


def _check_other_reason(look: Look) -> None:
    text = _plain(look.needed_text(114))
    if text in _SAYS_NOTHING:
        look.say("says no reason", 114)
    names = {_plain(part) for reason in REASONS for part in (reason, reason.split(" - ")[0], reason.split(" (")[0])}
    if text in names:
        look.say("is a reason of the list", 114, category=Category.SOFT)


def _check_last_home(look: Look) -> None:
    derived = look.renewal and look.needs == 1
    home = look.code(115) if derived and look.blank(115) else look.needed(115)
    if home is None:
        return
    allowed = _RENEWED_SUPPORTED_HOMES if look.needs == 2 else _RENEWED_HOMES
    if look.renewal and home not in allowed:
        look.say("not a home that is renewed", 115)
    age = age_of(look, LEAD)
    if home == 13 and age is not None and age > 25:
        look.say("children's home or foster care, but over 25", 115, also=(41,))
    if look.new_letting and look.number(16) == 9 and home in _NOT_TEMPORARY:
        look.say("was let as temporary accommodation, but the last home was not", 16, 115)


def _check_last_postcode(look: Look) -> None:
    parts = (look.text(118), look.text(119))
    if all(parts):
        if not is_postcode(*parts):
            look.say("does not look like a postcode", 118, 119)
        return
    known = look.needed(117) if not any(parts) else look.code(117)
    if known == 1 or (any(parts) and known is None):
        missing = tuple(number for number in (118, 119) if not look.text(number))
        look.say("the last postcode is needed", *missing, also=(117, 118, 119))


def _check_preference(look: Look) -> None:
    reasons = look.ticks(122, 126) if look.needed(121) == 1 else None
    if reasons is None:
        return
    if not reasons:
        look.say("preference without a reason", 122, also=(121, 123, 124, 125, 126))
    if 126 in reasons and len(reasons) > 1:
        look.say("don't know beside a reason", *reasons)


def check_referral(look: Look) -> None:
    """131 to 134 of a letting that is no renewal; any mistake is shown on all four."""
    if not look.new_letting:
        return
    answers = [look.code(number) for number in _REFERRAL]
    known = all(look.number(number) == answer for number, answer in zip(_REFERRAL, answers, strict=True))
    fits = _fits_la if look.owner is Owner.LA else _fits_prp
    if not known or not fits(*answers):
        look.say("the source of referral does not fit together", *_REFERRAL)
        return
    transfer = answers[0] == 2 or tuple(answers[1:3]) in ((6, 3), (7, 5))
    if transfer and look.code(115) in CODES[115] - _TRANSFERRED_HOMES:
        look.say("an internal transfer from a home that is not social", *_REFERRAL, also=(115,))


def _fits_la(register: int | None, first: int | None, second: int | None, third: int | None) -> bool:
    return register is not None and first is second is third is None


def _fits_prp(register: int | None, first: int | None, second: int | None, third: int | None) -> bool:
    if register is not None or first is None:
        return False
    seconds = {6: range(1, 5), 7: range(5, 9)}.get(first)
    thirds = {1: range(1, 11), 7: range(11, 21)}.get(second or 0)
    return (second in seconds if seconds else second is None) and (third in thirds if thirds else third is None)
