"""Words about people: how to reach them, what they need, whom we may talk to. Pure."""

from enum import StrEnum


class ContactKind(StrEnum):
    """A way to reach somebody."""

    PHONE = "phone"
    EMAIL = "email"
    POST = "post"


class NeedKind(StrEnum):
    """What a person needs so that a letter or a call works."""

    LARGE_PRINT = "large print"
    EASY_READ = "easy read"
    BRAILLE = "braille"
    AUDIO = "audio"
    INTERPRETER = "interpreter"
    TRANSLATION = "translation"
    PHONE_FIRST = "phone first"
    NO_PHONE = "no phone calls"
    SIGN_LANGUAGE = "sign language"
    OTHER = "other"


class PartyRole(StrEnum):
    """Somebody we may talk to about a person."""

    SUPPORT_PROVIDER = "support provider"
    KEY_WORKER = "key worker"
    APPOINTEE = "appointee"
    ATTORNEY = "attorney"
    DEPUTY = "deputy"
    MANAGING_AGENT = "managing agent"
    ADVOCATE = "advocate"
    RELATIVE = "relative"
    OTHER = "other"


class Scope(StrEnum):
    """What a party may hear about or act in."""

    RENT = "rent and benefit"
    SUPPORT = "support"
    REPAIRS = "repairs"
    EVERYTHING = "everything"


def surname_of(name: str, sort_name: str | None = None) -> str:
    """The word by which a person is sorted and matched: the sort name's first part, else the last word of the name.

    >>> surname_of("Maria del Mar O'Brien"), surname_of("Nguyen Thi Hoa", "Nguyen, Thi Hoa"), surname_of("Sukarno")
    ("O'Brien", 'Nguyen', 'Sukarno')
    """
    if sort_name and sort_name.strip():
        return sort_name.split(",")[0].strip()
    words = name.split()
    return words[-1] if words else ""


def forename_of(name: str, sort_name: str | None = None) -> str:
    """The first given name; empty for a one-word name."""
    if sort_name and "," in sort_name:
        given = sort_name.split(",", 1)[1].split()
        return given[0] if given else ""
    words = name.split()
    return words[0] if len(words) > 1 else ""
