"""What a letter run decides: who gets which letter, why, and why somebody gets none. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from housingdesk.letters.rules.merge import BlockKind, Template
from housingdesk.mailings.rules.copies import Copy, CopyKind
from housingdesk.mailings.rules.reasons import Where

STATEMENT = "statement"
BY_HAND = "to be made by hand"
"""In a letter's data: the formats that its reader needs and no program makes."""
TITLES = {"arrears-1": "Arrears letter 1", "arrears-2": "Arrears letter 2", "arrears-3": "Arrears letter 3",
          STATEMENT: "Statement"}


_OF_AN_ACCOUNT = frozenset({"owed", "periods_owed", "charge_each", "every", "payment_reference", "benefit_line"})
_SHOWS_AN_ACCOUNT = frozenset({BlockKind.ACCOUNT, BlockKind.WAYS_TO_PAY, BlockKind.EXPECTED})


def about_money(template: Template) -> bool:
    """Whether a letter says something of a rent account, and so cannot be written without one."""
    return bool(template.fields() & _OF_AN_ACCOUNT or {block.kind for block in template.blocks} & _SHOWS_AN_ACCOUNT)


@dataclass(frozen=True, slots=True)
class Proposed:
    """One letter of a run before it is made: to whom, which template, why; or why it is held.

    ``settle`` says what would settle what holds it and ``where`` on which page. ``email``: it goes there and not by post.
    ``see_first`` are things to know before it is made; ``by_hand`` the formats among them that no program makes: braille.
    """

    key: int
    account_id: int
    tenancy_id: int
    person_id: int
    addressee: str
    address: str
    template: str | None
    why: str
    held_because: str | None
    large_print: bool
    owed_pence: int
    settle: str = ""
    where: Where | None = None
    easy_read: bool = False
    email: str = ""
    see_first: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether it would be made."""
        return self.template is not None and self.held_because is None

    @property
    def not_due(self) -> bool:
        """Whether nothing is to be written, so that there is nothing to settle either."""
        return not self.ready and self.where is None

    @property
    def held(self) -> bool:
        """Whether something that somebody can settle keeps it back."""
        return not self.ready and not self.not_due

    @property
    def rank(self) -> int:
        """Its place on the page: what somebody has to settle, what is to be seen first, the rest, what is not due."""
        if not self.ready:
            return 0 if self.held else 3
        return 1 if self.see_first or any(copy.kind is CopyKind.NOTHING for copy in self.copies) else 2


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts that must add up on screen: chosen = ready + held + not due; the copies are counted apart."""

    chosen: int
    ready: int
    held: int
    large_print: int
    by_template: tuple[tuple[str, int], ...]
    easy_read: int = 0
    by_email: int = 0
    copies: int = 0
    only_word: int = 0
    not_due: int = 0

    @property
    def sentence(self) -> str:
        """``40 chosen = 37 ready + 3 held · 37 × Arrears letter 1, 2 large print · 5 copies, 1 only word of it``."""
        kinds = [f"{count} × {TITLES.get(key, key)}" for key, count in self.by_template]
        kinds += [f"{count} {what}" for count, what in ((self.large_print, "large print"), (self.easy_read, "easy read"),
                                                        (self.by_email, "by e-mail")) if count]
        not_due = f" + {self.not_due} not due" if self.not_due else ""
        parts = [f"{self.chosen} chosen = {self.ready} ready + {self.held} held{not_due}", ", ".join(kinds), self._copies]
        return " · ".join(part for part in parts if part)

    @property
    def _copies(self) -> str:
        word = f", {self.only_word} only word of it" if self.only_word else ""
        return f"{self.copies} {'copy' if self.copies == 1 else 'copies'}{word}" if self.copies else ""


def tally(rows: Sequence[Proposed]) -> Tally:
    """The counts of a run."""
    ready = [r for r in rows if r.ready]
    kinds: dict[str, int] = {}
    for row in ready:
        kinds[str(row.template)] = kinds.get(str(row.template), 0) + 1
    going = [copy for row in ready for copy in row.copies if copy.goes]
    return Tally(len(rows), len(ready), sum(r.held for r in rows), sum(r.large_print and not r.easy_read for r in ready),
                 tuple(sorted(kinds.items())), sum(r.easy_read for r in ready), sum(bool(r.email) for r in ready), len(going),
                 sum(copy.kind is CopyKind.WORD for copy in going), sum(r.not_due for r in rows))

