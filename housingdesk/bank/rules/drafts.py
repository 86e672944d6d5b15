"""What a person fills in on Money in, and what is wrong with it: a split, a question, a rule. Pure."""

from dataclasses import dataclass

from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem


@dataclass(frozen=True, slots=True)
class SplitPart:
    """One part of a split: which account and how much money in (pence; negative for money out)."""

    account_id: int
    pence: int


def split_problems(line_pence: int, parts: tuple[SplitPart, ...]) -> list[Problem]:
    """A split sums to its line, no part is nil, and every part goes the way the line goes."""
    found = []
    if len(parts) < 2:
        found.append(Problem("parts", "A split has at least two parts"))
    if any(p.pence == 0 for p in parts):
        found.append(Problem("parts", "Each part has an amount"))
    if any((p.pence > 0) != (line_pence > 0) for p in parts if p.pence):
        found.append(Problem("parts", "Every part goes the same way as the line: all money in, or all money out"))
    left = line_pence - sum(p.pence for p in parts)
    if left:
        found.append(Problem("parts", f"{format_pence(abs(left))} {'is left' if left * line_pence > 0 else 'too much'}"))
    return found


def remainder(line_pence: int, parts: tuple[int, ...]) -> int:
    """What is left of a line after some parts; the ``=`` key fills it in."""
    return line_pence - sum(parts)
