"""What stands on a paper that is handed over, such as an agreement: numbered clauses, schedules, places to sign. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from housingdesk.letters.rules.content import Bullets, Paragraph, Run, Sender, sender_lines

NamedRows = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``number`` is 0 where the paper has no numbered clauses."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered clause: ``"3.2"`` and its words."""

    number: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Lettered:
    """What is listed under a clause: (a), (b), and so on."""

    items: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Things to look up, each with its name before it; an empty value is a line to write on by hand."""

    title: str
    rows: NamedRows


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first ``words`` columns hold words, the others figures. ``total``: the last row is bold."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: tuple[float, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class Boxes:
    """A row of boxes for one character each, filled as far as the value goes."""

    label: str
    count: int
    value: str = ""


@dataclass(frozen=True, slots=True)
class Ticks:
    """Things to agree to one by one; ``value`` is yes, no, or empty while nobody has answered."""

    title: str
    rows: NamedRows


@dataclass(frozen=True, slots=True)
class Place:
    """Where one person signs, and as what."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Places:
    """The places to sign, in order; they stand on one page with the clause before them."""

    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class CutLine:
    """A dotted line to cut or tear along."""


PaperBlock = Heading | Clause | Lettered | Paragraph | Bullets | Rows | Grid | Boxes | Ticks | Places | CutLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper, ready to draw. ``reference`` stands at the head of every page, ``made_from`` at its foot."""

    title: str
    sender: Sender
    headline: str
    reference: str
    made_from: str
    blocks: tuple[PaperBlock, ...]
    large_print: bool = False


def paper_texts(paper: Paper) -> Iterator[tuple[str, str]]:
    """Every text that a paper prints, with its place in words, for the check before drawing."""
    yield "the name of the association", paper.sender.name
    for line in sender_lines(paper.sender):
        yield "the letterhead", line
    yield "the headline", paper.headline
    yield "the head of a page", paper.reference
    for number, block in enumerate(paper.blocks, start=1):
        for text in block_texts(block):
            yield f"part {number} of {paper.title}", text


def block_texts(block: PaperBlock) -> Iterator[str]:
    """The texts of one part."""
    match block:
        case Heading(_, text):
            yield text
        case Clause(_, runs) | Paragraph(runs):
            yield "".join(run.text for run in runs)
        case Lettered(items) | Bullets(items):
            yield from ("".join(run.text for run in item) for item in items)
        case Rows(title, rows) | Ticks(title, rows):
            yield title
            yield from (text for row in rows for text in row)
        case Grid(title, heads, grid):
            yield from (title, *heads, *(cell for row in grid for cell in row))
        case Boxes(label, _, value):
            yield from (label, value)
        case Places(places):
            yield from (text for place in places for text in (place.name, place.role))
