"""A household and its home from JSON, as the command takes them; every refusal names the field. Pure.

    {"housing": "exempt accommodation", "every": "week", "bedrooms": 1, "london": false, "capital": "7200.00",
     "charges": [{"for": "rent", "words": "Rent", "amount": "182.40"}],
     "people": [{"is": "claimant", "born": "1990-04-02", "sex": "F"}],
     "incomes": [{"from": "earnings after tax", "amount": "910.00", "every": "month"}]}
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from housingdesk.benefits.rules.assess.case import (
    Case,
    Charge,
    Every,
    Fuel,
    Housing,
    Income,
    IncomeKind,
    Meals,
    Member,
    NoDeduction,
    Passport,
    Relation,
)
from housingdesk.benefits.rules.assess.rates import hundredths
from housingdesk.errors import BadFile
from housingdesk.rent.rules.words import ChargeCode

E = TypeVar("E", bound=StrEnum)
_FIELDS = frozenset({"housing", "charges", "people", "every", "free_weeks", "bedrooms", "incomes", "capital", "passport",
                     "disability", "limited_capability", "carer_room", "cap_lifted", "london", "pension_age", "joint", "extra",
                     "meals", "fuel", "one_room"})


def case_from(data: Any) -> Case:
    """The case; BadFile with the field's name for what is missing, unknown or no value of its kind."""
    top = _Fields(data, "the case", _FIELDS)
    charges = tuple(_charge(row, f"charges {at}") for at, row in enumerate(top.rows("charges"), 1))
    people = tuple(_member(row, f"people {at}") for at, row in enumerate(top.rows("people"), 1))
    if not charges:
        raise BadFile("charges: say what is charged, at least the rent")
    if not any(one.relation is Relation.CLAIMANT for one in people):
        raise BadFile("people: one of them is the claimant")
    return Case(
        top.word("housing", Housing, Housing.ORDINARY), charges, people, top.word("every", Every, Every.WEEK),
        top.number("free_weeks", 0, most=26), top.maybe_number("bedrooms"),
        tuple(_income(row, f"incomes {at}") for at, row in enumerate(top.rows("incomes"), 1)), top.money("capital") or 0,
        top.maybe_word("passport", Passport), top.yes("disability"), top.yes("limited_capability"), top.yes("carer_room"),
        top.yes("cap_lifted"), top.maybe_yes("london"), top.maybe_yes("pension_age"), max(1, top.number("joint", 1, most=8)),
        top.money("extra") or 0, top.maybe_word("meals", Meals),
        frozenset(top.one_of(Fuel, one, "fuel") for one in top.listed("fuel")), top.yes("one_room"))


def _charge(row: Any, where: str) -> Charge:
    fields = _Fields(row, where, frozenset({"for", "words", "amount"}))
    code = fields.word("for", ChargeCode, None)
    return Charge(code, fields.text("words") or str(code).capitalize(), fields.needed_money("amount"))


def _income(row: Any, where: str) -> Income:
    fields = _Fields(row, where, frozenset({"from", "amount", "every"}))
    return Income(fields.word("from", IncomeKind, None), fields.needed_money("amount"), fields.word("every", Every, Every.WEEK))


def _member(row: Any, where: str) -> Member:
    fields = _Fields(row, where, frozenset({"is", "born", "sex", "own_room", "gross", "works", "no_deduction", "with_partner"}))
    sex = fields.text("sex")
    if sex not in ("", "M", "F"):
        raise BadFile(f"{where}, sex: “{sex}” is not M, F or left out")
    return Member(fields.word("is", Relation, None), fields.day("born"), sex, fields.yes("own_room"), fields.money("gross"),
                  fields.yes("works"), fields.maybe_word("no_deduction", NoDeduction), fields.yes("with_partner"))


class _Fields:
    """One object of the file."""

    def __init__(self, data: Any, where: str, known: frozenset[str]) -> None:
        if not isinstance(data, Mapping):
            raise BadFile(f"{where}: this is not an object with names and values")
        strange = sorted(set(map(str, data)) - known)
        if strange:
            raise BadFile(f"{where}: there is no field “{strange[0]}”. There are: {', '.join(sorted(known))}")
        self._data, self._where = data, where

    def _name(self, key: str) -> str:
        return key if self._where == "the case" else f"{self._where}, {key}"

    def listed(self, key: str) -> list[Any]:
        value = self._data.get(key, [])
        if not isinstance(value, list):
            raise BadFile(f"{self._name(key)}: this is not a list")
        return value

    rows = listed

    def text(self, key: str) -> str:
        value = self._data.get(key, "")
        if not isinstance(value, str):
            raise BadFile(f"{self._name(key)}: this is not a text")
        return value

    def one_of(self, words: type[E], value: Any, key: str) -> E:
        try:
            return words(value)
        except ValueError as error:
            raise BadFile(f"{self._name(key)}: “{value}” is not one of {', '.join(words)}") from error

    def word(self, key: str, words: type[E], default: E | None) -> E:
        if key not in self._data and default is not None:
            return default
        return self.one_of(words, self._data.get(key, ""), key)

    def maybe_word(self, key: str, words: type[E]) -> E | None:
        return None if self._data.get(key) is None else self.one_of(words, self._data[key], key)

    def money(self, key: str) -> int | None:
        value = self._data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, str):
            raise BadFile(f"{self._name(key)}: write an amount as text, such as \"182.40\"")
        try:
            return hundredths(value)
        except ValueError as error:
            raise BadFile(f"{self._name(key)}: {error}") from error

    def needed_money(self, key: str) -> int:
        found = self.money(key)
        if found is None:
            raise BadFile(f"{self._name(key)}: an amount is needed")
        return found

    def maybe_number(self, key: str) -> int | None:
        value = self._data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise BadFile(f"{self._name(key)}: this is not a whole number")
        return value

    def number(self, key: str, default: int, *, most: int) -> int:
        value = self.maybe_number(key)
        if value is not None and value > most:
            raise BadFile(f"{self._name(key)}: {value} is more than {most}")
        return default if value is None else value

    def maybe_yes(self, key: str) -> bool | None:
        value = self._data.get(key)
        if value is not None and not isinstance(value, bool):
            raise BadFile(f"{self._name(key)}: this is true or false")
        return value

    def yes(self, key: str) -> bool:
        return bool(self.maybe_yes(key))

    def day(self, key: str) -> date | None:
        value = self._data.get(key)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise BadFile(f"{self._name(key)}: “{value}” is no date like 1990-04-02") from error
