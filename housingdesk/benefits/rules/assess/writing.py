"""A household and its home as JSON, in the form that ``reading`` takes and the command reads. Pure."""

from typing import Any

from housingdesk.benefits.rules.assess.case import Case, Member
from housingdesk.values.money import decimal_text


def case_data(case: Case) -> dict[str, Any]:
    """The case as data; ``reading.case_from`` makes the same case of it."""
    data: dict[str, Any] = {
        "housing": str(case.housing), "every": str(case.every),
        "charges": [{"for": str(one.code), "words": one.words, "amount": decimal_text(one.pence)} for one in case.charges],
        "people": [_person(one) for one in case.people],
        "incomes": [{"from": str(one.kind), "amount": decimal_text(one.pence), "every": str(one.every)}
                    for one in case.incomes]}
    if case.fuel:
        data["fuel"] = sorted(map(str, case.fuel))
    more: dict[str, Any] = {
        "free_weeks": case.free_weeks, "bedrooms": case.bedrooms, "capital": _money(case.capital_pence),
        "passport": _word(case.passport), "disability": case.disability, "limited_capability": case.limited_capability,
        "carer_room": case.carer_room, "cap_lifted": case.cap_lifted, "london": case.london, "pension_age": case.pension_age,
        "joint": case.joint if case.joint > 1 else None, "extra": _money(case.extra_pence), "meals": _word(case.meals),
        "one_room": case.one_room}
    return {**data, **_told(more, keep=("london", "pension_age"))}


def _person(one: Member) -> dict[str, Any]:
    return {"is": str(one.relation), **_told({
        "born": one.born_on.isoformat() if one.born_on else None, "sex": one.sex, "own_room": one.own_room,
        "gross": None if one.gross_pence is None else decimal_text(one.gross_pence), "works": one.works,
        "no_deduction": _word(one.no_deduction), "with_partner": one.with_partner})}


def _told(facts: dict[str, Any], keep: tuple[str, ...] = ()) -> dict[str, Any]:
    """What says something: nothing that is empty, nought or no."""
    return {key: value for key, value in facts.items() if value or (key in keep and value is not None)}


def _money(pence: int) -> str:
    return decimal_text(pence) if pence else ""


def _word(word: Any) -> str | None:
    return None if word is None else str(word)
