"""A bank line that holds several payments (a batch entry of camt): each is matched, and the line divided among them.

It decides what is proposed; the parts are posted together or not at all, by a person.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from housingdesk.bank.rules.proposals import Proposal, Tier
from housingdesk.bank.rules.receipts import Receipt
from housingdesk.bank.rules.sentences import count_word
from housingdesk.bank.rules.splits import Share

# So many payments are proposed one by one; a longer list comes with a file of its own.
MOST_INSIDE = 30
_LONGEST = 80


class Part(NamedTuple):
    """One payment inside a line. ``account_id`` None where nobody was found; ``why`` in one line."""

    account_id: int | None
    pence: int
    payer: str
    reference: str
    payer_account: str
    narrative: str
    why: str

    def receipt(self, whole: Receipt) -> Receipt:
        """The payment as if it were a line of its own, on the day of the whole."""
        return whole._replace(pence=self.pence, payer=self.payer or None, reference=self.reference or None,
                              payer_account=self.payer_account or None, narrative=self.narrative)


def is_divided(pence: int, inside: Sequence[int | None]) -> bool:
    """Whether the payments inside a receipt sum to it, so that it may be posted by them.

    >>> is_divided(300, (100, 200)), is_divided(300, (100, None)), is_divided(300, (300,))
    (True, False, False)
    """
    known = [one for one in inside if one is not None and one > 0]
    return pence > 0 and 2 <= len(known) == len(inside) <= MOST_INSIDE and sum(known) == pence


def parts_of(receipts: Sequence[Receipt], proposals: Sequence[Proposal]) -> tuple[Part, ...]:
    """Each payment with the account proposed for it."""
    return tuple(Part(p.account_id if p.control is None and p.nominal is None else None, r.pence, (r.payer or "")[:_LONGEST],
                      (r.reference or "")[:_LONGEST], r.payer_account or "", r.narrative[:_LONGEST], p.why)
                 for r, p in zip(receipts, proposals, strict=True))


def divided(whole: Proposal, parts: Sequence[Part], proposals: Sequence[Proposal]) -> Proposal:
    """The proposal for the line: as sure as its least sure payment; a person where one payment found nobody."""
    found = sum(part.account_id is not None for part in parts)
    many = count_word(len(parts))
    said = f"{many.capitalize()} payments in one line, each with its account"
    if found < len(parts):
        nobody = f"Not certain: for {count_word(len(parts) - found)} of the {many} payments nobody was found."
        return Proposal(whole.line_id, Tier.NEEDS_YOU, f"{many.capitalize()} payments in one line", (), (nobody,))
    held = tuple(dict.fromkeys(reason for p in proposals for reason in p.held_because))
    tier = Tier.CERTAIN if all(p.tier is Tier.CERTAIN for p in proposals) else Tier.LIKELY
    return Proposal(whole.line_id, tier, said, (), held)


class _Inside(Protocol):
    """What a division needs to know of a payment."""

    @property
    def account_id(self) -> int | None:
        """Whose it is, if known."""

    @property
    def pence(self) -> int:
        """How much."""


def shares_of(parts: Iterable[_Inside]) -> tuple[Share, ...]:
    """The parts as a split, an account once; empty where one of them found nobody."""
    sums: dict[int, int] = {}
    for part in parts:
        if part.account_id is None:
            return ()
        sums[part.account_id] = sums.get(part.account_id, 0) + part.pence
    return tuple(Share(account, pence) for account, pence in sums.items())


def to_rows(parts: Iterable[Part]) -> list[list[Any]]:
    """The parts as they are kept with the line."""
    return [list(part) for part in parts]


def from_rows(rows: Iterable[Sequence[Any]]) -> tuple[Part, ...]:
    """The parts read back."""
    return tuple(Part(*row) for row in rows)
