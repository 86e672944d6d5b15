"""What is found of a notice: the steps it stops, the sentences with their ways out, and all that the checks look at. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from housingdesk.holds.rules import Stop
from housingdesk.notices.rules.pack import Ground, Notice
from housingdesk.notices.rules.periods import RentPeriods
from housingdesk.notices.rules.questionnaire import questions
from housingdesk.notices.rules.questions import Means, Question
from housingdesk.tenancies.rules import Regime, TenancyKind


class Stage(IntEnum):
    """From which step on a stop stops: the first line, the second person's check, the print."""

    BEGIN = 1
    CHECK = 2
    ISSUE = 3


@dataclass(frozen=True, slots=True)
class Check:
    """One finding. ``way_out`` says what to do; ``key`` is the question it is about, or the slot of official wording."""

    means: Means
    sentence: str
    way_out: str = ""
    stage: Stage = Stage.CHECK
    key: str = ""

    @property
    def words(self) -> str:
        """The sentence and the way out in one."""
        if not self.way_out:
            return self.sentence
        return f"{self.sentence}{'' if self.sentence.endswith('?') else '.'} {self.way_out}"


@dataclass(frozen=True, slots=True)
class Held:
    """A hold as it stands on the day: why, and what it stops."""

    why: str
    stops: frozenset[Stop]


@dataclass(frozen=True, slots=True)
class Holding:
    """Somebody who holds the agreement on the day."""

    person_id: int
    name: str
    died_on: date | None


@dataclass(frozen=True, slots=True)
class Slot:
    """Official wording that a notice needs. ``confirmed`` says who compared or pasted it and when; empty until then."""

    key: str
    title: str
    confirmed: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that is known of an agreement and of a notice to it on a day. Pence; owed is positive.

    ``owed_pence`` is the rent account alone: court costs and recharges stand in ``apart_pence`` and are never rent arrears.
    ``copied`` is the printed notice that a partner gets a copy of; ``partner_joint``: that partner is on the agreement.
    ``warned`` are the warnings that were served before, each with its day.
    ``rent_pence`` is a week's rent, or a month's where it falls due monthly. ``before_pence`` was charged before the first day.
    """

    on: date
    notice: Notice
    regime: Regime
    kind: TenancyKind
    starts_on: date
    ends_on: date | None
    fixed_until: date | None
    starter_until: date | None
    holders: tuple[Holding, ...]
    periods: RentPeriods
    grounds: tuple[Ground, ...] = ()
    account: str = ""
    owed_pence: int = 0
    rent_pence: int = 0
    before_pence: int = 0
    apart_pence: int = 0
    benefit: str = ""
    expected: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()
    supporters: tuple[str, ...] = ()
    landlord: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    slots: tuple[Slot, ...] = ()
    review_by: date | None = None
    others: tuple[str, ...] = ()
    copied: str = ""
    partner_joint: bool = False
    warned: tuple[str, ...] = ()

    @property
    def rests_on_rent(self) -> tuple[Ground, ...]:
        """The grounds that rest on rent that is owed; one that may rest on something else only where it was said so."""
        said = self.answers.get("ground_1") in ("rent", "both")
        return tuple(ground for ground in self.grounds if ground.rent and (said or not ground.breach))

    @property
    def in_term(self) -> bool:
        """Whether a fixed term is running."""
        return self.fixed_until is not None and self.on <= self.fixed_until

    @property
    def died(self) -> bool:
        """Whether one of the holders has died."""
        return any(holder.died_on for holder in self.holders)

    def asked(self) -> list[Question]:
        """What is asked for this notice."""
        return questions(self.notice, self.grounds, in_term=self.in_term, supported=bool(self.supporters), died=self.died,
                         rent=bool(self.rests_on_rent))
