"""The answers of a claim printed in the order of the council's own form, to copy from or to staple to it, as PDF."""

from collections.abc import Mapping
from datetime import date

from housingdesk.benefits.queries.claims import ClaimRow, claim
from housingdesk.benefits.queries.form_answers import form_answers
from housingdesk.benefits.queries.form_orders import FormOrder, form_order
from housingdesk.benefits.queries.offices import office_of
from housingdesk.benefits.rules.form_order import SIGN, TO_BE_ASKED, FormPart
from housingdesk.benefits.rules.words import HB_KINDS
from housingdesk.errors import Refused
from housingdesk.letters.pdf.paper_pages import draw_paper
from housingdesk.letters.queries.sender import sender_of
from housingdesk.letters.rules.content import Paragraph, Run
from housingdesk.letters.rules.paper_content import Paper, PaperBlock, Rows
from housingdesk.settings.queries import value
from housingdesk.values.dates import format_date


def draw_form(claim_id: int, on: date, more: Mapping[str, str]) -> bytes:
    """What a claim says, in its council's order; ``more`` are the sign-up's answers. Refused for a claim to the DWP."""
    row = claim(claim_id)
    if row.kind not in HB_KINDS:
        raise Refused(f"{row.kind} is not claimed on a council’s form")
    card = office_of(row.council_id) if row.council_id is not None else None
    order = form_order(card.id if card is not None else None, on)
    known = form_answers(row, on, more)
    paper = Paper(title="Housing Benefit, answers", sender=sender_of(on), headline=f"Housing Benefit claim of {row.person}",
                  reference=row.reference or format_date(row.counts_from), made_from=_made_from(order),
                  blocks=(*_head(row, order, on), *(_part(part, known) for part in order.parts)))
    return draw_paper(paper, demo=value("demo.mark", on))


def unanswered(order: FormOrder, known: Mapping[str, str]) -> tuple[str, ...]:
    """The questions that nobody has an answer to yet, as the form words them."""
    return tuple(ask.label for part in order.parts for ask in part.questions
                 if SIGN not in ask.sources and ask.answer(known) == TO_BE_ASKED)


def _made_from(order: FormOrder) -> str:
    whose = "the general order" if order.general else "the council’s order"
    return f"{whose} of {format_date(order.valid_from)}"


def _head(row: ClaimRow, order: FormOrder, on: date) -> list[PaperBlock]:
    said = f"To {row.office}. These are the answers as they are on our file on {format_date(on)}"
    then = (", in the order of most councils’ forms: check them against the council’s own." if order.general else
            ", in the order of the council’s form.")
    return [Paragraph((Run(f"{said}{then}"),))]


def _part(part: FormPart, known: Mapping[str, str]) -> Rows:
    return Rows(part.title, tuple((ask.label, ask.answer(known)) for ask in part.questions))
