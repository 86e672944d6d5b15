"""The household of an estimate, from the answers: who is a child, who another adult, whose work takes help away. Pure."""

from collections.abc import Mapping
from datetime import date

from housingdesk.benefits.rules.assess.case import Member, NoDeduction, Relation
from housingdesk.lettings.rules.signup.answers import Answers
from housingdesk.lettings.rules.signup.known import Known
from housingdesk.values.dates import age

_STUDENT, _IN_WORK = "7", ("1", "2")
_YOUNG_PERSON = 20


def members_of(answers: Answers, on: date, gross: Mapping[int, int] | None = None) -> tuple[Member, ...]:
    """Everybody who will live there; ``gross`` is the income before tax a week of other adults by their number."""
    known = Known(answers, on)
    return tuple(_member(answers, known, number, on, (gross or {}).get(number)) for number in range(1, known.people + 1))


def others_of(answers: Answers, on: date) -> tuple[tuple[int, str], ...]:
    """The other adults, whose income before tax an estimate asks for: number and name."""
    return tuple((number, answers.look(f"name_{number}") or f"Person {number}")
                 for number, one in enumerate(members_of(answers, on), 1) if one.relation is Relation.OTHER)


def _member(answers: Answers, known: Known, number: int, on: date, gross: int | None) -> Member:
    born = answers.day(f"born_on_{number}")
    sex = answers.look(f"sex_{number}")
    work = answers.look(f"work_{number}")
    relation = _relation(answers, known, number, born, work, on)
    if relation is not Relation.OTHER:
        return Member(relation, born, sex if sex in ("M", "F") else "")
    return Member(relation, born, sex if sex in ("M", "F") else "", gross_pence=gross, works=work in _IN_WORK or bool(gross),
                  no_deduction=NoDeduction.STUDENT if work == _STUDENT else None)


def _relation(answers: Answers, known: Known, number: int, born: date | None, work: str, on: date) -> Relation:
    said = answers.look(f"relationship_{number}")
    if number == 1:
        return Relation.CLAIMANT
    if said == "partner":
        return Relation.PARTNER
    if known.holds(number):
        return Relation.JOINT
    years = None if born is None else age(born, on)
    if known.person(number) == "child" or (born is None and said == "child"):
        return Relation.CHILD
    at_school = years is not None and years < _YOUNG_PERSON and work == _STUDENT and said == "child"
    return Relation.CHILD if at_school else Relation.OTHER
