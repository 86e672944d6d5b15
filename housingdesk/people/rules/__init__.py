"""People: how to reach them, what they need, whom we may talk to about them and until when. Pure.

A name is kept as the person writes it, in any script; what cannot be printed or seen is refused.
"""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any

from housingdesk.errors import Refused
from housingdesk.values.dates import format_date
from housingdesk.values.problems import Problem
from housingdesk.values.references import parse_nino
from housingdesk.values.rows import frozen
from housingdesk.values.text import line_problem, one_line, sentence_case, text_problem


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
    NEXT_OF_KIN = "next of kin"
    EMERGENCY = "emergency contact"
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


@frozen
class PersonDraft:
    """A person, or for corporate tenants an organisation, as typed; empty text where nothing is known."""

    name: str
    known_as: str = ""
    say: str = ""
    sort_name: str = ""
    born_on: date | None = None
    nino: str = ""
    died_on: date | None = None
    staff_warning: str = ""

    def problems(self, today: date) -> list[Problem]:
        """All that stands against keeping it."""
        found = [] if any(c.isalpha() for c in self.name) else [Problem("name", "Type the name as the person writes it")]
        for field, what, longest in _PERSON_TEXTS:
            found += _line(field, getattr(self, field), what, longest)
        if len(surname_of(self.name, self.sort_name)) > 100:
            found.append(Problem("sort_name", "Type a sort name, surname first: the last name alone is too long"))
        return found + self._date_problems(today) + _read("nino", self.nino, parse_nino)

    def _date_problems(self, today: date) -> list[Problem]:
        found = []
        if self.born_on is not None and self.born_on > today:
            found.append(Problem("born_on", f"{format_date(self.born_on)} is still to come. Check the date of birth"))
        if self.born_on is not None and self.born_on.year < today.year - 120:
            found.append(Problem("born_on", f"{format_date(self.born_on)} is more than 120 years ago. Check the year"))
        if self.died_on is not None and self.died_on > today:
            found.append(Problem("died_on", f"{format_date(self.died_on)} is still to come. Check the date of death"))
        if self.died_on is not None and self.born_on is not None and self.died_on < self.born_on:
            found.append(Problem("died_on", "The date of death is before the date of birth"))
        return found

    def columns(self) -> dict[str, Any]:
        """The stored fields of a draft without problems."""
        name, sort_name = one_line(self.name), one_line(self.sort_name)
        return {"name": name, "known_as": one_line(self.known_as) or None, "say": one_line(self.say) or None,
                "sort_name": sort_name or None, "surname": surname_of(name, sort_name),
                "forename": forename_of(name, sort_name)[:100], "born_on": self.born_on, "died_on": self.died_on,
                "nino": parse_nino(self.nino) if self.nino.strip() else None,
                "staff_warning": self.staff_warning.strip() or None}


@frozen
class ContactDraft:
    """A way to reach somebody. ``safe`` False: not to be used, because somebody else might see or hear."""

    kind: ContactKind
    value: str
    label: str = ""
    safe: bool = True

    def problems(self) -> list[Problem]:
        """All that stands against keeping it."""
        found = _line("label", self.label, "The label", 60)
        if not self.value.strip():
            return [*found, Problem("value", f"Type the {_CONTACT_WORDS[self.kind]}")]
        said = (text_problem if self.kind is ContactKind.POST else line_problem)(
            self.value.strip(), f"The {_CONTACT_WORDS[self.kind]}", 400)
        if said:
            return [*found, Problem("value", said)]
        if self.kind is ContactKind.PHONE:
            found += _read("value", self.value, phone_digits)
        return found + (_email("value", self.value) if self.kind is ContactKind.EMAIL else [])

    def columns(self) -> dict[str, Any]:
        """The stored fields of a draft without problems; a phone stays as typed and has its digits beside it."""
        return {"kind": self.kind, "value": _lines(self.value), "label": one_line(self.label), "safe": self.safe,
                "digits": phone_digits(self.value) if self.kind is ContactKind.PHONE else None}


@frozen
class NeedDraft:
    """Something a person needs from ``start`` up to but not including ``end``; ``detail`` such as the language."""

    kind: NeedKind
    start: date
    detail: str = ""
    end: date | None = None

    def problems(self) -> list[Problem]:
        """All that stands against keeping it."""
        found = _line("detail", self.detail, "The detail", 200)
        if self.kind in _NEEDS_DETAIL and not self.detail.strip():
            found.append(Problem("detail", _NEEDS_DETAIL[self.kind]))
        if self.end is not None and self.end <= self.start:
            found.append(Problem("end", "It ends after it starts"))
        return found


@frozen
class PartyDraft:
    """Whom we may talk to about a person. No ``authority_on``: no authority on file; ``expires_on`` is its last day.

    ``address`` is where copies of letters go, its lines with the postcode last; without one they go by e-mail.
    """

    role: PartyRole
    name: str
    scope: Scope
    organisation: str = ""
    phone: str = ""
    email: str = ""
    authority_on: date | None = None
    authority_note: str = ""
    expires_on: date | None = None
    address: str = ""

    def problems(self, today: date) -> list[Problem]:
        """All that stands against keeping it."""
        found = [] if any(c.isalpha() for c in self.name) else [Problem("name", "Type the name")]
        for field, what, longest in _PARTY_TEXTS:
            found += _line(field, getattr(self, field), what, longest)
        if self.address.strip():
            found += _address("address", self.address)
        if self.phone.strip():
            found += _read("phone", self.phone, phone_digits)
        if self.email.strip():
            found += _email("email", self.email)
        if self.authority_on is not None and self.authority_on > today:
            found.append(Problem("authority_on", "Authority is given on a day that has been. Check the date"))
        if self.expires_on is not None and (self.authority_on is None or self.expires_on < self.authority_on):
            found.append(Problem("expires_on", "Authority runs out after it was given. Say when it was given"))
        return found

    def columns(self) -> dict[str, Any]:
        """The stored fields of a draft without problems."""
        texts = {field: one_line(getattr(self, field)) for field, _, _ in _PARTY_TEXTS}
        return {**texts, "role": self.role, "scope": self.scope, "authority_on": self.authority_on,
                "expires_on": self.expires_on, "address": _lines(self.address)}


_PERSON_TEXTS = (("name", "The name", 200), ("known_as", "The name they are known by", 100), ("say", "How to say it", 100),
                 ("sort_name", "The sort name", 200), ("staff_warning", "The note for staff", 500))
_PARTY_TEXTS = (("name", "The name", 200), ("organisation", "The organisation", 200), ("phone", "The telephone", 60),
                ("email", "The e-mail address", 200), ("authority_note", "The note on the authority", 400))
_CONTACT_WORDS = {ContactKind.PHONE: "telephone number", ContactKind.EMAIL: "e-mail address", ContactKind.POST: "address"}
_NEEDS_DETAIL = {NeedKind.INTERPRETER: "Which language?", NeedKind.TRANSLATION: "Which language?",
                 NeedKind.OTHER: "Say what they need"}


def phone_digits(text: str) -> str:
    """The digits of a telephone number as dialled in this country; ValueError with a sentence when it is none.

    >>> phone_digits("+44 (0)7700 900123"), phone_digits("01632 960-118"), phone_digits("0033 1 23 45 67 89")
    ('07700900123', '01632960118', '0033123456789')
    """
    bare = re.sub(r"[\s().\-/]", "", re.sub(r"^(\s*(?:\+|00)\s*44)\s*\(0\)", r"\1", text))
    main, _, extension = bare.lower().replace("extension", "x").replace("ext", "x").partition("x")
    digits = main.removeprefix("+")
    if not (digits + extension).isascii() or not (digits + (extension or "0")).isdigit() or not 5 <= len(digits) <= 20:
        raise ValueError(f"“{one_line(text)}” is not a telephone number. Words go into the label beside it")
    if main.startswith(("+44", "0044")):
        return "0" + digits.removeprefix("00")[2:]
    return ("00" if main.startswith("+") else "") + digits


def phone_words(digits: str) -> tuple[str, ...]:
    """How a number may be searched for: as dialled here, and as it shows on a mobile from abroad."""
    return (digits, "44" + digits[1:]) if digits.startswith("0") and not digits.startswith("00") else (digits,)


def need_words(kind: NeedKind, detail: str) -> str:
    """A need as its chip reads.

    >>> need_words(NeedKind.INTERPRETER, "Urdu"), need_words(NeedKind.LARGE_PRINT, ""), need_words(NeedKind.OTHER, "ring twice")
    ('Urdu interpreter', 'Large print', 'Ring twice')
    """
    if kind is NeedKind.INTERPRETER and detail:
        return f"{sentence_case(detail)} interpreter"
    if kind is NeedKind.TRANSLATION and detail:
        return f"Letters in {sentence_case(detail)}"
    words = detail if kind is NeedKind.OTHER and detail else f"{kind}, {detail}" if detail else str(kind)
    return sentence_case(words)


class Authority(StrEnum):
    """Whether we may talk to a party on a day."""

    IN_FORCE = "in force"
    EXPIRED = "expired"
    NOT_YET = "not yet"
    NONE = "no authority on file"


ACTS_FOR = frozenset({PartyRole.APPOINTEE, PartyRole.ATTORNEY, PartyRole.DEPUTY})


def authority(authority_on: date | None, expires_on: date | None, on: date) -> Authority:
    """Whether authority given on one day and running out at the end of another holds on a third."""
    if authority_on is None:
        return Authority.NONE
    if on < authority_on:
        return Authority.NOT_YET
    return Authority.EXPIRED if expires_on is not None and on > expires_on else Authority.IN_FORCE


def authority_sentence(party: PartyDraft, on: date) -> str:
    """What staff read before they talk to somebody.

    >>> joan = PartyDraft(PartyRole.KEY_WORKER, "Joan Bell", Scope.RENT, authority_on=date(2026, 5, 4),
    ...                   expires_on=date(2027, 5, 4))
    >>> authority_sentence(joan, date(2026, 11, 23))
    'Key worker Joan Bell may hear about rent and benefit until 4 May 2027 (authority of 4 May 2026)'
    """
    who = f"{str(party.role).capitalize()} {party.name}" + (f", {party.organisation}," if party.organisation else "")
    what = f"act for them in {party.scope}" if party.role in ACTS_FOR else f"hear about {party.scope}"
    stands = authority(party.authority_on, party.expires_on, on)
    if stands is Authority.NONE or party.authority_on is None:
        return f"{who.removesuffix(',')}: no authority on file"
    given = f"(authority of {format_date(party.authority_on)})"
    if stands is Authority.NOT_YET:
        return f"{who} may {what} from {format_date(party.authority_on)}"
    if party.expires_on is None:
        return f"{who} may {what} {given}"
    if stands is Authority.EXPIRED:
        return f"{who} could {what} until {format_date(party.expires_on)}; that authority has expired"
    return f"{who} may {what} until {format_date(party.expires_on)} {given}"


def _line(field: str, text: str, what: str, longest: int) -> list[Problem]:
    said = line_problem(one_line(text), what, longest)
    return [Problem(field, said)] if said else []


def _lines(text: str) -> str:
    return "\n".join(one_line(line) for line in text.splitlines() if line.strip())


def _address(field: str, typed: str) -> list[Problem]:
    """What stands against printing a typed address on an envelope."""
    said = text_problem(typed.strip(), "The address", 400)
    if said:
        return [Problem(field, said)]
    from housingdesk.letters.rules.address import typed_address  # read at the start of the program no sooner than it is needed

    try:
        typed_address(("them",), typed)
    except Refused:
        return [Problem(field, "Type a street, the town and the postcode, the postcode last")]
    return []


def _read(field: str, text: str, parse: Callable[[str], str]) -> list[Problem]:
    try:
        if text.strip():
            parse(text)
    except ValueError as error:
        return [Problem(field, str(error))]
    return []


def _email(field: str, text: str) -> list[Problem]:
    name, _, place = text.strip().partition("@")
    if name and "." in place.strip(".") and not re.search(r"[\s@,;]", name + place):
        return []
    return [Problem(field, f"“{one_line(text)}” is not an e-mail address. It looks like name@place.org")]
