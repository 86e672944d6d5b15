"""The sheet on top of a claim for supported housing that goes to the council with its provider file, as PDF."""

from datetime import date

from housingdesk.benefits.queries.claim_set import ClaimSet, SetPiece
from housingdesk.benefits.queries.offices import office_of
from housingdesk.letters.pdf.paper_pages import draw_paper
from housingdesk.letters.queries.sender import sender_of
from housingdesk.letters.rules.content import Bullets, Paragraph, Run
from housingdesk.letters.rules.paper_content import Heading, Paper, PaperBlock, Rows
from housingdesk.settings.queries import value
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.values.dates import format_date


def draw_cover(found: ClaimSet, on: date, left_out: tuple[SetPiece, ...] = ()) -> bytes:
    """What is in the set and what is not; ``left_out`` are kept files that could not be printed, each with its reason."""
    row = found.claim
    paper = Paper(title="Claim with provider file", sender=sender_of(on), headline=f"{row.kind}: {row.person}",
                  reference=row.reference or format_date(row.counts_from), made_from="Claim with provider file",
                  blocks=tuple(_blocks(found, on, left_out)))
    return draw_paper(paper, demo=value("demo.mark", on))


def _blocks(found: ClaimSet, on: date, left_out: tuple[SetPiece, ...]) -> list[PaperBlock]:
    row, agreement = found.claim, tenancy(found.claim.tenancy_id)
    card = office_of(row.council_id) if row.council_id is not None else None
    rows = [("To", row.office), ("Claimant", row.person), ("Address", f"{agreement.address} {agreement.postcode}".strip()),
            ("Claimed from", format_date(row.counts_from)), ("Reference", row.reference or "none yet"),
            ("Our creditor number", card.creditor_number if card is not None else ""),
            ("Payment", "to the landlord" if row.to_landlord else "to the claimant"), ("Sent on", format_date(on))]
    blocks: list[PaperBlock] = [Rows("The claim", tuple((name, said) for name, said in rows if said))]
    if found.file is not None:
        blocks.append(Rows("The scheme", tuple((name, said) for name, said in (
            ("Scheme", found.file.scheme), ("Support by", found.file.supporter), ("Hours", found.file.hours_week),
            ("Accepted by the council", format_date(found.file.accepted_on) if found.file.accepted_on else "")) if said)))
    out = {one.document_id for one in left_out}
    inside = [one for one in found.pieces if one.document_id is not None and one.document_id not in out]
    blocks += [Heading(0, "With this sheet"), _list([one.title for one in inside], "The answers of the form only.")]
    missing = [f"{one.title}: {one.note or 'to follow'}" for one in (*found.missing, *left_out)]
    return [*blocks, Heading(0, "To follow"), _list(missing, "Nothing: everything is here.")]


def _list(lines: list[str], none: str) -> PaperBlock:
    return Bullets(tuple((Run(f"{line}."),) for line in lines)) if lines else Paragraph((Run(none),))
