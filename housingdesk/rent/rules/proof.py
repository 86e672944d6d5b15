"""The debit run's preview and its proof (rulebook §5.4): what changed since the last run, and that the roll agrees. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from housingdesk.values.money import format_pence


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One account worth a look before the run. ``why`` is a sentence."""

    account_id: int
    reference: str
    name: str
    group: str
    pence: int
    was_pence: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Proof:
    """``opening + new − ended ± changed = closing``, weekly charge in force; and debits against the charge in force.

    All pence a week, but ``debited_pence``/``expected_pence`` which are of this run.
    """

    opening_pence: int
    new_pence: int
    ended_pence: int
    changed_pence: int
    closing_pence: int
    debited_pence: int
    void_pence: int
    expected_pence: int
    lines: int

    @property
    def roll_agrees(self) -> bool:
        """Whether the weekly roll agrees to the penny."""
        return self.opening_pence + self.new_pence - self.ended_pence + self.changed_pence == self.closing_pence

    @property
    def debit_agrees(self) -> bool:
        """Whether what is debited is the charge in force, but for half a penny of rounding on each line."""
        return 2 * abs(self.debited_pence + self.void_pence - self.expected_pence) <= self.lines + 1

    def sentences(self) -> list[str]:
        """The proof in words, for the screen and the day sheet."""
        return [
            f"Weekly charge at the last run {format_pence(self.opening_pence)}, new {format_pence(self.new_pence)}, "
            f"ended {format_pence(self.ended_pence)}, changed {format_pence(self.changed_pence)}, "
            f"now {format_pence(self.closing_pence)}: {'agrees' if self.roll_agrees else 'DOES NOT AGREE'}",
            f"Debited {format_pence(self.debited_pence)} and void {format_pence(self.void_pence)} against "
            f"{format_pence(self.expected_pence)} in force for these days: "
            f"{'agrees' if self.debit_agrees else 'DOES NOT AGREE'}",
        ]


def roll_forward(before: Mapping[int, int], now: Mapping[int, int]) -> tuple[int, int, int, int, int]:
    """(opening, new, ended, changed, closing) of two rolls, pence a week by account."""
    new = sum(p for a, p in now.items() if a not in before)
    ended = sum(p for a, p in before.items() if a not in now)
    changed = sum(now[a] - p for a, p in before.items() if a in now)
    return sum(before.values()), new, ended, changed, sum(now.values())


@dataclass(frozen=True, slots=True)
class Preview:
    """A debit run before it is posted. ``posted_by`` says who posted it already, if anybody did."""

    week: date
    accounts: int
    lines: int
    total_pence: int
    void_pence: int
    rows: tuple[PreviewRow, ...]
    proof: Proof
    posted_by: str | None
