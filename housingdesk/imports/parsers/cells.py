"""One cell of another system's table into what it says. What cannot be read is a ValueError with a sentence.

Nothing is repaired by guessing: a date that does not exist is a fault of its row, and the person who knows mends it.
"""

import re
from datetime import date, timedelta

from housingdesk.imports.rules.columns import Owed
from housingdesk.values.references import parse_nino, parse_postcode, parse_uprn
from housingdesk.values.tables.amounts import read_amount
from housingdesk.values.tables.days import read_day
from housingdesk.values.text import one_line

_BLANK = frozenset({"", "-", "--", "n/a", "na", "none", "null", "nil", "not known", "#n/a", ".", "?"})
_TEXT = re.compile(r'="([^"]*)"')
_ERROR = re.compile(r"#(?:REF|VALUE|NAME|DIV/0|NUM|NULL)[!?]", re.IGNORECASE)
_SIDE = re.compile(r"(.*?[0-9.)])\s*(CR|DR|C|D)\.?", re.IGNORECASE)
_SERIAL = re.compile(r"[1-6]\d{4}(?:\.0+)?")
_SHORT_YEAR = re.compile(r"\D\d{1,2}\D*\d{2}$|\D\d{2}$")
_FIRST_DAY = date(1899, 12, 30)   # Excel's day nought, as it counts 1900 a leap year
_EARLIEST = 1880


def is_blank(text: str) -> bool:
    """Whether a cell says that nothing is known."""
    return text.strip().lower() in _BLANK


def bare_formula(text: str) -> str:
    """A cell that is a formula for one text, by which noughts are kept, as that text; any other formula as it stands.

    >>> bare_formula('="00123"'), bare_formula("=I7+J7")
    ('00123', '=I7+J7')
    """
    found = _TEXT.fullmatch(text.strip())
    return found[1] if found is not None else text


def no_value(text: str) -> str:
    """What is wrong with a formula that has no value in its file."""
    return f"{shown(text)} is a formula without its value. Open the file in Excel and save it there, then add it again"


def shown(text: str) -> str:
    """A cell as a fault quotes it."""
    bare = one_line(text)
    return f"“{bare[:40]}…”" if len(bare) > 40 else f"“{bare}”"


def read_key(text: str) -> str:
    """A number or code as it stands; a whole number that a spreadsheet wrote with a nought behind the point loses that."""
    bare = one_line(text).lstrip("'").strip()
    return "" if is_blank(bare) else re.sub(r"^(\d+)\.0$", r"\1", bare)


def is_serial(text: str) -> bool:
    """Whether a cell is the number by which Excel keeps a day between 1927 and 2091."""
    return _SERIAL.fullmatch(text.strip()) is not None


def read_date(text: str, order: str = "dmy") -> date:
    """A day; Excel's own numbers of days too.

    >>> read_date("43466").isoformat(), read_date("1/4/2019").isoformat()
    ('2019-01-01', '2019-04-01')
    """
    if is_serial(text):
        return _FIRST_DAY + timedelta(days=int(float(text)))
    try:
        return read_day(text, order, _EARLIEST)
    except ValueError as error:
        why = "is too far away to be right" if "cannot be right" in str(error) else "is no date"
        raise ValueError(f"{shown(text)} {why}") from None


def read_birth(text: str, today: date, order: str = "dmy") -> date:
    """A birthday: of a year of two digits the latest that is over."""
    born = read_date(text, order)
    short = not is_serial(text) and _SHORT_YEAR.search(text.strip()) and not re.search(r"\d{4}", text)
    return born.replace(year=born.year - 100) if short and born > today and (born.month, born.day) != (2, 29) else born


def read_money(text: str) -> int:
    """Pence of an amount with £, commas, brackets or a sign."""
    if _ERROR.search(text):
        raise ValueError(f"{shown(text)} is an error of the spreadsheet")
    try:
        return read_amount(text)
    except ValueError as error:
        if "part of a penny" in str(error):
            raise ValueError(f"{shown(text)} has a part of a penny") from None
        raise ValueError(f"{shown(text)} is no amount") from None


def read_owed(text: str, owed: Owed) -> int:
    """Pence of a balance, owed to us a plus: DR and CR say it themselves, else the sign as it was said to be meant.

    >>> read_owed("12.50 CR", Owed.PLUS), read_owed("12.50 DR", Owed.MINUS), read_owed("(12.50)", Owed.MINUS)
    (-1250, 1250, 1250)
    """
    side = _SIDE.fullmatch(text.strip())
    if side:
        pence = abs(read_money(side[1]))
        return -pence if side[2][0] in "cC" else pence
    pence = read_money(text)
    return pence if owed is Owed.PLUS else -pence


def read_count(text: str) -> int:
    """A whole number such as bedrooms; ``Studio`` has none."""
    bare = one_line(text).lower()
    if bare in ("studio", "bedsit"):
        return 0
    found = re.fullmatch(r"(\d{1,3})(?:\.0)?\s*(?:beds?|bedrooms?|b)?", bare)
    if found is None:
        raise ValueError(f"{shown(text)} is no whole number")
    return int(found[1])


def read_postcode(text: str) -> str:
    """A postcode as ``ZZ9 9ZZ``."""
    try:
        return parse_postcode(text)
    except ValueError:
        raise ValueError(f"{shown(text)} is no postcode") from None


def read_uprn(text: str) -> str:
    """A UPRN; one that a spreadsheet wrote as a power of ten has lost its digits."""
    if re.fullmatch(r"\d(?:\.\d+)?E\+?\d+", text.strip(), re.IGNORECASE):
        raise ValueError(f"{shown(text)} was written as a power of ten and has lost digits. Take the UPRN from its source")
    try:
        return parse_uprn(re.sub(r"\.0$", "", text.strip()))
    except ValueError:
        raise ValueError(f"{shown(text)} is no UPRN. It is a number of up to 12 digits") from None


def read_nino(text: str) -> str:
    """A National Insurance number."""
    try:
        return parse_nino(text)
    except ValueError:
        raise ValueError(f"{shown(text)} is no National Insurance number") from None


def lost_nought(text: str) -> bool:
    """Whether a telephone number has lost the nought it begins with, as spreadsheets do.

    >>> lost_nought("7700900123"), lost_nought("01943 496 0000")
    (True, False)
    """
    digits = re.sub(r"\D", "", text)
    return len(digits) in (9, 10) and digits[0] in "127" and not text.strip().startswith("+")


def read_phone(text: str) -> str:
    """A telephone number; the nought that was lost is put back."""
    bare = one_line(text).lstrip("'").strip()
    bare = re.sub(r"\.0$", "", bare)
    digits = re.sub(r"\D", "", bare)
    if not 9 <= len(digits) <= 15 or re.search(r"[a-z]{4}", bare, re.IGNORECASE):
        raise ValueError(f"{shown(text)} is no telephone number")
    return f"0{bare}" if lost_nought(bare) else bare
