"""Papers to offices as they would be printed now, by their kind, and kept files: drawn in a reader, not where the screen is."""

from collections.abc import Callable
from datetime import date
from typing import Any

from housingdesk.errors import NotFound
from housingdesk.values.rows import frozen


@frozen
class MadeOfficePaper:
    """A paper to look at: its title, its PDF and how many pages it has, a sentence about it, and whom it is about.

    ``table`` is the same as CSV where it is a list; ``office_id`` where it can be kept with an office. Whom it is about: name,
    person and agreement, or None where it is about many.
    """

    title: str
    pdf: bytes
    pages: int
    sentence: str
    file_name: str
    about: tuple[str, int, int] | None = None
    table: bytes | None = None
    office_id: int | None = None


def made_paper(paper: str, facts: dict[str, Any], on: date) -> MadeOfficePaper:
    """Draws a paper of a kind: liaison, rents, form, set or move; ``kept`` is a file as it was kept."""
    make = _MAKERS.get(paper)
    if make is None:
        raise NotFound("There is no such paper")
    return make(facts, on)


def _pages(pdf: bytes) -> int:
    from housingdesk.letters.pdf import read_back

    return read_back(pdf, None).pages


def _liaison(facts: dict[str, Any], on: date) -> MadeOfficePaper:
    from housingdesk.benefits.papers.liaison import draw_liaison
    from housingdesk.benefits.queries.liaison import liaison

    report = liaison(facts["office_id"], on)
    pdf, asked = draw_liaison(report), len(report.questions)
    said = f"{asked} {'question' if asked == 1 else 'questions'} to put. It names nobody of another council"
    return MadeOfficePaper(f"Liaison report, {report.office.name}", pdf, _pages(pdf), said,
                           f"Liaison {report.office.name} {on.isoformat()}.pdf", office_id=report.office.id)


def _rents(facts: dict[str, Any], on: date) -> MadeOfficePaper:
    from housingdesk.benefits.papers.new_rents import draw_new_rents
    from housingdesk.benefits.queries.new_rents import NEW_RENT_HEADS, cells, new_rents, next_change
    from housingdesk.benefits.queries.offices import office
    from housingdesk.errors import Refused
    from housingdesk.reports.export import Sheet, as_csv
    from housingdesk.values.dates import format_date, rent_year_start

    card = office(facts["office_id"])
    if card.council_id is None:
        raise Refused("New rents are told to councils")
    start = facts.get("start") or next_change(card.council_id, on)
    if start is None:
        april = rent_year_start(on.year if on < rent_year_start(on.year) else on.year + 1)
        start = april
    rows = new_rents(card.council_id, start)
    pdf = draw_new_rents(card, rows, start, on)
    table = as_csv(Sheet("New rents", NEW_RENT_HEADS, [cells(row) for row in rows]))
    said = (f"{len(rows)} of its claims have another rent from {format_date(start)}" if rows else
            f"No charge is entered that changes on {format_date(start)}")
    return MadeOfficePaper(f"New rents, {card.name}", pdf, _pages(pdf), said,
                           f"New rents {card.name} {start.isoformat()}.pdf", table=table)


def _form(facts: dict[str, Any], on: date) -> MadeOfficePaper:
    from housingdesk.benefits.papers.hb_form import draw_form, unanswered
    from housingdesk.benefits.queries.claims import claim
    from housingdesk.benefits.queries.form_answers import form_answers
    from housingdesk.benefits.queries.form_orders import form_order
    from housingdesk.benefits.queries.offices import office_of
    from housingdesk.lettings.queries.claim_answers import claim_answers

    row = claim(facts["claim_id"])
    more = claim_answers(row.tenancy_id)
    card = office_of(row.council_id) if row.council_id is not None else None
    order = form_order(card.id if card is not None else None, on)
    missing = unanswered(order, form_answers(row, on, more))
    pdf = draw_form(row.id, on, more)
    said = f"To be asked: {', '.join(missing)}" if missing else "Every question has its answer"
    return MadeOfficePaper(f"Answers for {row.office}", pdf, _pages(pdf), said, f"Housing Benefit {row.person}.pdf",
                           about=(row.person, row.person_id, row.tenancy_id))


def _set(facts: dict[str, Any], on: date) -> MadeOfficePaper:
    from housingdesk.benefits.queries.claim_set import claim_set
    from housingdesk.lettings.queries.claim_answers import claim_answers
    from housingdesk.reports.claim_set import collated

    found = claim_set(facts["claim_id"], on)
    row = found.claim
    whole = collated(row.id, on, claim_answers(row.tenancy_id))
    out = "".join(f". {one.title}: {one.note}" for one in whole.left_out)
    return MadeOfficePaper(f"Claim of {row.person} with its papers", whole.pdf, whole.pages, f"{found.sentence}{out}",
                           f"Claim {row.person}.pdf", about=(row.person, row.person_id, row.tenancy_id))


def _move(facts: dict[str, Any], on: date) -> MadeOfficePaper:
    from housingdesk.benefits.papers.change_notice import draw_move_notice
    from housingdesk.benefits.queries.moves import move_notice
    from housingdesk.values.dates import format_date

    found = move_notice(facts["circumstance_id"])
    pdf, row = draw_move_notice(found.circumstance_id, on), found.claim
    said = (f"Told on {format_date(found.told_on)}" if found.told_on is not None else
            f"Not told yet; the rent counts from Monday {format_date(found.monday)}")
    return MadeOfficePaper(f"Change of circumstances, {row.person}", pdf, _pages(pdf), said, f"Change {row.person}.pdf",
                           about=(row.person, row.person_id, row.tenancy_id))


def _kept(facts: dict[str, Any], _on: date) -> MadeOfficePaper:
    from io import BytesIO

    from housingdesk.documents.queries import kept
    from housingdesk.documents.rules import PDF
    from housingdesk.errors import Refused
    from housingdesk.notices.bundle_pdf.foreign import fitted_pages
    from housingdesk.notices.rules.bundle import PICTURES

    file = kept(facts["document_id"])
    if file.media_type in PICTURES:
        pages, _ = fitted_pages(file.content, file.media_type, file.name)
        out = BytesIO()
        pages.save(out)
        content = out.getvalue()
    elif file.media_type == PDF:
        content = file.content
    else:
        raise Refused(f"{file.name} is shown by its own program. The file’s own page saves it")
    return MadeOfficePaper(file.name, content, _pages(content), "As it is kept", file.name)


_MAKERS: dict[str, Callable[[dict[str, Any], date], MadeOfficePaper]] = {
    "liaison": _liaison, "rents": _rents, "form": _form, "set": _set, "move": _move, "kept": _kept}
