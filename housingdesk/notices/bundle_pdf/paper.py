"""The papers of a bundle that are drawn from what is on file: sections with paragraphs, and dated lines with their text."""

from collections.abc import Sequence

from housingdesk.letters.pdf.blocks import heading_item, headline_items, note_items, text_items
from housingdesk.letters.pdf.document import Document
from housingdesk.letters.pdf.flow import Flow, Item
from housingdesk.letters.pdf.fonts import refuse_missing
from housingdesk.letters.pdf.style import MUTED, ORDINARY, Style
from housingdesk.letters.rules.content import Run
from housingdesk.notices.rules.bundle import Paper, Section
from housingdesk.values.dates import format_date


def draw_paper(paper: Paper) -> bytes:
    """A paper as PDF, A4 upright; Refused when a character in it cannot be printed."""
    for text in _texts(paper):
        refuse_missing(text, paper.title.lower())
    style = ORDINARY
    head = f"{paper.title} · {paper.reference} · {format_date(paper.on)}"
    flow = Flow(Document(f"{paper.title}, {paper.reference}", paper.claimant), style, head,
                (f"{paper.claimant} · {paper.reference}",))
    flow.add(headline_items(paper.title, style))
    flow.add(note_items(f"{paper.about} As it stood on {format_date(paper.on)}.".strip(), style, MUTED))
    for section in paper.sections:
        _add_section(flow, section, style)
    return flow.document(demo=paper.demo)


def _texts(paper: Paper) -> list[str]:
    found = [paper.title, paper.about, paper.reference]
    for section in paper.sections:
        found += [section.heading, *section.lines, *(text for row in section.rows for text in row)]
    return found


def _add_section(flow: Flow, section: Section, style: Style) -> None:
    flow.space(style.gap * 1.4)
    heading: list[Item] = [heading_item(section.heading, style)] if section.heading else []
    for line in section.lines:
        flow.add([*heading, *_paragraphs(line, style)])
        heading = []
    for name, text in section.rows:
        flow.add([*heading, *text_items((Run(name, True),), style, keep=True), *_paragraphs(text, style)])
        flow.space(style.gap / 2)
        heading = []
    if heading:
        flow.add([*heading, Item(1)])


def _paragraphs(text: str, style: Style) -> Sequence[Item]:
    """The lines of a text as they were written; an empty one is white space."""
    items: list[Item] = []
    for line in text.splitlines() or [""]:
        items += text_items((Run(line.strip()),), style) if line.strip() else [Item(style.gap / 2)]
    return items
