"""What speaks for or against a change, in words with their source, and the facts that it is judged by. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from housingdesk.changes.rules.words import ChangeKind
from housingdesk.notices.rules.periods import RentPeriods
from housingdesk.tenancies.rules import LICENCES, Regime, TenancyKind
from housingdesk.values.rows import frozen

TENANTS_TERMS_2012 = date(2012, 4, 1)


class Says(StrEnum):
    """What a finding means for the change."""

    GOOD = "good"
    LOOK = "look"
    STOPS = "stops"


@frozen
class Finding:
    """One sentence and its source; ``field`` is the question it is about."""

    says: Says
    words: str
    law: str = ""
    field: str = ""


@frozen
class HeldBy:
    """Somebody who holds the agreement."""

    person_id: int
    name: str
    died_on: date | None = None


@frozen
class Given:
    """A notice of ours that was served and stands: its key, the day of service and the day printed on it."""

    notice: str
    served_on: date
    printed_on: date | None


@frozen
class ChangeFacts:
    """What is known of the agreement on a day.

    ``successions`` are days of successions that are on record; ``next_from`` is the first day of a newer agreement of the
    same lead holder, where there is one; ``owed_pence`` is what the account owes.
    """

    on: date
    asked_on: date
    kind: TenancyKind
    regime: Regime
    starts_on: date
    holders: tuple[HeldBy, ...]
    periods: RentPeriods
    ends_on: date | None = None
    starter_until: date | None = None
    fixed_until: date | None = None
    owed_pence: int = 0
    given: tuple[Given, ...] = ()
    successions: tuple[date, ...] = ()
    next_from: date | None = None

    @property
    def flags(self) -> frozenset[str]:
        """The words about the agreement that ``when`` may name."""
        found = {"joint" if len(self.holders) > 1 else "sole"}
        found |= {"licence"} if self.kind in LICENCES else set()
        found |= {"excluded"} if self.kind is TenancyKind.LICENCE_EXCLUDED else set()
        found |= {"by agreement"} if self.kind in (TenancyKind.LICENCE_EXCLUDED, TenancyKind.CONTRACT) else set()
        found |= {"starter"} if self.kind is TenancyKind.STARTER else set()
        found |= {"before 2012"} if self.starts_on < TENANTS_TERMS_2012 else set()
        return frozenset(found)

    def name(self, person_id: str) -> str:
        """A holder’s name by the id as an answer keeps it; "they" for nobody."""
        return next((one.name for one in self.holders if str(one.person_id) == person_id), "they")

    def served(self, notice: str) -> Given | None:
        """The newest notice of a kind that was served."""
        mine = [one for one in self.given if one.notice == notice]
        return max(mine, key=lambda one: one.served_on, default=None)


def good(words: str, law: str = "", field: str = "") -> Finding:
    """A finding that speaks for it."""
    return Finding(Says.GOOD, words, law, field)


def look(words: str, law: str = "", field: str = "") -> Finding:
    """A finding to look at."""
    return Finding(Says.LOOK, words, law, field)


def stop(words: str, law: str = "", field: str = "") -> Finding:
    """A finding that stops the change."""
    return Finding(Says.STOPS, words, law, field)


def day_of(answers: Mapping[str, str], key: str) -> date | None:
    """An answer that is a day; None where there is none."""
    text = answers.get(key, "")
    return date.fromisoformat(text) if text else None


def stops(findings: Iterable[Finding]) -> list[Finding]:
    """What stops it."""
    return [one for one in findings if one.says is Says.STOPS]


ENDS: frozenset[ChangeKind] = frozenset({
    ChangeKind.NOTICE_BY_TENANT, ChangeKind.DEATH, ChangeKind.ABANDONMENT, ChangeKind.LEFT_OVERNIGHT, ChangeKind.SURRENDER,
    ChangeKind.TRANSFER})
"""The changes by which an agreement comes to its end."""
