"""The rule pack: dated rows that say which notice belongs to which law, how long it takes and how long it lasts."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from housingdesk.errors import Refused
from housingdesk.notices.rules.periods import Period
from housingdesk.tenancies.rules import Regime
from housingdesk.values.dates import format_date


class Rule(StrEnum):
    """How the dates of a notice are worked out."""

    GROUNDS = "grounds"
    SHORTHOLD = "shorthold"
    INCREASE = "increase"
    AGREED_INCREASE = "agreed increase"
    QUIT = "quit"
    FOUR_WEEKS = "four weeks"
    AGREED_DAYS = "agreed days"
    AT_ONCE = "at once"
    SECURE = "secure"
    SECURE_ABSOLUTE = "secure absolute"
    COPY = "copy"
    REPLY = "reply"
    GOODS = "goods"
    FROM_A_DAY = "from a day"
    STARTER = "starter"
    MINDED_TO = "minded to"
    ONE_PERIOD = "one period"


CITING = frozenset({Rule.GROUNDS, Rule.SECURE})
"""The notices that rest on grounds of a Schedule, cited by their numbers."""


class Mark(StrEnum):
    """How sure a rule is."""

    SURE = "sure"
    LIKELY = "likely"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice under one law, for the days on which it may be served: ``valid_from <= day < valid_to``.

    ``second``: a second person checks it. ``review``: who gets it may ask that the decision be looked at again. ``comes``,
    ``came`` and ``then`` are what its date means before, after, and on Today.
    """

    key: str
    title: str
    law: str
    regimes: frozenset[Regime]
    rule: Rule
    period: Period
    life_months: int | None
    valid_from: date
    valid_to: date | None
    mark: Mark
    source: str
    second: bool = True
    review: bool = False
    comes: str = "Runs out"
    came: str = "Ran out"
    then: str = "The notice has run out. Decide what comes next"


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground of Schedule 2 to the Housing Act 1988 or 1985; ``old`` and ``new`` are empty where the ground is not there.

    ``in_term`` may be used while a fixed term runs (s.7(6)); ``rent`` rests on rent that is owed, which a breathing space
    stops; ``breach``: or on another obligation; ``partner`` needs a copy to the partner who left as well (s.8A, s.83A(3));
    ``suitable`` needs other accommodation that is suitable; ``check`` says what of it is not sure.
    """

    number: str
    gist: str
    mandatory: bool
    old: str
    new: str
    in_term: bool
    rent: bool
    partner: bool
    breach: bool = False
    suitable: bool = False
    check: str = ""

    def period(self, regime: Regime) -> str:
        """What the notice must give: ``2 weeks``, ``2 months and quit``, ``quit``, ``service`` or nothing."""
        return self.new if regime is Regime.HA88_RRA else self.old


@dataclass(frozen=True, slots=True)
class Pack:
    """All notices and grounds, with when they were last checked and by when they are to be checked again."""

    title: str
    checked_on: date
    review_by: date
    notices: tuple[Notice, ...]
    grounds: Mapping[str, Ground]
    secure_grounds: Mapping[str, Ground]

    def grounds_under(self, regime: Regime) -> Mapping[str, Ground]:
        """The grounds by their numbers: those of the Act that the agreement is under."""
        return self.secure_grounds if regime is Regime.SECURE_1985 else self.grounds

    def meaning(self, key: str) -> Notice | None:
        """What the date of a notice of that name means; None for a name that is no longer here."""
        return next((notice for notice in self.notices if notice.key == key), None)

    def keys(self) -> tuple[str, ...]:
        """The names of the notices, each once, in the order of the pack."""
        return tuple(dict.fromkeys(notice.key for notice in self.notices))

    def notice(self, key: str, regime: Regime, on: date) -> Notice:
        """The notice of that name under a law on the day of service; Refused with the reason and the right one."""
        named = [notice for notice in self.notices if notice.key == key]
        if not named:
            raise Refused(f"“{key}” is no notice that is known. These are: {', '.join(self.keys())}")
        fitting = [notice for notice in named if regime in notice.regimes]
        if not fitting:
            raise Refused(f"{named[0].title} does not belong to this agreement, which is under: {regime}."
                          f"{self._instead(named[0].rule, regime, on)}")
        for notice in fitting:
            if notice.valid_from <= on and (notice.valid_to is None or on < notice.valid_to):
                return notice
        first = min(notice.valid_from for notice in fitting)
        if on < first:
            raise Refused(f"{fitting[0].title} is in force from {format_date(first)}, and this would be served on "
                          f"{format_date(on)}")
        raise Refused(f"{fitting[0].title} was in force before {format_date(max(n.valid_to for n in fitting if n.valid_to))} "
                      f"only, and this would be served on {format_date(on)}")

    def _instead(self, rule: Rule, regime: Regime, on: date) -> str:
        """The notice that does the same under this law, or else those of the same purpose."""
        there = [n for n in self.notices
                 if regime in n.regimes and n.valid_from <= on and (n.valid_to is None or on < n.valid_to)]
        family = next((f for f in _FAMILIES if rule in f), frozenset({rule}))
        fitting = [n for n in there if n.rule is rule] or [n for n in there if n.rule in family]
        return f" Use {' or '.join(dict.fromkeys(n.title for n in fitting))}" if fitting else ""

    def cited(self, numbers: Sequence[str], regime: Regime) -> tuple[Ground, ...]:
        """The grounds by their numbers; Refused for one that is unknown or not there under this law."""
        if not numbers:
            raise Refused("Say on which grounds, for example 10,11")
        found = []
        for number in dict.fromkeys(n.strip().upper() for n in numbers):
            ground = self.grounds_under(regime).get(number)
            if ground is None:
                raise Refused(f"There is no ground {number} that is known")
            if not ground.period(regime):
                raise Refused(f"Ground {number} ({ground.gist[0].lower()}{ground.gist[1:]}) is not there under: {regime}")
            found.append(ground)
        return tuple(found)


_FAMILIES = (frozenset({Rule.GROUNDS, Rule.SECURE, Rule.FOUR_WEEKS, Rule.AGREED_DAYS, Rule.SHORTHOLD, Rule.ONE_PERIOD}),
             frozenset({Rule.INCREASE, Rule.AGREED_INCREASE}))


def parse_pack(source: str) -> Pack:
    """A pack from its TOML text; Refused with the reason when a row is incomplete or unknown."""
    try:
        data = tomllib.loads(source)
        return Pack(data["title"], data["checked_on"], data["review_by"], tuple(map(_notice, data["notice"])),
                    {ground["number"]: _ground(ground) for ground in data["ground"]},
                    {ground["number"]: _ground(ground) for ground in data["secure"]})
    except (tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise Refused(f"The rules of notices are not readable: {error}") from error


def _notice(row: dict[str, Any]) -> Notice:
    return Notice(row["key"], row["title"], row["law"], frozenset(Regime[name] for name in row["regimes"]), Rule(row["rule"]),
                  Period.parse(row["period"]) if "period" in row else Period(), row.get("life_months"), row["valid_from"],
                  row.get("valid_to"), Mark(row["mark"]), row["source"],
                  **{name: row[name] for name in ("second", "review", "comes", "came", "then") if name in row})


def _ground(row: dict[str, Any]) -> Ground:
    return Ground(row["number"], row["gist"], row.get("mandatory", False), row.get("old", ""), row.get("new", ""),
                  row.get("in_term", False), row.get("rent", False), row.get("partner", False), row.get("breach", False),
                  row.get("suitable", False), row.get("check", ""))
