"""One cell of a nominations list into what it says: birthdays, NI numbers, phones, bedrooms, household members.

What cannot be read is a ValueError with a sentence; nothing is repaired by guessing, for nobody checks a birthday twice.
"""

import re
from dataclasses import dataclass
from datetime import date

from housingdesk.values.dates import MONTHS, format_date
from housingdesk.values.text import fold, one_line

OLDEST = 115
_NUMERIC = re.compile(r"(\d{1,2}) ?[/.\-] ?(\d{1,2}) ?[/.\-] ?(\d{4}|\d{2})", re.ASCII)
_NAMED = re.compile(r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
                    r"(\d{1,2})(?:st|nd|rd|th)?[ \-/.]*([a-z]{3,9})\.?[ \-/.,]+(\d{4}|\d{2})", re.IGNORECASE | re.ASCII)
_ISO = re.compile(r"(\d{4})[\-/](\d{1,2})[\-/](\d{1,2})(?:[T ]00:00(?::00)?)?", re.ASCII)
_DAY_IN_TEXT = re.compile(rf"(?:{_ISO.pattern})|(?<!\d)(?:{_NUMERIC.pattern})(?!\d)|(?<!\d)(?:{_NAMED.pattern})(?!\d)",
                          re.IGNORECASE | re.ASCII)
_EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]{2,}")
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "studio": 1, "bedsit": 1}
# The words of kinship, by the answer of the sign-up (relationship_n) that each is.
_KIN_CODES = {
    "partner": ("wife", "husband", "spouse", "civil partner", "partner", "girlfriend", "boyfriend", "fiance", "fiancee"),
    "child": ("daughter", "son", "child", "baby"),
    "parent": ("mother", "father", "mum", "dad", "parent"),
    "relative": ("stepdaughter", "stepson", "step-daughter", "step-son", "sister", "brother", "sibling", "grandmother",
                 "grandfather", "grandparent", "grandson", "granddaughter", "grandchild", "niece", "nephew", "aunt", "uncle",
                 "cousin", "relative"),
    "friend": ("friend",), "carer": ("carer", "live-in carer"),
    "other": ("foster child", "lodger", "joint applicant", "joint tenant", "other"),
}
_CODE_OF = {word: code for code, words in _KIN_CODES.items() for word in words}
_KIN = tuple(_CODE_OF)
_NOTHING = frozenset({"", "-", "--", "n/a", "na", "none", "nil", "unknown", "not known", "tbc", "not provided"})
_BETWEEN = re.compile(r"\s*(?:;|\n|\||\s/\s)\s*")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a household besides the first: as written, nothing looked up."""

    name: str
    born_on: date | None = None
    relationship: str = ""


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say: empty, ``N/A``, ``-``, ``tbc``."""
    return fold(one_line(text)) in _NOTHING


def read_birth(text: str, today: date, *, least_age: int = 0) -> date:
    """A birthday, day first as in Britain; a year of two digits is the latest that leaves somebody ``least_age`` old.

    >>> read_birth("03/04/1989", date(2026, 11, 23)).isoformat(), read_birth("3rd April 89", date(2026, 11, 23)).isoformat()
    ('1989-04-03', '1989-04-03')
    """
    shown = one_line(text).lstrip("'")
    found = _parts(shown)
    if found is None:
        raise ValueError(f"the date of birth “{shown[:40]}” is not a date")
    year_text, month, day = found
    if month > 12 >= day:
        raise ValueError(f"the date of birth “{shown}” has month and day the other way round")
    try:
        born = _dated(year_text, month, day, today, least_age)
    except ValueError:
        raise ValueError(f"the date of birth “{shown}” is no day of the calendar") from None
    if born > today:
        raise ValueError(f"the date of birth “{shown}” is in the future")
    if today.year - born.year > OLDEST:
        raise ValueError(f"the date of birth “{shown}” would make them {today.year - born.year} years old")
    return born


def _dated(year_text: str, month: int, day: int, today: date, least_age: int) -> date:
    if len(year_text) == 4:
        return date(int(year_text), month, day)
    last = today.year - least_age
    year = last - (last - int(year_text)) % 100
    born = date(year, month, day)
    return born if (born.year + least_age, month, day) <= (today.year, today.month, today.day) else date(year - 100, month, day)


def _parts(shown: str) -> tuple[str, int, int] | None:
    if match := _ISO.fullmatch(shown):
        return match[1], int(match[2]), int(match[3])
    if match := _NUMERIC.fullmatch(shown):
        return match[3], int(match[2]), int(match[1])
    if match := _NAMED.fullmatch(shown):
        month = _month(match[2])
        return None if month is None else (match[3], month, int(match[1]))
    return None


def _month(word: str) -> int | None:
    low = "sep" if word.lower() == "sept" else word.lower()
    return next((number for number, name in enumerate(MONTHS, 1) if name.lower().startswith(low)), None)


def read_phone(text: str) -> str:
    """A telephone number as its digits begin in Britain: ``07700 900123``; a nought that a spreadsheet dropped is put back.

    >>> read_phone("+44 (0)7700 900 123"), read_phone("7700900123"), read_phone("0161 496 0000")
    ('07700 900123', '07700 900123', '01614960000')
    """
    shown = one_line(text).lstrip("'")
    digits = re.sub(r"[^\d+]", "", re.sub(r"\(0\)", "", shown))
    digits = re.sub(r"^(?:\+|00)44", "0", digits)
    if re.fullmatch(r"[1237]\d{9}", digits):
        digits = f"0{digits}"
    if re.fullmatch(r"(?:\+|00)[1-9]\d{7,14}", digits):
        return digits
    if not re.fullmatch(r"07\d{9}|0[1-689]\d{8,9}", digits) or re.search(r"[a-z]{3}", shown, re.IGNORECASE):
        raise ValueError(f"the telephone number “{shown[:40]}” is not complete")
    return f"{digits[:5]} {digits[5:]}" if digits.startswith("07") else digits


def read_email(text: str) -> str:
    """An e-mail address.

    >>> read_email(" A.Khan@example.org ")
    'A.Khan@example.org'
    """
    shown = one_line(text).removeprefix("mailto:")
    if not _EMAIL.fullmatch(shown):
        raise ValueError(f"“{shown[:60]}” is not an e-mail address")
    return shown


def read_bedrooms(text: str) -> int:
    """How many bedrooms a household needs: ``2``, ``2 bed``, ``two bedrooms``, ``studio`` (one).

    >>> read_bedrooms("2 bed"), read_bedrooms("Three bedrooms"), read_bedrooms("1.0")
    (2, 3, 1)
    """
    shown = one_line(text)
    bare = re.sub(r"(?:[- ]?(?:bedroom|bed|br)s?)?(?: need(?:ed)?| property| flat| house)?$", "", fold(shown)).strip()
    bare = re.sub(r"^need(?:s|ed)? ", "", bare)
    if re.fullmatch(r"\d(?:\.0)?", bare):
        return int(float(bare))
    if bare in _NUMBERS:
        return _NUMBERS[bare]
    raise ValueError(f"“{shown[:40]}” is not a number of bedrooms")


def read_name(text: str) -> str:
    """A name as people say it: ``KHAN, Amina`` is turned round; a title in front is kept off; capitals stay as written.

    >>> read_name("Khan, Amina"), read_name("Ms  Amina Khan"), read_name("O'Brien-Żak")
    ('Amina Khan', 'Amina Khan', "O'Brien-Żak")
    """
    shown = one_line(text)
    if match := re.fullmatch(r"([^,]+), ?([^,]+)", shown):
        shown = f"{match[2]} {match[1]}"
    shown = re.sub(r"^(?:mr|mrs|ms|miss|mx|dr)\.? (?=\S)", "", shown, flags=re.IGNORECASE)
    if not any(letter.isalpha() for letter in shown):
        raise ValueError("the name is missing")
    if len(shown) > 200:
        raise ValueError("the name has more than 200 characters")
    return shown


def read_members(text: str, today: date) -> tuple[list[Member], list[str]]:
    """Everybody of a household written into one cell, and what could not be read of them, each a sentence.

    >>> read_members("Ali Khan (son) 03/04/2015; Sara Khan, daughter, 5 May 2018", date(2026, 11, 23))[0][1].relationship
    'daughter'
    """
    members: list[Member] = []
    problems: list[str] = []
    for part in _BETWEEN.split(text.strip()):
        if is_nothing(part):
            continue
        born, rest = _birth_in(part, today, problems)
        relationship, rest = _kin_in(rest)
        name = one_line(re.sub(r"[()\[\]]", " ", rest)).strip(" ,-–:.")
        if not any(letter.isalpha() for letter in name):
            problems.append(f"somebody in the household has no name: “{one_line(part)[:60]}”")
            continue
        members.append(Member(one_line(name.replace(",", " ")), born, relationship))
    return members, problems


def _birth_in(part: str, today: date, problems: list[str]) -> tuple[date | None, str]:
    match = _DAY_IN_TEXT.search(part)
    if match is None:
        if re.search(r"\d", part):
            problems.append(f"the date of birth in “{one_line(part)[:60]}” is not a date")
            return None, re.sub(r"\S*\d\S*", " ", part)
        return None, part
    before = re.sub(r"\W*\b(?:d\.?o\.?b\.?|born|date of birth)\W*$", "", part[: match.start()], flags=re.IGNORECASE)
    rest = f"{before} , {part[match.end():]}"
    try:
        return read_birth(match[0], today), rest
    except ValueError as error:
        problems.append(str(error))
        return None, rest


def _kin_in(text: str) -> tuple[str, str]:
    """The longest word of kinship that stands by itself in brackets or between commas, or at either end."""
    low = text.lower()
    for word in sorted(_KIN, key=len, reverse=True):
        match = re.search(rf"(?:^|[(,\-–\[:])\s*{re.escape(word)}\s*(?=$|[),\-–\]:])", low)
        if match:
            return word, text[: match.start()] + " , " + text[match.end():].lstrip(")]")
    return "", text


def kin_code(words: str) -> str:
    """The sign-up's answer for a word of kinship; what is not known is ``other``.

    >>> kin_code("Son"), kin_code("Civil partner"), kin_code("godmother")
    ('child', 'partner', 'other')
    """
    return _CODE_OF.get(one_line(words).lower(), "other")


def write_member(member: Member) -> str:
    """A member as ``read_members`` reads it, for people and for files: ``Ali Khan (son) 3 April 2015``."""
    kin = f" ({member.relationship})" if member.relationship else ""
    return f"{member.name}{kin}" + (f" {format_date(member.born_on)}" if member.born_on else "")
