"""What the upload asks of the letting itself: set-up, dates, the home and the tenancy (core lettings, sections 4 to 7).

Not checked, because only the service knows: whether codes of organisations, schemes and locations exist, whether an address
or a UPRN is known, and whether the postcode of a supported home is the one of its location.
"""

import re
from datetime import date, timedelta

from tests.support.core_cells import Category, Look, years_before
from tests.support.core_codes import ENGLISH_AUTHORITIES
from tests.support.core_household import household_size

FIRST_DAY, LAST_DAY = date(2026, 4, 1), date(2027, 3, 31)
FIRST_LETS = frozenset((15, 16, 17))
_FIXED_TERM, _PERIODIC = (4, 6), 8
_SHARED = (4, 9, 10)
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}")
_START, _VOID, _REPAIRS = (8, 9, 10), (29, 30, 31), (32, 33, 34)


def is_postcode(first: str, second: str) -> bool:
    """Whether the two parts, joined by a blank and in capitals, look like a postcode."""
    return bool(_POSTCODE.fullmatch(f"{first} {second}".upper()))


def check_setup(look: Look) -> None:
    """The fields whose errors stop the whole file."""
    for number in (1, 2):
        code = look.needed_text(number)
        if re.match("org", code, re.IGNORECASE) and not re.fullmatch("ORG[0-9]+", code):
            look.say("the prefix ORG is in capitals, with a number after it", number)
    if look.text(3) and not re.fullmatch(r"[^@\s]+@[^@\s]+", look.text(3)):
        look.say("is an e-mail address", 3)
    for number in (4, 7, 11, 15):
        look.needed(number)
    if look.code(11) == 6:
        look.needed_text(12)
    _check_scheme(look)


def _check_scheme(look: Look) -> None:
    if look.needs == 2:
        scheme = look.needed_text(5)
        look.needed_text(6)
        if re.fullmatch("s[0-9]+", scheme):
            look.say("the S of a scheme is a capital", 5)
    elif look.needs == 1:
        if look.text(6):
            look.say("a location on a general needs row", 6, also=(5, 18, 23, 24, 25))
        elif look.text(5):
            look.say("is left empty for general needs", 5, also=(6,), category=Category.HARD)


def check_dates(look: Look) -> None:
    """Start, void and major repairs, against each other and the collection year."""
    start = look.needed_date(8, shown_on=_START, rule="start date")
    if start and not FIRST_DAY <= start <= LAST_DAY:
        look.say("start date outside the collection year", *_START)
    if start and start > look.today + timedelta(days=14):
        look.say("start date more than 14 days ahead", *_START)
    if not look.new_letting:
        return
    void = look.needed_date(29, shown_on=(29,), rule="void date")
    if void and start and void > start:
        look.say("void date after start date", *_VOID, also=_START)
    _check_age(look, void, start, _VOID, "void date")
    if look.number(16) not in FIRST_LETS:
        _check_repairs(look, void, start)


def _check_repairs(look: Look, void: date | None, start: date | None) -> None:
    if all(look.blank(part) for part in _REPAIRS):
        return
    repairs = look.needed_date(32, shown_on=tuple(p for p in _REPAIRS if look.blank(p)), rule="major repairs date")
    if repairs and start and repairs > start:
        look.say("major repairs date after start date", *_REPAIRS)
    if repairs and void and repairs < void:
        look.say("major repairs date before void date", *_REPAIRS, also=_VOID)
    _check_age(look, repairs, start, _REPAIRS, "major repairs date")


def _check_age(look: Look, day: date | None, start: date | None, fields: tuple[int, int, int], rule: str) -> None:
    if not day or not start:
        return
    if day < years_before(start, 20):
        look.say(f"{rule} more than 20 years before start date", *fields, also=_START if fields == _VOID else ())
    elif day <= years_before(start, 2):
        look.say(f"{rule} 2 to 20 years before start date", *fields, category=Category.SOFT)


def check_home(look: Look) -> None:
    """Where it is, why it was empty, and its size."""
    _check_address(look)
    if look.new_letting:
        vacant = look.needed(16)
        if vacant == 14:
            look.say("renewal as the reason of the vacancy, but not a renewal", 16)
        if vacant not in FIRST_LETS:
            look.needed(17)
    if look.needs == 2:
        look.needed(35)
    elif look.needs == 1:
        look.needed(26)
        look.needed(27)
        _check_bedrooms(look)


def _check_address(look: Look) -> None:
    uprn = look.text(18)
    missing = [number for number in (19, 21, 23, 24) if not look.text(number)]
    if uprn and not re.fullmatch("[0-9]{1,12}", uprn):
        look.say("a UPRN has 1 to 12 digits", 18, also=tuple(missing))
    elif not uprn and missing:
        look.say("address or UPRN is needed", *missing, also=(18,))
    if look.text(23) and look.text(24) and not is_postcode(look.text(23), look.text(24)):
        look.say("does not look like a postcode", 23, 24)
    authority = look.text(25)
    if not authority and look.needs == 1:
        look.say("is needed", 25)
    elif authority and authority not in ENGLISH_AUTHORITIES:
        look.say("is not an English authority in being", 25)


def _check_bedrooms(look: Look) -> None:
    unit, beds = look.code(26), look.number(28)
    if unit == 2:
        if beds not in (None, 1):
            look.say("a bedsit has one bedroom", 28, also=(26,))
        return
    if beds is None:
        look.say("is needed", 28)
        return
    most = 12
    if unit in _SHARED:
        most = 3 if household_size(look) == 1 else 7
    if not 1 <= beds <= most:
        look.say("bedrooms out of range", 28, also=(26,))


def check_tenancy(look: Look) -> None:
    """Joint, starter, type and length."""
    joint = look.needed(36)
    if joint == 1 and household_size(look) == 1:
        look.say("a joint tenancy needs two people", 36)
    look.needed(37)
    kind = look.needed(38)
    other = look.text(39)
    if kind == 3:
        look.needed_text(39)
    elif other:
        look.say("text of another type, but the type is not Other", 39, also=(38,))
    if kind == 3 and re.search("starter|intro", other, re.IGNORECASE):
        look.say("names a starter tenancy", 39, category=Category.SOFT)
    _check_length(look, kind)


def _check_length(look: Look, kind: int | None) -> None:
    fixed = kind in _FIXED_TERM
    if not fixed and kind != _PERIODIC:
        return
    if look.blank(40):
        if fixed:
            look.say("length of the fixed term is needed", 40)
        return
    years = look.number(40)
    if years is None:
        look.say("is not written as a number", 40)
        return
    least = 2 if fixed and look.needs == 1 and look.code(11) in (1, 2, 3) else 1
    if not least <= years <= 99:
        look.say("length out of range", 40, also=(4, 11) if look.needs == 1 else (4,))
