"""The tabs of the letters: which states stand in each, and what can be done there. What is rare stands behind Others."""

from collections.abc import Mapping
from dataclasses import dataclass

from housingdesk.letters.rules.states import LetterState, Way
from housingdesk.ui.kit.tabs import Tab

_WORK, _ARCHIVE = 20_000, 500


@dataclass(frozen=True, slots=True)
class Shelf:
    """One tab: its word, its states, whether only e-mails (or none) stand in it, its buttons, and ``more`` keys."""

    word: str
    states: tuple[LetterState, ...]
    empty: str
    by_email: bool | None = None
    buttons: tuple[str, ...] = ()
    counted: bool = True
    more: tuple[str, ...] = ()

    @property
    def limit(self) -> int:
        """All of the work, and of the archive the newest."""
        return _WORK if self.counted else _ARCHIVE


SHELVES: dict[str, Shelf] = {
    "ready": Shelf("To print", (LetterState.READY, LetterState.KEPT_BACK, LetterState.PRINTING), "Nothing waiting to print",
                   False, ("settle", "keep_back", "withdraw", "print_ready")),
    "printed": Shelf("Printed", (LetterState.PRINTED,), "Nothing printed is waiting for the post", None,
                     ("spoil", "gone_today")),
    "email": Shelf("To e-mail", (LetterState.READY, LetterState.KEPT_BACK), "Nothing waiting to be sent by e-mail", True,
                   ("copy_text", "by_post", "open_mail", "gone_today"), more=("keep_back", "withdraw")),
    "posted": Shelf("Gone", (LetterState.POSTED, LetterState.DELIVERED, LetterState.SENT), "No letter has gone yet", None,
                    ("spoil", "came_back"), counted=False),
    "held": Shelf("Held", (LetterState.HELD,), "No letter is held"),
    "others": Shelf("Others", (LetterState.CAME_BACK, LetterState.WITHDRAWN, LetterState.SPOILED),
                    "No letter came back, was withdrawn or spoiled", counted=False),
}


def shelf_of(state: LetterState, by_email: bool) -> str:
    """In which tab a letter stands."""
    return next(key for key, shelf in SHELVES.items()
                if state in shelf.states and shelf.by_email in (None, by_email))


def tabs(counts: Mapping[tuple[LetterState, Way], int] | None = None) -> list[Tab]:
    """The tabs, with how many stand in each; Others is not work."""
    return [Tab(key, shelf.word, None if counts is None else _count(key, shelf, counts)) for key, shelf in SHELVES.items()]


def _count(key: str, shelf: Shelf, counts: Mapping[tuple[LetterState, Way], int]) -> int | None:
    if key == "others":
        return None
    return sum(count for (state, way), count in counts.items()
               if state in shelf.states and shelf.by_email in (None, way is Way.EMAIL))
