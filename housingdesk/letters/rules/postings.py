"""What is said of a posting, and which files can be its certificate. Pure."""

from dataclasses import dataclass
from datetime import date

from housingdesk.documents.rules import PDF, FileDraft, media_type
from housingdesk.letters.rules.franking import Frank
from housingdesk.letters.rules.states import PostClass
from housingdesk.values.problems import Problem
from housingdesk.values.text import line_problem

_CERTIFICATES = frozenset({PDF, "image/jpeg", "image/png"})


@dataclass(frozen=True, slots=True)
class PostingDraft:
    """When letters were handed in, in which class, where (may be empty) and by whom."""

    on: date
    paid: PostClass
    place: str
    handed_in_by: str

    def problems(self, today: date) -> list[Problem]:
        """All that stands against it.

        >>> PostingDraft(date(2026, 11, 24), PostClass.SECOND, "", "Ann Brown").problems(date(2026, 11, 23))[0].message
        'Letters are marked as posted on the day they go, not before'
        """
        found = [Problem("on", "Letters are marked as posted on the day they go, not before")] if self.on > today else []
        if not self.handed_in_by.strip():
            found.append(Problem("handed_in_by", "Say who handed them in"))
        said = {"place": line_problem(self.place, "The place", 200) if self.place else None,
                "handed_in_by": line_problem(self.handed_in_by, "Who handed them in", 120)}
        return [*found, *(Problem(field, text) for field, text in said.items() if text)]


@dataclass(frozen=True, slots=True)
class HandedLine:
    """One letter of a posting: to whom, the address as its window shows it, and how many sheets."""

    name: str
    address: tuple[str, ...]
    sheets: int


@dataclass(frozen=True, slots=True)
class Handed:
    """A posting as it is listed for the counter: whose letters, when and how, each letter, and what was franked."""

    sender: str
    sender_address: tuple[str, ...]
    posting: PostingDraft
    number: int
    lines: tuple[HandedLine, ...]
    franks: tuple[Frank, ...]
    demo: bool = False


def certificate_problems(draft: FileDraft) -> list[Problem]:
    """What stands against keeping a file as a certificate of posting.

    >>> certificate_problems(FileDraft("list.csv", b"a;b"))[0].message
    'list.csv is no scan or photograph. Keep the certificate as a PDF, a JPG or a PNG'
    """
    found = draft.problems()
    if found or media_type(draft.name, draft.content) in _CERTIFICATES:
        return found
    return [Problem("content", f"{draft.name} is no scan or photograph. Keep the certificate as a PDF, a JPG or a PNG")]
