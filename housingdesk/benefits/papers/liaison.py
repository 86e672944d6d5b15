"""The liaison-meeting report of a council as PDF: what waits there, what is late, what is in dispute, what to ask."""

from datetime import date

from housingdesk.benefits.queries.liaison import Liaison, Section
from housingdesk.benefits.rules.liaison import REPORT
from housingdesk.letters.pdf.paper_pages import draw_paper
from housingdesk.letters.queries.sender import sender_of
from housingdesk.letters.rules.content import Bullets, Paragraph, Run
from housingdesk.letters.rules.paper_content import Grid, Heading, Paper, PaperBlock, Rows
from housingdesk.settings.queries import value
from housingdesk.values.dates import format_date, format_full


def draw_liaison(report: Liaison) -> bytes:
    """The report on its pages, with the association's letterhead."""
    card, on = report.office, report.on
    paper = Paper(title=f"{REPORT}, {card.name}", sender=sender_of(on), headline=f"Liaison meeting with {card.name}",
                  reference=format_date(on), made_from=REPORT, blocks=(*_head(report), *_body(report)))
    return draw_paper(paper, demo=value("demo.mark", on))


def _head(report: Liaison) -> list[PaperBlock]:
    card, on = report.office, report.on
    rows = [("Prepared on", format_full(on)), ("Meeting", _meeting(card.next_meeting(on))), ("With", card.contact),
            ("Our creditor number", card.creditor_number)]
    if report.runs:
        rows.append(("Next runs", ", ".join(format_date(run.paid_on) for run in report.runs)))
    return [Rows("The meeting", tuple((name, said) for name, said in rows if said or name == "Meeting"))]


def _meeting(day: date | None) -> str:
    return format_full(day) if day is not None else ""


def _body(report: Liaison) -> list[PaperBlock]:
    blocks: list[PaperBlock] = [Heading(0, "What to ask")]
    blocks.append(Bullets(tuple((Run(said if said.endswith("?") else f"{said}."),) for said in report.questions))
                  if report.questions else Paragraph((Run("Nothing is late or in dispute."),)))
    for section in report.sections:
        blocks += _section(section)
    return [*blocks, Rows("Agreed at the meeting", (("", ""),) * 4)]


def _section(section: Section) -> list[PaperBlock]:
    if not section.rows:
        return [Heading(0, section.title), Paragraph((Run(section.none),))]
    return [Grid(section.title, section.heads, section.rows, section.parts)]
