"""Somebody is away: how long benefit may go on, by the reason, and what follows (HB Regs 2006 reg 7; UC Regs 2013). Pure.

The first day away counts, the day of return does not.
"""

import tomllib
from datetime import date

from housingdesk.benefits.rules.clocks import after
from housingdesk.benefits.rules.words import DWP_KINDS, AbsenceReason, ClaimKind
from housingdesk.values.dates import DAY, WEEK, add_months, format_date
from housingdesk.values.rows import frozen


@frozen
class AwayRule:
    """How long benefit goes on for a reason: weeks, or months; from a day on where the law changed."""

    benefit: str
    reason: AbsenceReason
    weeks: int
    months: int
    source: str
    start: date | None = None
    check: str = ""

    def back_by(self, away_from: date) -> date:
        """The day of return that is just early enough: it does not count itself."""
        return away_from + self.weeks * WEEK if self.weeks else add_months(away_from, self.months)

    def said(self) -> str:
        """``52 weeks``, ``6 months``."""
        amount, unit = (self.weeks, "week") if self.weeks else (self.months, "month")
        return f"{amount} {unit}{'' if amount == 1 else 's'}"


@frozen
class AwayClock:
    """How an absence stands. ``back_by``: they are to be home again on it; ``ends``: benefit does not go on.

    ``days`` were away up to the day it is told for. ``tell_by`` is the last day on which the office is told in time.
    """

    limit: str
    back_by: date
    days: int
    left: int
    ends: bool
    sentence: str
    tell_whom: str
    tell_by: date
    source: str
    check: str


def parse_absences(text: str) -> tuple[AwayRule, ...]:
    """The rules from their TOML text; KeyError or ValueError where it is not one."""
    return tuple(AwayRule(row["benefit"], AbsenceReason[name], row.get("weeks", 0), row.get("months", 0), row["source"],
                          row.get("from"), row.get("check", ""))
                 for row in tomllib.loads(text)["absence"] for name in row["reasons"])


def rule_for(rules: tuple[AwayRule, ...], kind: ClaimKind, reason: AbsenceReason, on: date) -> AwayRule | None:
    """The rule in force on a day for a reason, by the benefit that the claim is for; a fund follows the council's."""
    benefit = "UC" if kind in DWP_KINDS else "HB"
    fitting = [one for one in rules
               if one.benefit == benefit and one.reason is reason and (one.start is None or one.start <= on)]
    return max(fitting, key=lambda one: one.start or date.min, default=None)


def away_clock(rules: tuple[AwayRule, ...], kind: ClaimKind, reason: AbsenceReason, away_from: date,
               expected_back: date | None, back_on: date | None, on: date) -> AwayClock | None:
    """How an absence stands on a day; None where no rule is known for that day."""
    rule = rule_for(rules, kind, reason, away_from)
    if rule is None:
        return None
    back_by = rule.back_by(away_from)
    days = max(0, ((back_on or on + DAY) - away_from).days)
    too_long = (back_on or expected_back or away_from) > back_by or (back_on is None and on > back_by)
    whom = "the DWP, in the journal" if kind in DWP_KINDS else "the council"
    return AwayClock(rule.said(), back_by, days, max(0, (back_by - on).days), too_long,
                     _sentence(rule, back_by, expected_back, back_on, on), whom, after("change", away_from), rule.source,
                     rule.check)


def _sentence(rule: AwayRule, back_by: date, expected: date | None, back_on: date | None, on: date) -> str:
    if back_on is not None:
        how = "in time" if back_on <= back_by else f"after more than {rule.said()}, so benefit had ended"
        return f"Back on {format_date(back_on)}, {how}"
    if on > back_by:
        return (f"Away for more than {rule.said()}: benefit ended on {format_date(back_by - DAY)}. A new claim is needed on "
                "return")
    if expected is not None and expected > back_by:
        return (f"They will be away for more than {rule.said()}, so benefit does not go on: tell the office now, and ask who "
                "pays the rent")
    return f"Benefit goes on for up to {rule.said()}: back by {format_date(back_by)}, the day of return not counted"
