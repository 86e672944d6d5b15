"""Reads every charge line an account has, had and will have, with its dated shares."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from housingdesk.rent.models import ChargeLine, ChargeShare
from housingdesk.rent.rules.words import ChargeCode, Payer


class Standing(StrEnum):
    """Where a charge line stands on a day."""

    IN_FORCE = "in force"
    COMING = "coming"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class ShareLine:
    """Who pays how much from ``start`` up to ``end``; ``pence`` None: the rest."""

    payer: Payer
    pence: int | None
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class ChargeHistory:
    """One charge line; pence a week (a month on monthly accounts), from ``start`` up to but not including ``end``."""

    id: int
    code: ChargeCode
    description: str
    pence: int
    start: date
    end: date | None
    shares: tuple[ShareLine, ...]

    def standing(self, on: date) -> Standing:
        """Whether it holds on a day, will hold, or held."""
        if self.start > on:
            return Standing.COMING
        return Standing.ENDED if self.end is not None and self.end <= on else Standing.IN_FORCE

    def shares_on(self, on: date) -> tuple[ShareLine, ...]:
        """Who pays it on a day; of a line that is not in force then, on its first or last day."""
        day = max(self.start, on)
        if self.end is not None and day >= self.end:
            day = date.fromordinal(self.end.toordinal() - 1)
        return tuple(s for s in self.shares if s.start <= day and (s.end is None or s.end > day))

    def coming_shares(self, on: date) -> tuple[ShareLine, ...]:
        """Shares of it that begin after a day."""
        return tuple(s for s in self.shares if s.start > max(on, self.start))


_ORDER = (Standing.IN_FORCE, Standing.COMING, Standing.ENDED)


def charge_lines(account_id: int, on: date) -> list[ChargeHistory]:
    """Every charge line of an account: in force on a day, then coming, then ended with the latest first. Two statements."""
    shares: dict[int, list[ShareLine]] = defaultdict(list)
    found: Any = (ChargeShare.select(ChargeShare.line, ChargeShare.payer, ChargeShare.pence, ChargeShare.start, ChargeShare.end)
                  .join(ChargeLine).where(ChargeLine.account == account_id)
                  .order_by(ChargeShare.start, ChargeShare.id).tuples())
    for line, *share in found:
        shares[line].append(ShareLine(*share))
    rows: Any = (ChargeLine.select(ChargeLine.id, ChargeLine.code, ChargeLine.description, ChargeLine.pence, ChargeLine.start,
                                   ChargeLine.end).where(ChargeLine.account == account_id).order_by(ChargeLine.id).tuples())
    lines = [ChargeHistory(i, code, what, pence, start, end, tuple(shares[i])) for i, code, what, pence, start, end in rows]
    return in_order(lines, on)


def in_order(lines: list[ChargeHistory], on: date) -> list[ChargeHistory]:
    """Lines in force on a day, then those to come, then those that ended with the latest first."""
    return sorted(lines, key=lambda x: (_ORDER.index(x.standing(on)), -x.end.toordinal() if x.end and x.end <= on else 0, x.id))
