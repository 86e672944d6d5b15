"""A letter as content: who, to whom, and blocks in order. How it looks is decided in ``letters.pdf``.

Nothing here holds markup: a run of text is printed as it stands, whatever characters it holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from housingdesk.letters.rules.address import PostalAddress
from housingdesk.letters.rules.joins import NO_BREAK


class Logo(StrEnum):
    """What stands beside the sender's name."""

    HOUSE = "house"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Sender:
    """The association as its letterhead shows it.

    ``landlord_address`` is the address in England or Wales for notices, where it is not the office's own address.
    """

    name: str
    address_lines: tuple[str, ...]
    phone: str
    hours: str = ""
    email: str = ""
    logo: Logo = Logo.HOUSE
    landlord_name: str = ""
    landlord_address: tuple[str, ...] = ()

    @property
    def landlord(self) -> tuple[str, str]:
        """Name and one-line address of the landlord (LTA 1987 ss.47, 48)."""
        return self.landlord_name or self.name, ", ".join(self.landlord_address or self.address_lines)


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A free advice service: its name and its telephone number as it is printed."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class ActionBox:
    """The one thing to do, by when: a tinted box. A letter has at most one."""

    title: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A line of the account in a letter. Amounts are pence; nil charged or paid is left blank."""

    on: date
    what: str
    charged_pence: int
    paid_pence: int
    owed_pence: int


@dataclass(frozen=True, slots=True)
class AccountTable:
    """The recent account: ``title`` such as "Your account since 26 October"."""

    title: str
    rows: tuple[AccountRow, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """Money on its way that is not counted in what is owed; printed in grey."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """Short points, each with a dot before it."""

    items: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class Details:
    """Things to look up at a glance, each with its name before it: an appointment, the ways to pay."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """Where free, independent advice is to be had."""

    lines: tuple[HelpLine, ...]


@dataclass(frozen=True, slots=True)
class SignOff:
    """A named person at the end of the letter."""

    name: str
    role: str
    closing: str = "Yours sincerely"


class Picture(StrEnum):
    """What is drawn beside a part of a letter in easy read."""

    MONEY = "money"
    CALENDAR = "calendar"
    PHONE = "phone"
    PEOPLE = "people"
    LETTER = "letter"
    HOUSE = "house"
    SPANNER = "spanner"
    FLAME = "flame"
    PEN = "pen"
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class EasyPart:
    """One thing for easy read: a picture, a question over it where there is one, and a line for each idea.

    A sentence that is bold from end to end, such as a sum or a day, is printed large.
    """

    picture: Picture
    question: str
    sentences: tuple[tuple[Run, ...], ...]


Block = Paragraph | Bullets | ActionBox | Details | AccountTable | Expected | Advice | SignOff | EasyPart


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter to one envelope, ready to draw. ``title`` is the document's name, not printed.

    ``copy_line`` says to whom the letter is, where this is the copy for somebody else. A letter that is no more than word
    of another has no ``landlord_line`` and no ``our_reference``.
    """

    title: str
    sender: Sender
    address: PostalAddress
    on: date
    our_reference: str
    please_ask_for: str
    headline: str
    salutation: str
    blocks: tuple[Block, ...]
    landlord_line: str
    formats_line: str
    large_print: bool = False
    easy_read: bool = False
    copy_line: str = ""


def advice_text(lines: tuple[HelpLine, ...]) -> str:
    """``Free, independent advice: Citizens Advice 0800 144 8848 or Shelter 0808 800 4444.``, each number held to its name."""
    services = [f"{line.name} {line.phone}".replace(" ", NO_BREAK) for line in lines]
    return "Free, independent advice: " + " or ".join(part for part in (", ".join(services[:-1]), services[-1]) if part) + "."


def sender_lines(sender: Sender) -> list[str]:
    """The letterhead's grey lines: address, telephone and hours, e-mail."""
    reach = " · ".join(part for part in (sender.phone, sender.hours) if part)
    return [line for line in (", ".join(sender.address_lines), reach, sender.email) if line]


def letter_texts(letter: Letter) -> Iterator[tuple[str, str]]:
    """Every text that a letter prints, with its place in words, for the check before drawing."""
    yield from _letterhead_texts(letter)
    yield "the line about the copy", letter.copy_line
    yield "the headline", letter.headline
    yield "the greeting", letter.salutation
    for number, block in enumerate(letter.blocks, start=1):
        yield from _block_texts(number, block)
    yield "the footer", letter.landlord_line
    yield "the footer", letter.formats_line


def _letterhead_texts(letter: Letter) -> Iterator[tuple[str, str]]:
    yield "the name of the association", letter.sender.name
    for line in sender_lines(letter.sender):
        yield "the letterhead", line
    yield "our reference", letter.our_reference
    yield "please ask for", letter.please_ask_for


def _block_texts(number: int, block: Block) -> Iterator[tuple[str, str]]:
    match block:
        case Paragraph(runs):
            for run in runs:
                yield f"part {number} of the letter", run.text
        case Bullets(items):
            for item in items:
                for run in item:
                    yield f"part {number} of the letter", run.text
        case Details(title, rows):
            yield f"the title of part {number}", title
            for name, value in rows:
                yield f"part {number} of the letter", f"{name} {value}"
        case ActionBox(title, runs):
            yield "the box that says what to do", title
            for run in runs:
                yield "the box that says what to do", run.text
        case AccountTable(title, rows):
            yield "the title of the account", title
            for row in rows:
                yield "the account's column What", row.what
        case EasyPart(_, question, sentences):
            yield f"the question of part {number}", question
            for sentence in sentences:
                for run in sentence:
                    yield f"part {number} of the letter", run.text
        case Expected(text):
            yield "the line of money expected", text
        case Advice(lines):
            yield "the advice line", advice_text(lines)
        case SignOff(name, role, closing):
            yield "the signature", f"{closing} {name} {role}"
