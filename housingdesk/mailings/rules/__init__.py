"""What a letter run decides: who gets which letter, why, and why somebody gets none. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

STATEMENT = "statement"
TITLES = {"arrears-1": "Arrears letter 1", "arrears-2": "Arrears letter 2", "arrears-3": "Arrears letter 3",
          STATEMENT: "Statement"}


@dataclass(frozen=True, slots=True)
class Proposed:
    """One letter of a run before it is made: to whom, which template, why; or why it is held."""

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

    @property
    def ready(self) -> bool:
        """Whether it would be made."""
        return self.template is not None and self.held_because is None


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts that must add up on screen: chosen = ready + held."""

    chosen: int
    ready: int
    held: int
    large_print: int
    by_template: tuple[tuple[str, int], ...]

    @property
    def sentence(self) -> str:
        """``40 chosen = 37 ready + 3 held``."""
        kinds = ", ".join(f"{count} × {TITLES.get(key, key)}" for key, count in self.by_template)
        large = f", {self.large_print} large print" if self.large_print else ""
        return f"{self.chosen} chosen = {self.ready} ready + {self.held} held" + (f" · {kinds}{large}" if kinds else "")


def tally(rows: Sequence[Proposed]) -> Tally:
    """The counts of a run."""
    ready = [r for r in rows if r.ready]
    kinds: dict[str, int] = {}
    for row in ready:
        kinds[str(row.template)] = kinds.get(str(row.template), 0) + 1
    return Tally(len(rows), len(ready), len(rows) - len(ready), sum(r.large_print for r in ready), tuple(sorted(kinds.items())))


def why_held(*, died_on: date | None, postcode: str, name: str, former: bool, forwarding: str) -> str | None:
    """Why a letter is not made, in words; None when it can be."""
    if died_on is not None:
        return "They have died. Write to the estate instead"
    if not name.strip():
        return "There is no name to write to"
    if former and not forwarding:
        return "They have left and there is no address to write to"
    return None if postcode else "The address has no postcode"
