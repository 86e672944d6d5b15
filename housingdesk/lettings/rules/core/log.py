"""One log: the answers by field, and what they amount to before anything is checked: people, dates, areas.

The association's own facts, which no cell holds, come with it as ``Landlord``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from housingdesk.lettings.rules.core.catalogue import Catalogue, Field
from housingdesk.lettings.rules.core.cells import Value, read_cell
from housingdesk.lettings.rules.core.conditions import any_holds
from housingdesk.lettings.rules.core.problems import CoreProblem, Kind

_PERSON = ("age", "partner", "sex", "same_gender", "gender")
_YES_NO = {True: "yes", False: "no"}


@dataclass(frozen=True, slots=True)
class Place:
    """A location of a scheme as the service has it: the postcode, and the council's area by its code."""

    postcode: str
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Landlord:
    """What the service knows of the organisation (core-lettings §4). What is empty here is not checked.

    ``provider`` is PRP or LA; ``periods`` are the codes of the rent periods that the manager has ticked; ``places`` are by
    scheme and location code, bare of letters and leading noughts; ``support_user``: whoever uploads must name the account.
    """

    provider: str = "PRP"
    owners: frozenset[str] = frozenset()
    managers: frozenset[str] = frozenset()
    periods: frozenset[str] = frozenset()
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict)
    support_user: bool = False


@dataclass(frozen=True, slots=True)
class Log:
    """Answers by field key: whole numbers as int, amounts as Decimal pounds, the rest as text. Blanks are not in it.

    ``refused`` holds the text of cells that the service cannot read, ``misread`` those that it reads as another number.
    """

    catalogue: Catalogue
    landlord: Landlord
    values: Mapping[str, Value]
    refused: Mapping[str, str] = field(default_factory=dict)
    misread: Mapping[str, str] = field(default_factory=dict)

    def look(self, key: str) -> str:
        """An answer or fact as text for conditions; a blank as ``""``. Codes are in capitals, as the service folds them."""
        fact = self._fact(key)
        if fact is not None:
            return fact
        value = self.values.get(key)
        return "" if value is None else str(value).strip().upper()

    def _fact(self, key: str) -> str | None:
        name, _, last = key.rpartition("_")
        if last.isdigit() and name in ("person", "other_partner"):
            return self.person(int(last)) if name == "person" else _YES_NO[self._other_partner(int(last))]
        if key in self.catalogue.groups:
            return self._group(key)
        match key:
            case "provider":
                return self.landlord.provider
            case "size":
                return str(self.size)
            case "charged":
                return _YES_NO[self.charged]
            case "previous_postcode":
                return _YES_NO["previous_postcode_1" in self.values and "previous_postcode_2" in self.values]
            case "same_area":
                return _YES_NO[bool(self.authority) and self.authority == self.look("previous_authority")]
        return None

    def _group(self, key: str) -> str:
        ticks = [self.values[f.key] for f in self.catalogue.groups[key].fields if f.key in self.values]
        return _YES_NO[any(tick == 1 for tick in ticks)] if ticks else ""

    def asked(self, field: Field) -> bool:
        """Whether the question applies to the answers so far."""
        return any_holds(field.asked, self.look)

    def needed(self, field: Field) -> bool:
        """Whether the log is not complete without it (core-lettings §5)."""
        return any_holds(field.needed, self.look)

    def problem(self, keys: tuple[str, ...], sentence: str, kind: Kind = Kind.HARD) -> CoreProblem:
        """A problem on fields by key. A hard one on a field of the set-up stops the whole file (core-lettings §6)."""
        fields = [self.catalogue.field(key) for key in keys]
        if kind is Kind.HARD and any(f.setup for f in fields):
            kind = Kind.SETUP
        return CoreProblem(keys, tuple(f.number for f in fields), kind, sentence)

    def whole(self, key: str) -> int | None:
        """A whole number, also from a text cell such as an age; None when it is blank or none."""
        text = self.look(key)
        return int(text) if text.isascii() and text.isdigit() else None

    def amount(self, key: str) -> Decimal | None:
        """An amount in pounds; None when it is blank."""
        try:
            return Decimal(self.look(key))
        except InvalidOperation:
            return None

    def is_there(self, number: int) -> bool:
        """Whether a person is given at all: age, partner, sex or gender; work alone does not count (core-lettings §5)."""
        return number == 1 or any(f"{name}_{number}" in self.values for name in _PERSON)

    @property
    def size(self) -> int:
        """People in the household: the lead tenant and every further person given (core-lettings §5)."""
        return sum(self.is_there(number) for number in range(1, self.catalogue.limit("persons") + 1))

    def person(self, number: int) -> str:
        """none, lost (behind a gap, so beyond the household's size), child or adult; an unknown age is an adult's."""
        if not self.is_there(number):
            return "none"
        if number > self.size:
            return "lost"
        age = self.whole(f"age_{number}")
        return "child" if number > 1 and age is not None and age < self.catalogue.limit("child_under") else "adult"

    @property
    def household(self) -> tuple[int, ...]:
        """The numbers of the people whom the service keeps, the lead tenant first."""
        persons = range(1, self.catalogue.limit("persons") + 1)
        return tuple(number for number in persons if self.person(number) in ("child", "adult"))

    def partners(self) -> tuple[int, ...]:
        """The numbers of adults who are given as the lead tenant's partner."""
        partner = self.catalogue.code("partner")
        return tuple(n for n in self.household if n > 1 and self.person(n) == "adult" and self.look(f"partner_{n}") == partner)

    def _other_partner(self, number: int) -> bool:
        return any(other != number for other in self.partners())

    @property
    def charged(self) -> bool:
        """Whether rent or charges are paid: always in general needs, in supported housing unless it says no."""
        return not (self.look("needs") == self.catalogue.code("supported")
                    and self.look("pays") == self.catalogue.code("no_charge"))

    @property
    def renewal(self) -> bool:
        """Whether the letting renews one to the same tenant in the same home."""
        return self.look("renewal") == self.catalogue.code("renewal")

    @property
    def place(self) -> Place | None:
        """The location of a supported letting, where the association's codes are known."""
        return self.landlord.places.get((bare_code(self.look("scheme")), bare_code(self.look("location"))))

    @property
    def authority(self) -> str:
        """The council's area of the home: as answered, or the location's in supported housing."""
        place = self.place
        return self.look("authority") or ("" if place is None else place.authority)

    def day(self, name: str) -> date | None:
        """A date from its three fields, e.g. ``day("void")``; None when a part is missing or there is no such day."""
        parts = [self.values.get(f"{name}_{part}") for part in ("year", "month", "day")]
        year, month, day = (part if isinstance(part, int) else 0 for part in parts)
        if None in parts or not (10 <= year <= 99 or 1000 <= year <= 9999):
            return None
        try:
            return date(year + 2000 if year <= 99 else year, month, day)
        except ValueError:
            return None


def bare_code(text: str) -> str:
    """A code of a scheme or location without its letter and leading noughts, as the service compares old ones."""
    return text.strip().removeprefix("S").lstrip("0")


def read_log(catalogue: Catalogue, landlord: Landlord,
             answers: Mapping[str, Value | None] | Mapping[int, Value | None]) -> Log:
    """A log from answers by field key or number; text is read by the rules of its cell (core-lettings §2)."""
    values: dict[str, Value] = {}
    refused: dict[str, str] = {}
    misread: dict[str, str] = {}
    for name, answer in answers.items():
        asked = catalogue.field(name)
        if answer is None:
            continue
        cell = read_cell(asked.column, str(answer))
        if cell.value is not None:
            values[asked.key] = cell.value
        if cell.refused:
            refused[asked.key] = str(answer)
        if cell.misread:
            misread[asked.key] = str(answer)
    return Log(catalogue, landlord, values, refused, misread)
