"""What stands against an answer: on its own as it is given, and against the others. Sentences as ux §2.5 words them. Pure.

An answer that is no date, no amount or none of the options is refused as it comes; one that does not fit the others is
kept, and said beside its field until it does.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from housingdesk.lettings.rules.signup.known import CHARGES, Known
from housingdesk.lettings.rules.signup.questions import Kind, Question
from housingdesk.lettings.rules.words import Source
from housingdesk.people.rules import PersonDraft, phone_digits
from housingdesk.tenancies.rules import LICENCES, TenancyKind, words_for
from housingdesk.values.dates import add_months, format_date
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem
from housingdesk.values.references import parse_nino, parse_postcode
from housingdesk.values.text import line_problem, one_line, text_problem

LONGEST_LINE, LONGEST_TEXT, MOST_PENCE, LARGEST_NUMBER = 200, 4000, 100_000_000, 9999
CONDITIONAL_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Terms:
    """What the checks go by besides the answers: today, from when the home can be let, and on which days lettings start."""

    today: date
    ready_on: date | None = None
    mondays: bool = True
    starter_months: int = 12


def value_problem(question: Question, value: str, choices: Mapping[str, str]) -> str | None:
    """Why a text is no answer to a question; None when it is one. Texts are as ``questions.py`` stores them."""
    if not value:
        return None
    if question.kind in (Kind.CHOICE, Kind.YES_NO, Kind.TICK):
        known = choices if question.kind is Kind.CHOICE else ("yes", "no")
        return None if value in known else f"{question.ask.rstrip('?')}: choose one of the answers"
    return _READERS[question.kind](value)


def _day(text: str) -> str | None:
    try:
        date.fromisoformat(text)
    except ValueError:
        return f"“{text}” is not a date. Type it like 23/11/2026"
    return None


def _time(text: str) -> str | None:
    hours, _, minutes = text.partition(":")
    right = hours.isdigit() and minutes.isdigit() and len(minutes) == 2 and int(hours) < 24 and int(minutes) < 60
    return None if right else f"“{text}” is not a time. Type it like 10:30"


def _money(text: str) -> str | None:
    if not (text.isascii() and text.isdigit()):
        return "Type an amount like 92.40"
    return f"{format_pence(int(text))} is more than any amount here can be" if int(text) > MOST_PENCE else None


def _number(text: str) -> str | None:
    if not (text.isascii() and text.isdigit()):
        return "Type a number"
    return f"{text} is too many. Check the number" if int(text) > LARGEST_NUMBER else None


def _read(parse: Callable[[str], object]) -> Callable[[str], str | None]:
    def check(text: str) -> str | None:
        try:
            parse(text)
        except ValueError as error:
            return str(error)
        return None

    return check


def _email(text: str) -> str | None:
    name, _, place = text.partition("@")
    right = name and "." in place.strip(".") and not any(c.isspace() or c in "@,;" for c in name + place)
    return None if right else f"“{one_line(text)}” is not an e-mail address. It looks like name@place.org"


def _name(text: str) -> str | None:
    if not any(c.isalpha() for c in text):
        return "Type the name as the person writes it"
    return line_problem(text, "The name", LONGEST_LINE)


_READERS: dict[Kind, Callable[[str], str | None]] = {
    Kind.TEXT: lambda text: line_problem(text, "The answer", LONGEST_LINE),
    Kind.LONG: lambda text: text_problem(text, "The answer", LONGEST_TEXT),
    Kind.NAME: _name, Kind.DAY: _day, Kind.TIME: _time, Kind.MONEY: _money, Kind.NUMBER: _number,
    Kind.PHONE: _read(phone_digits), Kind.EMAIL: _email, Kind.POSTCODE: _read(parse_postcode), Kind.NINO: _read(parse_nino),
}


def cross_problems(known: Known, terms: Terms) -> list[Problem]:
    """What stands against the answers together; each names the key of the answer to put right."""
    return [problem for check in _CHECKS for problem in check(known, terms)]


def _start(known: Known, terms: Terms) -> Iterator[Problem]:
    start = known.answers.day("starts_on")
    if start is None:
        return
    kind = words_for_kind(known)
    too_early = terms.ready_on is not None and start < terms.ready_on
    ready = (f"on or after {format_date(terms.ready_on)}, when the home is ready" if terms.ready_on is not None else "")
    if terms.mondays and start.weekday():
        yield Problem("starts_on", f"{kind} start date must be a Monday {ready}".rstrip())
    elif too_early:
        yield Problem("starts_on", f"{kind} start date must be {ready}")
    elif start > terms.today + timedelta(days=366):
        yield Problem("starts_on", f"{kind} start date must be within a year. {format_date(start)} is further away")


def words_for_kind(known: Known) -> str:
    """What the agreement is called at the start of a sentence: Tenancy, Licence, Agreement."""
    return words_for(TenancyKind(known.answers.look("kind") or TenancyKind.ASSURED)).agreement.capitalize()


def _fixed_until(known: Known, _terms: Terms) -> Iterator[Problem]:
    start, until = known.answers.day("starts_on"), known.answers.day("fixed_until")
    if start is not None and until is not None and until <= start:
        yield Problem("fixed_until", f"Last day of the fixed term must be after {format_date(start)}, when it starts")


def _births(known: Known, terms: Terms) -> Iterator[Problem]:
    for person in range(1, known.people + 1):
        born = known.answers.day(f"born_on_{person}")
        draft = PersonDraft(known.answers.look(f"name_{person}") or "A", born_on=born)
        yield from (Problem(f"born_on_{person}", p.message) for p in draft.problems(terms.today) if p.field == "born_on")
        age = known.age(person)
        if known.holds(person) and age is not None and age < 16:
            yield Problem(f"born_on_{person}", "Nobody under 16 can hold a tenancy or licence. Check the year of birth")


def _partners(known: Known, _terms: Terms) -> Iterator[Problem]:
    partners = [n for n in range(2, known.people + 1) if known.answers.look(f"relationship_{n}") == "partner"]
    for person in partners[1:]:
        yield Problem(f"relationship_{person}", f"Person {partners[0]} is the partner already. Only one can be")
    for person in partners[:1]:
        if known.person(person) == "child":
            yield Problem(f"relationship_{person}", "Somebody under 16 cannot be the partner. Check the date of birth")


def _people(known: Known, _terms: Terms) -> Iterator[Problem]:
    said = known.answers.number("people")
    if said is not None and said < known.answers.persons:
        yield Problem("people", f"{known.answers.persons} people have a name here, and {said} was said")
    if said == 0:
        yield Problem("people", "At least one person lives there")


def _previous(known: Known, _terms: Terms) -> Iterator[Problem]:
    empty, repairs, start = (known.answers.day(key) for key in ("void_on", "repairs_on", "starts_on"))
    if empty is not None and start is not None and empty > start:
        yield Problem("void_on", f"Day the home became empty must be on or before {format_date(start)}, when it is let")
    if repairs is None:
        return
    if start is not None and repairs > start:
        yield Problem("repairs_on", f"Major repairs must be finished on or before {format_date(start)}, when it is let")
    if empty is not None and repairs < empty:
        yield Problem("repairs_on", f"Major repairs must be finished on or after {format_date(empty)}, when it became empty")


def _money_checks(known: Known, _terms: Terms) -> Iterator[Problem]:
    covers = known.answers.number("benefit_covers")
    if covers is not None and known.total and covers > known.eligible:
        yield Problem("benefit_covers", f"Benefit can cover rent and service charge only, here at most "
                                        f"{format_pence(known.eligible)}")
    for key in CHARGES:
        if (known.answers.number(key) or 0) > 1_000_000:
            yield Problem(key, f"{format_pence(known.answers.number(key) or 0)} is more than any charge here can be")


def _days_after_start(known: Known, terms: Terms) -> Iterator[Problem]:
    start = known.answers.day("starts_on")
    for key, what in (("visit_on", "Settling-in visit"), ("pays_first_on", "First payment")):
        day = known.answers.day(key)
        if day is None or start is None:
            continue
        if day < start and key == "visit_on":
            yield Problem(key, f"{what} must be on or after {format_date(start)}, when it starts")
        if key == "pays_first_on" and day < min(start, terms.today):
            yield Problem(key, f"{what} must be on or after {format_date(min(start, terms.today))}. Check the date")
        if day > add_months(start, CONDITIONAL_MONTHS):
            yield Problem(key, f"{what} must be within a year of {format_date(start)}. Check the year")


def _identity(known: Known, terms: Terms) -> Iterator[Problem]:
    for person in known.holders:
        day = known.answers.day(f"identity_by_{person}")
        if known.answers.look(f"identity_{person}") == "identity to follow" and day is not None and day < terms.today:
            yield Problem(f"identity_by_{person}", f"Day by which it comes must be {format_date(terms.today)} or later")


def _right_to_rent(known: Known, _terms: Terms) -> Iterator[Problem]:
    look = known.answers.look
    home = look("kind") and TenancyKind(look("kind")) not in LICENCES
    if look("right_to_rent") == "not needed" and look("source") == Source.DIRECT and home:
        yield Problem("right_to_rent", "Right to rent must be checked: they came to us themselves, not through the council")


def _needs(known: Known, _terms: Terms) -> Iterator[Problem]:
    if known.answers.look("need_phone_first") == "yes" and known.answers.look("need_no_phone") == "yes":
        yield Problem("need_no_phone", "Ring first and no telephone calls cannot both be. Take one out")
    if sum(known.answers.look(f"access_{mark}") == "yes" for mark in "abc") > 1:
        yield Problem("access_b", "Only one of the three about wheelchairs and steps can be. Keep the one that asks most")


_CHECKS: Sequence[Callable[[Known, Terms], Iterator[Problem]]] = (
    _start, _fixed_until, _people, _births, _partners, _previous, _money_checks, _days_after_start, _identity,
    _right_to_rent, _needs)
