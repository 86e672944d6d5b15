"""What follows from the answers of a sign-up without asking: ages, who is a child, who holds, whether it is joint. Pure.

The conditions of questions look here: first at what was worked out, then at what was said, then at the facts of the home.
"""

from dataclasses import dataclass
from datetime import date

from housingdesk.lettings.rules.signup.answers import Answers
from housingdesk.lettings.rules.signup.questions import MOST_PEOPLE
from housingdesk.values.dates import age

CHILD_UNDER = 16
GROWN_UP = 18
CHARGES = ("charge_rent", "charge_service", "charge_personal", "charge_water", "charge_support", "charge_garage")


@dataclass(frozen=True, slots=True)
class Known:
    """Answers and what follows from them on a day; ``on`` counts while no start date is known."""

    answers: Answers
    on: date

    @property
    def people(self) -> int:
        """How many people: as said, or as many as have a name."""
        said = self.answers.number("people") or 1
        return min(max(said, self.answers.persons), MOST_PEOPLE)

    def age(self, person: int) -> int | None:
        """Whole years on the first day; None while the date of birth is not known."""
        born = self.answers.day(f"born_on_{person}")
        if born is None:
            return None
        return age(born, self.answers.day("starts_on") or self.on)

    def person(self, number: int) -> str:
        """``none``, ``child`` (under 16) or ``adult``; the lead tenant, and who gave no date of birth, is an adult."""
        if number > self.people:
            return "none"
        age = self.age(number)
        return "child" if number > 1 and age is not None and age < CHILD_UNDER else "adult"

    def holds(self, number: int) -> bool:
        """Whether they hold the agreement: the lead tenant always, others when they are to sign too."""
        if number == 1:
            return True
        return number <= self.people and self.person(number) == "adult" and self.answers.look(f"holder_{number}") == "yes"

    @property
    def holders(self) -> tuple[int, ...]:
        """Who holds the agreement, the lead first."""
        return tuple(number for number in range(1, self.people + 1) if self.holds(number))

    def of(self, each: str) -> tuple[int, ...]:
        """Of which people a question is asked; (1,) for one that is asked once."""
        everybody = range(1, self.people + 1)
        if each == "holder":
            return self.holders
        if each == "adult":
            return tuple(n for n in everybody if self.person(n) == "adult")
        return tuple(everybody if each == "person" else range(2, self.people + 1) if each == "other" else (1,))

    @property
    def total(self) -> int:
        """All charges together, pence a week (a month when charged monthly)."""
        return sum(self.answers.number(key) or 0 for key in CHARGES)

    @property
    def eligible(self) -> int:
        """What of it benefit can cover: rent and service charge (rulebook §6.3)."""
        return sum(self.answers.number(key) or 0 for key in ("charge_rent", "charge_service"))

    @property
    def covered(self) -> int:
        """What benefit is expected to cover of it; nil without benefit, never more than it can."""
        if self.answers.look("benefit") not in ("1", "6"):
            return 0
        return min(self.answers.number("benefit_covers") or 0, self.eligible)

    @property
    def own(self) -> int:
        """What is left for the resident, whoever the benefit is paid to."""
        return self.total - self.covered

    def look(self, key: str) -> str:
        """What a condition sees under a key."""
        worked = self._worked(key)
        return self.answers.look(key) if worked is None else worked

    def _worked(self, key: str) -> str | None:
        stem, _, number = key.rpartition("_")
        if number.isdigit() and stem in ("person", "holds", "age"):
            return self._of_person(stem, int(number))
        if key in ("people", "size"):
            return str(self.people)
        if key == "joint":
            return "yes" if len(self.holders) > 1 else "no"
        if key == "own":
            return "yes" if self.pays_themselves else "no"
        if key == "charged":
            return "yes" if self.total else "no"
        return None

    @property
    def pays_themselves(self) -> bool:
        """Whether money is to come from the resident's own hands: a part of their own, or benefit paid to them."""
        return self.own > 0 or (self.covered > 0 and not self.paid_to_us)

    @property
    def paid_to_us(self) -> bool:
        """Whether benefit is paid to the landlord: asked for, or Housing Benefit where nothing else was said yet."""
        return self.answers.look("to_landlord") != "no" if self.answers.look("benefit") == "1" else (
            self.answers.look("to_landlord") == "yes")

    @property
    def by_hand(self) -> int:
        """What the resident pays a week (a month), with the benefit that is paid to them in it."""
        return self.own if self.paid_to_us else self.total

    def _of_person(self, stem: str, number: int) -> str | None:
        if stem == "person":
            return self.person(number)
        if stem == "holds":
            return "yes" if self.holds(number) else "no"
        age = self.age(number)
        return "" if age is None else str(age)
